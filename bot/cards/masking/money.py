"""Amounts of money in free text: with a currency, beside a word about pay, or in thousands like "95k". Pure."""

import re
from collections.abc import Iterator
from typing import Final

from bot.cards.masking.figures import counts, is_calendar
from bot.cards.masking.words import NO_LETTER, any_of, first_of

_SIGN: Final = r"[\u20ac$\u00a3\u00a5\u20b9\u20bd\u20ba\u20a9\u20aa\u0e3f]"
_WIDELY_KNOWN: Final = ("EUR", "USD", "GBP", "CHF")
# In capitals only, since "try" and "Ron" are words, too.
_CAPITALS: Final = (
    *("AED", "AUD", "BGN", "BRL", "CAD", "CNY", "CZK", "DKK", "HKD", "HUF", "ILS", "INR", "JPY", "MXN", "NOK", "NZD"),
    *("PLN", "RON", "RUB", "SAR", "SEK", "SGD", "TRY", "UAH", "ZAR"),
)
_NAMES: Final = (
    *("euro", "euros", "euro's", "dollar", "dollars", "pound", "pounds", "pond", "sterling", "quid", "bucks", "franc"),
    *("francs", "franken", "kronor", "kroner", "kronen", "kr", "yen", "rupee", "rupees", "z\u0142", "zloty", "dirham"),
    "dirhams",
)
_SCALES: Final = (
    *("k", "m", "mn", "mio", "mln", "mrd", "bn", "tsd", "grand", "thousand", "duizend", "mille", "tausend", "million"),
    *("millions", "miljoen", "millionen", "billion", "miljard", "milliard", "milliarden", "lakh", "lpa"),
)
_CODE: Final = rf"(?:{any_of(_WIDELY_KNOWN)}|(?-i:{'|'.join(_CAPITALS)}))"
_CURRENCY_WORDS: Final = frozenset(
    prefix + word.lower() for word in (*first_of(_NAMES), *_WIDELY_KNOWN, *_CAPITALS) for prefix in ("", "k", "m")
)

# A figure begins with a digit, which makes it quick to search for, and not within a longer one.
_BEGIN: Final = r"(?<!\w\d)(?:(?<!\d[.,'\u2019\s]\d)|(?!\d{2}(?!\d)))"
_REST: Final = r"\d*+(?:[.,'\u2019\s]\d{3}(?!\d))*+(?:[.,]\d{1,2}(?!\d))?+(?:,[-\u2013=]{1,2})?+"
_FIGURE: Final = rf"\d{_REST}"
_SCALE: Final = rf"(?:\s?{any_of(_SCALES)}\.?)"
_ITS_SCALE: Final = rf"(?:{_SCALE}{NO_LETTER})?+"
_TO: Final = r"\s?(?:->|\u2192|[-\u2013\u2014/~+]|to|tot|bis|\u00e0|a|and|en|und|et)\s?"
# Looking at the first character is much faster than trying each word.
_BEGIN_OF_MORE: Final = r"(?=\s?[-\u2013\u2014/~+\u2192a-z\u00e0])"
_MORE: Final = rf"(?:{_BEGIN_OF_MORE}{_TO}(?:(?!\d)(?:{_SIGN}|{_CODE}\s?))?\s?{_FIGURE}{_ITS_SCALE}(?!\s?%)){{0,2}}+"

