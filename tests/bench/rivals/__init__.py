"""Other ways to build the app, each as its tutorial does it; all of them post a given card."""
