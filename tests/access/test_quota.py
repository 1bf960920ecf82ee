"""So many look-ups a minute and a day, for each person."""

from hypothesis import given
from hypothesis import strategies as st

from bot.access.quota import Quota
from tests.known_facts import Clock


def test_beyond_the_minutes_allowance_the_wait_is_told_and_nothing_counted() -> None:
    clock = Clock()
    allowance = Quota(3, 500, clock)
    for _ in range(3):
        assert allowance.take("U1") is None
        clock.now += 10
    assert [allowance.take("U1"), allowance.take("U1")] == [30.0, 30.0]
    clock.now += 30
    assert allowance.take("U1") is None
    assert allowance.take("U1") == 10.0


def test_beyond_the_days_allowance_too() -> None:
    clock = Clock()
    allowance = Quota(60, 4, clock)
    for _ in range(4):
        assert allowance.take("U1") is None
        clock.now += 3_600
    assert allowance.take("U1") == 20 * 3_600
    clock.now += 20 * 3_600 - 1
    assert allowance.take("U1") == 1.0
    clock.now += 1
    assert allowance.take("U1") is None


def test_the_longer_wait_counts() -> None:
    allowance = Quota(1, 1, Clock())
    assert allowance.take("U1") is None
    assert allowance.take("U1") == 86_400.0


def test_a_day_smaller_than_a_minute_is_kept() -> None:
    clock = Clock()
    allowance = Quota(60, 2, clock)
    assert [allowance.take("U1") for _ in range(3)] == [None, None, 86_400.0]


def test_each_person_has_their_own() -> None:
    allowance = Quota(1, 500, Clock())
    assert [allowance.take(user) for user in ("U1", "U2", "U1")] == [None, None, 60.0]


@given(
    st.integers(1, 4), st.integers(1, 8), st.lists(st.sampled_from([0.0, 0.5, 20.0, 59.0, 60.0, 9_000.0]), max_size=40)
)
def test_no_window_ever_holds_more_and_the_wait_is_exact(minute: int, day: int, pauses: list[float]) -> None:
    clock, granted = Clock(), list[float]()
    allowance = Quota(minute, day, clock)
    for pause in pauses:
        clock.now += pause
        wait = allowance.take("U1")
        if wait is not None:
            assert wait > 0
            clock.now += wait
            assert allowance.take("U1") is None
        granted.append(clock.now)
        for span, limit in ((60.0, minute), (86_400.0, day)):
            assert sum(clock.now - at < span for at in granted) <= limit
