"""How this bot and stock Bolt cope with attacks, deploys, a slow Spott and an unreliable Slack, by topic."""
