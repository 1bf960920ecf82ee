"""National ID numbers in free text: of the Netherlands, Belgium, France, Germany and the UK. Pure.

Some have a form of their own. Others, such as a BSN, are recognised by the word before them. Without that, their digits
are hidden as a phone number.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.cards.masking.figures import AFTER_TWO_LETTERS, labelled, letters_before
from bot.cards.masking.words import first_of

_LABELS: Final = (
    *("bsn", "burgerservicenummer", "sofi", "sofinummer", "sofi-nummer"),
    *("rijksregister", "rijksregisternummer", "rijksregisternr", "rrn", "rr", "niss", "insz", "nationaal-nummer"),
    *("registre-national", "num\u00e9ro-national", "numero-national"),
    *("nir", "s\u00e9cu", "secu", "s\u00e9curit\u00e9-sociale", "securite-sociale"),
    *("steuer-id", "steuer-idnr", "steuernummer", "steuer-nr", "steueridentifikationsnummer", "idnr", "tin"),
    *("sozialversicherungsnummer", "sozialversicherungsnr", "sv-nummer", "sv-nr", "svnr", "rentenversicherungsnummer"),
    *("rvnr", "nino", "ni", "national-insurance", "ssn", "social-security", "tax-id", "national-id", "personal-id"),
    *("identity-card", "id-card", "id-kaart", "identiteitskaart", "personalausweis", "ausweis", "passport", "paspoort"),
    *("passeport", "reisepass", "driving-licence", "driving-license", "rijbewijs"),
)
_WORDS: Final = first_of(_LABELS)
_LABELLED: Final = re.compile(labelled(_LABELS), re.IGNORECASE)

# Each begins with a digit, which makes it quick to search for.
_SHAPED: Final = re.compile(
    # The Belgian number, by its points
    r"\d(?<![\d.]\d)(?:\d\.\d\d\.\d\d[\s-]{1,3}\d{3}[.\s-]\d\d(?!\d)"
    # The German tax number
    r"|(?<![+]\d)\d \d{3} \d{3} \d{3}(?![\d.])"
    # The French NIR, on Corsica with a letter
    r"|(?<=[12])[\s.]?\d\d[\s.]?(?:0[1-9]|1[0-2]|[2-9]\d)[\s.]?(?:\d\d|2[AB])[\s.]?\d{3}[\s.]?\d{3}"
    r"(?:[\s.|/-]{0,3}\d\d)?(?![\d.])"
    # The German insurance number
    r"|(?<![^\W_]\d)\d[\s.]?[0-3]\d[\s.]?[01]\d[\s.]?\d\d[\s.]?[A-Z][\s.]?\d{3}(?![^\W_]))",
    re.IGNORECASE,
)
# The British number; in lower case only without spaces, since "on 12-10-26 a" is not one.
_NINO: Final = re.compile(
    rf"\d{AFTER_TWO_LETTERS}(?:(?<=[A-Z].)|(?<=[A-Z]..))\d[\s.-]?\d\d[\s.-]?\d\d[\s.-]?[A-D](?![^\W_])"
    r"|\d(?<=[a-z]{2}\d)\d{5}[a-d](?![^\W_])"
)


def shaped(words: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where national numbers with a form of their own begin and end."""
    return (found.span() for found in _SHAPED.finditer(words))


def ninos(words: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where British national insurance numbers begin and end."""
    for found in _NINO.finditer(words):
        start = letters_before(words, found.start())
        if start >= 0:
            yield start, found.end()


def labelled_ids(words: str, in_text: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where other ID numbers begin and end, recognised by the word before them."""
    return (found.span("value") for found in (() if in_text.isdisjoint(_WORDS) else _LABELLED.finditer(words)))
