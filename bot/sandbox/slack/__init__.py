"""A local Slack, as strict as the real one, for the demo and the tests."""
