"""Texts that are made to let the regular expressions of `bot/` take long, and what they cost."""
