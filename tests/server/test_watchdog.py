"""The watchdog on its own; `scenarios/test_blocked_event_loop.py` shows what it does to a process."""

import asyncio
import logging
import re
import sys
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from bot.server import watchdog
from bot.server.watchdog import EXIT_STUCK, Limits, Watchdog
from tests.polling import until

LONGEST_SECONDS = 10

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a timer of POSIX")


class Watched:
    """A watchdog that records exit codes instead of ending the process."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.dog: Watchdog | None = None

    def start(self, limits: Limits) -> Watchdog:
        self.dog = Watchdog(limits, leave=self.leave)
        self.dog.start()
        return self.dog

    def leave(self, code: int) -> None:
        self.codes.append(code)
        self.stop()

    def stop(self) -> None:
        if self.dog is not None:
            self.dog.stop()


@pytest.fixture
def watched() -> Iterator[Watched]:
    watched = Watched()
    yield watched
    watched.stop()


def hold(watched: Watched) -> None:
    """Hold up the event loop until the process would have ended."""
    began = time.monotonic()
    while not watched.codes and time.monotonic() - began < LONGEST_SECONDS:
        time.sleep(0.01)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "bot.server.watchdog"]


async def test_running_loop_is_left_alone(watched: Watched) -> None:
    watched.start(Limits())
    await asyncio.sleep(0.5)
    assert watched.codes == []


async def test_blocking_code_is_logged_once_and_so_is_its_end(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    watched.start(Limits())

    async def block() -> None:
        time.sleep(0.8)  # noqa: ASYNC251 - holding up the event loop is what this test does

    await asyncio.create_task(block(), name="command reference=12345678")
    await until(lambda: any("runs again" in line for line in lines(caplog)))
    told = [line for line in lines(caplog) if "the event loop is blocked" in line]
    assert [line.partition(" at ")[0] for line in told] == ["the event loop is blocked: command reference=12345678"]
    assert re.search(r" at block:\d+( < \w+:\d+)*$", told[0])
    assert watched.codes == []


async def test_stuck_loop_ends_the_process_with_its_own_exit_code(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.start(Limits(stuck=0.6))
    hold(watched)
    assert watched.codes == [EXIT_STUCK]
    assert lines(caplog)[-1] == f"the event loop is stuck: ending with code {EXIT_STUCK}"


async def test_pause_of_the_process_does_not_count_as_a_blocked_loop(
    watched: Watched, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.start(Limits(stuck=5.0))
    # The watchdog's clock jumps while the loop is blocked, as if the process had been paused.
    jumps_at = time.monotonic() + 0.25

    def monotonic() -> float:
        now = time.monotonic()
        return now + 60.0 if now > jumps_at else now

    monkeypatch.setattr(watchdog, "time", SimpleNamespace(monotonic=monotonic))
    time.sleep(0.5)  # noqa: ASYNC251 - as above
    await until(lambda: any(line.startswith("the process was paused for 60.") for line in lines(caplog)))
    assert watched.codes == []


async def test_stop_with_a_stuck_loop_uses_the_same_exit_code(watched: Watched) -> None:
    watched.start(Limits(stop=0.4)).expect_end()
    hold(watched)
    assert watched.codes == [EXIT_STUCK]


async def test_process_that_does_not_exit_is_ended_with_code_0(watched: Watched) -> None:
    dog = watched.start(Limits(stop=0.4))
    dog.expect_end()
    dog.done()
    hold(watched)
    assert watched.codes == [0]


async def test_only_the_first_signal_counts(watched: Watched) -> None:
    dog = watched.start(Limits(stop=0.5))
    started = time.monotonic()
    dog.expect_end()
    while not watched.codes:
        await asyncio.sleep(0.1)
        dog.expect_end()
        assert time.monotonic() - started < LONGEST_SECONDS
    assert watched.codes == [0]


async def test_watchdog_needs_threads(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    with pytest.raises(RuntimeError):
        watched.start(Limits())
