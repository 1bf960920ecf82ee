"""Finds the word `private`, with which users ask for a private answer, however it is spelled. Pure.

A card must not be posted because of a typo, so anything that looks like a misspelt `private` counts. So do some names,
such as Mark Price: `split_off` returns the text with and without them, and the search decides.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.people import vocabulary
from bot.people.folding import compared
from bot.spelling import edits

_WORD: Final = "private"
_WORDS: Final = (_WORD, *vocabulary.PRIVATE)
_LETTERS_OF: Final = {word: frozenset(word) for word in _WORDS}
_SHORTEST: Final = min(map(len, _WORDS))
_MOST_EDITS: Final = 2
_LENGTHS: Final = range(3, max(map(len, _WORDS)) + _MOST_EDITS + 1)
_MOST_SIGNS: Final = 40
_IN_FRONT: Final = 20

_PIECE: Final = re.compile(r"[^\s:,;|()\[\]{}<>]++")
_OPENING: Final = "([{<"
_CLOSING: Final = ")]}>"
_BETWEEN: Final = ":,;|"
_ENDS: Final = (0, -1)
_BESIDE: Final = {0: vocabulary.POLITE | vocabulary.PRIVATELY, -1: vocabulary.POLITE}
"""The words that may be between the word and each end."""
_QUOTES: Final = 2


@dataclass(frozen=True, slots=True)
class Split:
    """A text without the word.

    Attributes:
        rest: The text without it, and without misspelt forms.
        certain: Whether the word itself was there.
        nearly: The misspelt forms.
        whole: The text with the misspelt forms.
        inside: The word, also in other languages, where it is between other words.
    """

    rest: str
    certain: bool = False
    nearly: tuple[str, ...] = ()
    whole: str = ""
    inside: frozenset[str] = frozenset()

    def is_inside_but_not_in(self, asked_for: str) -> bool:
        """Whether the word is between others, but not part of what is looked up.

        It is not part of it in "Ada Lovelace (private note)", but it is in "Jane Private Doe".
        """
        return not self.inside <= {_letters(word) for word in asked_for.split()}

    def is_part_of(self, name: str) -> bool:
        """Whether the misspelt forms are part of a name that was read in the whole text.

        They are not in "Mark Jansen (privte)", nor if they begin with dashes, like an option of a command.
        """
        words = {_letters(word) for word in name.split()}
        return all(piece[0] != "-" and _letters(piece) in words for piece in self.nearly)


def split_off(text: str) -> Split:
    """Remove the word from the start or the end of a text, with brackets, punctuation or "please" beside it.

    In a text of one word, only `private` itself counts, since there would be nobody to ask for. A text in quotes is a
    name, and so is a misspelt form in it, or the word in another language.

    Args:
        text: Folded, with one space between words.
    """
    quoted = is_quoted(text)
    whole, certain = _without(text, _is_it, at_least=2 if quoted else 1)
    if quoted:
        return Split(whole, bool(certain), whole=whole)
    if not certain:
        whole, certain = _without(text, _is_it_elsewhere, at_least=2, ends=_ENDS[:1])
    rest, nearly = _without(whole, _is_nearly, at_least=2)
    rest, again = _without(rest, _is_it, at_least=1) if nearly else (rest, ())
    long_enough = (piece for piece in _PIECE.findall(rest) if len(piece) >= _SHORTEST)
    inside = frozenset(word for piece in long_enough if (word := _letters(piece)) in _WORDS)
    return Split(rest, bool(certain or again), nearly, whole, inside)


def is_quoted(text: str) -> bool:
    """Whether all of a text is in quotes, with none inside."""
    inside = text.strip()
    return len(inside) > _QUOTES and inside[0] == inside[-1] == '"' and inside.count('"') == _QUOTES


def _without(
    text: str, is_meant: Callable[[str], bool], *, at_least: int, ends: tuple[int, ...] = _ENDS
) -> tuple[str, tuple[str, ...]]:
    found: list[str] = []
    pieces = list(_PIECE.finditer(text))
    # A single word is the first one and the last.
    for end in ends[: len(pieces)]:
        if len(pieces) < at_least:
            break
        # The word is the first one, or after a few polite ones; the last one can only be found from the front.
        place = _place(pieces[:_IN_FRONT] if end == 0 else pieces, end)
        if place is not None and is_meant(pieces[place][0]):
            found.append(pieces[place][0])
            first = place - 1 if place and _letters(pieces[place - 1][0]) in vocabulary.PRIVATELY else place
            text = _cut(text, pieces[first].start(), pieces[place].end())
            pieces = list(_PIECE.finditer(text))
    return text, tuple(found)


def _place(pieces: list[re.Match[str]], end: int) -> int | None:
    """The position of the word, beside polite words: the second in "in private, please: Ada"."""
    places = range(len(pieces)) if end == 0 else range(len(pieces) - 1, -1, -1)
    return next((place for place in places if _says_something(pieces[place][0], _BESIDE[end])), None)


def _says_something(piece: str, beside: frozenset[str]) -> bool:
    return any(map(str.isalnum, piece)) and _letters(piece) not in beside


def _cut(text: str, start: int, end: int) -> str:
    """Cut out a word with its brackets and the punctuation beside it."""
    before, after = text[:start].rstrip(_OPENING).rstrip(), text[end:].lstrip(_CLOSING + _BETWEEN).lstrip()
    rest, _, last = before.rpartition(" ")
    before = before if last.strip(_BETWEEN + "-") else rest.rstrip()
    first, _, rest = after.partition(" ")
    after = after if first.strip(_BETWEEN + "-") else rest
    return _without_half_brackets(f"{before} {after}".strip())


def _without_half_brackets(text: str) -> str:
    """What is left of "(Jane Doe, private)" and "Jane Doe (private, please)"."""
    opens, closes = (any(sign in signs for sign in text) for signs in (_OPENING, _CLOSING))
    return text if opens == closes else text.strip(_OPENING + _CLOSING)


def _is_it(piece: str) -> bool:
    return _letters(piece) == _WORD


def _is_it_elsewhere(piece: str) -> bool:
    """Whether it is the word in another language, which in front of a name is not part of it."""
    return _letters(piece) in vocabulary.PRIVATE


def _is_nearly(piece: str) -> bool:
    word = _letters(piece)
    # Counting letters that are missing is quick, and leaves few words to compare.
    return (
        len(word) in _LENGTHS
        and word not in vocabulary.FILLERS
        and any(
            sum(letter not in word for letter in letters) <= _MOST_EDITS and edits(word, one) <= _MOST_EDITS
            for one, letters in _LETTERS_OF.items()
        )
    )


def _letters(piece: str) -> str:
    """The letters and digits of a word, as `compared`; "" if it is part of an address or a link."""
    if "@" in piece.strip("@") or "/" in piece.strip("/") or len(piece) > _MOST_SIGNS:
        return ""
    return compared("".join(filter(str.isalnum, piece)))
