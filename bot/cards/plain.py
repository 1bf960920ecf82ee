"""Rich text as plain text, for a terminal, and for places where Slack accepts no rich text. Pure."""

from typing import Any, Final

from bot.cards.message import Block

_EMOJI: Final = {
    "red": "🔴",
    "orange": "🟠",
    "yellow": "🟡",
    "green": "🟢",
    "blue": "🔵",
    "purple": "🟣",
    "brown": "🟤",
    "black": "⚫",
    "white": "⚪",
    "warning": "⚠️",
    "pushpin": "📌",
    "rotating_light": "🚨",
    "hourglass": "⏳",
    "calendar": "📅",
}
"""The emoji on our cards, by a word of Slack's name for each."""


def lines(rich_text: Block) -> list[str]:
    """The lines of a rich_text block."""
    return [line for element in rich_text["elements"] for line in _rich(element)]


def _rich(element: dict[str, Any]) -> list[str]:
    if element["type"] == "rich_text_list":
        return [f"  {_line(item)}" for item in element["elements"]]
    return [_line(element)]


def _line(section: dict[str, Any]) -> str:
    return "".join(map(_piece, section["elements"])).strip("\n")


def _piece(piece: dict[str, Any]) -> str:
    match piece["type"]:
        case "emoji":
            return next((sign for word, sign in _EMOJI.items() if word in piece["name"]), f":{piece['name']}:")
        case "date":
            return str(piece["fallback"])
        case "user":
            return f"@{piece['user_id']}"
        case _:
            return str(piece.get("text", piece.get("url", "")))
