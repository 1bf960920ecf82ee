"""Details as a reader sees them, line by line."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.cards.details import details
from bot.cards.message import Block
from bot.cards.views import View, details_view
from bot.spott.application import Application
from bot.spott.models import Contact
from tests.cards.judges import elements, view_faults
from tests.cards.people import NOW, contact, person
from tests.english import say

EVERY = frozenset({"*"})
HEADINGS = (
    *("*Current role*", "*Current roles*", "*Former role*", "*Former roles*"),
    *("*Open applications*", "*Earlier applications*"),
)


def view(record: Contact, attributes: frozenset[str] = EVERY, applications: Sequence[Application] = ()) -> View:
    return details_view(say, person(record, applications), now=NOW, attributes=attributes)


def faults(shown: View) -> list[str]:
    """Like `view_faults`, with our own sentences in Details."""
    beyond = [text for text in mrkdwn(shown["blocks"]) if re.fullmatch(r"and \d+ more roles", text)]
    return view_faults(shown, *HEADINGS, *beyond)


def mrkdwn(blocks: list[Block]) -> list[str]:
    return [element["text"] for element in elements(blocks) if element["type"] == "mrkdwn"]


def lines(blocks: list[Block]) -> list[str]:
    """What a reader sees below the header, a line for each paragraph, point or heading."""
    return [line for block in blocks if block["type"] != "header" for line in _paragraphs(block)]


def _paragraphs(value: Any) -> Iterator[str]:  # noqa: ANN401  (JSON)
    if value["type"] in {"rich_text_section", "rich_text_quote"}:
        yield "".join(map(_words, value["elements"]))
    elif value["type"] == "section":
        yield value["text"]["text"]
    elif value["type"] == "mrkdwn":
        yield value["text"]
    else:
        for element in value["elements"]:
            yield from _paragraphs(element)


def _words(element: Block) -> str:
    match element:
        case {"type": "emoji", "name": name}:
            return f":{name}:"
        case {"type": "date", "fallback": fallback}:
            return str(fallback)
        case {"type": "link", "url": url, "text": text}:
            return f"<{url}|{text}>"
    return str(element["text"])


def role_lines(attributes: frozenset[str] = frozenset(), **fields: object) -> list[str]:
    """The lines about the roles of a person without a next task."""
    shown = lines(details(person(contact(**fields)), now=NOW, attributes=attributes, say=say))
    assert shown.count(":warning: No next task") == 1
    return [line for line in shown if line != ":warning: No next task"]
