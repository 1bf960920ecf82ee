"""A job's candidates and its funnel: the stages in pipeline order, who is stuck, and who has interviews. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.spott.application import Application, CandidateOfApplication, Interview
from bot.spott.vacancy import StageTotal

_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class InJob:
    """The candidates in a job: the total that Spott gives, and those it lists; all of them if `complete`."""

    totals: tuple[StageTotal, ...]
    applications: tuple[Application, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class InStage:
    """A candidate in a stage, the time of the last activity, and who did it, as far as known."""

    candidate: CandidateOfApplication
    moved_at: datetime | None
    moved_by: str | None


@dataclass(frozen=True, slots=True)
class StageOfJob:
    """A stage of a job.

    Attributes:
        name: The agency's name for it.
        color_hex: Its colour in Spott, like "#1A2B3C".
        total: The number of applications in it.
        people: Those that are known, the most recent activity first.
    """

    name: str | None
    color_hex: str | None
    total: int
    people: tuple[InStage, ...]


@dataclass(frozen=True, slots=True)
class Interviewed:
    """A candidate with an interview."""

    candidate: CandidateOfApplication
    interview: Interview
    starts_at: datetime


def funnel(totals: Sequence[StageTotal], applications: Sequence[Application]) -> tuple[StageOfJob, ...]:
    """The stages of a job in the order of its pipeline.

    Args:
        totals: The number of applications in each stage; for a stage that is missing here, they are counted.
        applications: The job's applications; those that were rejected are left out.
    """
    order: dict[str, float | None] = {}
    stated: dict[str, StageTotal] = {}
    for total in totals:
        if key := total.id or total.name:
            order[key], stated[key] = total.order, total
    there: dict[str, list[Application]] = {}
    for one in applications:
        if one.rejection is None and one.stage and (key := one.stage.id or one.stage.name):
            order.setdefault(key, one.stage.order)
            there.setdefault(key, []).append(one)
    in_order = sorted(order, key=lambda key: (order[key] is None, order[key] or 0.0))
    return tuple(_stage(stated.get(key), there.get(key, [])) for key in in_order)


def stuck(applications: Sequence[Application], days: int, now: datetime) -> tuple[InStage, ...]:
    """Candidates who have not moved for this many days, the longest first; those without a known date are left out.

    Args:
        applications: The job's applications; those that were rejected or placed are left out.
        days: The number of days.
        now: The current time.
    """
    long_ago = now - timedelta(days=days)
    going_on = (one for one in applications if one.rejection is None and not one.placements)
    people = filter(None, map(_in_stage, going_on))
    still = [person for person in people if person.moved_at and person.moved_at <= long_ago]
    return tuple(sorted(still, key=lambda person: person.moved_at or now))


def interviews(applications: Sequence[Application], within: timedelta, now: datetime) -> tuple[Interviewed, ...]:
    """Candidates whose interviews start soon, the next one first.

    Args:
        applications: The job's applications; those that were rejected are left out.
        within: How far to look ahead.
        now: The current time.
    """
    end = now + within
    soon = [
        Interviewed(one.candidate, interview, interview.start_time)
        for one in applications
        if one.rejection is None and one.candidate
        for interview in one.interviews
        if interview.start_time and now <= interview.start_time <= end
    ]
    return tuple(sorted(soon, key=lambda one: one.starts_at))


def _stage(stated: StageTotal | None, applications: Sequence[Application]) -> StageOfJob:
    stages = [one.stage for one in applications if one.stage]
    people = sorted(filter(None, map(_in_stage, applications)), key=lambda one: one.moved_at or _LONG_AGO, reverse=True)
    return StageOfJob(
        name=(stated and stated.name) or next((stage.name for stage in stages if stage.name), None),
        color_hex=next((stage.color_hex for stage in stages if stage.color_hex), None),
        total=len(applications) if stated is None or stated.total is None else stated.total,
        people=tuple(people),
    )


def _in_stage(application: Application) -> InStage | None:
    if application.candidate is None:
        return None
    activity = application.latest_activity
    return InStage(application.candidate, activity.date if activity else None, activity.by if activity else None)
