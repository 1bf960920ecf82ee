"""The shape of a message and the blocks that several cards share.

Blocks are plain dicts in Slack's own words: https://docs.slack.dev/reference/block-kit/blocks
"""

from typing import Any, TypeAlias, TypedDict

from bot.cards.text import ALT_TEXT_LIMIT, HEADER_LIMIT, SECTION_LIMIT, plain_text

Block: TypeAlias = dict[str, Any]


class Message(TypedDict):
    """A message for chat.postMessage or a response_url.

    `text` is what notifications and screen readers give; `blocks` is what people see.
    """

    text: str
    blocks: list[Block]


def header(text: str) -> Block:
    """The large first line. https://docs.slack.dev/reference/block-kit/blocks/header-block."""
    return {"type": "header", "text": plain_text(text, HEADER_LIMIT)}


def section(text: str, accessory: Block | None = None) -> Block:
    """Literal text, with an element at its right. https://docs.slack.dev/reference/block-kit/blocks/section-block."""
    block: Block = {"type": "section", "text": plain_text(text, SECTION_LIMIT)}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def own_words(mrkdwn: str) -> Block:
    """A section of our own sentences, with Slack's markup: never for text from outside.

    `verbatim` keeps Slack from looking for links and names in it.
    """
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def context(mrkdwn: str) -> Block:
    """Small grey print in our own words. https://docs.slack.dev/reference/block-kit/blocks/context-block."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn, "verbatim": True}]}


def rich_text(*parts: Block) -> Block:
    """A block of literal text with style. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    return {"type": "rich_text", "elements": list(parts)}


def line(*elements: Block) -> Block:
    """A paragraph of a rich_text block; also what a list holds."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(*elements: Block) -> Block:
    """A paragraph with a bar at its left."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(lines: list[Block]) -> Block:
    """A list in a rich_text block, one point for each line."""
    return {"type": "rich_text_list", "style": "bullet", "elements": lines}


def image(url: str, alt_text: str) -> Block:
    """An image as a section's accessory: unreachable there, it does not cost the message."""
    return {"type": "image", "image_url": url, "alt_text": alt_text[:ALT_TEXT_LIMIT]}


def actions(*elements: Block) -> Block:
    """A row of buttons. https://docs.slack.dev/reference/block-kit/blocks/actions-block."""
    return {"type": "actions", "elements": list(elements)}
