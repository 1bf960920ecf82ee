"""The type of a message, and builders for blocks that several cards use.

Blocks are plain dicts with Slack's keys: https://docs.slack.dev/reference/block-kit/blocks
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, Final, TypeAlias, TypedDict

from bot.cards.text import HEADER_LIMIT, SECTION_LIMIT, emoji, literal, plain_text
from bot.cards.texts import Key, Language

Block: TypeAlias = dict[str, Any]

_WHEN: Final = re.compile(r"(\{when\})")
_DOT: Final = " \u00b7 "
_DOT_ALONE: Final = literal(_DOT)
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


def elements(say: Language, key: Key, *, when: Block | None = None, **values: str) -> list[Block]:
    """One of our texts as elements of a rich_text block, with the parts between `**` in bold.

    Args:
        say: The reader's language.
        key: Of `bot.cards.texts`.
        when: The element for the placeholder `when`, which is a date.
        values: The values for the other placeholders, shown literally.
    """
    made: list[Block] = []
    for words, bold, fill in _runs(say, key):
        text = fill(values) if fill else words
        if text:
            made.append(literal(text, bold=bold))
        elif when and not words:
            made.append(when)
    return made


@cache
def _runs(say: Language, key: Key) -> tuple[tuple[str, bool, Callable[[Mapping[str, str]], str] | None], ...]:
    """The parts of a text, whether each is bold, and what fills in its placeholders; "" where the date belongs."""
    runs = enumerate(say(key).split("**"))
    parts = [(part, at % 2 == 1) for at, run in runs for part in _WHEN.split(run) if part]
    return tuple(("", bold, None) if part == "{when}" else (part, bold, _filling(part)) for part, bold in parts)


def _filling(part: str) -> Callable[[Mapping[str, str]], str] | None:
    alone = _PLACEHOLDER.fullmatch(part)
    if alone:
        return itemgetter(alone[1])
    return part.format_map if "{" in part else None


def facts(sign: str, lead: str, *others: str | list[Block]) -> Block:
    """A line of facts after an emoji, the first one in bold; empty ones are left out.

    Args:
        sign: The emoji, by Slack's name.
        lead: The first fact.
        others: The further ones, each as text that is shown literally or as elements of a rich_text block.
    """
    made = [*_sign(sign), literal(lead, bold=True)]
    for fact in others:
        if isinstance(fact, str):
            if fact:
                made.append(literal(_DOT + fact))
        elif fact:
            made += (_DOT_ALONE, *fact)
    return line(*made)


# The same on most cards, and never changed.
@cache
def _sign(name: str) -> tuple[Block, Block]:
    return emoji(name), literal(" ")


def quote(*elements: Block) -> Block:
    """A paragraph with a bar on its left."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(lines: list[Block]) -> Block:
    """A bulleted list in a rich_text block, one item per line."""
    return {"type": "rich_text_list", "style": "bullet", "elements": lines}


def actions(*elements: Block) -> Block:
    """A row of buttons. https://docs.slack.dev/reference/block-kit/blocks/actions-block."""
    return {"type": "actions", "elements": list(elements)}
