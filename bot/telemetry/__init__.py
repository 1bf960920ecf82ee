"""What is written down and counted."""
