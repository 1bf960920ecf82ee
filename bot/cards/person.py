"""A person's card, which shows their status at a glance. Pure: takes a person, who asked and the time.

From the top: the name, warnings, applications, roles at clients, the next task, and a small line with the rest. To
add a field, add its fact to `colleagues.in_short` (about the person), `applications` or `roles`. Missing values are
left out, except applications and the next task, where the card says that there are none.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from bot.cards import applications, colleagues, mind, roles, tasks
from bot.cards.buttons import open_in_spott
from bot.cards.foot import LookedUp, foot
from bot.cards.message import Block, Message, actions, context, facts, line, rich_text
from bot.cards.names import name
from bot.cards.reader import Reader
from bot.cards.text import clip, escape_fallback, literal
from bot.cards.texts import Language
from bot.cards.urls import person_url
from bot.people.person import Person
from bot.people.standing import Standing
from bot.spott.models import Contact

# Short enough that all parts together stay under Slack's 4,000, even with every character escaped.
_FALLBACK_LIMIT: Final = 60
_FALLBACK_JOBS: Final = 3

_MINDED: Final = 2
_STAGES: Final = 3


def person_card(
    person: Person,
    *,
    now: datetime,
    say: Language,
    looked_up: LookedUp | None = None,
    form: Literal["full", "short"] = "full",
    app_url: str | None = None,
    buttons: Sequence[Block] = (),
    note: str | None = None,
) -> Message:
    """Build a person's card.

    Args:
        person: Who it is about.
        now: The current time, in the time zone for dates.
        say: The reader's language.
        looked_up: Who looked the person up; None outside of Slack, and for the preview of a link.
        form: "short" shows only name, jobs and next task.
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id.
        buttons: From `bot.cards.buttons`, shown after "Open in Spott".
        note: Our own sentence about the card, such as why it is private.

    Returns:
        A message without e-mail addresses or phone numbers, within all of Slack's limits.
    """
    text, is_full = Reader.of_masked(say), form == "full"
    who = name(person.record.first_name, person.record.last_name, text=text)
    url = person_url(app_url, person.candidate_id)
    lines, read = _standing(person, now, text, minds=is_full)
    quiet = [*(colleagues.in_short(person.record, now, text) if is_full else []), *_counts(person, say)]
    row = [*([open_in_spott(say, url)] if url else []), *buttons]
    below = (
        foot(looked_up, now, say, quiet),
        actions(*row) if row else None,
        context(note) if note else None,
    )
    blocks = [rich_text(_name(who, url), *lines), *(block for block in below if block)]
    # Notifications and screen readers read only this.
    return {"text": "\n".join([escape_fallback(clip(who, _FALLBACK_LIMIT)), *read]), "blocks": blocks}


def _standing(person: Person, now: datetime, text: Reader, *, minds: bool) -> tuple[list[Block], list[str]]:
    """Warnings (if `minds`), jobs and the next task, as lines of the card and of its fallback text."""
    minded = mind.sentences(person, now, text)[:_MINDED] if minds else []
    jobs, in_words = _jobs(person, now, text)
    lines = [*([facts("warning", *minded)] if minded else []), *jobs]
    read = [escape_fallback(clip(words, 2 * _FALLBACK_LIMIT)) for words in (*minded, *in_words[:_FALLBACK_JOBS])]
    if isinstance(person.record, Contact):
        task = person.record.next_task_due
        lines.append(tasks.in_short(task, now, text))
        read.append(tasks.in_fallback(task, now, text))
    return lines, read


def _name(who: str, url: str | None) -> Block:
    if url is None:
        return line(literal(who, bold=True))
    return line({"type": "link", "url": url, "text": who, "style": {"bold": True}})


def _jobs(person: Person, now: datetime, text: Reader) -> tuple[list[Block], list[str]]:
    """The person's applications and roles, as lines of the card and as plain text."""
    standing = person.standing or Standing()
    shown = standing.open[:_STAGES]
    role_lines, roles_in_words = roles.in_short(person.roles, now, text, _most_roles(standing))
    lines, open_in_words = applications.in_short(shown, now, text)
    in_words = [*open_in_words, *roles_in_words]
    none = text.say("jobs_not_loaded") if person.standing is None else "" if in_words else text.say("nothing_open")
    unknown = [line(literal(none))] if none else []
    beyond = len(standing.open) - len(shown)
    more = [line(literal(text.say.count("more_applications", beyond)))] if beyond > 0 else []
    return [*unknown, *lines, *more, *role_lines], in_words or [none]


def _counts(person: Person, say: Language) -> list[str]:
    """How many roles are not shown, and how many applications have ended."""
    standing = person.standing or Standing()
    roles, over = len(person.roles) - _most_roles(standing), len(standing.over)
    return [
        *([say.count("further_roles", roles)] if roles > 0 else []),
        *([say.count("earlier", over)] if over else []),
    ]


def _most_roles(standing: Standing) -> int:
    # At least one, since a client contact is also looked up for their role.
    return max(1, _STAGES - len(standing.open))
