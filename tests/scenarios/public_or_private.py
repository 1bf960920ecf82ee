"""Typed texts, what is shown for each, and to whom: the table for `test_public_or_private.py`.

The texts of `tests.people.typed_texts` are in it, as far as they are about these people.
"""

from typing import Any, Final

from bot.people.query import Query
from bot.people.typed import parse
from bot.sandbox.people import Person
from tests.people.typed_signs import BARBARA, JANE, MOBILE, UNREADABLE
from tests.people.typed_texts import BY_KIND

NAMES: Final = {
    "c-schaap": ("Barbara", "Schaap"),
    "c-doe": ("Jane", "Doe"),
    "c-1815": ("Charles", "Babbage"),
    "c-hopper": ("Grace", "Hopper"),
    "c-diop": ("Mariama", "Diop"),
    "c-price": ("Mark", "Price"),
    "c-tejani": ("Priva", "Tejani"),
    "c-sharma": ("Priya Anand", "Sharma"),
    "c-owen": ("Clive", "Owen"),
    "c-picard": ("Jean-Luc", "Picard"),
    "c-bakker": ("Jan Willem", "Bakker"),
    "c-mueller": ("Hans", "M\u00fcller"),
    "c-sam": ("Sam", "Taylor"),
    "c-sam-too": ("Sam", "Taylor"),
    "c-smith": ("Mary", "Smith"),
    "c-smith-jones": ("Mary Ann", "Smith-Jones"),
}
"""Everybody in Spott."""

ADDRESSES: Final = {"c-doe": "jane@example.com", "c-hopper": "hello@dorylogistics.example.com"}
NUMBERS: Final = {"c-doe": "+31 6 12345678"}
PAGE: Final = "https://app.example.com/candidates/{candidate_id}"
REGIONS: Final = ("NL",)
_OF_A_KIND: Final = 2

OF_QUERIES: Final[list[tuple[Query, str]]] = [
    (BARBARA, "public: Barbara Schaap"),
    (JANE, "private: Jane Doe"),
    (MOBILE, "private: Jane Doe"),
    (UNREADABLE, "told"),
]

PUBLIC: Final = {
    "Barbara Schaap": (
        "barbara schaap",
        "B\u00e1rbara Schaap",
        "barbara",
        "B. Schaap",
        "BarbaraSchaap",
    ),
    "Mark Price": ("Mark Price", "mark price", "Price, Mark", "Dr. Mark Price", "who is Mark Price?"),
    "Priva Tejani": ("Priva Tejani", "Tejani, Priva", "priva tejani", "@Priva Tejani"),
    "Priya Anand Sharma": ("Priya Sharma", "sharma, priya", "Priya Anand Sharma"),
    "Clive Owen": ("Clive Owen", "Owen, Clive", "clive owen", "clive"),
    "Jean-Luc Picard": ("Jean-Luc Picard", "Jean Luc Picard", "jeanluc picard", "Picard, J.-L.", "J.L. Picard"),
    "Jan Willem Bakker": ("J.W. Bakker", "Jan Bakker", "Bakker, Jan Willem", "J. Bakker"),
    "Hans M\u00fcller": ("Hans Mueller", "hans muller", "M\u00fcller, Hans"),
    "Charles Babbage": ("c-1815", "<https://app.example.com/candidates/c-1815>", "babbage"),
    "Mary Ann Smith-Jones": ("Mary Ann Smith Jones", "Mary Smith-Jones"),
    "Mary Smith": ("Mary Smith", "Smith, Mary"),
}
"""Texts that name one person, and match nobody else."""

ASKED: Final = (
    *("ba", "barb", "Barbra Schaap", "Barbara Schaaap", "Barbara Schap", "Barbara K. Schaap", "Barbarra Schaap"),
    *("ad hoper", "grase hoper", "Grace Hoppper", "hopp", "Grace Murray Hopper", "G. Hoper", "Grcae Hopper"),
    *("Mariama Ba", "Mariama Diopp", "Mariam Diop", "Mariama Dio", "dorylogistics.example.com", "dorylogistics"),
    *("Marc Price", "Priva Tejanii", "Clive Owens", "Prya Sharma", "Piet Bakker", "A. Bakker"),
    *(
        "Sam Taylor",
        "sam",
        "Taylor, Sam",
        "S. Taylor",
        "M. Smith",
        "mary",
        "Jean-Lucas Picard",
        "Hans Muler",
    ),
    *("private Grase Hoper", "privte Grase Hoper", "priv\u00e9 Mariama Ba", "private Sam Taylor", "privat Sam Taylor"),
)
"""Texts that only resemble a name, or that match two people."""

