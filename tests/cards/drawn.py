"""The content of a card, by kind of block and line by line."""

from collections.abc import Iterator
from typing import Any

from bot.cards.message import Message


def block(message: Message, kind: str) -> dict[str, Any]:
    return next(one for one in message["blocks"] if one["type"] == kind)


def kinds(message: Message) -> list[str]:
    return [one["type"] for one in message["blocks"]]


def lines(message: Message) -> str:
    """All rich text as a reader without dates and emoji would see it."""

    def words(value: object) -> Iterator[str]:
        match value:
            case {"type": "text" | "link", "text": str(text)}:
                yield text
            case {"type": "emoji", "name": str(name)}:
                yield f":{name}:"
            case {"type": "date", "fallback": str(fallback)}:
                yield fallback
            case {"elements": list(elements), "type": str(kind)}:
                for element in elements:
                    yield from words(element)
                if kind in {"rich_text_section", "rich_text_quote"}:
                    yield "\n"

    return "".join(word for one in message["blocks"] for word in words(one))
