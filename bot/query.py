"""What somebody typed after the slash command → what is asked for. Pure."""

import re
from dataclasses import dataclass

CANDIDATE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Spott's ids are opaque: UUIDs and cuid-like strings both occur in its reference."""

_AROUND = " \t\r\n\u00a0\"'`<>\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
"""What people and phones put around an id: spaces, quotes straight and curly, backticks, angle brackets."""

_PRIVATE = re.compile(r"[-\u2010-\u2015\u2212]{0,2}private", re.IGNORECASE)
"""`private`, `--private`, and the long dash that phones make of the two."""


@dataclass(frozen=True, slots=True)
class Help:
    """The person wants to know how to ask."""


@dataclass(frozen=True, slots=True)
class ById:
    """The person named a candidate id, well-formed."""

    candidate_id: str


@dataclass(frozen=True, slots=True)
class NotAnId:
    """What was typed cannot be an id, so Spott is not asked."""


Query = Help | ById | NotAnId


@dataclass(frozen=True, slots=True)
class Asked:
    """One typed command: what is looked for, and whether the answer is wanted in private."""

    query: Query
    private: bool = False


def parse(text: str) -> Asked:
    """Understand the text of a slash command; any text gives an answer.

    `private`, as first or last word, asks for an answer that nobody else sees.
    """
    words = text.split()
    private = False
    for place in (0, -1):
        if words and _PRIVATE.fullmatch(words[place]):
            words.pop(place)
            private = True
    subject = " ".join(words).strip(_AROUND)
    if not subject or subject.casefold() == "help":
        return Asked(Help(), private)
    if CANDIDATE_ID.fullmatch(subject):
        return Asked(ById(subject), private)
    return Asked(NotAnId(), private)
