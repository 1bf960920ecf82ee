"""The Web API methods, one module for each of Slack's own groups; `bot.sandbox.slack.api` lists them all."""
