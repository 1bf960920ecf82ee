"""Finds out which job a question is about. Takes and returns values; knows neither Slack nor the texts for users."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.jobs.directory import Jobs
from bot.jobs.funnel import InJob
from bot.people.job_query import ByJob, ByJobId
from bot.people.resolve import Failed
from bot.spott.errors import SpottError
from bot.spott.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class KnownJob:
    """An id that came from Spott; `fresh` ignores the cache."""

    vacancy_id: str
    fresh: bool = False


JobQuestion: TypeAlias = ByJob | ByJobId | KnownJob


@dataclass(frozen=True, slots=True)
class OneJob:
    """The job that was meant, and the candidates in it, or why they could not be fetched."""

    vacancy: Vacancy
    people: InJob | SpottError


@dataclass(frozen=True, slots=True)
class JobChoice:
    """Jobs that may be meant; the user chooses. `more` if there may be others."""

    vacancies: tuple[Vacancy, ...]
    more: bool


FoundJob: TypeAlias = OneJob | JobChoice


@dataclass(frozen=True, slots=True)
class NoJob:
    """Spott has no such job; `open_only` if only open ones were searched."""

    open_only: bool


async def resolve(question: JobQuestion, jobs: Jobs) -> FoundJob | NoJob | Failed:
    """Find out which job is meant; never raises if Spott fails.

    Args:
        question: What the user asked.
        jobs: The jobs in Spott.
    """
    try:
        match question:
            case ByJob():
                return await _by_words(question, jobs)
            case ByJobId(vacancy_id):
                return await _by_id(vacancy_id, jobs)
            case KnownJob(vacancy_id, fresh):
                return await _by_id(vacancy_id, jobs, fresh=fresh)
    except SpottError as error:
        return Failed(error)


async def _by_words(question: ByJob, jobs: Jobs) -> FoundJob | NoJob | Failed:
    found = await jobs.find(question.text, open_only=question.open_only)
    match found.vacancies:
        case ():
            return NoJob(question.open_only)
        case (vacancy,):
            return await _by_id(vacancy.id, jobs, restricted=vacancy.restricted)
        case several:
            return JobChoice(several, found.more)


async def _by_id(
    vacancy_id: str, jobs: Jobs, *, fresh: bool = False, restricted: bool | None = None
) -> OneJob | Failed:
    """A job; `restricted` says whether it is for its team only, if that is already known."""
    job = await jobs.job(vacancy_id, fresh=fresh)
    if isinstance(job.vacancy, SpottError):
        return Failed(job.vacancy)
    if restricted is None:
        restricted = await jobs.is_restricted(job.vacancy)
    vacancy = job.vacancy.model_copy(update={"restricted": bool(restricted or job.vacancy.restricted)})
    return OneJob(vacancy, job.people)
