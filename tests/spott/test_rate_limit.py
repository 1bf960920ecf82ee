"""The number of calls to Spott in any minute is limited, whoever makes them."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spott.errors import SpottBusyError
from bot.spott.rate_limit import RateLimit


class Time:
    """A clock that moves only when somebody sleeps on it."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


@pytest.fixture
def time() -> Time:
    return Time()


def a_budget(time: Time, per_minute: int) -> RateLimit:
    return RateLimit(per_minute, clock=time, sleep=time.sleep)


async def refusal(budget: RateLimit) -> float | None:
    with pytest.raises(SpottBusyError) as raised:
        await budget.take()
    return raised.value.retry_after


async def test_a_minutes_calls_can_be_made_at_once(time: Time) -> None:
    budget = a_budget(time, 600)
    for _ in range(600):
        await budget.take()
    assert (await refusal(budget), time.now) == (60.0, 1_000.0)


async def test_short_waits_are_waited_for(time: Time) -> None:
    budget = a_budget(time, 2)
    await budget.take()
    time.now += 57
    await budget.take()
    assert budget.wait == 3.0
    await budget.take()
    assert time.now == 1_060.0


async def test_cancelled_wait_returns_its_slot(time: Time) -> None:
    hold = asyncio.Event()

    async def sleep(_: float) -> None:
        await hold.wait()

    budget = RateLimit(1, clock=time, sleep=sleep)
    await budget.take()
    time.now += 58
    waiting = asyncio.create_task(budget.take())
    await asyncio.sleep(0)
    assert budget.wait == 62.0
    waiting.cancel()
    await asyncio.wait({waiting})
    assert budget.wait == 2.0


async def test_optional_calls_leave_a_quarter_for_the_rest(time: Time) -> None:
    budget = a_budget(time, 8)
    for _ in range(6):
        await budget.take(spare=True)
    with pytest.raises(SpottBusyError) as raised:
        await budget.take(spare=True)
    assert raised.value.retry_after == 60.0
    await budget.take()
    await budget.take()
    assert (await refusal(budget), time.now) == (60.0, 1_000.0)


async def test_optional_calls_also_wait_a_few_seconds(time: Time) -> None:
    budget = a_budget(time, 4)
    for _ in range(3):
        await budget.take(spare=True)
    time.now += 57
    await budget.take()
    await budget.take(spare=True)
    assert time.now == 1_060.0


async def test_limit_of_one_call_a_minute_serves_all_calls(time: Time) -> None:
    await a_budget(time, 1).take(spare=True)
    assert time.now == 1_000.0


@pytest.mark.parametrize(("retry_after", "seconds"), [(30.0, 30.0), (None, 5.0), (3600.0, 60.0), (1.0, 1.0)])
async def test_pause_applies_to_all_callers(time: Time, retry_after: float | None, seconds: float) -> None:
    budget = a_budget(time, 600)
    assert budget.pause(retry_after) == seconds
    assert (await refusal(budget), await refusal(budget)) == (seconds, seconds)
    time.now += seconds
    await budget.take()
    assert time.now == 1_000.0 + seconds


async def test_shorter_pause_does_not_end_a_longer_one(time: Time) -> None:
    budget = a_budget(time, 600)
    budget.pause(30)
    assert budget.pause(2) == 30.0


async def test_waiting_callers_learn_of_a_pause(time: Time) -> None:
    async def sleep(seconds: float) -> None:
        time.now += seconds
        budget.pause(20)

    budget = RateLimit(1, clock=time, sleep=sleep)
    await budget.take()
    time.now += 58
    assert await refusal(budget) == 20.0


@given(
    per_minute=st.integers(1, 20),
    pauses=st.lists(st.floats(0, 30), min_size=1, max_size=80),
)
def test_no_minute_has_more_calls_than_the_limit(per_minute: int, pauses: list[float]) -> None:
    time = Time()
    budget = a_budget(time, per_minute)
    made: list[float] = []

    async def call_all() -> None:
        for pause in pauses:
            time.now += pause
            try:
                await budget.take()
            except SpottBusyError:
                continue
            made.append(time.now)

    asyncio.run(call_all())
    for first, last in zip(made, made[per_minute:], strict=False):
        assert last - first >= 60 - 1e-6
