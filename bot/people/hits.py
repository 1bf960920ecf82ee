"""What a search in Spott found: whom one can ask for, and who is exactly who was meant. Pure."""

from collections.abc import Sequence
from typing import Final

from bot.people.query import ByEmail, ById, ByName, ByPhone
from bot.spott.models import CANDIDATE_ID, SearchHit

_SAME_DIGITS: Final = 8
"""So many last digits of two phone numbers are the same, however their country is written."""


def usable(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """The hits that can be asked for by their id, each id once, in their order."""
    by_id: dict[str, SearchHit] = {}
    for hit in hits:
        if hit.id and CANDIDATE_ID.fullmatch(hit.id):
            by_id.setdefault(hit.id, hit)
    return list(by_id.values())


def is_meant(hit: SearchHit, question: ById | ByEmail | ByPhone | ByName) -> bool | None:
    """Whether the address or number in question is this person's; None where that cannot be told."""
    match question:
        case ByEmail(email):
            known = [address.casefold() for address in hit.email_addresses]
            return email.casefold() in known if known else None
        case ByPhone(number):
            wanted = _digits(number)[-_SAME_DIGITS:]
            if len(wanted) < _SAME_DIGITS or not hit.phone_numbers:
                return None
            return any(_digits(other).endswith(wanted) for other in hit.phone_numbers)
        case _:
            return None


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))
