"""All that Spott knows about one person, for the modal of the one who asks. Pure.

Unlike the card this is read by nobody else: addresses and numbers stand here, and can be clicked. Texts are cleaned
all the same, and only shown: nothing in them is live but the links that we make ourselves.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.cards import addresses, colleagues, dates, roles, tasks
from bot.cards.message import Block, bullets, context, header, line, rich_text, section
from bot.cards.names import name
from bot.cards.room import that_fit
from bot.cards.text import literal, unmasked_lines, unmasked_text
from bot.spott.models import ClientContact, Contact, CustomAttribute

EVERY_ATTRIBUTE: Final = "*"

_TASK_LIMIT: Final = 3_000
_ADDRESS_LIMIT: Final = 320
_PURPOSE_LIMIT: Final = 40
_LABEL_LIMIT: Final = 80
_VALUE_LIMIT: Final = 500
# So many that no person has more, and so few that one role never fills a modal.
_ADDRESSES_SHOWN: Final = 10
_ATTRIBUTES_SHOWN: Final = 15


def details(contact: Contact, *, now: datetime, attributes: frozenset[str]) -> list[Block]:
    """Makes the blocks of a modal about one person.

    Args:
        contact: The person, as Spott knows them.
        now: The moment as of which it is true (aware).
        attributes: Labels of the custom attributes to tell, in any case; "*" for all. They often hold what only few
            should read.

    Returns:
        At most 96 blocks, of which a modal takes 100, with room for a modal's own words.
    """
    wanted = frozenset(map(_folded, attributes))
    current, former = roles.in_order(contact.client_contacts, now)
    groups = [_role(one, wanted) for one in (*current, *former)]
    if current:
        groups[0] = [_heading("Current roles" if len(current) > 1 else "Current role"), *groups[0]]
    if former:
        first = len(current)
        groups[first] = [_heading("Former roles" if len(former) > 1 else "Former role"), *groups[first]]
    about = _about(contact, now, has_role=bool(current))
    fit = that_fit(groups, beside=about)
    told = [block for group in groups[:fit] for block in group]
    return [*about, *told, *([context(f"and {len(groups) - fit} more roles")] if fit < len(groups) else [])]


def _about(contact: Contact, now: datetime, *, has_role: bool) -> list[Block]:
    blocks = (
        header(name(contact.first_name, contact.last_name, text=unmasked_text)),
        tasks.next_task(contact.next_task_due, now, unmasked_lines, _TASK_LIMIT),
        colleagues.who_and_when(contact, unmasked_text),
        None if has_role else section(roles.none_current(roles.of(contact.client_contacts, now))),
    )
    return [block for block in blocks if block]


def _heading(words: str) -> Block:
    return context(f"*{words}*")


def _role(contact: ClientContact, wanted: frozenset[str]) -> list[Block]:
    emails = [(entry.email, entry.purpose, entry.is_primary) for entry in contact.email_addresses]
    numbers = [(entry.phone_number, entry.purpose, entry.is_primary) for entry in contact.phone_numbers]
    attributes = (_attribute(entry) for entry in contact.custom_attributes if _is_wanted(entry, wanted))
    points = [
        *_first(_addresses("E-mail", emails, addresses.email), _ADDRESSES_SHOWN),
        *_first(_addresses("Phone", numbers, addresses.phone), _ADDRESSES_SHOWN),
        *_first([point for point in attributes if point], _ATTRIBUTES_SHOWN),
    ]
    top = roles.full_line(roles.in_words(contact, unmasked_text, dates.day))
    return [rich_text(top, bullets(points)) if points else rich_text(top)]


def _first(points: list[Block], count: int) -> list[Block]:
    beyond = len(points) - count
    return [*points[:count], line(literal(f"and {beyond} more"))] if beyond > 0 else points


_Address = tuple[str | None, str | None, bool | None]
"""The address or number, its purpose, whether it is the primary one."""


def _addresses(what: str, entries: list[_Address], element: Callable[[str], Block]) -> list[Block]:
    points: list[Block] = []
    for raw, purpose, is_primary in sorted(entries, key=lambda entry: not entry[2]):
        text = unmasked_text(raw, _ADDRESS_LIMIT)
        if text:
            facts = ", ".join(filter(None, (unmasked_text(purpose, _PURPOSE_LIMIT), "primary" if is_primary else "")))
            points.append(line(literal(f"{what} ({facts}): " if facts else f"{what}: "), element(text)))
    return points


def _is_wanted(entry: CustomAttribute, wanted: frozenset[str]) -> bool:
    label = _folded(entry.label)
    return EVERY_ATTRIBUTE in wanted or bool(label and label in wanted)


def _folded(label: str | None) -> str:
    return unmasked_text(label, _LABEL_LIMIT).casefold()


def _attribute(entry: CustomAttribute) -> Block | None:
    value = unmasked_text(entry.value.text, _VALUE_LIMIT) if entry.value else ""
    if not value and not entry.ai_fill_ongoing:
        return None
    label = literal(f"{unmasked_text(entry.label, _LABEL_LIMIT) or 'Without a label'}: ")
    return line(label, *([literal(value)] if value else []), *_mark(entry, " " if value else ""))


def _mark(entry: CustomAttribute, before: str) -> list[Block]:
    """Where the value comes from, in a style that no text from Spott has."""
    if entry.ai_fill_ongoing:
        words = "AI is filling this in"
    elif entry.ai_overridden:
        words = "AI value overridden"
    elif entry.is_filled_by_ai:
        words = "filled by AI"
    else:
        return []
    return [{**literal(f"{before}({words})"), "style": {"italic": True}}]
