"""Finds out which job a question is about. Values in, values out: no sentences, and nothing of Slack."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.jobs.directory import Jobs
from bot.jobs.funnel import InJob
from bot.people.query import ByJob, ByJobId
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
    """Find out which job is meant; never raises because of what Spott does.

    Args:
        question: What the user asked.
        jobs: The jobs in Spott.
    """
    match question:
        case ByJob():
            return await _by_words(question, jobs)
        case ByJobId(vacancy_id):
            return await _by_id(vacancy_id, jobs)
        case KnownJob(vacancy_id, fresh):
            return await _by_id(vacancy_id, jobs, fresh=fresh)


async def _by_words(question: ByJob, jobs: Jobs) -> FoundJob | NoJob | Failed:
    try:
        found = await jobs.find(question.text, open_only=question.open_only)
    except SpottError as error:
        return Failed(error)
    match found.vacancies:
        case ():
            return NoJob(question.open_only)
        case (vacancy,):
            one = await _by_id(vacancy.id, jobs)
            # Spott's documentation has the flag in lists only.
            if vacancy.restricted and isinstance(one, OneJob):
                return replace(one, vacancy=one.vacancy.model_copy(update={"restricted": True}))
            return one
        case several:
            return JobChoice(several, found.more)


async def _by_id(vacancy_id: str, jobs: Jobs, *, fresh: bool = False) -> OneJob | Failed:
    job = await jobs.job(vacancy_id, fresh=fresh)
    if isinstance(job.vacancy, SpottError):
        return Failed(job.vacancy)
    return OneJob(job.vacancy, job.people)
