"""Slack's timestamps show which clock is wrong."""

import pytest

from bot.slack.clock import SlackClock

NOW = 1_800_000_000.0


class Monotonic:
    def __init__(self) -> None:
        self.now = 5.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def monotonic() -> Monotonic:
    return Monotonic()


@pytest.fixture
def clock(monotonic: Monotonic) -> SlackClock:
    return SlackClock(monotonic)


def test_skew_is_unknown_before_slacks_first_answer(clock: SlackClock) -> None:
    assert (clock.skew, clock.agrees, clock.complaint) == (None, False, None)


@pytest.mark.parametrize(
    ("ahead", "skew", "agrees", "complaint"),
    [
        (0.0, 0.0, True, None),
        (0.999, 0.0, True, None),
        (3.0, 2.0, True, None),
        (3.5, 2.5, False, None),
        (-2.0, -2.0, True, None),
        (-2.5, -2.5, False, None),
        (61.0, 60.0, False, None),
        (76.0, 75.0, False, "this machine's clock is 75 s ahead of Slack's"),
        (-60.0, -60.0, False, None),
        (-75.0, -75.0, False, "this machine's clock is 75 s behind Slack's"),
        (NOW, NOW - 1, False, "this machine's clock is 1799999999 s ahead of Slack's"),
    ],
)
def test_clock_skew(clock: SlackClock, ahead: float, skew: float, *, agrees: bool, complaint: str | None) -> None:
    clock.note(NOW - ahead, NOW)
    assert (clock.skew, clock.agrees, clock.complaint) == (skew, agrees, complaint)


def test_delayed_answers_do_not_change_the_skew(clock: SlackClock, monotonic: Monotonic) -> None:
    clock.note(NOW, NOW)
    for late in range(1, 140):
        monotonic.now += 1
        clock.note(NOW, NOW + 3 * late)
        assert clock.agrees


def test_corrected_clock_is_recognised_soon(clock: SlackClock, monotonic: Monotonic) -> None:
    clock.note(NOW, NOW)
    for _ in range(6):
        monotonic.now += 61
        clock.note(NOW, NOW + 401)
    assert clock.skew == 400
    clock.note(NOW, NOW)
    assert clock.agrees


def test_skew_is_forgotten_after_a_long_silence(clock: SlackClock, monotonic: Monotonic) -> None:
    clock.note(NOW, NOW)
    monotonic.now += 1_000
    clock.note(NOW, NOW + 101)
    assert clock.skew == 100
