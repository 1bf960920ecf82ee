"""The forms of a message, from the full one to the plainest that Slack takes. Pure."""

from collections.abc import Iterator
from typing import Any

from bot.cards.message import Block, Message


def forms(message: Message) -> Iterator[dict[str, Any]]:
    """The message as it is, then without images (Slack refuses one that it cannot load), then as plain text."""
    yield {**message}
    bare = [block for block in map(_without_image, message["blocks"]) if block is not None]
    if bare != message["blocks"]:
        yield {**message, "blocks": bare}
    yield {"text": message["text"], "mrkdwn": False}


def _without_image(block: Block) -> Block | None:
    if block["type"] == "image":
        return None
    if block.get("accessory", {}).get("type") == "image":
        return {key: value for key, value in block.items() if key != "accessory"}
    if block["type"] == "context":
        kept = [element for element in block["elements"] if element["type"] != "image"]
        return {**block, "elements": kept} if kept else None
    return block
