"""Who may look people up, and where cards may be shown."""
