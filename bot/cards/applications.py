"""A person's applications: the job, the stage, and how they ended. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.cards import dates
from bot.cards.colleagues import given_name
from bot.cards.markers import NO_COLOUR, marker
from bot.cards.message import Block, elements, facts
from bot.cards.reader import Reader
from bot.cards.texts import Key
from bot.people.standing import End, Ending, Position
from bot.spott.application import ApplicationStage
from bot.spott.models import Company

_NAME_LIMIT: Final = 80
_REASON_LIMIT: Final = 500
_ENDS: Final[dict[End, Key]] = {
    "rejected": "application_rejected",
    "placed": "application_placed",
    "speculative": "application_speculative",
}


def in_short(positions: Sequence[Position], now: datetime, text: Reader) -> tuple[list[Block], list[str]]:
    """The open applications, one by one.

    Args:
        positions: The applications.
        now: The current time, in the time zone for dates.
        text: Prepares texts for display.

    Returns:
        The lines of a rich_text block, and the same in words, not escaped.
    """
    described = [_what(position, text) for position in positions]
    lines = [
        _open(position, what, _moved(position, now, text)) for position, what in zip(positions, described, strict=True)
    ]
    return lines, [", ".join(what) for what in described]


def in_words(positions: Sequence[Position], text: Reader) -> list[str]:
    """The open applications as plain text."""
    return [", ".join(_what(position, text)) for position in positions]


def open_in_full(positions: Sequence[Position], now: datetime, text: Reader) -> list[Block]:
    """A line for each open application, with its owner."""
    return [
        _open(position, _what(position, text), _owner(position, text), _moved(position, now, text))
        for position in positions
    ]


def over_in_full(positions: Sequence[Position], now: datetime, text: Reader) -> list[Block]:
    """A line for each application that ended: how, when, by whom and why."""
    return [_over(position, now, text) for position in positions]


def job_at(job: str | None, client: Company | None, text: Reader) -> str:
    """Like "Backend Engineer, Acorn Analytics", or only the part that is known; for a role at a client as well."""
    title = text(job, _NAME_LIMIT)
    company = text(client.name, _NAME_LIMIT) if client else ""
    return text.say("job_at", job=title, client=company) if title and company else title or company


def _open(position: Position, what: Sequence[str], *others: str | list[Block]) -> Block:
    stage = position.stage
    return facts(marker(stage.color_hex) if stage else NO_COLOUR, *what, *others)


def _what(position: Position, text: Reader) -> list[str]:
    known = list(filter(None, (_stage(position.stage, text), job_at(position.job, position.client, text))))
    return [*(known or [text.say("application_unnamed")]), *_confidential(position, text)]


def _stage(stage: ApplicationStage | None, text: Reader) -> str:
    name = text(stage.name, _NAME_LIMIT) if stage else ""
    status = text(stage.status.name, _NAME_LIMIT) if stage and stage.status else ""
    return text.say("stage_status", stage=name, status=status) if name and status else name or status


def _moved(position: Position, now: datetime, text: Reader) -> list[Block]:
    if position.moved_at is None:
        return []
    when, who = dates.ago(position.moved_at, now, text.say), given_name(position.moved_by, text)
    return elements(text.say, "moved_by", when=when, who=who) if who else [when]


def _confidential(position: Position, text: Reader) -> list[str]:
    return [text.say("job_confidential")] if position.confidential else []


def _owner(position: Position, text: Reader) -> str:
    name = text(position.owner.name, _NAME_LIMIT) if position.owner else ""
    return text.say("owner", who=name) if name else ""


def _over(position: Position, now: datetime, text: Reader) -> Block:
    first, *others = position.endings
    earlier = [fact for ending in others for fact in (text.say(_ENDS[ending.how]), *_ending(ending, now, text))]
    what = job_at(position.job, position.client, text)
    facts_of_job = [what, *_confidential(position, text)]
    return facts(NO_COLOUR, text.say(_ENDS[first.how]), *facts_of_job, *_ending(first, now, text), *earlier)


def _ending(ending: Ending, now: datetime, text: Reader) -> tuple[str, str]:
    when, who = dates.day(ending.at, now, text.say) if ending.at else "", text(ending.by, _NAME_LIMIT)
    when_and_who = text.say("ended_by", when=when, who=who) if when and who else when or who
    return when_and_who, text(ending.reason, _REASON_LIMIT)