_WHOLE: Final = (
    rf"(?:\s?k(?=\s?\d))?[\s:~=\u2248]{{0,2}}{_FIGURE}{_ITS_SCALE}{_MORE}(?:\s?(?:{_SIGN}|{_CODE}{NO_LETTER}))?"
)
_AFTER_SIGN: Final = re.compile(rf"{_SIGN}{_WHOLE}", re.IGNORECASE)
_BEFORE_SIGN: Final = re.compile(r"(?<![^\W\d_])(?:us|a|c|nz|hk|s|r|k)\Z", re.IGNORECASE)
_LONGEST_PREFIX: Final = 3
_AFTER_CODE: Final = re.compile(rf"(?<![^\W\d_])k?(?:{_CODE}|euro){NO_LETTER}{_WHOLE}", re.IGNORECASE)
_EURO_CUP: Final = re.compile(r"euro\s(?:19|20)\d\d", re.IGNORECASE)
_BEFORE_CURRENCY: Final = re.compile(
    rf"\d{_BEGIN}{_REST}{_SCALE}?(?:{_TO}{_FIGURE}{_SCALE}?){{0,2}}+\s?k?(?:{_SIGN}|(?:{_CODE}|{any_of(_NAMES)}){NO_LETTER})",
    re.IGNORECASE,
)
_THOUSANDS: Final = re.compile(
    rf"\d(?<![\w.,]\d)(?!01\s?k)\d{{1,2}}(?:[.,]\d{{1,2}})?(?:\s?k?{_TO}\d{{2,3}}(?:[.,]\d{{1,2}})?)?\s?k(?!\w)",
    re.IGNORECASE,
)
_FEWEST_THOUSANDS: Final = 15
_A_SIGN: Final = re.compile(_SIGN)

_PAY: Final = (
    *("salary", "salaries", "salaris", "salario", "salariat", "salaire", "salaires", "gehalt", "gehaltswunsch"),
    *("gehaltsvorstellung", "gehaltsvorstellungen", "lohn", "loon", "maandloon", "jaarloon", "wage", "wages", "wedde"),
    *("pay", "package", "pakket", "comp", "compensation", "remuneration", "r\u00e9mun\u00e9ration", "verg\u00fctung"),
    *(
        "ote",
        "base",
        "fixum",
        "bonus",
        "bonuses",
        "bruto",
        "brutto",
        "brut",
        "gross",
        "netto",
        "earn",
        "earns",
        "earned",
    ),
    *("earning", "verdient", "verdienen", "verdienst", "gagne", "rate", "day-rate", "tarief", "dagtarief", "uurtarief"),
    *("tarif", "tagessatz", "stundensatz", "tjm", "fee", "honorar", "honorarium", "expects", "expectation"),
    *("expectations", "asking", "asks", "wants", "vraagt", "wil", "verlangt", "offer", "offered", "bod", "aanbod"),
    *("angebot", "counteroffer", "counter-offer", "allowance", "commission", "equity", "rsu", "rsus", "budget"),
)
_PAY_WORDS: Final = first_of(_PAY)
_PAY_ALONE: Final = (
    *("salary", "salaris", "salaire", "gehalt", "ote", "base", "rate", "day-rate", "tarief", "dagtarief", "uurtarief"),
    *("tagessatz", "stundensatz", "tjm"),
)
_BESIDE_PAY: Final = re.compile(
    rf"(?<![^\W_]){any_of(_PAY)}{NO_LETTER}(?:[^\d.;!?#@+\x00]|(?<!\d)(?:19|20)\d\d(?=[\s:,)])){{0,40}}?"
    rf"(?P<amount>(?!(?:19|20)\d\d(?![\d.,'\u2019]\d|\s\d{{3}}(?!\d)|\d))\d{_BEGIN}{_REST}{_ITS_SCALE}{_MORE})",
    re.IGNORECASE,
)
# A small figure has to end the statement: "OTE 120", not "base 2 days".
_RIGHT_BESIDE_PAY: Final = re.compile(
    rf"(?<![^\W_]){any_of(_PAY_ALONE)}(?:\s(?:is|of|at|van|de|expectation|current))?[\s:=~>\u2248]{{1,3}}"
    r"(?P<amount>\d{2,3}(?:[.,]\d{1,2})?)"
    r"(?=[\s,;.)+]*$|\s?[+,;)]|\s(?:plus|base|gross|bruto|brutto|all-?in|per|p/|/))",
    re.IGNORECASE,
)
_PER: Final = r"(?:per|par|pro|p|/)\s?"
_YEARLY: Final = ("year", "yr", "annum", "jaar", "an", "jahr", "month", "mo", "mth", "maand", "mnd", "mois", "monat")
_EACH_DAY: Final = ("day", "dag", "jour", "tag", "d", "j")
_EACH_HOUR: Final = ("hour", "hr", "h", "uur", "u", "heure", "stunde", "std")
_PAID: Final = (
    "bruto",
    "brutto",
    "brut",
    "gross",
    "net",
    "nett",
    "netto",
    "annually",
    "yearly",
    "monthly",
    "jaarlijks",
)
_PAID_IN_A_YEAR: Final = (
    *("base", "basis", "ote", "salary", "salaris", "salaire", "gehalt", "package", "bonus", "fixed", "fixe", "fixum"),
    *("all-in", "allin"),
)
_BEFORE_PAID: Final = re.compile(
    rf"(?P<amount>\d{_BEGIN}{_REST}{_ITS_SCALE}{_MORE})(?=\s?[a-z/])\s?"
    rf"(?:(?P<surely>{any_of(_PAID)}|p\.?/?[mjau]\.?|(?:{_PER}|an?\s){any_of(_YEARLY)})|{any_of(_PAID_IN_A_YEAR)}){NO_LETTER}",
    re.IGNORECASE,
)
_DAILY: Final = re.compile(
    rf"\d(?<![\w.,]\d)(?:\d{{2,3}}+(?:[.,]\d\d)?\s?{_PER}{any_of(_EACH_DAY)}"
    rf"|\d{{1,2}}+(?:[.,]\d\d)?\s?{_PER}{any_of(_EACH_HOUR)}){NO_LETTER}",
    re.IGNORECASE,
)
_PAID_WORDS: Final = first_of(
    (*_PAID, *_PAID_IN_A_YEAR, *_YEARLY, *_EACH_DAY, *_EACH_HOUR, "pm", "pj", "pa", "pu", "p")
)
_LEAST: Final = 1_000
_HAS_SCALE: Final = re.compile(rf"\d{_SCALE}{NO_LETTER}", re.IGNORECASE)
_FIGURES: Final = re.compile(_FIGURE)
_CENTS: Final = re.compile(r"(?:[.,]\d{1,2})?(?:,[-\u2013=]{1,2})?\Z")


