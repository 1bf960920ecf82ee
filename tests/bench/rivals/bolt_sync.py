"""Bolt for Python as in its getting-started guide, behind Flask, with requests."""

import logging

import requests
from flask import Flask, Response, request
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient

from tests.bench.rivals import settings

app = App(
    client=WebClient(token=settings.SLACK_BOT_TOKEN, base_url=settings.SLACK_API_URL),
    signing_secret=settings.SLACK_SIGNING_SECRET,
)
flask_app = Flask(__name__)
handler = SlackRequestHandler(app)


@app.command("/spott")
def look_up(ack: Ack, respond: Respond, command: dict[str, str]) -> None:
    """Answer the command with the person's card."""
    ack()
    answer = requests.get(
        settings.contact_url(command["text"]), headers={"x-api-key": settings.SPOTT_API_KEY}, timeout=8
    )
    answer.raise_for_status()
    respond(**settings.card_of(answer.json()))


@flask_app.route("/slack/events", methods=["POST"])
def slack_events() -> Response:
    """Hand Slack's request to Bolt."""
    return handler.handle(request)


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    flask_app.run(host=settings.HOST, port=settings.PORT)
