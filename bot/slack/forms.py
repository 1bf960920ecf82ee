"""The forms of a message: blocks, and plain text for when Slack refuses them. Pure."""

from collections.abc import Iterator
from typing import Any

from bot.cards.message import Message


def forms(message: Message) -> Iterator[dict[str, Any]]:
    """The message as it is, then as plain text."""
    yield {**message}
    yield {"text": message["text"], "mrkdwn": False}
