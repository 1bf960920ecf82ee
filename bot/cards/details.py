"""Everything that Spott knows about a person, for a modal. Pure.

Unlike a card, only the person who asked sees it, so it contains addresses and numbers as links. Texts are still cleaned
and shown literally: the only links are those that we make.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.cards import addresses, colleagues, dates, roles, tasks
from bot.cards.message import Block, bullets, context, header, line, rich_text, section
from bot.cards.modal_size import fitting
from bot.cards.names import name
from bot.cards.text import Reader, budgeted, literal, unmasked_lines, unmasked_text
from bot.cards.texts import Key, say, say_count
from bot.spott.models import ClientContact, Contact, CustomAttribute

EVERY_ATTRIBUTE: Final = "*"

_TASK_LIMIT: Final = 3_000
_ADDRESS_LIMIT: Final = 320
_PURPOSE_LIMIT: Final = 40
_LABEL_LIMIT: Final = 80
_VALUE_LIMIT: Final = 500
# More than any real person has, and few enough that one role never fills a modal.
_ADDRESSES_SHOWN: Final = 10
_ATTRIBUTES_SHOWN: Final = 15
# A phone link needs the country's rules, and loading those takes 0.5 ms per country.
_CALLABLE: Final = 40


def details(contact: Contact, *, now: datetime, attributes: frozenset[str]) -> list[Block]:
    """Build the blocks of a modal about a person.

    Args:
        contact: The person.
        now: The current time, in the time zone in which days are judged.
        attributes: Labels of the custom attributes to show, case-insensitive; "*" for all. They often contain what only
            few people should see.

    Returns:
        At most 96 blocks; a modal takes 100, and the rest is for its own text.
    """
    reading = _Reading(now, budgeted(unmasked_text), frozenset(_folded(label, unmasked_text) for label in attributes))
    current, former = roles.in_order(contact.client_contacts, now)
    none = None if current else section(roles.none_current(held_before=bool(former)))
    about = [*_about(contact, now, reading.text), *([none] if none else [])]
    groups = chain(reading.roles("current_roles", current), reading.roles("former_roles", former))
    held = fitting(groups, beside=about)
    beyond = len(current) + len(former) - len(held)
    return [*about, *chain.from_iterable(held), *([context(say_count("more_roles", beyond))] if beyond else [])]


def _about(contact: Contact, now: datetime, text: Reader) -> list[Block]:
    blocks = (
        header(name(contact.first_name, contact.last_name, text=text)),
        tasks.next_task(contact.next_task_due, now, unmasked_lines, _TASK_LIMIT),
        colleagues.who_and_when(contact, now, text),
    )
    return [block for block in blocks if block]


_What: TypeAlias = Literal["email", "phone"]


class _Address(NamedTuple):
    text: str | None
    purpose: str | None
    is_primary: bool | None


class _Reading:
    """Renders the roles of one modal, one by one and within one budget.

    Args:
        now: The current time.
        text: Prepares text for display.
        wanted: Labels of the attributes to show, in lower case.
    """

    def __init__(self, now: datetime, text: Reader, wanted: frozenset[str]) -> None:
        self._now = now
        self.text = text
        self._wanted = wanted
        self._callable = _CALLABLE

    def roles(self, heading: Key, contacts: list[ClientContact]) -> Iterator[list[Block]]:
        """The blocks of each role, with the heading above the first. A generator, since not all may fit."""
        top = [context(f"*{say_count(heading, len(contacts))}*")]
        for contact in contacts:
            yield [*top, self._role(contact)]
            top = []

    def _role(self, contact: ClientContact) -> Block:
        emails = [_Address(entry.email, entry.purpose, entry.is_primary) for entry in contact.email_addresses]
        numbers = [_Address(entry.phone_number, entry.purpose, entry.is_primary) for entry in contact.phone_numbers]
        points = [
            *self._addresses("email", emails, addresses.email),
            *self._addresses("phone", numbers, self._phone),
            *self._attributes([entry for entry in contact.custom_attributes if self._is_wanted(entry)]),
        ]
        top = roles.full_line(roles.in_words(contact, self._now, self.text, dates.day))
        return rich_text(top, bullets(points)) if points else rich_text(top)

    def _phone(self, text: str) -> Block:
        self._callable -= 1
        return addresses.phone(text) if self._callable >= 0 else literal(text)

    def _addresses(self, what: _What, entries: list[_Address], element: Callable[[str], Block]) -> list[Block]:
        entries = sorted((entry for entry in entries if entry.text), key=lambda entry: not entry.is_primary)
        shown = [(entry, self.text(entry.text, _ADDRESS_LIMIT)) for entry in entries[:_ADDRESSES_SHOWN]]
        points = [line(self._label(what, entry), element(text)) for entry, text in shown if text]
        return [*points, *_beyond(len(entries), _ADDRESSES_SHOWN)]

    def _label(self, what: _What, entry: _Address) -> Block:
        purpose = self.text(entry.purpose, _PURPOSE_LIMIT)
        kind = ", ".join(filter(None, (purpose, say("primary") if entry.is_primary else "")))
        if not kind:
            return literal(say("email" if what == "email" else "phone"))
        return literal(say("email_kind" if what == "email" else "phone_kind", kind=kind))

    def _is_wanted(self, entry: CustomAttribute) -> bool:
        if EVERY_ATTRIBUTE in self._wanted:
            return True
        label = _folded(entry.label, self.text) if self._wanted else ""
        return bool(label and label in self._wanted)

    def _attributes(self, entries: list[CustomAttribute]) -> list[Block]:
        entries = [entry for entry in entries if entry.ai_fill_ongoing or (entry.value and entry.value.text)]
        points = filter(None, map(self._attribute, entries[:_ATTRIBUTES_SHOWN]))
        return [*points, *_beyond(len(entries), _ATTRIBUTES_SHOWN)]

    def _attribute(self, entry: CustomAttribute) -> Block | None:
        value = self.text(entry.value.text, _VALUE_LIMIT) if entry.value else ""
        if not value and not entry.ai_fill_ongoing:
            return None
        label = self.text(entry.label, _LABEL_LIMIT) or say("attribute_unlabelled")
        shown = [literal(value)] if value else []
        return line(literal(say("attribute", label=label)), *shown, *_mark(entry, " " if value else ""))


def _folded(label: str | None, text: Reader) -> str:
    return text(label, _LABEL_LIMIT).casefold()


def _beyond(count: int, shown: int) -> list[Block]:
    return [line(literal(say_count("more", count - shown)))] if count > shown else []


def _mark(entry: CustomAttribute, before: str) -> list[Block]:
    """Where the value comes from, in a style that text from Spott never has."""
    if entry.ai_fill_ongoing:
        words = say("ai_filling")
    elif entry.ai_overridden:
        words = say("ai_overridden")
    elif entry.is_filled_by_ai:
        words = say("ai_filled")
    else:
        return []
    return [{**literal(before + words), "style": {"italic": True}}]
