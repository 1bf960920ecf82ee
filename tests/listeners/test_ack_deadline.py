"""How long Slack waits: by its timestamps if the clocks agree, else by when the process was last paused."""

import asyncio

import pytest

from bot.listeners.ack_deadline import AckDeadlines, of_event

NOON = 1_800_000_000


class Clocks:
    """Both clocks of a machine, moved by hand."""

    def __init__(self, *, agree: bool = True) -> None:
        self.epoch = float(NOON)
        self.boot = 500.0
        self.ack_deadlines = AckDeadlines(lambda: agree, lambda: self.epoch, lambda: self.boot)
        self.ack_deadlines.tick()

    def run(self, seconds: float) -> None:
        """Let the process run, and tick."""
        for _ in range(round(seconds / 0.25)):
            self.pause(0.25)
            self.ack_deadlines.tick()

    def pause(self, seconds: float) -> None:
        self.epoch += seconds
        self.boot += seconds


@pytest.mark.parametrize(("after", "late"), [(0.0, False), (2.9, False), (3.9, False), (4.1, True), (7.0, True)])
def test_timestamped_request_is_late_once_slack_has_given_up(after: float, *, late: bool) -> None:
    clocks = Clocks()
    clocks.pause(after)
    assert clocks.ack_deadlines.is_over(clocks.ack_deadlines.until(str(NOON))) is late


def test_time_of_the_acknowledgement_counts() -> None:
    clocks = Clocks()
    until = clocks.ack_deadlines.until(str(NOON))
    assert not clocks.ack_deadlines.is_over(until)
    clocks.pause(4.1)
    assert clocks.ack_deadlines.is_over(until)


@pytest.mark.parametrize("stamp", [NOON - 3_600, NOON, NOON + 3_600])
def test_timestamps_are_ignored_if_the_clocks_disagree(stamp: int) -> None:
    clocks = Clocks(agree=False)
    clocks.run(10)
    assert not clocks.ack_deadlines.is_over(clocks.ack_deadlines.until(str(stamp)))
    clocks.pause(7.0)
    assert clocks.ack_deadlines.is_over(clocks.ack_deadlines.until(str(stamp)))


@pytest.mark.parametrize(
    ("stood", "handled_after", "late"),
    [(0.5, 0.0, False), (2.5, 0.2, False), (2.5, 0.6, True), (3.5, 0.0, True), (0.0, 2.9, False), (0.0, 3.1, True)],
)
def test_request_without_timestamp_after_a_pause_counts_as_that_old(
    stood: float, handled_after: float, *, late: bool
) -> None:
    clocks = Clocks()
    clocks.run(10)
    clocks.pause(stood)
    until = clocks.ack_deadlines.until(None)
    clocks.pause(handled_after)
    assert clocks.ack_deadlines.is_over(until) is late


def test_order_of_tick_and_envelope_after_a_pause_does_not_matter() -> None:
    for ticks_first in (True, False):
        clocks = Clocks()
        clocks.run(10)
        clocks.pause(7.0)
        if ticks_first:
            clocks.ack_deadlines.tick()
        assert clocks.ack_deadlines.is_over(clocks.ack_deadlines.until(None))


def test_a_second_after_a_pause_requests_count_as_new() -> None:
    clocks = Clocks()
    clocks.run(10)
    clocks.pause(7.0)
    clocks.ack_deadlines.tick()
    clocks.run(0.75)
    assert clocks.ack_deadlines.is_over(clocks.ack_deadlines.until(None))
    clocks.run(0.5)
    assert not clocks.ack_deadlines.is_over(clocks.ack_deadlines.until(None))


def test_suspended_machine_is_detected_by_the_wall_clock() -> None:
    clocks = Clocks()
    clocks.run(10)
    clocks.epoch += 7.0
    assert clocks.ack_deadlines.is_over(clocks.ack_deadlines.until(None))


def test_clock_set_back_is_not_a_pause() -> None:
    clocks = Clocks()
    clocks.run(10)
    clocks.epoch -= 3_600.0
    assert not clocks.ack_deadlines.is_over(clocks.ack_deadlines.until(None))


async def test_blocked_event_loop_is_detected() -> None:
    now = [0.0]
    ack_deadlines = AckDeadlines(lambda: False, lambda: 0.0, lambda: now[0])
    ack_deadlines.start()
    for _ in range(6):
        now[0] += 0.3
        await asyncio.sleep(0.3)
    assert not ack_deadlines.is_over(ack_deadlines.until(None))
    now[0] += 5.0
    await asyncio.sleep(0.3)
    assert ack_deadlines.is_over(ack_deadlines.until(None))
    ack_deadlines.stop()


@pytest.mark.parametrize(
    ("retry", "late"),
    [(None, False), ("0", False), ("1", False), ("2", True), ("3", True), ("27", True), ("x", False), ("-2", False)],
)
def test_event_is_late_once_its_user_has_waited_a_minute(retry: str | None, *, late: bool) -> None:
    assert Clocks().ack_deadlines.is_over(of_event(retry).until) is late
