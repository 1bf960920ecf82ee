"""`make bench`: how fast a look-up is and what it costs, compared with other ways to build a Slack app."""
