"""Bank accounts and payment cards in free text. Pure.

Numbers without a form of their own are recognised by the word before them. Without that, their digits are hidden as a
phone number.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.cards.masking.figures import AFTER_TWO_LETTERS, labelled, letters_before
from bot.cards.masking.words import first_of

_SEPARATOR: Final = r"[\s.\-/:_|]{0,2}+"
_COUNTRIES: Final = (
    "AD|AE|AL|AT|AZ|BA|BE|BG|BH|BR|BY|CH|CR|CY|CZ|DE|DK|DO|EE|EG|ES|FI|FO|FR|GB|GE|GI|GL|GR|GT|HR|HU|IE|IL|IQ|IS|IT|"
    "JO|KW|KZ|LB|LC|LI|LT|LU|LV|MC|MD|ME|MK|MR|MT|MU|NL|NO|PK|PL|PS|PT|QA|RO|RS|SA|SC|SE|SI|SK|SM|ST|SV|TL|TN|TR|UA|"
    "VA|VG|XK|"
)
# Begins with a digit, which makes it quick to search for.
_IBAN: Final = re.compile(
    rf"\d{AFTER_TWO_LETTERS}{_SEPARATOR}\d"
    rf"(?:{_SEPARATOR}[A-Z]{{4}}(?:{_SEPARATOR}[A-Z]?\d){{8,}}+|(?:{_SEPARATOR}[A-Z]?\d){{11,}}+)[A-Z\d]*+",
    re.IGNORECASE,
)
_CARD: Final = re.compile(r"\d(?<!\d\d)\d{3}([ -]?)\d{4}\1\d{4}\1\d{3,4}(?!\d)")
_LABELS: Final = (
    *("iban", "bic", "sort-code", "bank-account", "account", "acc", "rekening", "rekeningnummer", "rek", "konto"),
    *("kontonummer", "kto", "ktonr", "blz", "bankleitzahl", "compte", "rib", "card", "carte", "kaart", "karte"),
    *("creditcard", "kreditkarte"),
)
_WORDS: Final = first_of(_LABELS)
_LABELLED: Final = re.compile(labelled(_LABELS), re.IGNORECASE)
_NINE: Final = 9


def ibans(words: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where IBANs begin and end."""
    for found in _IBAN.finditer(words):
        start = letters_before(words, found.start())
        if start >= 0 and words[start : start + 2].upper() in _COUNTRIES:
            yield start, found.end()


def cards(words: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the numbers of payment cards begin and end."""
    return (found.span() for found in _CARD.finditer(words) if _has_luhn_s_sum(found[0]))


def labelled_accounts(words: str, in_text: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where other account numbers begin and end, recognised by the word before them."""
    return (found.span("value") for found in (() if in_text.isdisjoint(_WORDS) else _LABELLED.finditer(words)))


def _has_luhn_s_sum(number: str) -> bool:
    digits = [int(each) for each in reversed(number) if each.isdecimal()]
    doubled = [2 * digit - _NINE * (2 * digit > _NINE) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
