"""What a search in Spott found: which hits are usable, and which are exact. Pure."""

from collections.abc import Sequence
from typing import Final

from bot.people.query import ByEmail, ById, ByName, ByPhone
from bot.spott.models import CANDIDATE_ID, SearchHit

_SAME_DIGITS: Final = 8
"""Phone numbers are compared by their last digits, since the country code may be written in different ways."""


def usable(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """The hits that have a valid id, each id once, in their order."""
    by_id: dict[str, SearchHit] = {}
    for hit in hits:
        if hit.id and CANDIDATE_ID.fullmatch(hit.id):
            by_id.setdefault(hit.id, hit)
    return list(by_id.values())


def is_meant(hit: SearchHit, question: ById | ByEmail | ByPhone | ByName) -> bool | None:
    """Whether the address or number asked for is this person's; None if that cannot be told."""
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
