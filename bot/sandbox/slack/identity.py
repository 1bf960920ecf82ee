"""The app's ids and credentials in this Slack. All are made up, and work on this server only."""

APP = "A0SPOTTAPP"
BOT_ID = "B0SPOTTBOT"
BOT_TOKEN = "xoxb-local-demo-bot-token"  # noqa: S105 - a made-up token for a made-up Slack
APP_TOKEN = "xapp-local-demo-app-token"  # noqa: S105 - likewise
SIGNING_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - likewise
VERIFICATION_TOKEN = "local-demo-verification"  # noqa: S105 - the deprecated field of Slack's payloads
