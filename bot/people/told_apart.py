"""Adds what distinguishes people with the same name, and search results lack: their role, company and city."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.people.directory import Directory
from bot.people.folding import folded
from bot.people.other_records import OtherRecords, other_records
from bot.people.parts import part, start
from bot.people.resolve import Choice, Everyone, Found, Nothing, Privately, Question, resolve
from bot.spott.errors import SpottError
from bot.spott.models import Contact, SearchHit

_MOST: Final = 10
"""A list shows no more."""
_WHATEVER_THEIR_NAMES: Final = 5
"""In a list of up to this many, everyone is looked up; in a longer one, only people who share a name."""
_SECONDS: Final = 1.5


async def resolve_with_facts(
    question: Question | OtherRecords, directory: Directory
) -> Found | Privately | Everyone | Nothing:
    """Find out who is meant, as `resolve` does, and what distinguishes the people in a choice."""
    match await _resolve(question, directory):
        case Choice() as choice:
            return await _with_facts(choice, directory)
        case Privately(Choice() as choice):
            return Privately(await _with_facts(choice, directory))
        case Everyone(people, failed):
            choices = await asyncio.gather(*(_with_facts(one, directory) for one in people if isinstance(one, Choice)))
            filled = iter(choices)
            return Everyone(tuple(next(filled) if isinstance(one, Choice) else one for one in people), failed)
        case found:
            return found


async def _resolve(question: Question | OtherRecords, directory: Directory) -> Found | Privately | Everyone | Nothing:
    if isinstance(question, OtherRecords):
        return await other_records(question, directory)
    return await resolve(question, directory)


async def _with_facts(choice: Choice, directory: Directory) -> Choice:
    return replace(choice, hits=tuple(await told_apart(choice.hits, directory)))


async def told_apart(hits: Sequence[SearchHit], directory: Directory, *, seconds: float = _SECONDS) -> list[SearchHit]:
    """The same people, with their role, company and city as far as Spott says so in time.

    Args:
        hits: People with valid ids, best first.
        directory: The people in Spott. If calls have to wait, none is made.
        seconds: How long to wait for all of them.
    """
    if directory.wait:
        return list(hits)
    # A fetch that times out here continues and fills the cache, so that the chosen person's card appears sooner.
    end = asyncio.get_running_loop().time() + seconds
    fetches = [start(_filled_in(hit, directory, end)) for hit in _asked_about(hits)]
    try:
        known = {hit.id: hit for hit in await asyncio.gather(*fetches)}
    finally:
        for fetch in fetches:
            fetch.cancel()
    return [known.get(hit.id, hit) for hit in hits]


def _asked_about(hits: Sequence[SearchHit]) -> list[SearchHit]:
    shown = hits[:_MOST]
    if len(shown) <= _WHATEVER_THEIR_NAMES:
        return list(shown)
    names = Counter(map(_name, shown))
    return [hit for hit in shown if names[_name(hit)] > 1]


def _name(hit: SearchHit) -> str:
    return folded(" ".join(filter(None, (hit.first_name, hit.last_name)))).casefold()


async def _filled_in(hit: SearchHit, directory: Directory, end: float) -> SearchHit:
    candidate_id = hit.id or ""
    record = await part(directory.person(candidate_id), end)
    if isinstance(record, SpottError):
        return hit
    roles = record.client_contacts if isinstance(record, Contact) else ()
    current = next((role for role in roles if role.active is not False), next(iter(roles), None))
    return hit.model_copy(
        update={
            "role": current.role if current else None,
            "company": current.company.name if current and current.company else None,
            "city": next((place.city for place in record.locations if place.city), None),
        }
    )
