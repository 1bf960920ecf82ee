"""Masks e-mail addresses and phone numbers in free text. Pure.

A whole channel may read a card, so anything that looks like a phone number is treated as one: better to hide an amount
of money than to show a private number. Clear dates, years and amounts stay readable.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from bot.cards.texts import say

# Every run below ends before a character that it cannot hold, so none is ever given back: the time that a text takes
# grows with its length alone. An address is looked for where a run of its characters begins, and only there.
_AT: Final = r"(?:@|%40|\s?[(\[{]\s?at\s?[)\]}]\s?)"
_DOT: Final = r"(?:[.\u3002]|\s?[(\[{]\s?dot\s?[)\]}]\s?)"
_LOCAL: Final = r"[^\s@%<>()\[\]{},;:|\\]"
_DOMAIN: Final = rf"(?:[\w-]++(?:{_DOT}[\w-]++)+|\[[\w.:]{{3,}}+\])"
_E_MAIL_PATTERN: Final = rf"(?P<email>(?<!{_LOCAL}){_LOCAL}++{_AT}\s?{_DOMAIN})"

_SEPARATOR: Final = r"[\s().\-/_\u00b7\u2022\u2010-\u2015\u2212\u30fb]"
_EXTENSION: Final = r"(?:\s?(?:x|ext\.?|extension|#)[\s.:]{0,2}\d{1,6})?"
_PHONE_PATTERN: Final = rf"(?P<phone>(?:\+\s?)?\(?\d(?:{_SEPARATOR}{{0,4}}+\d){{6,}}+{_EXTENSION})"

_WORTH_A_LOOK: Final = re.compile(r"[@\uff20\ufe6b(\[{\uff08\uff3b\d]")
_AT_SIGN: Final = re.compile(_AT, re.IGNORECASE)
_NUMBERS: Final = re.compile(_PHONE_PATTERN, re.IGNORECASE)
_NUMBERS_AND_ADDRESSES: Final = re.compile(f"{_E_MAIL_PATTERN}|{_PHONE_PATTERN}", re.IGNORECASE)

_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_DASHES: Final = ("-", "/", r"\.")
# A date by how many groups of digits it has.
_DATES: Final = {
    1: re.compile(_YEAR),
    2: re.compile(rf"{_MONTH}[-/.]{_YEAR}|{_YEAR}[-/.]{_MONTH}"),
    3: re.compile(
        "|".join(
            [rf"{_YEAR}{dash}{_MONTH}{dash}{_DAY}" for dash in _DASHES]
            + [rf"{_DAY}{dash}{_DAY}{dash}{_YEAR}" for dash in _DASHES]
        )
    ),
}
_DIGITS: Final = re.compile(r"\d++")
_RANGE: Final = r"\s?[-/\u2013\u2014]\s?"
_FROM_A_DAY: Final = re.compile(rf"{_DAY}\.?{_RANGE}")
_UP_TO: Final = re.compile(_RANGE)
_HOUR_OR_FIGURE: Final = re.compile(r"[\s(/-]{1,3}\d{1,3}")
_THOUSANDS: Final = r"[1-9]\d{0,2}[.'\u2019]\d{3}"
# 120.000 - 150.000 and 1.250.000; 125.000.000 only beside a currency, as there are phone numbers like it.
_SUM: Final = re.compile(rf"[1-9]\d?(?:\.\d{{3}}){{2}}|{_THOUSANDS}(?:{_RANGE}{_THOUSANDS})+")
_AMOUNT: Final = r"[1-9](?:\d{0,2}+(?:[.\s]\d{3})++|\d{0,7}+)"
_SUM_OF_MONEY: Final = re.compile(rf"{_AMOUNT}(?:{_RANGE}{_AMOUNT})*+")
_CURRENCY: Final = r"(?:[\u20ac$\u00a3\u00a5]|EUR|USD|GBP|CHF)"
_CURRENCY_BEFORE: Final = re.compile(rf"{_CURRENCY}\s?\Z")
_CURRENCY_AFTER: Final = re.compile(rf"\s?{_CURRENCY}")
_LONGEST_CURRENCY: Final = 4


def mask(text: str) -> str:
    """Replace addresses with "[email]", and numbers of seven or more digits with "[phone]".

    Args:
        text: One clean line (see `bot.cards.text.clean`).

    Returns:
        The text, otherwise unchanged.
    """
    if not _WORTH_A_LOOK.search(text) and (text.isascii() or not any(map(str.isnumeric, text))):
        return text
    if text.isascii():
        return _pattern(text).sub(_replacement, text)
    skeleton, origins = _skeleton(text)
    pieces: list[str] = []
    done = 0
    for found in _pattern(skeleton).finditer(skeleton):
        replacement = _replacement(found)
        if replacement != found[0]:
            pieces += text[done : origins[found.start()]], replacement
            # Marks and joiners after the last character belong to it.
            end = found.end()
            done = max(origins[end - 1] + 1, origins[end] if end < len(origins) else len(text))
    return "".join([*pieces, text[done:]])


def _pattern(text: str) -> re.Pattern[str]:
    return _NUMBERS_AND_ADDRESSES if _AT_SIGN.search(text) else _NUMBERS


def _skeleton(text: str) -> tuple[str, list[int]]:
    """The text as people read it: full-width, circled and superscript characters made plain, marks and joiners removed.

    Returns:
        The skeleton, and the original position of each of its characters.
    """
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        plain = character if character.isascii() else _plain(character)
        characters.append(plain)
        origins += [position] * len(plain)
    return "".join(characters), origins


@lru_cache(maxsize=4_096)
def _plain(character: str) -> str:
    kept = unicodedata.normalize("NFKC", character)
    return "".join(each for each in kept if unicodedata.category(each)[0] != "M" and unicodedata.category(each) != "Cf")


def _replacement(found: re.Match[str]) -> str:
    if found.lastgroup == "email":
        return say("hidden_email")
    return found[0] if _is_date_or_sum(found) else say("hidden_phone")


def _is_date_or_sum(found: re.Match[str]) -> bool:
    number = found[0].removeprefix("(")
    if _is_calendar(number) or _SUM.fullmatch(number):
        return True
    before = found.string[max(0, found.start() - _LONGEST_CURRENCY) : found.start()]
    after = found.string[found.end() : found.end() + _LONGEST_CURRENCY]
    has_currency = _CURRENCY_BEFORE.search(before) or _CURRENCY_AFTER.match(after)
    return bool(has_currency and _SUM_OF_MONEY.fullmatch(number))


def _is_calendar(number: str) -> bool:
    """Whether a text consists only of dates and years.

    Such as 2026-11-22, 22.11.2026 14(:30), 2019 - 2023, 03/2021 - 11/2023, 22. - 24.11.2026, 2024 (150. "2019-11-2020"
    can be read in two ways, and a chain of these in exponentially many. So there is no backtracking: one pass over the
    groups of digits notes after which of them a date may end.
    """
    groups = [found.span() for found in _DIGITS.finditer(number)]
    if not groups or groups[0][0] != 0 or groups[-1][1] != len(number):
        return False
    ends_behind: set[int] = set()
    for first, (start, _) in enumerate(groups):
        for size in _sizes(number, groups, first, follows=first in ends_behind):
            last = first + size - 1
            if last < len(groups) and _DATES[size].fullmatch(number, start, groups[last][1]):
                ends_behind.add(first + size)
    if len(groups) in ends_behind:
        return True
    return len(groups) - 1 in ends_behind and bool(_HOUR_OR_FIGURE.fullmatch(number, groups[-2][1]))


def _sizes(number: str, groups: list[tuple[int, int]], first: int, *, follows: bool) -> tuple[int, ...]:
    """How many groups of digits a date may have that starts at the group `first`.

    Args:
        number: The text.
        groups: The spans of its groups of digits.
        first: The group at which the date starts.
        follows: Whether another date ends right before it.
    """
    if first == 0:
        return (1, 2, 3)
    end, start = groups[first - 1][1], groups[first][0]
    if (follows and _UP_TO.fullmatch(number, end, start)) or (first == 1 and _FROM_A_DAY.fullmatch(number, 0, start)):
        return (1, 2, 3)
    # After a space, a year alone may also be part of a phone number.
    return (2, 3) if follows and start - end == 1 and number[end].isspace() else ()
