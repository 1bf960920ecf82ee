"""Splits a typed list into the people in it. Pure.

Semicolons and line breaks are between people, and so is a comma, or a word such as "and", if at least two of the parts
beside it can stand alone: a full name, an address, a number, an id or a link. "Doe, Jane" and "Jane Doe, MBA" are
one person, and so is what is in quotes. An address or a number of the person named before it belongs to that person.
Otherwise, an id, a link, an address or a number is a person of its own: "c-1, Ada" and "Doe, Jane, c-1" are two people.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Final

from bot.people import phones, private_word, titles, vocabulary
from bot.people.emails import emails_in
from bot.people.folding import compared

_PIECE: Final = re.compile(
    r"\([^()\n]{0,60}+\)|\[[^\[\]\n]{0,60}+\]|https?://[^\s<>|\"'`]++|[;\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|,"
    rf"| (?:{vocabulary.AND}) (?=\S)|.",
    re.IGNORECASE | re.DOTALL,
)
"""A piece that is never split: what is in brackets, a link, "and" between words, or one character."""

_SEPARATOR: Final = re.compile(rf"[,;\n\r\v\f\x1c-\x1e\x85\u2028\u2029]| (?:{vocabulary.AND}) (?=\S)", re.IGNORECASE)
_AND: Final = re.compile(f" (?:{vocabulary.AND}) ", re.IGNORECASE)
_ALWAYS: Final = frozenset(";\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_EXTENSION: Final = re.compile(r"ext\b", re.IGNORECASE)
_COMMA: Final = ","
_SEMICOLON: Final = ";"
_LINK: Final = "://"
_AROUND: Final = " \t"
_ENOUGH: Final = 2
_SHORTEST_WORD: Final = 2


class Kind(Enum):
    """The kind of a part of a list, read alone."""

    NO_NAME = auto()
    """An address, a number, an id or a link, with nothing around it."""

    FULL_NAME = auto()
    """A given name and a surname, with nothing around them."""

    NAME = auto()
    """A name or a part of one, with nothing around it."""

    PERSON = auto()
    """A full name, an address, a number, an id or a link, with other words around it."""

    OTHER = auto()


_ALONE: Final = frozenset({Kind.NO_NAME, Kind.FULL_NAME, Kind.PERSON})
_BARE: Final = frozenset({Kind.NO_NAME, Kind.FULL_NAME, Kind.NAME})


@dataclass(slots=True)
class _Part:
    """The text between two separators, and the separator before it.

    Attributes:
        text: The part.
        joined_by: The comma or "and" before it; "" if there is another separator.
        after_semicolon: Whether there is a semicolon before it.
    """

    text: str
    joined_by: str
    after_semicolon: bool = False


def split(text: str, kind_of: Callable[[str], Kind]) -> list[str]:
    """The people in a list, in their order, each as it was typed; only one if it is not a list.

    Args:
        text: Folded.
        kind_of: What a part is.
    """
    # Most texts are about one person, and reading each part takes as long as reading the whole.
    if not _SEPARATOR.search(text) or private_word.is_quoted(text):
        return [text]
    parts = _with_what_belongs_to_it(_parts(text), kind_of)
    return [person for run in _runs(parts) for person in _people(run, kind_of)]


def _people(run: list[_Part], kind_of: Callable[[str], Kind]) -> Iterator[str]:
    """The people in parts that have only commas and "and" between them."""
    if len(run) == 1:
        yield run[0].text
        return
    kinds = [kind_of(part.text) for part in run]
    are_apart = sum(kind in _ALONE for kind in kinds) >= _ENOUGH
    if not are_apart and not (Kind.NO_NAME in kinds and _BARE.issuperset(kinds)):
        yield from _by_name(run, kind_of)
        return
    for is_no_name, beside in groupby(zip(run, kinds, strict=True), lambda each: each[1] is Kind.NO_NAME):
        parts, own = zip(*beside, strict=True)
        if is_no_name or not _ALONE.isdisjoint(own):
            yield from (part.text for part in parts)
        else:
            yield from _by_name([*parts], kind_of)


def _by_name(run: list[_Part], kind_of: Callable[[str], Kind]) -> list[str]:
    """The people in "Doe, Jane" or "Doe, Jane and Roe, John"."""
    named = [*map(_joined, _between_and(run))]
    are_apart = len(named) >= _ENOUGH and all(kind_of(name) in _ALONE for name in named)
    return named if are_apart else [_joined(run)]


def _joined(run: list[_Part]) -> str:
    first, *others = run
    return "".join([first.text, *(part.joined_by + part.text for part in others)])


def _between_and(run: list[_Part]) -> list[list[_Part]]:
    """The parts of "Doe, Jane and Roe, John", by person."""
    people: list[list[_Part]] = [[]]
    for part in run:
        if _AND.fullmatch(part.joined_by) and people[-1]:
            people.append([])
        people[-1].append(part)
    return people


def _parts(text: str) -> list[_Part]:
    """The parts between separators, without empty ones and headings such as "Today:"."""
    parts, words, joined_by, after_semicolon = list[_Part](), list[str](), "", False

    def end() -> None:
        part = "".join(words).strip(_AROUND)
        words.clear()
        if any(map(str.isalnum, part)) and not part.endswith(":"):
            parts.append(_Part(part, joined_by, after_semicolon))

    for piece in _pieces(text):
        if piece in _ALWAYS:
            end()
            joined_by, after_semicolon = "", piece == _SEMICOLON
        elif piece == _COMMA or _AND.fullmatch(piece):
            end()
            joined_by, after_semicolon = ", " if piece == _COMMA else piece, False
        else:
            words.append(piece)
    end()
    return parts


def _pieces(text: str) -> Iterator[str]:
    for found in _PIECE.finditer(text):
        piece = found[0]
        bare = piece.rstrip(",;") if _LINK in piece else piece
        yield bare
        yield from piece[len(bare) :]


def _with_what_belongs_to_it(parts: list[_Part], kind_of: Callable[[str], Kind]) -> list[_Part]:
    """The parts, with degrees, jobs, addresses and numbers attached to the name that they follow."""
    people: list[_Part] = []
    for part in parts:
        if people and (_goes_on(part) or _belongs_to(people[-1].text, part, kind_of)):
            people[-1].text += f"{part.joined_by or ', '}{part.text}"
        else:
            people.append(part)
    return people


def _goes_on(part: _Part) -> bool:
    """Whether a part continues a sentence, as in "who is Ada Lovelace and where is she", rather than naming someone."""
    first = part.text.partition(" ")[0].casefold()
    return bool(_AND.fullmatch(part.joined_by)) and first in vocabulary.NO_NAMES - vocabulary.NAMES_WITHIN


def _belongs_to(name: str, part: _Part, kind_of: Callable[[str], Kind]) -> bool:
    text = part.text
    if address := next(emails_in(text), None):
        return _is_address_of(name, address.address)
    if phones.as_typed(text) is not None:
        return not any(map(str.isdigit, name))
    if any(map(str.isdigit, text)) or _LINK in text:
        return bool(_EXTENSION.match(text))
    words = text.split()
    if not any(map(str.isalpha, text)):
        return True
    if part.after_semicolon:
        return False
    surname = name.partition(",")[0].split()
    in_capitals = f"{name} {text}".upper() == f"{name} {text}"
    return not titles.is_given_name(words, surname, in_capitals=in_capitals) and not (
        kind_of(text) in _ALONE and any(map(titles.is_title, words[:1]))
    )


def _is_address_of(name: str, address: str) -> bool:
    """Whether an address is that of the person named before it, since it has a word of the name."""
    if "@" in name:
        return False
    own = compared(address.partition("@")[0])
    words = (compared(word.strip(".,()")) for word in name.split())
    return any(len(word) > _SHORTEST_WORD and word in own for word in words)


def _runs(parts: list[_Part]) -> Iterator[list[_Part]]:
    """The parts with only commas and "and" between them."""
    run: list[_Part] = []
    for part in parts:
        if run and not part.joined_by:
            yield run
            run = []
        run.append(part)
    if run:
        yield run
