"""A person's card. Pure: takes a contact, who asked and the time, and returns a message.

To add a field, add its line to `colleagues.who_and_when` (about the person) or to `roles.full_line` (about one role).
Missing values are left out together with their label, except roles and the next task, where the card says that there
are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.cards import colleagues, dates, roles, tasks
from bot.cards.buttons import open_in_spott
from bot.cards.message import Block, Message, actions, context, header, image, rich_text, section
from bot.cards.names import name
from bot.cards.roles import Role, Roles
from bot.cards.text import Reader, budgeted, clip, escape_fallback, spott_text
from bot.cards.texts import say
from bot.cards.urls import image_url, person_url
from bot.spott.models import Contact, Location

_PLACE_LIMIT: Final = 100

# Short enough that all parts together stay under Slack's 4,000, even with every character escaped.
_FALLBACK_LIMIT: Final = 60
_FALLBACK_ROLES: Final = 3

# https://docs.slack.dev/reference/objects/user-object
_USER_ID: Final = re.compile(r"[UW][A-Z0-9]{2,20}")


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
    asked_by: str | None = None,
    shared: bool = False,
    form: Literal["full", "short"] = "full",
    app_url: str | None = None,
    buttons: Sequence[Block] = (),
    note: str | None = None,
) -> Message:
    """Build a person's card.

    Args:
        contact: The person.
        now: The current time (aware).
        asked_by: Slack id of the user who looked the person up.
        shared: Whether that user posted a card that was private at first.
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
    foot = (actions(*row) if row else None, context(note) if note else None, _looked_up(asked_by, now, shared=shared))
    return {
        "text": _fallback(person),
        "blocks": [block for block in (header(person.name), *body, *foot) if block],
    }


def _full(person: _Person) -> tuple[Block | None, ...]:
    return (
        _headline(person),
        tasks.next_task(person.contact.next_task_due, person.now, person.text),
        _rich_text(roles.full_parts(person.roles)),
        colleagues.who_and_when(person.contact, person.text),
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


def _looked_up(asked_by: str | None, now: datetime, *, shared: bool) -> Block:
    when = dates.mrkdwn(now)
    if asked_by and _USER_ID.fullmatch(asked_by):
        return context(say("shared_by" if shared else "looked_up_by", who=f"<@{asked_by}>", when=when))
    return context(say("as_of", when=when))


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
