"""Renders cards, lists and notices. Pure functions that return Block Kit."""
