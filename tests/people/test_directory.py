"""Spott is asked once for everybody."""

import asyncio
from collections.abc import Callable

import pytest

from bot.people.calls import SpottCalls
from bot.people.directory import Directory
from bot.spott.client import SpottClient
from bot.spott.errors import ContactNotFoundError, SpottBusyError, SpottError
from bot.spott.models import Contact
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Spott(SpottClient):
    """Gives the queued answers, each when it is released."""

    def __init__(self) -> None:
        super().__init__(api_key="key", base_url="http://127.0.0.1:1")
        self.asked: list[str] = []
        self.error: SpottError | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.closed = False

    async def contact(self, candidate_id: str) -> Contact:
        self.asked.append(candidate_id)
        number = len(self.asked)
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return Contact(candidate_id=candidate_id, first_name=f"Answer {number}")

    async def aclose(self) -> None:
        self.closed = True


@pytest.fixture
async def spott() -> Spott:
    return Spott()


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., Directory]


@pytest.fixture
def make(spott: Spott, clock: Clock) -> Make:
    def people(*, cache_seconds: float = 60.0, per_minute: int = 600) -> Directory:
        return Directory(
            SpottCalls(spott, RateLimit(per_minute, clock=clock), Metrics(), clock),
            cache_seconds=cache_seconds,
            clock=clock,
        )

    return people


async def test_five_hundred_callers_share_one_call(spott: Spott, make: Make) -> None:
    people = make()
    spott.gate.clear()
    callers = [asyncio.create_task(people.contact("c-1")) for _ in range(500)]
    await asyncio.sleep(0)
    spott.gate.set()
    assert {contact.first_name for contact in await asyncio.gather(*callers)} == {"Answer 1"}
    assert spott.asked == ["c-1"]


async def test_cancelling_the_first_caller_does_not_affect_the_others(spott: Spott, make: Make) -> None:
    people = make()
    spott.gate.clear()
    first, *others = [asyncio.create_task(people.contact("c-1")) for _ in range(500)]
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.wait({first})
    spott.gate.set()
    assert len(await asyncio.gather(*others)) == 499
    assert spott.asked == ["c-1"]


async def test_person_is_cached_for_a_minute(spott: Spott, make: Make, clock: Clock) -> None:
    people = make()
    for clock.now in (0.0, 59.9, 60.1, 61.0):
        await people.contact("c-1")
    assert spott.asked == ["c-1"] * 2


async def test_fresh_bypasses_and_renews_the_cache(make: Make) -> None:
    people = make()
    await people.contact("c-1")
    assert (await people.contact("c-1", fresh=True)).first_name == "Answer 2"
    assert (await people.contact("c-1")).first_name == "Answer 2"


async def test_no_two_people_are_mixed_up(spott: Spott, make: Make) -> None:
    people = make()
    ids = [f"c-{number % 50}" for number in range(1_000)]
    answers = await asyncio.gather(*map(people.contact, ids))
    assert [answer.candidate_id for answer in answers] == ids
    assert len(spott.asked) == 50


async def test_failure_reaches_all_callers_and_is_not_kept(spott: Spott, make: Make) -> None:
    people = make()
    spott.error = ContactNotFoundError()
    results = await asyncio.gather(*(people.contact("c-1") for _ in range(3)), return_exceptions=True)
    assert [type(result) for result in results] == [ContactNotFoundError] * 3
    spott.error = None
    assert (await people.contact("c-1")).first_name == "Answer 2"


async def test_429_pauses_calls_but_not_cached_answers(spott: Spott, make: Make, clock: Clock) -> None:
    people = make()
    await people.contact("c-kept")
    spott.error = SpottBusyError(30.0)
    for candidate_id, after, wait in (("c-1", 0.0, 30.0), ("c-2", 10.0, 20.0)):
        clock.now = after
        with pytest.raises(SpottBusyError) as raised:
            await people.contact(candidate_id)
        assert raised.value.retry_after == wait
        assert raised.value.__context__ is None
    assert (await people.contact("c-kept")).candidate_id == "c-kept"
    assert spott.asked == ["c-kept", "c-1"]
    spott.error, clock.now = None, 30.0
    assert (await people.contact("c-2")).candidate_id == "c-2"


async def test_no_one_is_cached_without_a_cache(spott: Spott, make: Make) -> None:
    people = make(cache_seconds=0)
    await people.contact("c-1")
    await people.contact("c-1")
    assert spott.asked == ["c-1"] * 2


async def test_time_in_spott_is_measured_for_failures_too(spott: Spott, clock: Clock) -> None:
    metrics = Metrics()
    people = Directory(SpottCalls(spott, RateLimit(600, clock=clock), metrics, clock), cache_seconds=60, clock=clock)
    await people.contact("c-1")
    spott.error = ContactNotFoundError()
    with pytest.raises(ContactNotFoundError):
        await people.contact("c-2")
    assert b"spott_slack_spott_seconds_count 2.0" in metrics.text()


async def test_closing_cancels_calls_in_progress(spott: Spott, make: Make) -> None:
    people = make()
    spott.gate.clear()
    waiting = asyncio.create_task(people.contact("c-1"))
    await asyncio.sleep(0)
    await people.close()
    await asyncio.wait({waiting})
    assert (waiting.cancelled(), spott.closed) == (True, True)
