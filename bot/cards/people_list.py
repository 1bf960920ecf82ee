"""Several people at once: a line each, with their furthest application and the next task. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.cards import applications, roles, tasks
from bot.cards.buttons import show_privately
from bot.cards.foot import LookedUp, foot
from bot.cards.message import Block, Message, actions, context, section
from bot.cards.names import name
from bot.cards.reader import Reader
from bot.cards.text import clean, clip, escape_fallback
from bot.cards.texts import Language
from bot.people.person import Person
from bot.spott.models import Contact, SearchHit

_TYPED_LIMIT: Final = 80
# Short enough that ten of them stay under Slack's 4,000, even with every character escaped.
_FALLBACK_LIMIT: Final = 70


@dataclass(frozen=True, slots=True)
class NotShown:
    """A line for a person who is not certain.

    Attributes:
        typed: How the user named them.
        why: The reason, in our own words.
        likely: The only person who may be meant instead, if there is one.
    """

    typed: str
    why: str
    likely: SearchHit | None = None


def people_list(
    people: Sequence[Person | NotShown],
    *,
    now: datetime,
    say: Language,
    looked_up: LookedUp,
    buttons: Sequence[Block] = (),
    notes: Sequence[str] = (),
) -> Message:
    """Build a list of people, each with a button that shows their card to the user who clicks it.

    Args:
        people: The people, up to ten.
        now: The current time, in the time zone for dates.
        say: The reader's language.
        looked_up: Who asked.
        buttons: From `bot.cards.buttons`, shown below the list.
        notes: Our own sentences about the list, such as why it is private.
    """
    text = Reader.of_masked(say)
    rows, fallback = list[Block](), list[str]()
    for one in people:
        who, facts, candidate_id = _described(one, now, text)
        button = show_privately(say, candidate_id, name=who) if candidate_id else None
        rows.append(section("\n".join(filter(None, (who, " \u00b7 ".join(facts)))), button))
        fallback.append(escape_fallback(clip(", ".join((who, *facts)), _FALLBACK_LIMIT)))
    below = [foot(looked_up, now, say), *([actions(*buttons)] if buttons else []), *map(context, notes)]
    return {"text": "\n".join(fallback), "blocks": [*rows, *below]}


def _described(one: Person | NotShown, now: datetime, text: Reader) -> tuple[str, list[str], str | None]:
    """A person's name, facts, and id."""
    if isinstance(one, Person):
        who = name(one.record.first_name, one.record.last_name, text=text)
        return who, [*_progress(one, now, text), *_task(one, now, text)], one.candidate_id
    likely = one.likely
    # What the user typed is shown to others only as text, without markup.
    why = text.say("did_you_mean_in_list", who=_likely(likely, text)) if likely else one.why
    return clip(clean(one.typed), _TYPED_LIMIT), [why], likely.id if likely else None


def _likely(hit: SearchHit, text: Reader) -> str:
    return name(hit.first_name, hit.middle_name, hit.last_name, hit.second_last_name, text=text)


def _progress(person: Person, now: datetime, text: Reader) -> list[str]:
    """The furthest application and how many others there are, or else the first role at a client."""
    if person.standing is None:
        return [text.say("jobs_not_loaded")]
    first, others = person.standing.open[:1], len(person.standing.open) - 1
    if first:
        more = [text.say.count("more_applications", others)] if others > 0 else []
        return [*applications.in_words(first, text), *more]
    _, first_role = roles.in_short(person.roles, now, text, 1)
    return first_role or [text.say("nothing_open")]


def _task(person: Person, now: datetime, text: Reader) -> list[str]:
    """The next task, which Spott provides only for a client's contact."""
    record = person.record
    return [tasks.in_few_words(record.next_task_due, now, text)] if isinstance(record, Contact) else []
