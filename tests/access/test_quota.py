"""The limits of each person's look-ups, per minute and per day."""

from hypothesis import given
from hypothesis import strategies as st

from bot.access.quota import Quota
from tests.known_facts import Clock


async def test_beyond_the_minute_limit_the_wait_is_returned_and_nothing_counted() -> None:
    clock = Clock()
    quota = Quota(3, 500, clock)
    for _ in range(3):
        assert await quota.take("U1") is None
        clock.now += 10
    assert [await quota.take("U1"), await quota.take("U1")] == [30.0, 30.0]
    clock.now += 30
    assert await quota.take("U1") is None
    assert await quota.take("U1") == 10.0


async def test_beyond_the_day_limit_the_wait_is_returned_too() -> None:
    clock = Clock()
    quota = Quota(60, 4, clock)
    for _ in range(4):
        assert await quota.take("U1") is None
        clock.now += 3_600
    assert await quota.take("U1") == 20 * 3_600
    clock.now += 20 * 3_600 - 1
    assert await quota.take("U1") == 1.0
    clock.now += 1
    assert await quota.take("U1") is None


async def test_longer_of_two_waits_is_returned() -> None:
    quota = Quota(1, 1, Clock())
    assert await quota.take("U1") is None
    assert await quota.take("U1") == 86_400.0


async def test_day_limit_below_the_minute_limit_applies() -> None:
    clock = Clock()
    quota = Quota(60, 2, clock)
    assert [await quota.take("U1") for _ in range(3)] == [None, None, 86_400.0]


async def test_each_user_has_their_own_quota() -> None:
    quota = Quota(1, 500, Clock())
    assert [await quota.take(user) for user in ("U1", "U2", "U1")] == [None, None, 60.0]


async def test_several_look_ups_are_granted_together_or_not_at_all() -> None:
    clock = Clock()
    quota = Quota(10, 500, clock)
    assert await quota.take("U1", 5) is None
    clock.now += 20
    assert await quota.take("U1", 6) == 40.0
    assert await quota.take("U1", 5) is None
    assert [await quota.take("U1"), await quota.take("U1", 6)] == [40.0, 60.0]
    clock.now += 40
    assert [await quota.take("U1", 6), await quota.take("U1", 5), await quota.take("U1")] == [20.0, None, 20.0]


async def test_zero_is_always_granted_and_the_maximum_to_a_fresh_user() -> None:
    quota = Quota(60, 4, Clock())
    assert quota.most == 4
    assert [await quota.take("U1", count) for count in (4, 0, 1)] == [None, None, 86_400.0]


async def test_zero_look_ups_cost_nothing() -> None:
    quota = Quota(1, 1, Clock())
    assert [await quota.take("U1", count) for count in (0, 1, 0, 1)] == [None, None, None, 86_400.0]


@given(
    st.integers(1, 4),
    st.integers(1, 8),
    st.lists(st.tuples(st.sampled_from([0.0, 0.5, 20.0, 59.0, 60.0, 9_000.0]), st.integers(0, 4)), max_size=40),
)
async def test_no_window_exceeds_the_limit_and_the_wait_is_exact(
    minute: int, day: int, looks: list[tuple[float, int]]
) -> None:
    clock, granted = Clock(), list[float]()
    quota = Quota(minute, day, clock)
    for pause, wanted in looks:
        clock.now += pause
        count = min(wanted, quota.most)
        wait = await quota.take("U1", count)
        if wait is not None:
            assert wait > 0
            clock.now += wait - 0.25
            assert await quota.take("U1", count) == 0.25
            clock.now += 0.25
            assert await quota.take("U1", count) is None
        granted += [clock.now] * count
        for span, limit in ((60.0, minute), (86_400.0, day)):
            assert sum(clock.now - at < span for at in granted) <= limit
