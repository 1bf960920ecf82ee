"""E-mail addresses and phone numbers in free text, made unreadable. Pure.

A card is read by a whole channel, so whatever looks like a phone number is taken for one: better a sum of
money too few than a private number too many. Dates, years and sums that are written as such stay readable.
"""

import re
import unicodedata
from typing import Final

E_MAIL: Final = "[e-mail]"
PHONE: Final = "[phone]"

_AT: Final = r"(?:@|%40|\s?[(\[{]\s?at\s?[)\]}]\s?)"
_DOT: Final = r"(?:[.\u3002]|\s?[(\[{]\s?dot\s?[)\]}]\s?)"
_LOCAL: Final = r"[^\s@%<>()\[\]{},;:|\\]"
_DOMAIN: Final = rf"(?:[\w-]+(?:{_DOT}[\w-]+)+|\[[\w.:]{{3,}}\])"
_E_MAIL_PATTERN: Final = rf"(?P<email>(?<!{_LOCAL}){_LOCAL}+{_AT}\s?{_DOMAIN})"

_SEPARATOR: Final = r"[\s().\-/_\u00b7\u2022\u2010-\u2015\u2212\u30fb]"
_EXTENSION: Final = r"(?:\s?(?:x|ext\.?|extension|#)[\s.:]{0,2}\d{1,6})?"
_PHONE_PATTERN: Final = rf"(?P<phone>(?:\+\s?)?\(?\d(?:{_SEPARATOR}{{0,4}}\d){{6,}}{_EXTENSION})"

_WORTH_A_LOOK: Final = re.compile(r"[@\uff20\ufe6b(\[{\uff08\uff3b\d]")
_AT_SIGN: Final = re.compile(_AT, re.IGNORECASE)
_NUMBERS: Final = re.compile(_PHONE_PATTERN, re.IGNORECASE)
_NUMBERS_AND_ADDRESSES: Final = re.compile(f"{_E_MAIL_PATTERN}|{_PHONE_PATTERN}", re.IGNORECASE)

_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE: Final = "|".join(
    [rf"{_YEAR}{dash}{_MONTH}{dash}{_DAY}" for dash in ("-", "/", r"\.")]
    + [rf"{_DAY}{dash}{_DAY}{dash}{_YEAR}" for dash in ("-", "/", r"\.")]
    + [rf"{_MONTH}[-/.]{_YEAR}", rf"{_YEAR}[-/.]{_MONTH}"]
)
_RANGE: Final = r"\s?[-/\u2013\u2014]\s?"
# 2026-11-22, 22.11.2026 14(:30), 2019 - 2023, 03/2021 - 11/2023, 22. - 24.11.2026, 2024 (150
_CALENDAR: Final = re.compile(
    rf"(?:{_DAY}\.?{_RANGE})?(?:{_DATE}|{_YEAR})(?:{_RANGE}(?:{_DATE}|{_YEAR})|\s(?:{_DATE}))*(?:[\s(/-]{{1,3}}\d{{1,3}})?"
)
_THOUSANDS: Final = r"[1-9]\d{0,2}[.'\u2019]\d{3}"
# 120.000 - 150.000 and 1.250.000; 125.000.000 only beside a currency, as there are phone numbers like it.
_SUM: Final = re.compile(rf"[1-9]\d?(?:\.\d{{3}}){{2}}|{_THOUSANDS}(?:{_RANGE}{_THOUSANDS})+")
_AMOUNT: Final = r"[1-9](?:\d{0,2}(?:[.\s]\d{3})+|\d{0,7})"
_SUM_OF_MONEY: Final = re.compile(rf"{_AMOUNT}(?:{_RANGE}{_AMOUNT})*")
_CURRENCY: Final = r"(?:[\u20ac$\u00a3\u00a5]|EUR|USD|GBP|CHF)"
_CURRENCY_BEFORE: Final = re.compile(rf"{_CURRENCY}\s?\Z")
_CURRENCY_AFTER: Final = re.compile(rf"\s?{_CURRENCY}")
_LONGEST_CURRENCY: Final = 4


def mask(text: str) -> str:
    """Puts "[e-mail]" and "[phone]" in the place of addresses and of numbers with seven digits or more.

    Args:
        text: One clean line (see `bot.cards.text.clean`).

    Returns:
        The text, all else unchanged.
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
            # Marks and joiners behind the last character belong to it.
            rest = origins[found.end() :]
            done = max(origins[found.end() - 1] + 1, rest[0] if rest else len(text))
    return "".join([*pieces, text[done:]])


def _pattern(text: str) -> re.Pattern[str]:
    return _NUMBERS_AND_ADDRESSES if _AT_SIGN.search(text) else _NUMBERS


def _skeleton(text: str) -> tuple[str, list[int]]:
    """The text as it reads: wide, circled or raised characters made plain, marks and joiners left out.

    Returns:
        The skeleton, and for each of its characters the position that it comes from.
    """
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        for plain in character if character.isascii() else unicodedata.normalize("NFKC", character):
            category = "" if plain.isascii() else unicodedata.category(plain)
            if category[:1] != "M" and category != "Cf":
                characters.append(plain)
                origins.append(position)
    return "".join(characters), origins


def _replacement(found: re.Match[str]) -> str:
    if found.lastgroup == "email":
        return E_MAIL
    return found[0] if _is_date_or_sum(found) else PHONE


def _is_date_or_sum(found: re.Match[str]) -> bool:
    number = found[0].removeprefix("(")
    if _CALENDAR.fullmatch(number) or _SUM.fullmatch(number):
        return True
    before = found.string[max(0, found.start() - _LONGEST_CURRENCY) : found.start()]
    after = found.string[found.end() : found.end() + _LONGEST_CURRENCY]
    has_currency = _CURRENCY_BEFORE.search(before) or _CURRENCY_AFTER.match(after)
    return bool(has_currency and _SUM_OF_MONEY.fullmatch(number))
