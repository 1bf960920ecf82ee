"""The texts of the manifest, one module per language: what Slack shows in its menus and on the page about the app."""
