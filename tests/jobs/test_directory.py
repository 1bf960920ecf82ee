"""Finding jobs, and fetching one with its candidates, from the local Spott."""

import asyncio
import json
import math
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.jobs.directory import Jobs
from bot.jobs.funnel import InJob, funnel
from bot.people.calls import SpottCalls
from bot.sandbox.spott import LocalSpott, RawAnswer
from bot.spott.client import SpottClient
from bot.spott.errors import (
    AnotherJobError,
    JobNotFoundError,
    KeyRefusedError,
    SpottError,
    SpottTimeoutError,
    SpottUnavailableError,
)
from bot.spott.rate_limit import RateLimit
from bot.spott.vacancy import Vacancy
from bot.telemetry.metrics import Metrics

SAMPLES = Path(__file__).parents[1] / "spott" / "samples"
SEARCH = "/vacancies/_search"
PEOPLE = "/applications/vacancy/j-backend"


@pytest.fixture
async def spott() -> AsyncIterator[LocalSpott]:
    spott = LocalSpott(clock=lambda: 1_795_000_000.0)
    await spott.start()
    yield spott
    await spott.stop()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def jobs(spott: LocalSpott, metrics: Metrics) -> AsyncIterator[Jobs]:
    async with SpottClient(api_key=spott.api_key, base_url=spott.url, timeout=30, retry=False) as client:
        jobs = Jobs(SpottCalls(client, RateLimit(600), metrics), cache_seconds=60)
        yield jobs
        await jobs.close()


def calls_by_path(spott: LocalSpott) -> Counter[str]:
    return Counter(request.path for request in spott.requests)


@pytest.mark.parametrize(
    ("text", "open_only", "ids"),
    [
        pytest.param("backend acorn", True, ["j-backend"], id="title-and-client"),
        pytest.param("Acorn", True, ["j-backend", "j-data-lead"], id="client"),
        pytest.param("financ", True, ["j-cfo", "j-finance"], id="beginning"),
        pytest.param("comptable", True, [], id="not-open"),
        pytest.param("comptable", False, ["j-accounts"], id="not-open-among-all"),
        pytest.param("nobody", True, [], id="none"),
        pytest.param("backend rheingold", True, [], id="another-client"),
    ],
)
async def test_jobs_are_found(spott: LocalSpott, jobs: Jobs, text: str, open_only: bool, ids: list[str]) -> None:  # noqa: FBT001 - a column of the table
    for spott.agency.flat in (False, True):
        found = await jobs.find(text, open_only=open_only)
        assert ([one.id for one in found.vacancies], found.more) == (ids, False)
    assert calls_by_path(spott) == {SEARCH: 4}


async def test_no_search_without_words(spott: LocalSpott, jobs: Jobs) -> None:
    assert (await jobs.find(" - ")).vacancies == ()
    assert spott.requests == []


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(RawAnswer(400), id="400"),
        pytest.param(RawAnswer(404), id="404"),
        pytest.param(RawAnswer(body=b'{"vacancies": []}'), id="another-form"),
    ],
)
async def test_list_is_read_if_search_is_unavailable(spott: LocalSpott, jobs: Jobs, answer: RawAnswer) -> None:
    spott.answers[SEARCH] = answer
    like = spott.agency.vacancies["j-backend"]
    more = {f"j-{number}": like | {"id": f"j-{number}"} for number in range(70)}
    spott.agency.vacancies = more | spott.agency.vacancies
    found = await jobs.find("lead acorn")
    assert ([one.id for one in found.vacancies], found.more) == (["j-data-lead"], False)
    assert calls_by_path(spott)["/vacancies"] == 2
    assert len((await jobs.find("comptable", open_only=False)).vacancies) == 1
    assert (await jobs.find("comptable")).vacancies == ()


@pytest.mark.parametrize("status", [401, 500], ids=str)
async def test_failed_job_search_is_an_error(spott: LocalSpott, jobs: Jobs, status: int) -> None:
    spott.answers[SEARCH] = RawAnswer(status)
    with pytest.raises(KeyRefusedError if status == 401 else SpottUnavailableError):
        await jobs.find("backend")


async def test_search_with_too_many_results_stops_and_says_so(spott: LocalSpott, jobs: Jobs) -> None:
    like = spott.agency.vacancies["j-backend"]
    spott.agency.vacancies |= {f"j-{number}": like | {"id": f"j-{number}"} for number in range(100)}
    found = await jobs.find("backend")
    assert (len(found.vacancies), found.more) == (60, True)


def known(people: InJob | SpottError) -> InJob:
    assert isinstance(people, InJob)
    return people


async def test_job_includes_all_its_candidates(spott: LocalSpott, jobs: Jobs) -> None:
    found = await jobs.job("j-backend")
    assert isinstance(found.vacancy, Vacancy)
    people = known(found.people)
    assert (found.vacancy.title, len(people.applications), people.complete) == ("Backend Engineer", 7, True)
    assert [stage.total for stage in funnel(people.totals, people.applications)] == [1, 2, 0, 0, 2, 0, 1, 0]
    assert calls_by_path(spott) == {"/vacancies/j-backend": 1, PEOPLE: 1}


