"""The path for Slack's requests, in its own module, so that printing the manifest doesn't import the server."""

EVENTS_PATH = "/slack/events"
"""Where the HTTP manifest sends commands, interactions and events."""
