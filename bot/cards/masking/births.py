"""Birth dates in free text: a date beside a word that says so, in English, Dutch, French and German. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from bot.cards.masking.words import any_of, first_of

_BORN: Final = (
    *(
        "born",
        "b-day",
        "bday",
        "birthday",
        "birthdate",
        "birth-date",
        "birth-year",
        "birth",
        "dob",
        "d.-o.-b.",
        "d.o.b",
    ),
    *("geboren", "geboortedatum", "geboortedag", "geboortejaar", "geb", "geb.", "geb.-datum", "geb.datum"),
    *("verjaardag", "verjaart", "jarig", "n\u00e9", "n\u00e9e", "n\u00e9(e)", "naissance", "anniversaire"),
    *("geburtsdatum", "geburtstag", "geburtsjahr", "jahrgang", "nacido", "nacida"),
)
_WORDS: Final = first_of(_BORN)

_MONTH: Final = (
    "(?:jan|feb|f[e\u00e9]v|m[a\u00e4]e?r|maart|mrt|apr|avr|ma[iy]|mei|ju[nil]|juin|juil|aug|ao[u\u00fb]t|sep|o[ck]t|nov"
    "|de[cz]|d[e\u00e9]c)[^\\W\\d_]{0,9}+"
)
_LONG_AGO: Final = r"(?:19\d\d|200\d|201[0-2])"
_AND: Final = r"[\s./,'\u2019-]{0,3}+"
_DASH: Final = r"[\s./\u2010-\u2015-]{1,3}"
# Begins with a digit, which makes it quick to search for.
_IN_DIGITS: Final = (
    rf"\d(?<![\d./-]\d)(?:\d?(?:st|nd|rd|th|er|e|ste)?{_AND}(?:of\s)?{_MONTH}(?:{_AND}\d{{2,4}}(?!\d))?"
    rf"|\d{{0,3}}{_DASH}\d{{1,2}}{_DASH}['\u2019]?\d{{2,4}}(?!\d)"
    r"|\d?[./-]\d{1,2}(?![\d.])|\d{7}(?!\d)|\d{5}(?!\d))"
)
_DATE: Final = (
    rf"(?:{_IN_DIGITS}|{_MONTH}{_AND}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:{_AND}\d{{2,4}}(?!\d))?"
    rf"|{_MONTH}{_AND}\d{{4}}(?!\d)|{_LONG_AGO}(?!\d)|['\u2019]\d\d(?!\d))"
)
_PLACE: Final = r"(?:(?:in|at|te|\u00e0|zu)\s[^\W\d_][\w-]{1,24},?\s)?"
_FILLER: Final = rf"[\s.:=,(-]{{0,3}}{_PLACE}(?:(?:on|op|am|im|in|en|le|the|is|was|der|de)\s|[:=]\s?){{0,2}}\(?"
_BESIDE_A_WORD: Final = re.compile(rf"(?<![^\W_]){any_of(_BORN)}{_FILLER}(?P<date>{_DATE})", re.IGNORECASE)
_BEFORE_A_WORD: Final = re.compile(
    rf"(?P<date>{_IN_DIGITS})[\s,(]{{0,2}}(?:{any_of(_BORN)}|date\sof\sbirth)(?![^\W_])", re.IGNORECASE
)
_BESIDE_A_SIGN: Final = re.compile(
    rf"[*\u00b0\u2605](?<![\w*].)(?P<date>(?:\d{{1,2}}[./-]\d{{1,2}}[./-]{_LONG_AGO}"
    rf"|{_LONG_AGO}[./-]\d{{1,2}}[./-]\d{{1,2}}|{_LONG_AGO})(?!\d))"
)
_ABBREVIATED: Final = re.compile(
    rf"(?<![^\W_])b\.\s?(?P<date>(?:\d{{1,2}}\s{_MONTH}\s|{_MONTH}\s\d{{1,2}},?\s|\d{{1,2}}[./-]\d{{1,2}}[./-])?{_LONG_AGO}(?!\d))",
    re.IGNORECASE,
)


def birth_dates(words: str, in_text: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the dates begin and end, without the words beside them."""
    patterns = [_BESIDE_A_SIGN]
    if not in_text.isdisjoint(_WORDS):
        patterns += _BESIDE_A_WORD, _BEFORE_A_WORD
    if "b" in in_text:
        patterns.append(_ABBREVIATED)
    for pattern in patterns:
        for found in pattern.finditer(words):
            yield found.span("date")
