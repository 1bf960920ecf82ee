"""A person's overview, candidate and applications are fetched concurrently, and none waits for another."""

import asyncio
import itertools
import math
from collections.abc import Sequence
from typing import Any

import pytest

from bot.people.calls import SpottCalls
from bot.people.directory import Directory
from bot.people.where_they_stand import Patience, WhereTheyStand, where_they_stand
from bot.sandbox.spott import LocalSpott, RawAnswer
from bot.spott.application import Application, ApplicationPage, VacancyOfApplication
from bot.spott.candidate import Candidate
from bot.spott.client import SpottClient
from bot.spott.errors import (
    AnotherPersonError,
    AnswerNotUnderstoodError,
    ContactNotFoundError,
    KeyRefusedError,
    SpottBusyError,
    SpottError,
    SpottTimeoutError,
    SpottUnavailableError,
)
from bot.spott.models import ClientContact, Contact, EmailAddress
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics

CONTACT = Contact(candidate_id="c-1", client_contacts=(ClientContact(role="CTO"),))
WITHOUT_ROLES = Contact(candidate_id="c-1")
CANDIDATE = Candidate(id="c-1")
APPLICATIONS = (Application(id="a-1", vacancy=None),)
ADDRESSES = (EmailAddress(email="jo@example.com"), EmailAddress())
WITH_ADDRESS = Contact(candidate_id="c-1", client_contacts=(ClientContact(email_addresses=ADDRESSES),))
LISTED = ApplicationPage(items=(Application(id="a-1", vacancy=VacancyOfApplication(name="CFO")),))
SLOW = object()
WITH_JOBS = Patience(whole=60.0, after_the_person=60.0)
WITHOUT_SLOW_JOBS = Patience(whole=60.0, after_the_person=0.02)
WITHOUT_SLOW_PEOPLE = Patience(whole=0.05)


class Spott(SpottClient):
    """Answers, fails or hangs, as queued; records the calls."""

    def __init__(self, contact: object = CONTACT, candidate: object = CANDIDATE, jobs: object = APPLICATIONS) -> None:
        super().__init__(api_key="key", base_url="http://127.0.0.1:1")
        self.answers = {"contact": contact, "candidate": candidate, "applications": jobs}
        self.asked: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def contact(self, candidate_id: str) -> Contact:
        return await self._answer("contact", candidate_id)  # type: ignore[no-any-return] # as lined up

    async def candidate(self, candidate_id: str) -> Candidate:
        return await self._answer("candidate", candidate_id)  # type: ignore[no-any-return] # as lined up

    async def applications(self, candidate_id: str) -> tuple[Application, ...]:
        return await self._answer("applications", candidate_id)  # type: ignore[no-any-return] # as lined up

    async def list_applications_of(self, addresses: Sequence[str]) -> ApplicationPage:
        assert addresses == ("jo@example.com",)
        return await self._answer("list", "")  # type: ignore[no-any-return] # as lined up

    async def _answer(self, what: str, _: str) -> Any:  # noqa: ANN401 - whatever is lined up
        self.asked.append(what)
        await self.gate.wait()
        answer = self.answers[what]
        if answer is SLOW:
            await asyncio.Event().wait()
        if isinstance(answer, SpottError):
            raise answer
        return answer


def directory_of(spott: Spott, *, per_minute: int = 600, cache_seconds: float = 60.0) -> Directory:
    return Directory(SpottCalls(spott, RateLimit(per_minute), Metrics()), cache_seconds=cache_seconds)


def kind(part: object) -> type[object] | None:
    return None if part is None else type(part)


FAULTS: dict[str, object] = {
    "401": KeyRefusedError(),
    "429": SpottBusyError(3.0),
    "500": SpottUnavailableError(),
    "slow": SLOW,
    "garbage": AnswerNotUnderstoodError(),
    "another": AnotherPersonError(),
}
OVERVIEWS = {"200": CONTACT, "empty": WITHOUT_ROLES, "404": ContactNotFoundError(), **FAULTS}
JOBS = {"200": APPLICATIONS, "empty": (), **FAULTS}
CANDIDATES = {"200": CANDIDATE, "404": ContactNotFoundError(), "500": SpottUnavailableError()}
FAILS_AS = {SLOW: SpottTimeoutError} | {fault: type(fault) for fault in FAULTS.values() if fault is not SLOW}


