"""Parses phone numbers as people write them into international form. Pure.

The only module that uses Google's libphonenumber (`phonenumbers` in Python, which takes 15 ms to load and is loaded
when a text first looks like a number). What it calls valid has the length and prefix of assigned numbers; what it calls
possible only has the right length, like the numbers reserved for examples.

Source: https://github.com/google/libphonenumber/blob/master/FAQ.md
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from bot.people.folding import folded

_GAP: Final = r"[ ().\-/'\u00b7]"
_PHONE_WORD: Final = (
    r"(?:tele(?:phone|foon|fon)|t[e\u00e9]l|(?:mobile )?phone|mob(?:ile?|iel)?|handy|cell(?:phone)?|gsm|whatsapp"
    r"|portable|direct|work|home|office|kantoor|bureau|thuis|werk|b\u00fcro)"
)
_EXTENSION: Final = r"(?:x|ext(?:ension|n)?|toestel|tst|poste|durchwahl|dw|nst|#)"
_TYPED: Final = re.compile(
    rf"(?:{_PHONE_WORD}(?:[.]?[ ]?|[.]?:[ ])|[tmpdcwh][.:][ ]?)?"
    rf"(?P<number>[(]?[+]?{_GAP}{{0,2}}\d(?:{_GAP}{{0,4}}\d){{6,14}}){_GAP}?"
    rf"(?:[,;]?[ ]{{0,2}}{_EXTENSION}[ .:]{{0,2}}\d{{1,6}})?(?:[ ,]{{0,2}}[(]?(?:{_PHONE_WORD}|[tmpdcwh])[.]?[)]?)?",
    re.IGNORECASE,
)
"""A number, with what people write beside it: "tel. 020 123 45 67, ext. 12", "06 12345678 (mobile)"."""

_LOOKS_LIKE_ONE: Final = re.compile(rf"(?<![\w-])\d(?:{_GAP}{{0,4}}\d){{6,14}}(?![\w-])")
_RUN: Final = re.compile(rf"(?<![\w#=@+])(?<!\w[-/_])(?<!\d[.,:])(?:\(?[+][ ]?)?\(?\d(?:{_GAP}{{0,4}}\d){{6,39}}")
_DIGITS: Final = re.compile(r"\d+")
_BREAK: Final = re.compile(r"\s[/-]\s|\s\s")
"""Separates two numbers, as in "020 1234567 / 06 12345678", but may also be part of one ("030 / 23125012")."""

_MOST_RUNS: Final = 100
_MOST_READINGS: Final = 200
_MOST_STARTS: Final = 4
_FEWEST_DIGITS: Final = 7
_MOST_DIGITS: Final = 15
_MOST_FOLLOWING: Final = 4
_FEWEST_TO_COMPARE: Final = 8
_LONGEST_KEPT: Final = 200

_PAIR: Final = r"\d\d"
_NO_PHONE: Final = re.compile(
    "|".join(
        [
            r"(?<!\d)(?<!\d[.-])(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)",  # 2026-11-22
            r"(?<!\d)(?<!\d[.-])\d{1,2}([-./])\d{1,2}\2(?:19|20)\d\d(?![.]?\d)",  # 22.11.2026
            r"(?<![\d.])[0-2]?\d[.:h][0-5]\d\s?-\s?[0-2]?\d[.:h][0-5]\d(?![\d.])",  # 09.30-11.45
            (
                rf"(?<![\d.+])(?!(?:{_PAIR}\.){{3}}{_PAIR}(?!\d))"  # 192.168.100.20, not 61.95.54.30
                r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})(?![\d.])"
            ),
            r"(?<![\d.])\d\.\d{4,}(?![\d.])",  # 4.8951679
            r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b",  # an IBAN
            r"\bBE ?[01]\d{3}\.\d{3}\.\d{3}\b",  # a Belgian company
        ]
    )
)
_ROUND_SUM: Final = re.compile(r"\D*\d{1,3}(?:[ .]000)+")
_CURRENCY: Final = r"(?:[\u20ac$\u00a3\u00a5]|EUR|USD|GBP|CHF)"
_CURRENCY_BEFORE: Final = re.compile(rf"{_CURRENCY}\s?[(+]?\Z")
_CURRENCY_AFTER: Final = re.compile(rf"(?:[.,]\d\d?)?\s?{_CURRENCY}")
_LETTER_AFTER: Final = re.compile(r"(?!x\s?\d|ext)[^\W\d_]", re.IGNORECASE)

_UNKNOWN_GAPS: Final = str.maketrans("'\u00b7", "  ")
"""Separators that the library does not know."""
_DIALLED_ABROAD: Final = re.compile(r"\A\(?00[ -]?(?=[1-9])")
_FIGURE_OR_LINE: Final = re.compile(r"[\n\d]")
_CONTEXT: Final = 30
_LABEL: Final = re.compile(
    r"(?<![^\W_])(?:"
    r"(?P<fax>(?<![/&+])(?<![/&+]\s)(?:(?:tele)?fax\b|f\s?(?:[:.]|\(?\Z)))"
    r"|(?P<phone>(?:tele|phone|mobi|handy|cell|whatsapp)[^\W\d_]*"
    r"|(?:tel|t\u00e9l|mob|ph|gsm|call|bel|ring|reach|sms|text|direct|dial|[tmpdc])\b)"
    r"|(?P<other>(?:order|invoice|factuur|rechnung|facture|bestel|ticket|customer|kunden|klant|account|konto|rekening"
    r"|tracking|version|meeting|passcode|passport|serial|contract)[^\W\d_]*"
    r"|(?:ref|reference|case|job|req|po|vat|btw|tva|ust|uid|kvk|kbo|siret|siren|bsn|ssn|iban|id|build|release|isbn|ean"
    r"|sku|imei|code|pin|zip|total|amount)\b)"
    r")",
    re.IGNORECASE,
)


def e164(number: str, region: str | None, *, valid: bool = True) -> str | None:
    """Convert one number to international form.

    Args:
        number: The number, with any separators, and nothing else.
        region: The country of numbers without a country code, such as "NL".
        valid: Whether the number must be valid, and not only possible.

    Returns:
        The number like "+31612345678"; None if it is not a number or its country is unknown.
    """
    import phonenumbers  # noqa: PLC0415 - heavy, as below

    # The international prefix all over Europe, also when no region is set.
    number = _DIALLED_ABROAD.sub("+", number.translate(_UNKNOWN_GAPS))
    try:
        parsed = phonenumbers.parse(number, region.upper() if region else None)
    except phonenumbers.NumberParseException:
        return None
    if not (phonenumbers.is_valid_number(parsed) or (not valid and phonenumbers.is_possible_number(parsed))):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def readings(number: str, regions: Sequence[str], *, valid: bool = True) -> tuple[str, ...]:
    """One number in international form, in each country where it can be one; arguments as of `e164`."""
    found = (e164(number, region, valid=valid) for region in regions or [""])
    return tuple(dict.fromkeys(filter(None, found)))


def national(number: str, regions: Sequence[str]) -> str | None:
    """The digits of an international number as they are dialled in its country, if that is one of these."""
    import phonenumbers  # noqa: PLC0415

    if _country(number) not in regions:
        return None
    written = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
    return phonenumbers.normalize_digits_only(written)


def is_same(asked: str, kept: str, regions: Sequence[str]) -> bool | None:
    """Whether a number that Spott keeps is the one that was asked for; None if that is too short to tell.

    Args:
        asked: In international form, or the digits as typed.
        kept: As Spott keeps it.
        regions: The countries of numbers that are kept without a country code; if none, that of the one asked for.
    """
    digits = asked.removeprefix("+")
    if len(digits) < _FEWEST_TO_COMPARE:
        return None
    kept = kept[:_LONGEST_KEPT]
    here = as_typed(kept)
    country = _country(asked)
    home = regions or ([country] if country else [])
    if here is None:
        # It may be several numbers, or one among words.
        return any(asked in numbers for _, numbers in numbers_in(folded(kept), home))
    if country:
        return here == digits or asked in readings(here, home, valid=False)
    return here == asked or any(
        national(one, [_country(one) or ""]) == asked for one in readings(here, [], valid=False)
    )


def _country(number: str) -> str | None:
    """The main country of an international number's country code."""
    import phonenumbers  # noqa: PLC0415

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    code = parsed.country_code
    return phonenumbers.region_code_for_number(parsed) or (
        phonenumbers.region_code_for_country_code(code) if code else None
    )


