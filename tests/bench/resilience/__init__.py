"""What strangers, deploys, a slow Spott and a Slack in trouble do to us, and to stock Bolt; each theme a module."""