async def ask(directory: Directory, candidate_id: str = "c-1", **how: Any) -> WhereTheyStand:  # noqa: ANN401 - as where_they_stand
    return await where_they_stand(candidate_id, directory, **{"patience": WITH_JOBS, **how})


async def test_every_part_may_fail_and_says_why() -> None:
    async with asyncio.TaskGroup() as group:
        for row in itertools.product(OVERVIEWS, JOBS, CANDIDATES):
            group.create_task(assert_says_why(row))


async def assert_says_why(row: tuple[str, str, str]) -> None:
    overview, jobs, candidate = row
    spott = Spott(OVERVIEWS[overview], CANDIDATES[candidate], JOBS[jobs])
    patience = WITHOUT_SLOW_PEOPLE if overview == "slow" else WITHOUT_SLOW_JOBS if jobs == "slow" else WITH_JOBS
    found = await ask(directory_of(spott), patience=patience)

    assert kind(found.overview) is FAILS_AS.get(OVERVIEWS[overview], type(OVERVIEWS[overview])), row
    if overview not in {"empty", "404"}:
        assert found.candidate is None, row
    elif jobs == "429":
        # Spott asked for a pause meanwhile.
        assert kind(found.candidate) is SpottBusyError, row
    else:
        assert kind(found.candidate) is type(CANDIDATES[candidate]), row
    expected = found.candidate if overview == "404" else found.overview
    assert found.person is expected, row
    if not isinstance(found.person, SpottError):
        assert kind(found.applications) is FAILS_AS.get(JOBS[jobs], tuple), row
    assert len(spott.asked) == len(set(spott.asked)), row


async def test_both_calls_for_a_card_are_concurrent() -> None:
    spott = Spott()
    spott.gate.clear()
    asking = asyncio.create_task(ask(directory_of(spott)))
    await asyncio.sleep(0.01)
    assert spott.asked == ["contact", "applications"]
    spott.gate.set()
    assert await asking == WhereTheyStand(CONTACT, None, APPLICATIONS)


async def test_details_fetch_the_candidate_concurrently() -> None:
    spott = Spott()
    spott.gate.clear()
    asking = asyncio.create_task(ask(directory_of(spott), with_candidate=True))
    await asyncio.sleep(0.01)
    assert sorted(spott.asked) == ["applications", "candidate", "contact"]
    spott.gate.set()
    assert await asking == WhereTheyStand(CONTACT, CANDIDATE, APPLICATIONS)


async def test_three_hundred_callers_for_one_person_make_two_calls() -> None:
    spott = Spott()
    directory = directory_of(spott)
    found = await asyncio.gather(*(ask(directory) for _ in range(300)))
    again = await ask(directory)
    assert {one.applications for one in (*found, again)} == {APPLICATIONS}
    assert spott.asked == ["contact", "applications"]


async def test_refresh_fetches_everything_again() -> None:
    spott = Spott(ContactNotFoundError())
    directory = directory_of(spott)
    await ask(directory)
    await ask(directory, fresh=True)
    assert sorted(spott.asked) == ["applications", "applications", "candidate", "candidate", "contact", "contact"]


async def test_late_jobs_are_cached_for_the_next_time() -> None:
    spott = Spott(jobs=SLOW)
    directory = directory_of(spott)
    found = await ask(directory, patience=WITHOUT_SLOW_JOBS)
    assert kind(found.applications) is SpottTimeoutError
    spott.gate.clear()
    spott.answers["applications"] = APPLICATIONS
    waiting = asyncio.create_task(ask(directory, "c-2", patience=Patience(60.0, 0.0)))
    await asyncio.sleep(0.01)
    spott.gate.set()
    await waiting
    await asyncio.sleep(0)
    assert (await ask(directory, "c-2")).applications == APPLICATIONS
    assert spott.asked.count("applications") == 2


