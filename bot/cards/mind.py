"""Warnings about a person, worded. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from bot.cards import dates
from bot.cards.reader import Reader
from bot.people.person import Person
from bot.people.standing import Standing
from bot.people.to_mind import (
    DoNotContact,
    DoNotPoach,
    PlacedWithinAYear,
    RejectedBefore,
    ToMind,
    TwoOwners,
    to_mind,
)
from bot.spott.models import Company

_NAME_LIMIT: Final = 80
_TWO: Final = 2


def sentences(person: Person, now: datetime, text: Reader, *, in_full: bool = False) -> list[str]:
    """The warnings, the most important first, without the next task, which has a line of its own.

    Args:
        person: Who it is about.
        now: The current time, in the time zone for dates.
        text: Prepares names for display.
        in_full: Whether to name clients that are not on the card, which a channel must not read.
    """
    statuses = person.candidate.status if person.candidate else ()
    standing = person.standing or Standing()
    if not statuses and not standing.open and not standing.over:
        return []
    found = to_mind(standing, statuses=statuses, next_task=None, now=now)
    return [sentence for one in found for sentence in _sentence(one, now, text, in_full=in_full)]


def _sentence(one: ToMind, now: datetime, text: Reader, *, in_full: bool) -> Iterator[str]:
    match one:
        case DoNotContact():
            yield text.say("mind_do_not_contact")
        case DoNotPoach():
            yield text.say("mind_do_not_poach")
        case PlacedWithinAYear(client, at, there):
            when, name = dates.relative(at, now, text.say), _name(client, text) if there or in_full else ""
            yield text.say("mind_placed_at", client=name, when=when) if name else text.say("mind_placed", when=when)
        case TwoOwners(client, owners):
            name = _name(client, text) or text.say("one_client")
            yield text.say("mind_two_owners" if len(owners) == _TWO else "mind_owners", client=name)
        case RejectedBefore(client, at):
            name = _name(client, text) or text.say("one_client")
            yield (
                text.say("mind_rejected_when", client=name, when=dates.relative(at, now, text.say))
                if at
                else text.say("mind_rejected", client=name)
            )


def _name(client: Company | None, text: Reader) -> str:
    return text(client.name, _NAME_LIMIT) if client else ""
