"""Which job a question is about, and whether it is for its team only."""

import json
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.jobs.directory import Jobs
from bot.jobs.resolve import JobChoice, JobQuestion, KnownJob, NoJob, OneJob, resolve
from bot.people.calls import SpottCalls
from bot.people.job_query import ByJob, ByJobId
from bot.people.resolve import Failed
from bot.sandbox.spott import LocalSpott, RawAnswer
from bot.spott.client import SpottClient
from bot.spott.errors import JobNotFoundError, SpottTimeoutError, SpottUnavailableError
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics

KEY = "spott-demo-key"


@pytest.fixture
async def spott() -> AsyncIterator[LocalSpott]:
    spott = LocalSpott(api_key=KEY)
    await spott.start()
    yield spott
    await spott.stop()


@asynccontextmanager
async def jobs_of(spott: LocalSpott, seconds: float) -> AsyncIterator[Jobs]:
    async with SpottClient(api_key=KEY, base_url=spott.url, timeout=seconds) as client:
        jobs = Jobs(SpottCalls(client, RateLimit(10_000), Metrics()), cache_seconds=60)
        yield jobs
        await jobs.close()


@pytest.fixture
async def jobs(spott: LocalSpott) -> AsyncIterator[Jobs]:
    async with jobs_of(spott, 30) as jobs:
        yield jobs


def silent(spott: LocalSpott, vacancy_id: str) -> None:
    """Make the job itself not say whether it is for its team only."""
    told = {name: value for name, value in spott.agency.vacancies[vacancy_id].items() if name != "restricted"}
    spott.answers[f"/vacancies/{vacancy_id}"] = RawAnswer(body=json.dumps(told).encode())


async def one(question: JobQuestion, jobs: Jobs) -> tuple[str, bool | None]:
    found = await resolve(question, jobs)
    assert isinstance(found, OneJob)
    return found.vacancy.id, found.vacancy.restricted


async def test_words_of_one_job_give_that_job(jobs: Jobs) -> None:
    assert await one(ByJob("backend acorn"), jobs) == ("j-backend", False)


async def test_words_of_several_jobs_give_a_choice(jobs: Jobs) -> None:
    found = await resolve(ByJob("acorn"), jobs)
    assert isinstance(found, JobChoice)
    assert ([vacancy.id for vacancy in found.vacancies], found.more) == (["j-backend", "j-data-lead"], False)


@pytest.mark.parametrize("open_only", [False, True])
async def test_words_of_no_job_find_none(jobs: Jobs, open_only: bool) -> None:  # noqa: FBT001 - a column of the table
    assert await resolve(ByJob("nonsense", open_only), jobs) == NoJob(open_only)


async def test_errors_of_spott_are_values(spott: LocalSpott, jobs: Jobs) -> None:
    spott.answers["/vacancies/_search"] = RawAnswer(status=500)
    found = [await resolve(one, jobs) for one in (ByJob("backend"), ByJobId("j-gone"))]
    assert [type(each.error) for each in found if isinstance(each, Failed)] == [SpottUnavailableError, JobNotFoundError]


@pytest.mark.parametrize(
    "question", [ByJob("financial"), ByJobId("j-cfo"), KnownJob("j-cfo"), KnownJob("j-cfo", fresh=True)], ids=repr
)
@pytest.mark.parametrize("says", ["the job", "only the list"])
async def test_a_job_for_its_team_only_is_known_as_such(
    spott: LocalSpott, jobs: Jobs, question: JobQuestion, says: str
) -> None:
    if says == "only the list":
        silent(spott, "j-cfo")
    assert await one(question, jobs) == ("j-cfo", True)


async def test_the_list_is_asked_once_and_only_if_the_job_does_not_say(spott: LocalSpott, jobs: Jobs) -> None:
    await one(ByJobId("j-backend"), jobs)
    assert [request for request in spott.requests if request.method == "POST"] == []
    silent(spott, "j-data-lead")
    for _ in range(2):
        assert await one(ByJobId("j-data-lead"), jobs) == ("j-data-lead", False)
    assert len([request for request in spott.requests if request.method == "POST"]) == 2


async def test_a_job_is_not_shown_if_it_may_be_for_its_team_only(spott: LocalSpott) -> None:
    silent(spott, "j-cfo")
    spott.answers["/vacancies/_search"] = RawAnswer(delay=math.inf)
    async with jobs_of(spott, 0.4) as jobs:
        found = await resolve(ByJobId("j-cfo"), jobs)
    assert isinstance(found, Failed)
    assert isinstance(found.error, SpottTimeoutError)
