"""Where requests go. By itself, so that printing the manifest doesn't import the server."""

EVENTS_PATH = "/slack/events"
"""Where the HTTP manifest sends commands, interactions and events."""
