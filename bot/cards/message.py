"""The type of a message, and builders for blocks that several cards use.

Blocks are plain dicts with Slack's keys: https://docs.slack.dev/reference/block-kit/blocks
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, Final, TypeAlias, TypedDict

from bot.cards.text import ALT_TEXT_LIMIT, HEADER_LIMIT, SECTION_LIMIT, literal, plain_text
from bot.cards.texts import Key, say

Block: TypeAlias = dict[str, Any]

_WHEN: Final = re.compile(r"(\{when\})")
_PLACEHOLDER: Final = re.compile(r"\{(\w++)\}")


class Message(TypedDict):
    """A message for chat.postMessage or a response_url.

    `text` is what notifications and screen readers use; `blocks` is what people see.
    """

    text: str
    blocks: list[Block]


def header(text: str) -> Block:
    """The large first line. https://docs.slack.dev/reference/block-kit/blocks/header-block."""
    return {"type": "header", "text": plain_text(text, HEADER_LIMIT)}


def section(text: str, accessory: Block | None = None) -> Block:
    """Literal text and an optional element. https://docs.slack.dev/reference/block-kit/blocks/section-block."""
    block: Block = {"type": "section", "text": plain_text(text, SECTION_LIMIT)}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def own_words(mrkdwn: str) -> Block:
    """A section with our own sentences in mrkdwn; never for text from outside.

    `verbatim` keeps Slack from turning links and names into markup.
    """
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def context(mrkdwn: str) -> Block:
    """Our own words in small grey print. https://docs.slack.dev/reference/block-kit/blocks/context-block."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn, "verbatim": True}]}


def rich_text(*parts: Block) -> Block:
    """A block of literal, styled text. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    return {"type": "rich_text", "elements": list(parts)}


def line(*elements: Block) -> Block:
    """A paragraph of a rich_text block, or an item of its lists."""
    return {"type": "rich_text_section", "elements": list(elements)}


def elements(key: Key, *, when: Block | None = None, **values: str) -> list[Block]:
    """One of our texts as elements of a rich_text block, with the parts between `**` in bold.

    Args:
        key: Of `bot.cards.texts`.
        when: The element for the placeholder `when`, which is a date.
        values: What the other placeholders stand for, shown literally.
    """
    made: list[Block] = []
    for words, bold, fill in _runs(key):
        text = fill(values) if fill else words
        if text:
            made.append(literal(text, bold=bold))
        elif when and not words:
            made.append(when)
    return made


@cache
def _runs(key: Key) -> tuple[tuple[str, bool, Callable[[Mapping[str, str]], str] | None], ...]:
    """The parts of a text, whether each is bold, and what fills in its placeholders; "" where the date belongs."""
    runs = enumerate(say(key).split("**"))
    parts = [(part, at % 2 == 1) for at, run in runs for part in _WHEN.split(run) if part]
    return tuple(("", bold, None) if part == "{when}" else (part, bold, _filling(part)) for part, bold in parts)


def _filling(part: str) -> Callable[[Mapping[str, str]], str] | None:
    alone = _PLACEHOLDER.fullmatch(part)
    if alone:
        return itemgetter(alone[1])
    return part.format_map if "{" in part else None


def quote(*elements: Block) -> Block:
    """A paragraph with a bar on its left."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(lines: list[Block]) -> Block:
    """A bulleted list in a rich_text block, one item per line."""
    return {"type": "rich_text_list", "style": "bullet", "elements": lines}


def image(url: str, alt_text: str) -> Block:
    """An image for a section's accessory. If Slack cannot load it there, the message is still posted."""
    return {"type": "image", "image_url": url, "alt_text": alt_text[:ALT_TEXT_LIMIT]}


def actions(*elements: Block) -> Block:
    """A row of buttons. https://docs.slack.dev/reference/block-kit/blocks/actions-block."""
    return {"type": "actions", "elements": list(elements)}
