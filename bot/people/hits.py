"""What a search in Spott found: which hits are usable, and which are exact. Pure."""

from collections.abc import Sequence

from bot.people import phones
from bot.people.folding import folded
from bot.people.linkedin import ByProfile, path_of
from bot.people.named import is_named
from bot.people.query import ByEmail, ById, ByName, ByPhone, Searched
from bot.spott.models import CANDIDATE_ID, SearchHit


def usable(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """The hits that have a valid id, each id once, in their order."""
    by_id: dict[str, SearchHit] = {}
    for hit in hits:
        if hit.id and CANDIDATE_ID.fullmatch(hit.id):
            by_id.setdefault(hit.id, hit)
    return list(by_id.values())


def is_meant(hit: SearchHit, question: Searched, phone_regions: Sequence[str] = ()) -> bool | None:
    """Whether the name, address, number or profile asked for is this person's; None if that cannot be told.

    Args:
        hit: The person.
        question: What was asked.
        phone_regions: The countries of numbers that are kept without a country code.
    """
    match question:
        case ByEmail(email):
            known = [folded(address).casefold() for address in hit.email_addresses]
            return folded(email).casefold() in known if known else None
        case ByPhone(numbers=numbers) if hit.phone_numbers:
            same = {phones.is_same(one, kept, phone_regions) for one in numbers for kept in hit.phone_numbers}
            return True if True in same else None if None in same else False
        case ByProfile(path):
            return path_of(hit.linked_in_url or "") == path
        case ById(else_search=ByPhone() as number):
            return is_meant(hit, number, phone_regions)
        case ByName(name) | ById(else_search=str(name)):
            return is_named(name, hit)
        case _:
            return None
