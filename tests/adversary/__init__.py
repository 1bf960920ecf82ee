"""Texts designed to make the regular expressions in `bot/` slow, and how long they take."""
