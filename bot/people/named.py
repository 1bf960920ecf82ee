"""Whether a typed name is a person's name, or only resembles it. Pure.

A person is named if every typed word is a word of their name. Case, accents, order, hyphens and apostrophes make no
difference, and an initial may stand for a word.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, TypeAlias

from bot.people.folding import compared, folded
from bot.spott.models import SearchHit

_EXAMINED: Final = 120
_BETWEEN_WORDS: Final = re.compile(r"[\s,]+")
_WITHIN_WORDS: Final = re.compile(r"[-'.\u00b7\u30fb]+")
_JOINERS: Final = re.compile("[\u200c\u200d]+")
_SPELLED_OUT: Final = str.maketrans({"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00f8": "oe", "\u00e5": "aa"})
"""How names with these letters are typed without them: Müller and Mueller, Sørensen and Soerensen."""

_MOST_PARTS: Final = 4
_FULL_NAME: Final = 2

_Part: TypeAlias = tuple[str, str]
"""One word, or one part of a word with hyphens: without its accents, and with them spelled out."""

_Word: TypeAlias = tuple[_Part, ...]
"""One word by its parts: "Jean-Luc" has two."""

_Left: TypeAlias = list[list[_Part | None]]
"""The words of a name that are not matched yet, with None for each part that is."""


def is_named(typed: str, hit: SearchHit) -> bool:
    """Whether every word of a typed name is in this person's name.

    At least one has to be there in full. If there are initials, the first given name must be among what is typed:
    "J. Bakker" is Jan Willem Bakker, but not Adriaan Jan Bakker.
    """
    given, family = _words(_given(hit)), _words(_family(hit))
    words = _words(typed)
    return _are_in(words, [*given, *family]) or _is_written_together(words, given, family)


def is_named_in_full(typed: str, hit: SearchHit) -> bool:
    """Whether a typed name is this person's name with a given name and a surname, neither as an initial."""
    if not is_named(typed, hit):
        return False
    left = [_open(_words(part)) for part in (_given(hit), _family(hit)) if part]
    found = [[_is_full(word) and _take(word, part) for part in left] for word in _words(typed)]
    return sum(map(any, found)) >= _FULL_NAME and all(map(any, zip(*found, strict=True)))


def _given(hit: SearchHit) -> str:
    return " ".join(filter(None, (hit.first_name, hit.middle_name)))


def _family(hit: SearchHit) -> str:
    return " ".join(filter(None, (hit.last_name, hit.second_last_name)))


def _words(*texts: str) -> list[_Word]:
    plain = (_JOINERS.sub("", folded(text[:_EXAMINED])) for text in texts)
    words = (word for text in plain for word in _BETWEEN_WORDS.split(text))
    return [parts for word in words if (parts := tuple(_parts(word)))]


def _parts(word: str) -> Iterator[_Part]:
    if word.isascii() and word.isalpha():
        plain = word.lower()
        yield plain, plain
        return
    for part in _WITHIN_WORDS.split(word):
        if plain := compared(part):
            spelled_out = unicodedata.normalize("NFC", part).casefold().translate(_SPELLED_OUT)
            yield plain, compared(spelled_out)


def _joined(parts: Sequence[_Part]) -> frozenset[str]:
    return frozenset(map("".join, zip(*parts, strict=True)))


def _is_written_together(words: list[_Word], given: list[_Word], family: list[_Word]) -> bool:
    """Whether the whole name is typed, only with other spaces: "Jan Vandenberg", or a Chinese name without any."""
    if not (given and family):
        return False
    first, last = [*chain(*given)], [*chain(*family)]
    return not _joined([*chain(*words)]).isdisjoint(_joined(first + last) | _joined(last + first))


def _are_in(words: list[_Word], name: list[_Word]) -> bool:
    if not any(map(_is_full, words)):
        return False
    left = _open(name)
    initials: list[_Part] = []
    # Long words first, so that "Jean-Luc" finds both parts before "Jean" takes one of them.
    for word in sorted(words, key=len, reverse=True):
        if _take(word, left):
            continue
        others = [part for part in word if len(word) == 1 or not _take((part,), left)]
        if not all(map(_is_initial, others)):
            return False
        initials += others
    return all(_take_initial(part, left) for part in initials) and (not initials or left[0][0] is None)


def _open(words: list[_Word]) -> _Left:
    return [[*word] for word in words]


def _take(word: _Word, left: _Left) -> bool:
    """Match a word with one that is left, or with neighbouring parts of one, and take it out."""
    letters = _joined(word)
    longest = max(map(len, letters))
    for parts in left:
        for start in range(len(parts)):
            for end in range(start + 1, min(start + _MOST_PARTS, len(parts)) + 1):
                run = [part for part in parts[start:end] if part is not None]
                together = _joined(run)
                if len(run) < end - start or min(map(len, together)) > longest:
                    break
                if not letters.isdisjoint(together):
                    parts[start:end] = [None] * len(run)
                    return True
    return False


def _take_initial(part: _Part, left: _Left) -> bool:
    for parts in left:
        for place, other in enumerate(parts):
            if other is not None and other[0][0] == part[0]:
                parts[place] = None
                return True
    return False


def _is_initial(part: _Part) -> bool:
    """Whether it is one letter, of a script with capitals: one Chinese character is a whole name."""
    return len(part[0]) == 1 and part[0].upper() != part[0]


def _is_full(word: _Word) -> bool:
    return any(not _is_initial(part) for part in word)
