"""A person's card. Pure: takes a contact, who asked and the time, and returns a message.

To add a field, add its line to `colleagues.who_and_when` (about the person) or to `roles.full_line` (about one role).
Missing values are left out together with their label, except roles and the next task, where the card says that there
are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.cards import colleagues, dates, roles, tasks
from bot.cards.buttons import open_in_spott
from bot.cards.message import Block, Message, actions, context, header, image, rich_text, section
from bot.cards.names import name
from bot.cards.roles import Role, Roles
from bot.cards.text import Reader, budgeted, clean, clip, escape_fallback, plain_text, spott_text
from bot.cards.texts import say
from bot.cards.urls import image_url, person_url
from bot.spott.models import Contact, Location

_PLACE_LIMIT: Final = 100

# Short enough that all parts together stay under Slack's 4,000, even with every character escaped.
_FALLBACK_LIMIT: Final = 60
_FALLBACK_ROLES: Final = 3

_NAME_LIMIT: Final = 60


@dataclass(frozen=True, slots=True)
class LookedUp:
    """How a card came about. Users are named, since a mention would notify them.

    Attributes:
        user_id: The user who looked the person up.
        name: Their name; "" if unknown.
        shared: Whether they posted a card that was private at first.
        refreshed_by: The name of another user who refreshed it; "" if nobody did, or the name is unknown.
    """

    user_id: str
    name: str = ""
    shared: bool = False
    refreshed_by: str = ""


@dataclass(frozen=True, slots=True)
class _Person:
    """Values that several parts of the card need."""

    contact: Contact
    name: str
    roles: Roles
    now: datetime
    text: Reader


def contact_card(
    contact: Contact,
    *,
    now: datetime,
    looked_up: LookedUp | None = None,
    form: Literal["full", "short"] = "full",
    app_url: str | None = None,
    buttons: Sequence[Block] = (),
    note: str | None = None,
) -> Message:
    """Build a person's card.

    Args:
        contact: The person.
        now: The current time, in the time zone in which days are judged.
        looked_up: Who looked the person up; None outside of Slack.
        form: "short" shows only role, company, stage and next task.
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id.
        buttons: From `bot.cards.buttons`, shown after "Open in Spott".
        note: Our own sentence about the card, such as why it is private.

    Returns:
        A message without e-mail addresses or phone numbers, within all of Slack's limits.
    """
    text = budgeted(spott_text)
    who = name(contact.first_name, contact.last_name, text=text)
    person = _Person(contact, who, roles.of(contact.client_contacts, now, text), now, text)
    body = _full(person) if form == "full" else _short(person)
    url = person_url(app_url, contact.candidate_id)
    row = [*([open_in_spott(url)] if url else []), *buttons]
    foot = (actions(*row) if row else None, context(note) if note else None, _foot(looked_up, now))
    return {
        "text": _fallback(person),
        "blocks": [block for block in (header(person.name), *body, *foot) if block],
    }


def _full(person: _Person) -> tuple[Block | None, ...]:
    return (
        _headline(person),
        tasks.next_task(person.contact.next_task_due, person.now, person.text),
        _rich_text(roles.full_parts(person.roles)),
        colleagues.who_and_when(person.contact, person.now, person.text),
    )


def _short(person: _Person) -> tuple[Block | None, ...]:
    return (
        _rich_text(roles.short_parts(person.roles)),
        tasks.next_task(person.contact.next_task_due, person.now, person.text),
    )


def _rich_text(parts: Sequence[Block]) -> Block | None:
    return rich_text(*parts) if parts else None


def _headline(person: _Person) -> Block:
    role = (
        str(person.roles.current[0])
        if person.roles.current
        else roles.none_current(held_before=bool(person.roles.former))
    )
    place = next(filter(None, (_place(location, person.text) for location in person.contact.locations)), "")
    photo = image_url(person.contact.avatar_url)
    return section("\n".join(filter(None, (role, place))), image(photo, person.name) if photo else None)


def _place(location: Location, text: Reader) -> str:
    """City and country; a channel does not need the street."""
    return ", ".join(filter(None, (text(part, _PLACE_LIMIT) for part in (location.city, location.country))))


def _foot(looked_up: LookedUp | None, now: datetime) -> Block:
    block = context(say("as_of", when=dates.mrkdwn(now)))
    if looked_up is not None:
        by = looked_up.name and say("shared_by" if looked_up.shared else "looked_up_by", who=_colleague(looked_up.name))
        refreshed = looked_up.refreshed_by and say("refreshed_by", who=_colleague(looked_up.refreshed_by))
        block["elements"][:0] = [plain_text(text) for text in (by, refreshed) if text]
    return block


def _colleague(name: str) -> str:
    """A user's name, which they wrote themselves."""
    return clip(clean(name), _NAME_LIMIT)


def _fallback(person: _Person) -> str:
    """The essentials for notifications and screen readers, which read only this."""
    held = [_role_in_fallback(role) for role in person.roles.current[:_FALLBACK_ROLES]]
    return "\n".join(
        [
            _escaped(person.name),
            *(held or [roles.none_current(held_before=bool(person.roles.former))]),
            tasks.in_fallback(person.contact.next_task_due, person.now, person.text),
        ]
    )


def _escaped(text: str, limit: int = _FALLBACK_LIMIT) -> str:
    return escape_fallback(clip(text, limit))


def _role_in_fallback(role: Role) -> str:
    return _escaped(str(role), 2 * _FALLBACK_LIMIT) + (f", {_escaped(role.stage)}" if role.stage else "")
