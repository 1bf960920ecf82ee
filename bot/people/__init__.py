"""Parses what users ask for, and finds the person in Spott."""
