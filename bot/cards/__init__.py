"""What people read in Slack: cards, lists and notices. Pure functions that return Block Kit."""
