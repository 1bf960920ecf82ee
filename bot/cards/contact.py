"""The card of a person. Pure: a contact, who asked and the time become a message.

To add a field, add its line to `_details` (about the person) or to `roles.full_parts` (about one role). What is
missing is left out together with its label; only roles and the next task speak when there are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeGuard

from bot.cards import dates, roles
from bot.cards.buttons import open_in_spott
from bot.cards.message import (
    Block,
    Message,
    actions,
    context,
    header,
    image,
    line,
    quote,
    rich_text,
    section,
)
from bot.cards.roles import Role, Roles
from bot.cards.text import HEADER_LIMIT, clip, emoji, escape_fallback, literal, spott_text
from bot.cards.urls import https_url, image_url
from bot.spott.models import CANDIDATE_ID, Colleague, Contact, Location, Task

_PLACE_LIMIT: Final = 100
_TASK_LIMIT: Final = 150
_COLLEAGUE_LIMIT: Final = 80

# Each is short enough for all of them, with every character escaped, to stay under Slack's 4,000.
_FALLBACK_LIMIT: Final = 60
_FALLBACK_ROLES: Final = 3

# https://docs.slack.dev/reference/objects/user-object
_USER_ID: Final = re.compile(r"[UW][A-Z0-9]{2,20}")


@dataclass(frozen=True, slots=True)
class _Person:
    """What several parts of the card need."""

    contact: Contact
    name: str
    roles: Roles
    now: datetime


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
    """Makes the card of a person.

    Args:
        contact: The person, as Spott knows them.
        now: The moment as of which the card is true (aware).
        asked_by: Slack's id of who looked the person up.
        shared: Whether they showed to others what they first had for themselves.
        form: "short" tells role, company, stage and next task only.
        app_url: The address of a person's page in Spott, with `{candidate_id}` in it.
        buttons: Of `bot.cards.buttons`, beside "Open in Spott".
        note: A sentence of ours about the card itself, such as why it is private.

    Returns:
        A message without e-mail addresses and telephone numbers, within all of Slack's limits.
    """
    person = _Person(contact, _name(contact), roles.of(contact.client_contacts, now), now)
    body = _full(person) if form == "full" else _short(person)
    row = [*_open_in_spott(contact, app_url), *buttons]
    foot = (actions(*row) if row else None, context(note) if note else None, _looked_up(asked_by, now, shared=shared))
    return {
        "text": _fallback(person),
        "blocks": [block for block in (header(person.name), *body, *foot) if block],
    }


def _full(person: _Person) -> tuple[Block | None, ...]:
    return (
        _headline(person),
        _next_task(person.contact.next_task_due, person.now),
        _rich_text(roles.full_parts(person.roles)),
        _details(person.contact),
    )


def _short(person: _Person) -> tuple[Block | None, ...]:
    return (
        _rich_text(roles.short_parts(person.roles)),
        _next_task(person.contact.next_task_due, person.now),
    )


def _rich_text(parts: Sequence[Block]) -> Block | None:
    return rich_text(*parts) if parts else None


def _name(contact: Contact) -> str:
    # Joined first: an address could be spread over both.
    names = f"{contact.first_name or ''} {contact.last_name or ''}"
    return spott_text(names, HEADER_LIMIT) or "Name not in Spott"


def _headline(person: _Person) -> Block:
    role = str(person.roles.current[0]) if person.roles.current else roles.none_current(person.roles)
    place = next(filter(None, map(_place, person.contact.locations)), "")
    photo = image_url(person.contact.avatar_url)
    return section("\n".join(filter(None, (role, place))), image(photo, person.name) if photo else None)


def _place(location: Location) -> str:
    """City and country: a channel needs no street."""
    return ", ".join(filter(None, (spott_text(part, _PLACE_LIMIT) for part in (location.city, location.country))))


def _next_task(task: Task | None, now: datetime) -> Block:
    if not _is_there(task):
        return rich_text(_task_line("warning", "No next task"))
    due = task.due_date
    if due is None:
        lead = _task_line("pushpin", "Next task", literal(", no due date"))
    elif dates.is_past(due, now):
        lead = _task_line("rotating_light", "Overdue:", literal(" next task was due "), dates.element(due))
    else:
        lead = _task_line("pushpin", "Next task", literal(" due "), dates.element(due))
    content = spott_text(task.content, _TASK_LIMIT)
    return rich_text(lead, quote(literal(content))) if content else rich_text(lead)


def _task_line(sign: str, label: str, *rest: Block) -> Block:
    return line(emoji(sign), literal(" "), literal(label, bold=True), *rest)


def _is_there(task: Task | None) -> TypeGuard[Task]:
    # Spott may send an empty object where there is no task.
    return task is not None and bool(task.id or task.content or task.due_date)


def _details(contact: Contact) -> Block | None:
    """One line for each, in this order; a line without a value is left out."""
    lines = (
        _detail("Main contact", _colleague(contact.main_contact)),
        _detail("Last interaction", _interaction(contact.last_interaction_date, contact.last_interaction_with)),
        _detail("Next interaction", _interaction(contact.next_interaction_date, contact.next_interaction_with)),
        _detail("Last activity", _moment(contact.last_activity_date)),
    )
    elements = [element for a_line in lines for element in a_line]
    return rich_text(line(*elements[1:])) if elements else None


def _detail(label: str, value: list[Block]) -> list[Block]:
    return [literal("\n"), literal(f"{label}: ", bold=True), *value] if value else []


def _moment(moment: datetime | None) -> list[Block]:
    return [dates.element(moment)] if moment else []


def _colleague(colleague: Colleague | None) -> list[Block]:
    name = spott_text(colleague.name, _COLLEAGUE_LIMIT) if colleague else ""
    if not name or not colleague:
        return []
    return [literal(f"{name} (left)" if colleague.deactivated_at else name)]


def _interaction(moment: datetime | None, colleague: Colleague | None) -> list[Block]:
    when, who = _moment(moment), _colleague(colleague)
    return [*when, literal(" with " if when else "with "), *who] if who else when


def _open_in_spott(contact: Contact, app_url: str | None) -> list[Block]:
    # An id of this form needs no quoting in an address; any other is not one that Spott gives.
    if not app_url or not CANDIDATE_ID.fullmatch(contact.candidate_id):
        return []
    url = https_url(app_url.replace("{candidate_id}", contact.candidate_id))
    return [open_in_spott(url)] if url else []


def _looked_up(asked_by: str | None, now: datetime, *, shared: bool) -> Block:
    if asked_by and _USER_ID.fullmatch(asked_by):
        return context(f"{'Shared' if shared else 'Looked up'} by <@{asked_by}> as of {dates.mrkdwn(now)}")
    return context(f"As of {dates.mrkdwn(now)}")


def _fallback(person: _Person) -> str:
    """The essentials, for notifications and for screen readers, which read nothing else."""
    held = [_role_in_fallback(role) for role in person.roles.current[:_FALLBACK_ROLES]]
    return "\n".join(
        [
            _escaped(person.name),
            *(held or [roles.none_current(person.roles)]),
            _task_in_fallback(person.contact.next_task_due, person.now),
        ]
    )


def _escaped(text: str, limit: int = _FALLBACK_LIMIT) -> str:
    return escape_fallback(clip(text, limit))


def _role_in_fallback(role: Role) -> str:
    return _escaped(str(role), 2 * _FALLBACK_LIMIT) + (f", {_escaped(role.stage)}" if role.stage else "")


def _task_in_fallback(task: Task | None, now: datetime) -> str:
    if not _is_there(task):
        return "No next task"
    content = _escaped(spott_text(task.content, _TASK_LIMIT), _TASK_LIMIT)
    about = f": {content}" if content else ""
    if task.due_date is None:
        return f"Next task, no due date{about}"
    due = dates.in_words(task.due_date)
    if dates.is_past(task.due_date, now):
        return f"Overdue since {due}{about}"
    return f"Next task due {due}{about}"
