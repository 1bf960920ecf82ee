"""Judges of messages: no text from outside is interpreted, and Slack would accept the message."""

import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block as SdkBlock

from bot.cards import buttons, find
from bot.cards.home import HomeView
from bot.cards.message import Block, Message
from bot.cards.views import View
from bot.sandbox.slack.blocks import check_message, check_view

_EMOJI = {
    *(
        "rotating_light",
        "warning",
        "pushpin",
        "hourglass_flowing_sand",
        "calendar",
        "red_circle",
        "white_circle",
        "black_circle",
    ),
    *(f"large_{colour}_circle" for colour in ("orange", "yellow", "green", "blue", "purple", "brown")),
}
_OUR_DATE = r"\d{1,2} [A-Z][a-z]{2} \d{1,4}(, \d\d:\d\d UTC)?"
_OUR_MRKDWN = re.compile(rf"As of <!date\^\d+\^\{{date_short\}} at \{{time\}}\|{_OUR_DATE}>")
_AGO = r"today|tomorrow|yesterday|in [\d,]+ days|[\d,]+ days ago"
_PAGE = re.compile(r"https://app\.example\.com/(people|jobs)/[a-zA-Z0-9_-]{1,64}")
_LINKS = re.compile(r"mailto:[a-zA-Z0-9._+'-]+@[a-zA-Z0-9.-]+|tel:\+?\d{7,17}", re.ASCII)
_VALUE = re.compile(r"[a-zA-Z0-9_-]{1,64}( [a-zA-Z0-9]+)?", re.ASCII)
_SAFE_BY_THEMSELVES = {
    *("text", "header", "section", "context", "actions", "divider", "modal", "home", "input", "plain_text_input"),
    "static_select",
    *("rich_text", "rich_text_section", "rich_text_list", "rich_text_quote"),
}
_LIVE_IN_TEXT = {
    "a bracket": r"[<>]",
    "an unescaped ampersand": r"&(?!amp;|lt;|gt;)",
    "a name": r"[@#](?!\u200b)",
    "an emoji": r":[\w+'-]+:",
    "an address": r"\w\.\w|:/",
    "markup": r"(?<!\u200b)[*_~]|[*_~](?!\u200b)",
    "code": r"`",
    "a quotation": r"(?m)^\s*&gt;",
}


def live_in_text(text: str) -> list[str]:
    """The parts of a top-level `text` that Slack would interpret rather than just show."""
    return [what for what, pattern in _LIVE_IN_TEXT.items() if re.search(pattern, text)]


def faults(message: Message) -> list[str]:
    """The places in a card where text from outside could be interpreted or unreadable."""
    return live_in_text(message["text"]) + _faults(message, ())


def view_faults(view: View | HomeView, *own_words: str) -> list[str]:
    """The same for a modal or a Home tab.

    Args:
        view: The modal or the tab.
        own_words: Our own sentences in it that may contain Slack's markup.
    """
    return _faults(view, own_words)


def _faults(shown: object, own_words: tuple[str, ...]) -> list[str]:
    unseen = [text for text in strings(shown) if any(map(_is_unseen, text))]
    return [
        *(f"{element}" for element in elements(shown) if not _is_safe(element, own_words)),
        *(f"unseen characters in {text!r}" for text in unseen),
    ]


def _is_safe(element: Block, own_words: tuple[str, ...]) -> bool:
    match element:
        case {"type": "plain_text", "emoji": emoji}:
            safe = emoji is False
        case {"type": "mrkdwn", "text": text, "verbatim": True}:
            safe = text in own_words or bool(_OUR_MRKDWN.fullmatch(text))
        case {"type": "emoji", "name": name}:
            safe = name in _EMOJI
        case {"type": "date", "fallback": fallback, "format": "{date_short}" | "{date_short} at {time}"}:
            safe = bool(re.fullmatch(_OUR_DATE, fallback)) and "url" not in element
        case {"type": "date", "fallback": fallback, "format": "{ago}"}:
            safe = bool(re.fullmatch(_AGO, fallback)) and "url" not in element
        case {"type": "button" | "link", "url": url} if _PAGE.fullmatch(url):
            safe = True
        case {"type": "button", "value": value}:
            safe = bool(_VALUE.fullmatch(value))
        case {
            "type": "button",
            "action_id": buttons.DISMISS | buttons.NONE_OF_THESE | buttons.CLEAR_RECENTS | find.OPEN,
        }:
            safe = True
        case {"type": "link", "url": url, "text": text}:
            # A mailto link leads where its text says; a number may be written in many ways.
            safe = bool(_LINKS.fullmatch(url)) and (url.startswith("tel:") or url == f"mailto:{text}")
        case _:
            safe = element["type"] in _SAFE_BY_THEMSELVES
    return safe


def _is_unseen(character: str) -> bool:
    if character in "\n\u200b\u200c\u200d":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


def elements(value: object) -> Iterator[Block]:
    """Every dict with a type, at any depth."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for member in value.values():
            yield from elements(member)
    elif isinstance(value, list):
        for member in value:
            yield from elements(member)


def strings(value: object) -> Iterator[str]:
    """Every string, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def shape(value: Any) -> Any:  # noqa: ANN401  (JSON)
    """The message without its literal texts: equal for any two texts that are only shown."""
    if isinstance(value, list):
        return [shape(member) for member in value]
    if not isinstance(value, dict):
        return value
    is_literal = value.get("type") in {"plain_text", "text", "link"}
    return {
        key: "\u2026" if (is_literal and key == "text") or key in {"alt_text", "accessibility_label"} else shape(member)
        for key, member in value.items()
    }


_KNOWN: set[str] = set()
"""The forms of blocks that slack_sdk has accepted."""
_LENGTHS = (0, 10, 24, 40, 75, 150, 255, 1_000, 2_000, 3_000)
"""Lengths, among them all limits of Slack."""


def _measured(value: Any, kind: str = "") -> Any:  # noqa: ANN401  (JSON)
    """A block with each text replaced by its length, which does not matter in rich text."""
    if isinstance(value, list):
        return [_measured(member, kind) for member in value]
    if isinstance(value, dict):
        kind = str(value.get("type", kind))
        return {key: member if key == "type" else _measured(member, kind) for key, member in value.items()}
    if isinstance(value, str):
        return "" if kind in {"text", "link"} else bisect_left(_LENGTHS, len(value))
    return value


def refusals(message: Message) -> list[str]:
    """What Slack would refuse, by both judges, including more than chat.update accepts."""
    found = [f"{problem}" for problem in check_message(message, update=True)] + _unknown(message["blocks"])
    if len(message["text"].encode("utf-16-le")) // 2 > 4_000:
        found.append("text over 4,000")
    return found


def view_refusals(view: View) -> list[str]:
    """The same for a modal."""
    return [f"{problem}" for problem in check_view(view)] + _unknown(view["blocks"])


def _unknown(blocks: list[Block]) -> list[str]:
    """What slack_sdk would refuse or change: its models check the form of a block, and lengths."""
    found: list[str] = []
    for block in blocks:
        if (form := json.dumps(_measured(block), sort_keys=True)) in _KNOWN:
            continue
        parsed = SdkBlock.parse(block)
        if parsed is None:
            found.append(f"unknown to slack_sdk: {block}")
            continue
        parsed.validate_json()
        if parsed.to_dict() != block:
            found.append(f"read otherwise by slack_sdk: {block}")
            continue
        _KNOWN.add(form)
    return found
