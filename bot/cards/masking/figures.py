"""Figures in free text that are not private: dates, years, counts of people and things, versions. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from bot.cards.masking.words import any_of

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
_RANGE: Final = r"\s?[-/|~\u2013\u2014]\s?"
_FROM_A_DAY: Final = re.compile(rf"{_DAY}\.?{_RANGE}")
_UP_TO: Final = re.compile(_RANGE)
_HOUR_OR_FIGURE: Final = re.compile(r"[\s(/|-]{1,3}\d{1,3}")

_THOUSANDS: Final = r"[1-9]\d{0,2}[.'\u2019]\d{3}"
# 120.000 - 150.000 and 1.250.000, but not 125.000.000, since some phone numbers look like that.
_SUM: Final = re.compile(
    rf"[1-9]\d{{0,2}}(?:['\u2019]\d{{3}}){{2,}}|[1-9]\d?(?:[.'\u2019]\d{{3}}){{2}}|{_THOUSANDS}(?:{_RANGE}{_THOUSANDS})*"
)
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:[ .'\u2019]\d{3})++|[1-9]\d{0,8}")

_COUNTED_WORDS: Final = (
    "users?|customers?|clients?|employees?|people|persons?|staff|headcount|ftes?|followers?|members?|candidates?"
    "|applicants?|applications?|downloads?|visitors?|visits|residents?|inhabitants?|records?|rows?|lines?|loc|km|kms"
    "|miles?|steps?|m2|sqm|sqft|hours?|days?|requests?|stars?|connections?|subscribers?|units?|orders?|hires?|students?"
    "|gebruikers?|klanten|medewerkers?|werknemers?|mensen|inwoners?|leden|kandidaten|uren|uur|dagen|volgers"
    "|utilisateurs?|employ\u00e9s?|salari\u00e9s?|personnes?|habitants?|abonn\u00e9s?|candidats?|heures?|jours?"
    "|nutzer|kunden|mitarbeiter(?:innen)?|menschen|personen|einwohner|besch\u00e4ftigte|kandidaten|stunden|tage|zeilen"
)
_COUNTED: Final = re.compile(
    rf"\+?\s?(?:(?!(?:for|per|pro|par|pour|voor|plus|to|with|and|in|at|as|base|gross|bruto)\s)[^\W\d_]{{1,20}}\s){{0,2}}"
    rf"(?:{_COUNTED_WORDS})(?![^\W\d_])",
    re.IGNORECASE,
)
_LONGEST_COUNTED: Final = 60

_LABELLED: Final = re.compile(
    r"(?<![^\W\d_])(?:job|jr|vac|vacancy|vacature|stelle|stellen|offre|poste?|req|requisition|ref|reference|referentie|case"
    r"|ticket|order|invoice|factuur|rechnung|project)(?:\s?(?:id|no|nr|number|nummer|code))?[\s.:#(-]{0,3}\Z",
    re.IGNORECASE,
)
_SERIAL: Final = re.compile(r"(?:19|20)\d\d[-/._]\d{1,6}|[1-9]\d{3,7}|[1-9]\d{0,4}(?:[-/._]\d{1,4}){1,2}")
_VERSIONED: Final = re.compile(
    r"(?<![^\W\d_])(?:v|ver|version|versie|release|build|windows|ios|android|chrome|java|jdk|node|python|sap)"
    r"[\s.:(-]{0,2}\Z",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"\d{1,5}(?:\.\d{1,5}){1,4}")
_CONTEXT: Final = 32


_IS: Final = r"(?:\s?(?:is|no|nr|number|nummer|num[e\u00e9]ro|n\u00b0|code|id))?[\s.:=#\u00b0()-]{0,3}"
# Not a date, as in "passport 22.11.2026".
_NO_DATE: Final = rf"(?!{_YEAR}[-/.]\d\d?[-/.]\d\d?(?!\d)|\d\d?[-/.]\d\d?[-/.]{_YEAR}(?!\d))"
_NUMBER: Final = r"[A-Z]{0,3}\d(?:[\s./-]{0,2}+[A-Z]?\d){5,}+[A-Z]?(?![^\W_])"


def labelled(phrases: Iterable[str]) -> str:
    """The part of a pattern for one of the phrases and the number after it, which is named `value`."""
    return rf"(?<![^\W_]){any_of(phrases)}{_IS}(?P<value>{_NO_DATE}{_NUMBER})"


AFTER_TWO_LETTERS: Final = r"(?:(?<=[^\W\d_]{2}\d)|(?<=[^\W\d_]{2}[\s.\-/:_|]\d))"
"""After the first digit of a pattern: two letters come before that, perhaps with a sign in between."""
_TWO_LETTERS: Final = re.compile(r"(?<![^\W_])[^\W\d_]{2}[\s.\-/:_|]?\Z")


def letters_before(words: str, start: int) -> int:
    """Where the two letters before a number begin, if they are a separate word; else -1."""
    found = _TWO_LETTERS.search(words, max(0, start - 4), start)
    return found.start() if found else -1


def is_counted(words: str, start: int, end: int) -> bool:
    """Whether a number counts people or things, like "1 250 000 users"."""
    return bool(_GROUPED.fullmatch(words, start, end)) and counts(words, end)


def counts(words: str, end: int) -> bool:
    """Whether what was counted follows, like "active users"."""
    return bool(_COUNTED.match(words, end, end + _LONGEST_COUNTED))


def is_labelled(words: str, start: int, end: int) -> bool:
    """Whether a number is a job's, an invoice's or a version's, as the word before it says."""
    before = words[max(0, start - _CONTEXT) : start]
    return bool(
        (_SERIAL.fullmatch(words, start, end) and _LABELLED.search(before))
        or (_VERSION.fullmatch(words, start, end) and _VERSIONED.search(before))
    )


def is_sum(number: str) -> bool:
    """Whether it is a large number with points between the thousands, or a range of these."""
    return bool(_SUM.fullmatch(number))


def is_calendar(number: str) -> bool:
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
