"""What people read in Slack: cards and notices. Pure functions from facts to messages."""
