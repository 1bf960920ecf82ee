"""The app's manifest: the table of what each entry needs, and the manifest that is built from it."""
