"""Converts a typed message as Slack does: to escaped text with links, and to rich text.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Mapping
from typing import Any

MENTION = re.compile(r"(?<![\w@])@[^\W\d_]")
LINK = re.compile(
    r"(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)'\"])|(?P<email>(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+)"
)


def escaped(text: str) -> str:
    """Escape the three characters with a special meaning in Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def message_content(typed: str, people: Mapping[str, str]) -> tuple[str, list[dict[str, Any]]]:
    """`text` and `blocks` of a message, with links for web and email addresses, and mentions for names.

    Args:
        typed: The typed text, with "@" before names.
        people: The ids of everyone who can be mentioned, by name.
    """
    text: list[str] = []
    elements: list[dict[str, Any]] = []
    position = 0
    for match in LINK.finditer(typed):
        _add_words(typed[position : match.start()], people, text, elements)
        address = match.group()
        if match["email"]:
            text.append(f"<mailto:{address}|{address}>")
            elements.append({"type": "link", "url": f"mailto:{address}", "text": address})
        else:
            text.append(f"<{escaped(address)}>")
            elements.append({"type": "link", "url": address})
        position = match.end()
    _add_words(typed[position:], people, text, elements)
    section = {"type": "rich_text_section", "elements": elements}
    return "".join(text), [{"type": "rich_text", "elements": [section]}]


def _add_words(words: str, people: Mapping[str, str], text: list[str], elements: list[dict[str, Any]]) -> None:
    position = 0
    for match in MENTION.finditer(words):
        after = words[match.start() + 1 :]
        names = [name for name in people if _begins_with(after, name)]
        if names:
            name = max(names, key=len)
            _add_text(words[position : match.start()], text, elements)
            text.append(f"<@{people[name]}>")
            elements.append({"type": "user", "user_id": people[name]})
            position = match.start() + 1 + len(name)
    _add_text(words[position:], text, elements)


def _begins_with(words: str, name: str) -> bool:
    return words[: len(name)].casefold() == name.casefold() and not words[len(name) : len(name) + 1].isalnum()


def _add_text(words: str, text: list[str], elements: list[dict[str, Any]]) -> None:
    if words:
        text.append(escaped(words))
        elements.append({"type": "text", "text": words})