async def test_no_wait_for_jobs_without_a_person() -> None:
    spott = Spott(KeyRefusedError(), jobs=SLOW)
    async with asyncio.timeout(5):
        found = await ask(directory_of(spott))
    assert (kind(found.person), kind(found.applications)) == (KeyRefusedError, SpottTimeoutError)
    await asyncio.sleep(0)
    fetch_for_the_cache = asyncio.all_tasks() - {asyncio.current_task()}
    assert len(fetch_for_the_cache) == 1


async def test_cancelled_caller_leaves_the_fetch_running() -> None:
    spott = Spott()
    spott.gate.clear()
    directory = directory_of(spott)
    first, second = (asyncio.create_task(ask(directory, with_candidate=True)) for _ in range(2))
    await asyncio.sleep(0.01)
    first.cancel()
    await asyncio.wait({first})
    spott.gate.set()
    assert await second == WhereTheyStand(CONTACT, CANDIDATE, APPLICATIONS)
    assert sorted(spott.asked) == ["applications", "candidate", "contact"]


@pytest.mark.parametrize(
    ("person", "listed", "jobs"),
    [
        pytest.param(WITH_ADDRESS, LISTED, ["CFO", None], id="contact"),
        pytest.param(ContactNotFoundError(), LISTED, ["CFO", None], id="candidate"),
        pytest.param(CONTACT, LISTED, [None, None], id="no-address"),
        pytest.param(WITH_ADDRESS, SpottUnavailableError(), [None, None], id="not-there"),
        pytest.param(WITH_ADDRESS, SLOW, [None, None], id="slow"),
    ],
)
async def test_jobs_that_the_applications_do_not_name_are_looked_up(
    person: object, listed: object, jobs: list[str | None]
) -> None:
    spott = Spott(
        person, Candidate(id="c-1", email_addresses=ADDRESSES), (Application(id="a-1"), Application(id="a-2"))
    )
    spott.answers["list"] = listed
    directory = directory_of(spott)
    for _ in range(2):
        found = await ask(directory, patience=WITHOUT_SLOW_JOBS if listed is SLOW else WITH_JOBS)
        assert isinstance(found.applications, tuple)
        assert [one.vacancy and one.vacancy.name for one in found.applications] == jobs
    assert spott.asked.count("list") == (0 if person is CONTACT else 2 if isinstance(listed, SpottError) else 1)


async def test_overviews_have_priority_near_the_rate_limit() -> None:
    spott = Spott()
    directory = directory_of(spott, per_minute=8, cache_seconds=0)
    found = [await ask(directory) for _ in range(5)]
    assert [kind(one.overview) for one in found] == [Contact] * 5
    assert [kind(one.applications) for one in found] == [tuple] * 3 + [SpottBusyError] * 2


async def test_closing_gives_up_every_part() -> None:
    spott = Spott(contact=SLOW, candidate=SLOW, jobs=SLOW)
    directory = directory_of(spott)
    asking = asyncio.create_task(ask(directory, with_candidate=True))
    await asyncio.sleep(0.01)
    await directory.close()
    await asyncio.wait({asking}, timeout=5)
    assert asking.cancelled()


async def test_over_http_a_card_comes_without_jobs_that_hang() -> None:
    spott = LocalSpott(clock=lambda: 1_795_000_000.0)
    await spott.start()
    spott.answers["/applications/candidate/c-sanne-de-vries"] = RawAnswer(delay=math.inf)
    spott.answers["/candidates/c-ada-lovelace"] = RawAnswer(500)
    async with SpottClient(api_key=spott.api_key, base_url=spott.url, timeout=30, retry=False) as client:
        directory = Directory(SpottCalls(client, RateLimit(600), Metrics()), cache_seconds=60)
        sanne = await ask(directory, "c-sanne-de-vries", patience=WITHOUT_SLOW_JOBS)
        ada = await ask(directory, "c-ada-lovelace", with_candidate=True)
        nobody = await ask(directory, "c-404")
        await directory.close()
    await spott.stop()
    assert (kind(sanne.person), kind(sanne.applications)) == (Candidate, SpottTimeoutError)
    assert isinstance(ada.applications, tuple)
    assert (kind(ada.person), kind(ada.candidate), len(ada.applications)) == (Contact, SpottUnavailableError, 4)
    assert (kind(nobody.overview), kind(nobody.person)) == (ContactNotFoundError, ContactNotFoundError)
