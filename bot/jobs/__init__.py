"""The agency's jobs: finding one, and who is where in it."""