PRIVATE: Final = {
    "Barbara Schaap": (
        *("private Barbara Schaap", "privte Barbara Schaap", "privat Barbara Schaap", "priv\u00e9 Barbara Schaap"),
        *("Barbara Schaap privte", "Barbara Schaap privat", "Barbara Schaap priv\u00e9", "Barbara Schaap prive"),
        *("(privte) Barbara Schaap", "Barbara Schaap (private)", "Barbara Schaap [privat]", "Barbara Schaap, privte!"),
        *("rpivate Barbara Schaap", "Barbara Schaap pirvate", "PRIVTE Barbara Schaap", "Barbara Schaap - privte"),
        *("vertraulich Barbara Schaap", "Barbara Schaap vertrouwelijk", "Barbara Schaap confidentiel"),
        *(
            "Barbara Schaap | privte",
            "privte: Barbara Schaap",
            "Barbara Schaap private please",
            "--privt Barbara Schaap",
        ),
        *(
            "en priv\u00e9 Barbara Schaap",
            "Barbara Schaap in private",
            "Schaap, Barbara privte",
            "privately Barbara Schaap",
        ),
        *(
            "where is Barbara Schaap? privte",
            "price Barbara Schaap",
            "Barbara Schaap drive",
            "Barbara Schaap (a private note)",
        ),
    ),
    "Mark Price": (
        "private Mark Price",
        "Mark Price private",
        "privte Mark Price",
        "Mark Price (privat)",
        "M. Price",
        "Mark Prices",
    ),
    "Priva Tejani": ("private Priva Tejani", "Priva Tejani priv\u00e9", "privte Tejani", "Tejani Priva"),
    "Jane Doe": ("jane@example.com private", "privte +31 6 12345678", "Jane Doe jane@example.com"),
    "Charles Babbage": (
        "c-1815 privte",
        "private c-1815",
        "priv\u00e9 c-1815",
        f"{PAGE.format(candidate_id='c-1815')} privat",
    ),
}
"""Texts that ask in private, or that contain what may not be shown."""

TOLD: Final = (
    *("Nobody Atall", "Xq Zzyzx", "private", "help", "x9-unknown", "nobody@example.org", "+31 6 99999999"),
    *("../users", "privte Nobody Atall"),
)
"""Texts that find nobody, or that ask for nobody."""


def table() -> dict[str, str]:
    """What is shown for each text: "public: Ada Lovelace", "private: Ada Lovelace", "asked" or "told"."""
    return {
        **_of_queries(),
        **{text: f"public: {who}" for who, texts in PUBLIC.items() for text in texts},
        **{text: f"private: {who}" for who, texts in PRIVATE.items() for text in texts},
        **dict.fromkeys(ASKED, "asked"),
        **dict.fromkeys(TOLD, "told"),
    }


def _of_queries() -> dict[str, str]:
    """Two texts of each kind that are read as the same, private or not: what is shown depends on nothing else."""
    found: dict[str, dict[str, str]] = {}
    for kind, rows in BY_KIND.items():
        for text, query in rows:
            for shown in (shown for known, shown in OF_QUERIES if query == known):
                alike = found.setdefault(f"{kind}: {parse(text, app_url=PAGE, phone_regions=REGIONS)}", {})
                if len(alike) < _OF_A_KIND:
                    alike[text] = shown
    return {text: shown for alike in found.values() for text, shown in alike.items()}


def everybody(like: Person) -> dict[str, Person]:
    """The people as the local Spott has them.

    Args:
        like: A person whose other fields they get.
    """
    return {candidate_id: _person(like, candidate_id, *names) for candidate_id, names in NAMES.items()}


def _person(like: Person, candidate_id: str, first: str, last: str) -> Person:
    role: dict[str, Any] = {**like["clientContacts"][0], "emailAddresses": [], "phoneNumbers": []}
    if address := ADDRESSES.get(candidate_id):
        role["emailAddresses"] = [{"purpose": "work", "email": address, "isPrimary": True}]
    if number := NUMBERS.get(candidate_id):
        role["phoneNumbers"] = [{"purpose": "work", "phoneNumber": number, "isPrimary": True}]
    return {**like, "candidateId": candidate_id, "firstName": first, "lastName": last, "clientContacts": [role]}
