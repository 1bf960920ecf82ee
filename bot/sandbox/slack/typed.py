"""Converts a typed message as Slack does: to escaped text with links, and to rich text.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from typing import Any

LINK = re.compile(
    r"(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)'\"])|(?P<email>(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+)"
)


def escaped(text: str) -> str:
    """Escape the three characters with a special meaning in Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def message_content(typed: str) -> tuple[str, list[dict[str, Any]]]:
    """`text` and `blocks` of a message, with web and email addresses made into links."""
    text: list[str] = []
    elements: list[dict[str, Any]] = []
    position = 0
    for match in LINK.finditer(typed):
        _add_text(typed[position : match.start()], text, elements)
        address = match.group()
        if match["email"]:
            text.append(f"<mailto:{address}|{address}>")
            elements.append({"type": "link", "url": f"mailto:{address}", "text": address})
        else:
            text.append(f"<{escaped(address)}>")
            elements.append({"type": "link", "url": address})
        position = match.end()
    _add_text(typed[position:], text, elements)
    section = {"type": "rich_text_section", "elements": elements}
    return "".join(text), [{"type": "rich_text", "elements": [section]}]


def _add_text(words: str, text: list[str], elements: list[dict[str, Any]]) -> None:
    if words:
        text.append(escaped(words))
        elements.append({"type": "text", "text": words})
