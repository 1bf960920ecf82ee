"""The way to Slack."""