@pytest.mark.parametrize(
    ("answer", "totals"),
    [
        pytest.param(RawAnswer(404), 0, id="404"),
        pytest.param(RawAnswer(500), 0, id="500"),
        pytest.param(RawAnswer(body=b"[]"), 0, id="garbage"),
        pytest.param(RawAnswer(body=b'{"vacancy": {"id": "j-backend"}, "list": []}'), 0, id="no-applications"),
        pytest.param(
            RawAnswer(body=b'{"vacancy": {"id": "j-backend", "stageTotals": [{"id": "tp-standard-6", "total": 1}]}}'),
            1,
            id="totals-alone",
        ),
    ],
)
async def test_candidates_are_counted_from_the_list_otherwise(
    spott: LocalSpott, jobs: Jobs, answer: RawAnswer, totals: int
) -> None:
    spott.answers[PEOPLE] = answer
    like = next(one for one in spott.agency.applications if one.job == "j-backend")
    spott.agency.applications += [replace(like, stage="Short List") for _ in range(60)]
    people = known((await jobs.job("j-backend")).people)
    assert (len(people.totals), len(people.applications), people.complete) == (totals, 67, True)
    stages = {stage.name: stage.total for stage in funnel(people.totals, people.applications)}
    assert (stages["Short List"], stages["Presented"]) == (60, 2)
    assert calls_by_path(spott)["/applications"] == 2


async def test_very_long_list_is_cut_off(spott: LocalSpott, jobs: Jobs) -> None:
    spott.answers[PEOPLE] = RawAnswer(404)
    like = next(one for one in spott.agency.applications if one.job == "j-backend")
    spott.agency.applications += [like] * 501
    people = known((await jobs.job("j-backend")).people)
    assert (len(people.applications), people.complete) == (500, False)


async def test_repeated_cursor_ends_the_list(spott: LocalSpott, jobs: Jobs) -> None:
    page = {"items": [], "pagination": {"cursor": "same", "hasMore": True}}
    spott.answers |= {PEOPLE: RawAnswer(404), "/applications": RawAnswer(body=json.dumps(page).encode())}
    assert known((await jobs.job("j-backend")).people) == InJob((), (), complete=True)
    assert calls_by_path(spott)["/applications"] == 2


async def test_job_is_returned_without_candidates_if_those_fail(spott: LocalSpott, jobs: Jobs) -> None:
    spott.answers |= {PEOPLE: RawAnswer(404), "/applications": RawAnswer(500)}
    found = await jobs.job("j-backend")
    assert (type(found.vacancy), type(found.people)) == (Vacancy, SpottUnavailableError)


async def test_unknown_job_fails_at_once(spott: LocalSpott, jobs: Jobs) -> None:
    spott.answers["/applications/vacancy/j-none"] = RawAnswer(delay=math.inf)
    found = await jobs.job("j-none")
    assert (type(found.vacancy), type(found.people)) == (JobNotFoundError, JobNotFoundError)


async def test_record_of_another_job_is_refused_and_counted(spott: LocalSpott, jobs: Jobs, metrics: Metrics) -> None:
    other = json.dumps(spott.agency.vacancies["j-cfo"]).encode()
    spott.answers["/vacancies/j-backend"] = RawAnswer(body=other)
    assert type((await jobs.job("j-backend")).vacancy) is AnotherJobError
    assert b'disbelieved_total{reason="spott_other_job"} 1.0' in metrics.text()


async def test_concurrent_callers_share_the_calls_and_a_refresh_calls_again(spott: LocalSpott, jobs: Jobs) -> None:
    await asyncio.gather(*(jobs.job("j-backend") for _ in range(100)))
    await jobs.job("j-backend")
    assert calls_by_path(spott) == {"/vacancies/j-backend": 1, PEOPLE: 1}
    await jobs.job("j-backend", fresh=True)
    assert calls_by_path(spott) == {"/vacancies/j-backend": 2, PEOPLE: 2}


async def test_hanging_job_is_given_up(spott: LocalSpott) -> None:
    spott.answers["j-backend"] = RawAnswer(delay=math.inf)
    async with SpottClient(api_key=spott.api_key, base_url=spott.url, timeout=0.1, retry=False) as client:
        found = await Jobs(SpottCalls(client, RateLimit(600), Metrics()), cache_seconds=60).job("j-backend")
    assert (type(found.vacancy), type(found.people)) == (SpottTimeoutError, SpottTimeoutError)


async def test_jobs_for_a_longer_text_are_found_among_those_for_its_beginning(jobs: Jobs, spott: LocalSpott) -> None:
    typed = ["ba", "bac", "back", "backend", "backend en", "backend eng", "backend x"]
    found = [[one.id for one in (await jobs.find_as_typed(text)).vacancies] for text in typed]
    assert found == [["j-backend", "j-cfo"], *[["j-backend"]] * 5, []]
    # One search for the title, and one for the client.
    assert calls_by_path(spott)[SEARCH] == 2
    # The longest word is a different one, so its jobs may not be among those that were found.
    assert [one.id for one in (await jobs.find_as_typed("b engineer")).vacancies] == ["j-backend"]
    assert calls_by_path(spott)[SEARCH] == 4


async def test_jobs_are_searched_for_again_if_not_all_were_found(jobs: Jobs, spott: LocalSpott) -> None:
    many = [{"id": f"j-{number}", "name": f"Baker {number}"} for number in range(20)]
    spott.answers[SEARCH] = RawAnswer(body=json.dumps({"items": many, "hasMore": True}).encode())
    for text in ("ba", "bak", "bake"):
        assert len((await jobs.find_as_typed(text)).vacancies) == 20
    assert calls_by_path(spott)[SEARCH] == 6
