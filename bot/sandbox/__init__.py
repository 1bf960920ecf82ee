"""A local Slack and a local Spott, as strict as the real ones, to try and test the app without accounts."""
