"""A person's roles at client companies: which are current, their order, and how they are worded. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.cards import dates
from bot.cards.applications import job_at
from bot.cards.markers import NO_COLOUR, marker
from bot.cards.message import Block, facts
from bot.cards.reader import Reader
from bot.cards.texts import Language
from bot.spott.models import ClientContact

_FACT_LIMIT: Final = 80


def in_order(contacts: Iterable[ClientContact], now: datetime) -> tuple[list[ClientContact], list[ClientContact]]:
    """Separate current from former roles, and sort both.

    `active` decides what is current; if it is missing, the end date does. Current roles are sorted by stage, the most
    advanced first (without an order last), then newest first; former roles by their end, latest first.

    Returns:
        All current roles, and all former ones.
    """
    current: list[ClientContact] = []
    former: list[ClientContact] = []
    for contact in contacts:
        (current if _is_current(contact, now) else former).append(contact)
    current.sort(key=_by_stage)
    former.sort(key=_by_end)
    return current, former


def _is_current(contact: ClientContact, now: datetime) -> bool:
    if contact.active is not None:
        return contact.active
    return contact.end_date is None or not dates.is_past(contact.end_date, now)


def _by_stage(contact: ClientContact) -> tuple[float, float]:
    order = contact.stage.order if contact.stage else None
    return (float("inf") if order is None else -order, _newest_first(contact.start_date))


def _by_end(contact: ClientContact) -> float:
    return _newest_first(contact.end_date or contact.start_date)


def _newest_first(moment: datetime | None) -> float:
    return float("inf") if moment is None else -moment.timestamp()


def in_short(
    contacts: Iterable[ClientContact], now: datetime, text: Reader, most: int
) -> tuple[list[Block], list[str]]:
    """The first roles, current before former ones.

    Args:
        contacts: All roles of the person.
        now: The current time, in the time zone for dates.
        text: Prepares texts for display.
        most: How many roles to show.

    Returns:
        The lines of a rich_text block, and the same in words, not escaped. A role without any value is left out.
    """
    current, former = in_order(contacts, now)
    rows = [
        *(known for contact in current[:most] if (known := _current(contact, text))),
        *(known for contact in former[: most - len(current[:most])] if (known := _former(contact, now, text))),
    ]
    return [facts(sign, *known) for sign, *known in rows], [", ".join(known) for _, *known in rows]


def _current(contact: ClientContact, text: Reader) -> list[str]:
    stage = contact.stage
    known = [text(stage.name, _FACT_LIMIT) if stage else "", job_at(contact.role, contact.company, text)]
    known = list(filter(None, known))
    return [marker(stage.color_hex if stage else None), *known] if known else []


def _former(contact: ClientContact, now: datetime, text: Reader) -> list[str]:
    what = job_at(contact.role, contact.company, text)
    end = text.say("period_until_month", end=dates.month(contact.end_date, now, text.say)) if contact.end_date else ""
    return [NO_COLOUR, text.say("former"), *filter(None, (what, end))] if what else []


def in_full(contact: ClientContact, now: datetime, text: Reader) -> Block:
    """Everything known about one role, as a line of a rich_text block."""
    stage = contact.stage
    words = (text(stage.name, _FACT_LIMIT) if stage else "", job_at(contact.role, contact.company, text))
    lead, *others = list(filter(None, words)) or [text.say("role_unnamed")]
    department = text(contact.department, _FACT_LIMIT)
    return facts(marker(stage.color_hex if stage else None), lead, *others, department, _period(contact, now, text.say))


def _period(contact: ClientContact, now: datetime, say: Language) -> str:
    start, end = contact.start_date, contact.end_date
    if start and end:
        return say("period", start=dates.day(start, now, say), end=dates.day(end, now, say))
    if start:
        return say("period_since", start=dates.day(start, now, say))
    return say("period_until", end=dates.day(end, now, say)) if end else ""


def none_current(say: Language, *, held_before: bool) -> str:
    """The sentence in place of a current role."""
    return say("no_current_role" if held_before else "no_roles")
