"""Finds other records of what may be the same person, by their email addresses and phone numbers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bot.people import phones
from bot.people.contact_data import email_addresses, phone_numbers
from bot.people.directory import Directory
from bot.people.folding import folded
from bot.people.hits import is_meant, usable
from bot.people.person import Person
from bot.people.query import ByEmail, ByPhone
from bot.people.resolve import Choice, Failed, KnownId, Nobody, known, searches
from bot.spott.errors import SpottError

_MOST_OF_EACH: Final = 5


@dataclass(frozen=True, slots=True)
class OtherRecords:
    """Who else has an email address or a phone number of this person."""

    candidate_id: str


async def other_records(question: OtherRecords, directory: Directory) -> Choice | Nobody | Failed:
    """Search by each address and number, up to five of each; never raises if Spott fails.

    Args:
        question: The person.
        directory: The people in Spott.
    """
    try:
        person = await known(KnownId(question.candidate_id, in_full=True), directory)
        shared = _reached_by(person, directory.phone_regions)
        texts = chain.from_iterable(searches(one, directory.phone_regions) for one in shared)
        found = await asyncio.gather(*map(directory.search, dict.fromkeys(chain.from_iterable(texts))))
    except SpottError as error:
        return Failed(error)
    others = [hit for hit in usable([*chain.from_iterable(found)]) if hit.id != person.candidate_id]
    hits = [hit for hit in others if any(is_meant(hit, one, directory.phone_regions) for one in shared)]
    return Choice(tuple(hits)) if hits else Nobody("other records")


def _reached_by(person: Person, regions: Sequence[str]) -> list[ByEmail | ByPhone]:
    emails = [ByEmail(folded(one.text).strip().casefold()) for one in email_addresses(person)[:_MOST_OF_EACH]]
    numbers = [_by_phone(one.text, regions) for one in phone_numbers(person)[:_MOST_OF_EACH]]
    return [*emails, *filter(None, numbers)]


def _by_phone(text: str, regions: Sequence[str]) -> ByPhone | None:
    typed = phones.as_typed(text)
    if typed is None:
        return None
    number, *others = phones.readings(text, regions, valid=False) or (typed,)
    return ByPhone(number, tuple(others))
