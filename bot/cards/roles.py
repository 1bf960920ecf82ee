"""A person's roles at client companies: which are current, their order, and how they are worded. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from bot.cards import dates
from bot.cards.markers import marker
from bot.cards.message import Block, bullets, elements, line
from bot.cards.text import Reader, clip, emoji, literal, spott_text
from bot.cards.texts import say, say_count
from bot.spott.models import ClientContact

_CURRENT_SHOWN: Final = 6
_FORMER_SHOWN: Final = 6
_TITLE_LIMIT: Final = 120
_FACT_LIMIT: Final = 80
_FORMER_LIMIT: Final = 230


When: TypeAlias = Callable[[datetime, datetime], str]
"""Formats a date; takes it and the current time."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role as text that may be shown; "" for missing values."""

    title: str
    company: str
    stage: str
    marker: str
    department: str
    period: str

    def __str__(self) -> str:
        """Like "CTO at Acme", or only the part that is known."""
        if self.title and self.company:
            return say("role", title=self.title, company=self.company)
        return self.title or self.company or say("role_unnamed")


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles that the card shows, in order, and how many more there are."""

    current: tuple[Role, ...]
    current_beyond: int
    former: tuple[Role, ...]
    former_beyond: int


def of(contacts: Iterable[ClientContact], now: datetime, text: Reader = spott_text) -> Roles:
    """The roles of a card, current and former; `text` prepares their texts for display."""
    current, former = in_order(contacts, now)
    return Roles(
        current=tuple(in_words(contact, now, text) for contact in current[:_CURRENT_SHOWN]),
        current_beyond=max(0, len(current) - _CURRENT_SHOWN),
        former=tuple(in_words(contact, now, text) for contact in former[:_FORMER_SHOWN]),
        former_beyond=max(0, len(former) - _FORMER_SHOWN),
    )


def in_order(contacts: Iterable[ClientContact], now: datetime) -> tuple[list[ClientContact], list[ClientContact]]:
    """Separate current from former roles, and sort both.

    `active` decides what is current; if it is missing, the end date does. Current roles are sorted by stage (without an
    order last), then newest first; former roles by their end, latest first.

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
    return (float("inf") if order is None else order, _newest_first(contact.start_date))


def _by_end(contact: ClientContact) -> float:
    return _newest_first(contact.end_date or contact.start_date)


def _newest_first(moment: datetime | None) -> float:
    return float("inf") if moment is None else -moment.timestamp()


def in_words(contact: ClientContact, now: datetime, text: Reader = spott_text, when: When = dates.month) -> Role:
    """One role as text.

    Args:
        contact: The role.
        now: The current time (aware).
        text: Prepares its texts for display.
        when: Formats its dates.
    """
    company, stage = contact.company, contact.stage
    return Role(
        title=text(contact.role, _TITLE_LIMIT),
        company=text(company.name, _TITLE_LIMIT) if company else "",
        stage=text(stage.name, _FACT_LIMIT) if stage else "",
        marker=marker(stage.color_hex if stage else None),
        department=text(contact.department, _FACT_LIMIT),
        period=_period(contact.start_date, contact.end_date, now, when),
    )


def _period(start: datetime | None, end: datetime | None, now: datetime, when: When) -> str:
    if start and end:
        return say("period", start=when(start, now), end=when(end, now))
    if start:
        return say("period_since", start=when(start, now))
    return say("period_until", end=when(end, now)) if end else ""


def none_current(*, held_before: bool) -> str:
    """The sentence in place of a current role."""
    return say("no_current_role" if held_before else "no_roles")


def full_parts(roles: Roles) -> list[Block]:
    """The parts of a rich_text block with all roles; empty if there are none."""
    points = [full_line(role) for role in roles.current]
    label = literal(say_count("current_roles", len(points)), bold=True)
    top = [line(label), bullets(points)] if points else []
    return [*top, *_footnotes(_beyond(roles.current_beyond), _formerly(roles))]


def short_parts(roles: Roles) -> list[Block]:
    """The parts of a rich_text block for the short form, which also says if there is no current role."""
    if not roles.current:
        return [line(literal(none_current(held_before=bool(roles.former))))]
    return [bullets([_line(role, role.stage) for role in roles.current]), *_footnotes(_beyond(roles.current_beyond))]


def full_line(role: Role) -> Block:
    """Everything known about one role, as a line of a rich_text block."""
    return _line(role, role.stage, role.department, role.period)


def _line(role: Role, *facts: str) -> Block:
    rest = "".join(f" \u00b7 {fact}" for fact in facts if fact)
    if role.title and role.company:
        words = elements("role_line", title=role.title, company=role.company, facts=rest)
    else:
        words = elements("role_line_short", role=str(role), facts=rest)
    return line(emoji(role.marker), literal(" "), *words)


def _footnotes(*notes: str) -> list[Block]:
    text = "\n".join(filter(None, notes))
    return [line(literal(text))] if text else []


def _beyond(count: int) -> str:
    return say_count("more", count) if count else ""


def _formerly(roles: Roles) -> str:
    if not roles.former:
        return ""
    held = clip(", ".join(map(str, roles.former)), _FORMER_LIMIT)
    if roles.former_beyond:
        return say_count("formerly_and_more", roles.former_beyond, roles=held)
    return say("formerly", roles=held)
