"""Lists of words as parts of a pattern, and whether one of them can be in a text at all, which is much faster. Pure."""

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
NO_LETTER: Final = r"(?![^\W\d_])"
"""Behind a word, where it ends."""


def in_text(text: str) -> frozenset[str]:
    """The runs of letters in a text, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


def first_of(phrases: Iterable[str]) -> frozenset[str]:
    """The first run of letters of each phrase: if none of them is in a text, no phrase is."""
    return frozenset(found[0] for phrase in phrases if (found := _WORD.search(phrase)))


def any_of(phrases: Iterable[str]) -> str:
    """The part of a pattern that takes one of the phrases, the longest possible; a hyphen may be a space or missing."""
    longest_first = sorted(phrases, key=len, reverse=True)
    letters = "".join(sorted({phrase[0] for phrase in longest_first}))
    words = "|".join(re.escape(phrase).replace(r"\-", "[ -]?") for phrase in longest_first)
    # Most often none of them stands there, which the first letter tells at once.
    return f"(?:(?=[{letters}])(?:{words}))"
