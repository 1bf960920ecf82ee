"""Everything that Spott knows about a person, for a modal, their contact data first. Pure.

Only the user who asked sees it, so it contains addresses and numbers as links. Texts are still cleaned and shown
literally: the only links are those that we make.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Final

from bot.cards import applications, colleagues, contact_data, mind, roles, tasks
from bot.cards.buttons import refresh_details
from bot.cards.message import Block, bullets, context, facts, header, line, rich_text, section
from bot.cards.modal_size import fitting
from bot.cards.names import name
from bot.cards.reader import Reader
from bot.cards.text import literal, unmasked_text
from bot.cards.texts import Key, Language
from bot.people.person import Person
from bot.spott.models import ClientContact, Contact, CustomAttribute

EVERY_ATTRIBUTE: Final = "*"

_TASK_LIMIT: Final = 3_000
_LABEL_LIMIT: Final = 80
_VALUE_LIMIT: Final = 500
# More than any real person has, and few enough that one role never fills a modal.
_ATTRIBUTES_SHOWN: Final = 15
_APPLICATIONS_SHOWN: Final = 50


def details(
    person: Person, *, now: datetime, say: Language, attributes: frozenset[str], owner_id: str | None = None
) -> list[Block]:
    """Build the blocks of a modal about a person.

    Args:
        person: The person.
        now: The current time, in the time zone for dates.
        say: The reader's language.
        attributes: Labels of the custom attributes to show, case-insensitive; "*" for all. Attributes often contain
            what
                only few people should see.
        owner_id: Who owns the relationship, in Slack, if that is known.

    Returns:
        At most 96 blocks; a modal takes 100, and the rest is for its own text.
    """
    wanted = frozenset(unmasked_text(label, _LABEL_LIMIT).casefold() for label in attributes)
    reading = _Reading(now, Reader.of_everything(say), wanted)
    current, former = roles.in_order(person.roles, now)
    reach = contact_data.in_full(person, reading.text)
    top = [
        header(name(person.record.first_name, person.record.last_name, text=reading.text)),
        *([rich_text(bullets(reach))] if reach else []),
    ]
    none = None if current else section(roles.none_current(say, held_before=bool(former)))
    about = [*([none] if none else []), *_about(person, now, reading.text, owner_id), *_jobs(person, now, reading.text)]
    groups = chain(reading.roles("current_roles", current), reading.roles("former_roles", former))
    shown = fitting(groups, beside=[*top, *about])
    beyond = len(current) + len(former) - len(shown)
    more = [context(say.count("more_roles", beyond))] if beyond else []
    first, last = shown[: len(current)], shown[len(current) :]
    return [*top, *chain.from_iterable(first), *about, *chain.from_iterable(last), *more]


def _about(person: Person, now: datetime, text: Reader, owner_id: str | None) -> list[Block]:
    """Warnings, the next task, and who knows the person."""
    minded, record = mind.sentences(person, now, text, in_full=True), person.record
    blocks = (
        rich_text(*(facts("warning", sentence) for sentence in minded)) if minded else None,
        tasks.next_task(record.next_task_due, now, Reader.of_every_line(text.say), _TASK_LIMIT)
        if isinstance(record, Contact)
        else None,
        colleagues.who_and_when(person, now, text, owner_id),
    )
    return [block for block in blocks if block]


def _jobs(person: Person, now: datetime, text: Reader) -> list[Block]:
    """All applications: the open ones, then those that ended."""
    standing = person.standing
    if standing is None:
        return [section(text.say("jobs_not_loaded"), refresh_details(text.say, person.candidate_id))]
    goes_on, over = standing.open[:_APPLICATIONS_SHOWN], standing.over[:_APPLICATIONS_SHOWN]
    return [
        *_listed(text.say, "open_applications", applications.open_in_full(goes_on, now, text), len(standing.open)),
        *_listed(text.say, "earlier_applications", applications.over_in_full(over, now, text), len(standing.over)),
    ]


def _listed(say: Language, heading: Key, lines: list[Block], count: int) -> list[Block]:
    if not lines:
        return []
    return [context(f"*{say(heading)}*"), rich_text(bullets([*lines, *_beyond(say, count, _APPLICATIONS_SHOWN)]))]


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

    def roles(self, heading: Key, contacts: list[ClientContact]) -> Iterator[list[Block]]:
        """The blocks of each role, with the heading above the first. A generator, since not all may fit."""
        top = [context(f"*{self.text.say.count(heading, len(contacts))}*")]
        for contact in contacts:
            yield [*top, self._role(contact)]
            top = []

    def _role(self, contact: ClientContact) -> Block:
        points = self._attributes([entry for entry in contact.custom_attributes if self._is_wanted(entry)])
        top = roles.in_full(contact, self._now, self.text)
        return rich_text(top, bullets(points)) if points else rich_text(top)

    def _is_wanted(self, entry: CustomAttribute) -> bool:
        if EVERY_ATTRIBUTE in self._wanted:
            return True
        label = self.text(entry.label, _LABEL_LIMIT).casefold() if self._wanted else ""
        return bool(label and label in self._wanted)

    def _attributes(self, entries: list[CustomAttribute]) -> list[Block]:
        entries = [entry for entry in entries if entry.ai_fill_ongoing or (entry.value and entry.value.text)]
        points = filter(None, map(self._attribute, entries[:_ATTRIBUTES_SHOWN]))
        return [*points, *_beyond(self.text.say, len(entries), _ATTRIBUTES_SHOWN)]

    def _attribute(self, entry: CustomAttribute) -> Block | None:
        value = self.text(entry.value.text, _VALUE_LIMIT) if entry.value else ""
        if not value and not entry.ai_fill_ongoing:
            return None
        label = self.text(entry.label, _LABEL_LIMIT) or self.text.say("attribute_unlabelled")
        shown = [literal(value)] if value else []
        return line(
            literal(self.text.say("attribute", label=label)), *shown, *_mark(self.text.say, entry, " " if value else "")
        )


def _beyond(say: Language, count: int, shown: int) -> list[Block]:
    return [line(literal(say.count("more", count - shown)))] if count > shown else []


def _mark(say: Language, entry: CustomAttribute, before: str) -> list[Block]:
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
