"""The forms of a message: the full one, and the plainest, which Slack always accepts. Pure."""

from collections.abc import Iterator
from typing import Any

from bot.cards.message import Message


def forms(message: Message) -> Iterator[dict[str, Any]]:
    """The message as it is, then as plain text."""
    yield {**message}
    yield {"text": message["text"], "mrkdwn": False}
