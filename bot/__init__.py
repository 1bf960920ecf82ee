"""The Slack app that puts a person's card from Spott into the channel."""
