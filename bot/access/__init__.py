"""Who may look people up, and where the answer may be shown."""
