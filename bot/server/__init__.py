"""One process: its ways in, its health, its start and its stop."""
