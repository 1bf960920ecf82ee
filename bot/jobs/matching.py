"""Which jobs match a few typed words, such as "backend acme". Pure."""

import re
import unicodedata
from typing import Final

from bot.spott.vacancy import Vacancy

_MOST_READ: Final = 200
_WORD: Final = re.compile(r"\w++")


def words(text: str) -> tuple[str, ...]:
    """The words of a text for comparison: without case and diacritics."""
    return tuple(_WORD.findall(_folded(text[:_MOST_READ])))


def rarest_word(text: str) -> str | None:
    """The word to search for, as typed: the longest one, which few jobs share."""
    typed = _WORD.findall(text[:_MOST_READ])
    return max(typed, key=len) if typed else None


def continues(text: str, beginning: str) -> bool:
    """Whether a search for a text finds nothing that one for its beginning does not: their rarest words begin alike."""
    word, first = rarest_word(text), rarest_word(beginning)
    return word is not None and first is not None and word.startswith(first)


def is_meant(vacancy: Vacancy, wanted: tuple[str, ...]) -> bool:
    """Whether a job's title and client, taken together, contain all words, or words that start with them.

    Args:
        vacancy: The job.
        wanted: From `words`.
    """
    names = (*words(vacancy.title or ""), *words(vacancy.client_name or ""))
    return all(any(name.startswith(word) for name in names) for word in wanted)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