def amounts(words: str, in_text: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the amounts begin and end, with their currency."""
    has_sign = bool(_A_SIGN.search(words))
    if has_sign:
        for found in _AFTER_SIGN.finditer(words):
            prefix = _BEFORE_SIGN.search(words, max(0, found.start() - _LONGEST_PREFIX), found.start())
            yield prefix.start() if prefix else found.start(), found.end()
    if has_sign or not in_text.isdisjoint(_CURRENCY_WORDS):
        yield from (found.span() for found in _AFTER_CODE.finditer(words) if not _EURO_CUP.fullmatch(found[0]))
        yield from (found.span() for found in _BEFORE_CURRENCY.finditer(words))
    if "k" in in_text:
        yield from (found.span() for found in _THOUSANDS.finditer(words) if _is_pay(found))
    if not in_text.isdisjoint(_PAY_WORDS):
        yield from (found.span("amount") for found in _BESIDE_PAY.finditer(words) if _is_large(found))
        yield from (found.span("amount") for found in _RIGHT_BESIDE_PAY.finditer(words))
    if not in_text.isdisjoint(_PAID_WORDS):
        yield from (found.span() for found in _DAILY.finditer(words))
        for found in _BEFORE_PAID.finditer(words):
            if _is_large(found, or_a_year=bool(found["surely"])):
                yield found.span("amount")


def _is_pay(found: re.Match[str]) -> bool:
    """Whether a figure in thousands is pay, rather than the number of a product's users."""
    *_, figure = _FIGURES.findall(found[0])
    return _value(figure) >= _FEWEST_THOUSANDS and not counts(found.string, found.end())


def _is_large(found: re.Match[str], *, or_a_year: bool = False) -> bool:
    """Whether a figure beside a word about pay can be an amount, and not a date, a phone number or a count."""
    amount = found["amount"]
    if amount.startswith("0") or counts(found.string, found.end("amount")):
        return False
    if is_calendar(amount) and not or_a_year:
        return False
    return bool(_HAS_SCALE.search(amount)) or any(_value(each) >= _LEAST for each in _FIGURES.findall(amount))


def _value(figure: str) -> int:
    return int("".join(filter(str.isdecimal, _CENTS.sub("", figure))))
