"""Masks what a channel must not read in free text: addresses, numbers of people and their accounts, money, birth dates.

A whole channel may read a card, so anything that looks like a phone number is treated as one: better to hide a figure
than to show a private number. Dates, years, headcounts, job numbers and versions stay readable. Pure.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from bot.cards.masking import accounts, births, emails, id_numbers, money, phones, words
from bot.cards.masking.skeleton import Skeleton
from bot.cards.texts import Key, Language

_Find: TypeAlias = Callable[[str, frozenset[str]], Iterator[tuple[int, int]]]
"""Finds what one kind of mask covers: takes a text as people read it and its words; yields spans."""

# Each with the fewest digits that it takes; in this order, since the first kinds also look like phone numbers.
_IN_FIGURES: Final[dict[_Find, tuple[int, Key]]] = {
    accounts.ibans: (12, "hidden_account"),
    accounts.cards: (15, "hidden_account"),
    accounts.labelled_accounts: (6, "hidden_account"),
    id_numbers.shaped: (9, "hidden_id"),
    id_numbers.ninos: (6, "hidden_id"),
    id_numbers.labelled_ids: (6, "hidden_id"),
    births.birth_dates: (2, "hidden_date"),
    money.amounts: (1, "hidden_amount"),
    phones.phones: (6, "hidden_phone"),
}
_Hidden: TypeAlias = tuple[int, int, Key]
"""Where something to hide begins and ends, and the key of the text in its place."""

_WORTH_A_LOOK: Final = re.compile(r"[\d@\uff20\ufe6b&%]")
_A_DIGIT: Final = re.compile(r"\d")
_TAKEN: Final = "\x00"
_BRACKETS: Final = {"(": ")", "[": "]", "<": ">", "{": "}"}
_AND: Final = re.compile(r"[\s,;/|&+:\u00b7\u2022\u2013-]{0,3}(?:(?:and|or|en|of|et|ou|und|oder)\s)?[<(\[]?")


def mask(text: str, say: Language) -> str:
    """Put "(email hidden)", "(phone hidden)" and so on in place of what a channel must not read.

    Args:
        text: One clean line (see `bot.cards.text.clean`).
        say: The reader's language.

    Returns:
        The text, otherwise unchanged.
    """
    if not (_WORTH_A_LOOK.search(text) or emails.may_be_spelled(text) or _has_odd_digits(text)):
        return text
    read = Skeleton.of(text)
    hidden = _hidden(read.words)
    if not hidden:
        return text
    return _masked(text, [(*read.original(start, end), say(key)) for start, end, key in hidden])


def _has_odd_digits(text: str) -> bool:
    return not text.isascii() and any(map(str.isnumeric, text))


def _hidden(text: str) -> list[_Hidden]:
    """What to hide in a text, in order and without overlaps."""
    found: list[_Hidden] = []
    text = _add(found, text, emails.emails(text), "hidden_email")
    digits = len(_A_DIGIT.findall(text))
    if digits:
        in_text = words.in_text(text)
        for find, (fewest, key) in _IN_FIGURES.items():
            if digits >= fewest:
                text = _add(found, text, find(text, in_text), key)
    return sorted(found)


def _add(found: list[_Hidden], text: str, spans: Iterator[tuple[int, int]], key: Key) -> str:
    """Note what one of the finders found; returns the text without it, so that nothing is found twice."""
    rest: list[str] = []
    done = 0
    for start, end in sorted(spans, key=_longest_first):
        if start >= done:
            found.append((start, end, key))
            rest += text[done:start], _TAKEN * (end - start)
            done = end
    return "".join([*rest, text[done:]]) if rest else text


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _masked(text: str, hidden: list[tuple[int, int, str]]) -> str:
    """The text with a mask in each place; only one where several of a kind follow each other."""
    pieces: list[str] = []
    done, before = 0, ""
    for start, end, said in hidden:
        first, last = _with_brackets(text, start, end)
        between = text[done:first]
        if said != before or not _AND.fullmatch(between):
            pieces += _spaced(between, after=bool(before)), said
        done, before = last, said
    return "".join([*pieces, _spaced(text[done:] + " ", after=True)[:-1]])


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The same place with the brackets around it, since the mask has its own."""
    if start and end < len(text) and _BRACKETS.get(text[start - 1]) == text[end]:
        return start - 1, end + 1
    return start, end


def _spaced(between: str, *, after: bool) -> str:
    """The text before a mask, with spaces so that no letter or digit touches one; `after` if a mask precedes it."""
    first = " " if after and between[:1].isalnum() else ""
    return f"{first}{between}{' ' if between[-1:].isalnum() else ''}"
