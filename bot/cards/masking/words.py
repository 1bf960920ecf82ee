"""Lists of words as parts of a pattern, and a much faster check whether a text can contain one of them. Pure."""

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
NO_LETTER: Final = r"(?![^\W\d_])"
"""After a word, where it ends."""


def in_text(text: str) -> frozenset[str]:
    """The runs of letters in a text, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


def first_of(phrases: Iterable[str]) -> frozenset[str]:
    """The first run of letters of each phrase: if none of them is in a text, no phrase is."""
    return frozenset(found[0] for phrase in phrases if (found := _WORD.search(phrase)))


def any_of(phrases: Iterable[str]) -> str:
    """The part of a pattern that matches one of the phrases, the longest first; a hyphen may be a space or missing."""
    longest_first = sorted(phrases, key=len, reverse=True)
    letters = "".join(sorted({phrase[0] for phrase in longest_first}))
    words = "|".join(re.escape(phrase).replace(r"\-", "[ -]?") for phrase in longest_first)
    # Mostly there is none, which the first letter shows at once.
    return f"(?:(?=[{letters}])(?:{words}))"
