"""A local Slack and a local Spott, as strict as the real ones, to try the app and to test it without an account."""
