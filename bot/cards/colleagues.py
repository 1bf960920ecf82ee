"""Which colleagues know a person, when they last spoke, and other facts that take one line. Pure."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple, TypedDict

from bot.cards import dates
from bot.cards.message import Block, elements, line, rich_text
from bot.cards.reader import Reader
from bot.cards.text import literal
from bot.cards.texts import Key, Language
from bot.people.person import Person
from bot.spott.candidate import Candidate
from bot.spott.models import Colleague, Contact

_NAME_LIMIT: Final = 80
_STATUSES: Final[dict[str, Key]] = {
    "actively_looking": "status_looking",
    "approachable_but_not_actively_looking": "status_approachable",
    "not_actively_looking": "status_not_looking",
}


def who_and_when(person: Person, now: datetime, text: Reader, owner_id: str | None = None) -> Block | None:
    """One line per fact, in this order; facts without a value are left out.

    Args:
        person: Who it is about.
        now: The current time (aware).
        text: Prepares names for display.
        owner_id: The Slack id of who owns the relationship, to mention them; only where that notifies nobody.
    """
    record, candidate = person.record, person.candidate
    last = _Interaction(record.last_interaction_date, _name(record.last_interaction_with, text))
    upcoming = _Interaction(record.next_interaction_date, _name(record.next_interaction_with, text))
    main = _name(record.main_contact, text)
    active = record.last_activity_date if isinstance(record, Contact) else None
    status = ", ".join(_statuses(candidate, text.say)) if candidate else ""
    where = _where(record, text) or (_where(candidate, text) if candidate else "")
    lines = (
        elements(text.say, "status", status=status) if status else [],
        elements(text.say, "lives_in", where=where) if where else [],
        _main_contact(main, owner_id, text.say) if main else [],
        last.words(now, text.say, "last_interaction", "last_interaction_with", "last_interaction_undated"),
        upcoming.words(now, text.say, "next_interaction", "next_interaction_with", "next_interaction_undated"),
        elements(text.say, "last_activity", **_told(active, now, text.say)) if active else [],
    )
    shown = [element for a_line in lines if a_line for element in (literal("\n"), *a_line)]
    return rich_text(line(*shown[1:])) if shown else None


def _main_contact(name: str, slack_id: str | None, say: Language) -> list[Block]:
    """Who owns the relationship: a mention in place of the name, if they are known in Slack."""
    words = elements(say, "main_contact", who=name)
    if slack_id is None:
        return words
    mention = {"type": "user", "user_id": slack_id}
    return [mention if element["text"] == name else element for element in words]


def in_short(record: Contact | Candidate, now: datetime, text: Reader) -> list[str]:
    """These facts, a candidate's status and the city in short form, for a line of plain text."""
    owner = _name(record.main_contact, text)
    spoke = _Interaction(record.last_interaction_date, _name(record.last_interaction_with, text, given_name))
    facts = (
        text.say("owner", who=owner) if owner else "",
        spoke.in_short(now, text.say),
        _speaks(record.next_interaction_date, now, text.say),
        *(_statuses(record, text.say) if isinstance(record, Candidate) else ()),
        next((city for place in record.locations if (city := text(place.city or place.country, _NAME_LIMIT))), ""),
    )
    return [fact for fact in facts if fact]


def _speaks(moment: datetime | None, now: datetime, say: Language) -> str:
    """When they speak next, if that is in the future."""
    return say("speaks", when=dates.short_day(moment, now, say)) if moment and not dates.is_past(moment, now) else ""


def _statuses(candidate: Candidate, say: Language) -> list[str]:
    return [say(_STATUSES[status]) for status in candidate.status if status in _STATUSES]


def _where(record: Contact | Candidate, text: Reader) -> str:
    """The first known city and its country."""
    places = (filter(None, (text(at.city, _NAME_LIMIT), text(at.country, _NAME_LIMIT))) for at in record.locations)
    return next(filter(None, map(", ".join, places)), "")


def given_name(name: str | None, text: Reader) -> str:
    """The first word of a colleague's name, which colleagues use; the whole name if that is not a word."""
    whole = text(name, _NAME_LIMIT)
    first, _, _ = whole.partition(" ")
    return first if first.isalpha() else whole


class _Interaction(NamedTuple):
    moment: datetime | None
    who: str

    def words(self, now: datetime, say: Language, dated: Key, dated_with: Key, undated: Key) -> list[Block]:
        """The text for what is known about the interaction, by key; empty if nothing is."""
        if self.moment and self.who:
            return elements(say, dated_with, **_told(self.moment, now, say), who=self.who)
        if self.moment:
            return elements(say, dated, **_told(self.moment, now, say))
        return elements(say, undated, who=self.who) if self.who else []

    def in_short(self, now: datetime, say: Language) -> str:
        """When the interaction was, and with whom, in few words."""
        if self.moment is None:
            return ""
        when = dates.relative(self.moment, now, say)
        return say("spoke_with", when=when, who=self.who) if self.who else say("spoke", when=when)


class _When(TypedDict):
    when: Block
    relative: str


def _told(moment: datetime, now: datetime, say: Language) -> _When:
    return {"when": dates.element(moment, now, say), "relative": dates.relative(moment, now, say)}


def _whole(name: str | None, text: Reader) -> str:
    return text(name, _NAME_LIMIT)


def _name(colleague: Colleague | None, text: Reader, read: Callable[[str | None, Reader], str] = _whole) -> str:
    name = read(colleague.name, text) if colleague else ""
    return text.say("colleague_left", name=name) if colleague and name and colleague.deactivated_at else name
