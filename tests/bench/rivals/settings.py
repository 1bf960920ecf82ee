"""The settings that every rival reads from its environment."""

import json
import os
from pathlib import Path
from typing import Any

SLACK_BOT_TOKEN = os.environ["SLACK_BOT_TOKEN"]
SLACK_SIGNING_SECRET = os.environ["SLACK_SIGNING_SECRET"]
SLACK_API_URL = os.environ["SLACK_API_URL"] + "/"
SPOTT_API_KEY = os.environ["SPOTT_API_KEY"]
SPOTT_API_URL = os.environ["SPOTT_API_URL"]
HOST = os.environ["HOST"]
PORT = int(os.environ["PORT"])
CARD: dict[str, Any] = json.loads(Path(os.environ["CARD"]).read_text(encoding="utf-8"))
"""The card that our bot renders for the same person, since rendering is not compared."""


def contact_url(candidate_id: str) -> str:
    """The URL of a person in Spott."""
    return f"{SPOTT_API_URL}/clients/contacts/{candidate_id}"


def card_of(contact: dict[str, Any]) -> dict[str, Any]:
    """The card, after parsing the person."""
    if "firstName" not in contact:
        raise ValueError("not a contact")
    return CARD
