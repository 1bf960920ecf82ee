"""A job's card: its stages in pipeline order with their candidates, who is stuck, and who has interviews. Pure.

Only the candidates' names are shown, since a whole channel may read the card.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from bot.cards import dates, job_results
from bot.cards.buttons import open_in_spott, open_person
from bot.cards.foot import LookedUp, foot
from bot.cards.markers import marker
from bot.cards.message import Block, Message, actions, context, elements, header, line, rich_text
from bot.cards.names import name
from bot.cards.reader import Reader
from bot.cards.text import clip, emoji, escape_fallback, literal
from bot.cards.texts import Language
from bot.cards.urls import job_url as address_of
from bot.jobs.funnel import InJob, StageOfJob, funnel, interviews, stuck
from bot.spott.application import CandidateOfApplication
from bot.spott.models import CANDIDATE_ID
from bot.spott.vacancy import Vacancy

PEOPLE_SHOWN: Final = 15

_STAGES_SHOWN: Final = 12
_OTHERS_SHOWN: Final = 5
_TEAM_SHOWN: Final = 5
_NAME_LIMIT: Final = 60
_SOON: Final = timedelta(days=7)
_FALLBACK_LIMIT: Final = 120
_FALLBACK_STAGES: Final = 600
"""Short enough that all parts together stay under Slack's 4,000, even with every character escaped."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A candidate's id and name, and a fact that distinguishes people with the same name."""

    candidate_id: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A stage as text that may be shown, with the candidates who are named."""

    stage: str
    marker: str
    total: int
    people: tuple[_Named, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the card, and the candidates that it names."""

    lines: list[Block]
    people: list[_Named]


def job_card(
    vacancy: Vacancy,
    people: InJob | None,
    *,
    now: datetime,
    say: Language,
    looked_up: LookedUp | None,
    form: Literal["full", "short"] = "full",
    job_url: str | None = None,
    stuck_days: int = 7,
    buttons: Sequence[Block] = (),
    note: str | None = None,
) -> Message:
    """Build a job's card.

    Args:
        vacancy: The job.
        people: The candidates in it; None if they could not be fetched.
        now: The current time, in the time zone for dates.
        say: The reader's language.
        looked_up: Who looked it up; None for the preview of a link.
        form: "short" leaves out the team and who is stuck.
        job_url: The address of a job's page in Spott, with `{vacancy_id}` for the id.
        stuck_days: After how many days in one stage a candidate is listed as stuck.
        buttons: From `bot.cards.buttons`, shown after "Open in Spott".
        note: Our own sentence about the card, such as why it is private.

    Returns:
        A message within all of Slack's limits, however many candidates there are.
    """
    text, is_full = Reader.of_masked(say), form == "full"
    title, known = job_results.title(vacancy, text), job_results.facts(vacancy, now, text)
    rows = _pipeline(vacancy, people, text)
    parts = [_where(rows, people, say), *_about_people(people, now, text, stuck_days if is_full else None)]
    named = _choosable(one for part in parts for one in part.people)
    url = address_of(job_url, vacancy.id)
    row = [*([open_in_spott(say, url)] if url else []), *buttons, *([open_person(say, named)] if named else [])]
    body = [*_about(known, vacancy, text, team=is_full), *(each for part in parts for each in part.lines)]
    below = (actions(*row) if row else None, context(note) if note else None, foot(looked_up, now, say))
    blocks = [block for block in (header(title), rich_text(*body), *below) if block]
    return {"text": _fallback(title, known, rows, say), "blocks": blocks}


def _about_people(people: InJob | None, now: datetime, text: Reader, stuck_days: int | None) -> list[_Part]:
    """Who has been stuck for `stuck_days`, if that is given, and who has interviews."""
    if people is None:
        return []
    still = [_not_moved(people, stuck_days, now, text)] if stuck_days is not None else []
    return [*still, _soon(people, now, text)]


def _choosable(people: Iterable[_Named]) -> dict[str, tuple[str, str]]:
    """The people whose cards can be opened, each once, as `buttons.open_person` takes them."""
    found: dict[str, tuple[str, str]] = {}
    for one in people:
        if CANDIDATE_ID.fullmatch(one.candidate_id):
            found.setdefault(one.candidate_id, (one.name, one.hint))
    return found


def _about(known: Sequence[str], vacancy: Vacancy, text: Reader, *, team: bool) -> list[Block]:
    # The team of a confidential job is confidential, too.
    on_team = vacancy.team if team and not vacancy.restricted else ()
    names = [found for colleague in on_team if (found := text(colleague.name, _NAME_LIMIT))]
    return [
        *([line(literal(" \u00b7 ".join(known)))] if known else []),
        *([line(*elements(text.say, "job_team", who=_listed(names, _TEAM_SHOWN, text.say)))] if names else []),
    ]


def _pipeline(vacancy: Vacancy, people: InJob | None, text: Reader) -> list[_Row]:
    """The stages that have candidates, in order."""
    stages = funnel((people and people.totals) or vacancy.stage_totals, people.applications if people else ())
    return _rows([stage for stage in stages if stage.total], text)


def _rows(stages: Sequence[StageOfJob], text: Reader) -> list[_Row]:
    """The last stages of a funnel in order. If not everyone can be named, the furthest go first, then the newest."""
    rows: list[_Row] = []
    left = PEOPLE_SHOWN
    for stage in reversed(stages[-_STAGES_SHOWN:]):
        its_name = text(stage.name, _NAME_LIMIT) or text.say("stage_unnamed")
        people = tuple(_named(one.candidate, text, its_name) for one in stage.people[:left])
        left -= len(people)
        rows.append(_Row(its_name, marker(stage.color_hex), stage.total, people))
    return rows[::-1]


def _where(rows: Sequence[_Row], people: InJob | None, say: Language) -> _Part:
    named = [one for row in rows for one in row.people]
    lines = [_line(row, say) for row in rows]
    beyond = sum(row.total for row in rows) - len(named)
    if people is None:
        lines.append(line(literal(say("job_people_not_loaded"))))
    elif not people.complete:
        lines.append(line(literal(say("job_incomplete"))))
    elif not rows:
        lines.append(line(literal(say("job_empty"))))
    elif beyond > 0:
        lines.append(line(literal(say.count("more", beyond))))
    return _Part(lines, named)


def _line(row: _Row, say: Language) -> Block:
    count = say.number(row.total)
    if not row.people:
        words = elements(say, "job_stage", stage=row.stage, count=count)
    else:
        words = elements(
            say, "job_stage_with", stage=row.stage, count=count, people=", ".join(one.name for one in row.people)
        )
    return line(emoji(row.marker), literal(" "), *words)


def _not_moved(people: InJob, days: int, now: datetime, text: Reader) -> _Part:
    still = stuck(people.applications, days, now)
    shown = still[:_OTHERS_SHOWN]
    named = [_named(one.candidate, text) for one in shown]
    since = [-dates.days_until(one.moved_at, now) for one in shown if one.moved_at]
    described = [
        text.say("stuck_person", who=one.name, days=text.say.count("days", passed))
        for one, passed in zip(named, since, strict=True)
    ]
    if not described:
        return _Part([], [])
    lead = literal(text.say.count("not_moved", days), bold=True)
    words = _listed(described, _OTHERS_SHOWN, text.say, len(still))
    return _Part([line(emoji("hourglass_flowing_sand"), literal(" "), lead, literal(words))], named)


def _soon(people: InJob, now: datetime, text: Reader) -> _Part:
    found = interviews(people.applications, _SOON, now)
    shown = [
        (_named(one.candidate, text), dates.element(one.starts_at, now, text.say)) for one in found[:_OTHERS_SHOWN]
    ]
    if not shown:
        return _Part([], [])
    words = [emoji("calendar"), literal(" "), *elements(text.say, "job_interviews")]
    for index, (who, when) in enumerate(shown):
        words += [*([literal(" \u00b7 ")] if index else []), *elements(text.say, "interview", when=when, who=who.name)]
    if beyond := len(found) - len(shown):
        words += [literal(" \u00b7 "), literal(text.say.count("more", beyond))]
    return _Part([line(*words)], [who for who, _ in shown])


def _named(candidate: CandidateOfApplication, text: Reader, hint: str = "") -> _Named:
    parts = (candidate.first_name, candidate.middle_name, candidate.last_name, candidate.second_last_name)
    return _Named(candidate.id, clip(name(*parts, text=text), _NAME_LIMIT), hint)


def _listed(names: Sequence[str], most: int, say: Language, total: int | None = None) -> str:
    shown, beyond = ", ".join(names[:most]), (len(names) if total is None else total) - most
    return say.count("names_and_more", beyond, names=shown) if beyond > 0 else shown


def _fallback(title: str, known: Iterable[str], rows: Sequence[_Row], say: Language) -> str:
    """The essentials for notifications and screen readers, which read only this."""
    counts = ", ".join(f"{row.stage} {say.number(row.total)}" for row in rows)
    parts = (clip(title, _FALLBACK_LIMIT), clip(", ".join(known), _FALLBACK_LIMIT), clip(counts, _FALLBACK_STAGES))
    return "\n".join(escape_fallback(words) for words in parts if words)