def is_region(code: str) -> bool:
    """Whether this is a known country code in capitals, such as "GB"."""
    import phonenumbers  # noqa: PLC0415

    return code in phonenumbers.SUPPORTED_REGIONS


def as_typed(text: str) -> str | None:
    """The digits of a text that is nothing but a phone number, with a leading "+" if it has one, without an extension.

    Returns:
        The 7 to 15 digits in ASCII, or None.
    """
    shape = _TYPED.fullmatch(folded(text))
    if not shape:
        return None
    import phonenumbers  # noqa: PLC0415

    plus = "+" if "+" in shape[0] else ""
    return plus + phonenumbers.normalize_digits_only(shape["number"])


def looks_like_one(text: str) -> bool:
    """Whether the text may contain a phone number; a false positive costs less here than a miss."""
    return bool(_LOOKS_LIKE_ONE.search(text))


def numbers_in(text: str, regions: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Find the numbers that clearly are phone numbers.

    With a country code (+31, 0031) every valid number counts, and with "+" every possible one. Without one it must be
    valid in one of `regions` and look like a number there: start with the national prefix 0 if that country has one,
    contain separators if not, or follow a word like "tel". Fax numbers, dates, times, amounts, IBANs and IP addresses
    do not count, nor numbers labelled as an order, an invoice, a VAT number and so on.

    Args:
        text: Any text, folded (see `bot.people.folding`). The work is limited to 100 runs of digits and 200 ways to
            read them as numbers.
        regions: The countries of numbers without a country code, such as "NL"; if there are none, those do not count.

    Yields:
        The position in the text, and the number like "+31612345678", in each country where it is one.
    """
    text = _NO_PHONE.sub(lambda found: "|" * len(found[0]), text)
    runs = islice(_RUN.finditer(text), _MOST_RUNS)
    attempts = chain.from_iterable(_attempts(text, run, regions) for run in runs)
    for start, numbers in islice(attempts, _MOST_READINGS):
        if numbers:
            yield start, numbers


def _attempts(text: str, run: re.Match[str], regions: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every attempt to read a run of digits as a number: its position, and the numbers that it may be."""
    groups = [(found.start(), found.end()) for found in _DIGITS.finditer(text, run.start(), run.end())]
    starts = [0, *(after for after in range(1, len(groups)) if _broken(text, groups, after))]
    done = 0
    for first in starts[:_MOST_STARTS]:
        if first < done:
            continue
        start = run.start() if first == 0 else groups[first][0]
        for last in _lasts(groups, first):
            numbers = _numbers(text, start, groups, last, regions)
            yield start, numbers
            if numbers:
                done = last + 1
                break


def _broken(text: str, groups: list[tuple[int, int]], after: int) -> bool:
    """Whether one number may end before the group `after`, and another start with it."""
    return after == len(groups) or bool(_BREAK.search(text, groups[after - 1][1], groups[after][0]))


def _lasts(groups: list[tuple[int, int]], first: int) -> list[int]:
    """The groups with which a number that starts at `first` may end, longest number first."""
    lasts: list[int] = []
    digits = 0
    for place, (start, end) in enumerate(groups[first:], first):
        digits += end - start
        # A leading 0 or 00 is not part of the international form.
        if digits > _MOST_DIGITS + 2:
            break
        if digits >= _FEWEST_DIGITS:
            lasts.append(place)
    return lasts[::-1]


def _numbers(
    text: str, start: int, groups: list[tuple[int, int]], last: int, regions: Sequence[str]
) -> tuple[str, ...]:
    end = groups[last][1]
    written = text[start:end]
    before = _FIGURE_OR_LINE.split(text[max(0, start - _CONTEXT) : start])[-1]
    if _LETTER_AFTER.match(text, end) or _CURRENCY_BEFORE.search(before) or _CURRENCY_AFTER.match(text, end):
        return ()
    labels = [found.lastgroup for found in _LABEL.finditer(before)]
    label = labels[-1] if labels else None
    whole = _broken(text, groups, last + 1)
    if label == "fax" or not (whole or _may_end(text, end, groups[last + 1])):
        return ()
    if "+" in written:
        return readings(written, [], valid=not whole or bool(_ROUND_SUM.fullmatch(written)))
    if label == "other" or not whole:
        return ()
    if written.lstrip("(").startswith("00"):
        return readings(written, [])
    here = [region for region in regions if label == "phone" or _is_national(written, region)]
    return readings(written, here) if here else ()


def _may_end(text: str, end: int, following: tuple[int, int]) -> bool:
    """Whether the digits after a number may not belong to it, as in "+31 6 12345678 9-17h"."""
    return text[end].isspace() and following[1] - following[0] <= _MOST_FOLLOWING


def _is_national(written: str, region: str) -> bool:
    """Whether it is written like a phone number of that country and not like any other number."""
    import phonenumbers  # noqa: PLC0415

    if phonenumbers.ndd_prefix_for_region(region.upper(), True) == "0":  # noqa: FBT003 - the library's own parameter
        return written.lstrip("(").startswith("0")
    return not written.isdecimal()
