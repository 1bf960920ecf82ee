"""The work after an acknowledgement: tasks with a deadline that are drained when the process stops.

Slack has been told "received", so each task ends in exactly one outcome for the person: what it delivers itself, or a
notice from here if it failed, took too long or had to stop.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass

from bot.slack import notice
from bot.slack.notice import Notice
from bot.telemetry.logs import where

log = logging.getLogger(__name__)

Tell = Callable[[Notice], Awaitable[object]]
"""Tells the person in private why there is no answer, unless they already have one."""


@dataclass(eq=False, slots=True)
class _Work:
    name: str
    tell: Tell
    reference: str | None = None
    is_on_its_way: Callable[[], bool] = lambda: False
    task: asyncio.Task[None] | None = None
    is_started: bool = False
    is_telling: bool = False
    is_stopped: bool = False


class Background:
    """A limited set of running tasks.

    Args:
        deadline: Seconds that one task may take.
        limit: How many tasks may run at once.
        notice_seconds: Seconds that a notice about a failure may take.
    """

    def __init__(self, *, deadline: float = 10.0, limit: int = 500, notice_seconds: float = 2.0) -> None:
        self._deadline = deadline
        self._limit = limit
        self._notice_seconds = notice_seconds
        self._running: set[_Work] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._running)

    @property
    def refusal(self) -> Notice | None:
        """Why no more work may start; None if it may."""
        if self._closed:
            return notice.of("restarting")
        return notice.of("busy_here") if len(self._running) >= self._limit else None

    def start(
        self,
        name: str,
        work: Callable[[], Coroutine[None, None, None]],
        tell: Tell,
        reference: str | None = None,
        is_on_its_way: Callable[[], bool] = lambda: False,
    ) -> None:
        """Run `work` in the background; a failure becomes one notice through `tell` and one log line.

        Never raises and never waits, since it is called between Slack's request and its acknowledgement.

        Args:
            name: The work's name in the log.
            work: The work.
            tell: Sends a notice to the person.
            reference: Identifies this work to the person and in the log; if None, a failure gets a new one.
            is_on_its_way: Whether the answer is being delivered, which may then take longer.
        """
        entry = _Work(name, tell, reference, is_on_its_way)
        self._run_task(entry, self._run(entry, work))

    def tell(self, name: str, what: Notice, tell: Tell) -> None:
        """Send a notice instead of doing the work; never raises and never waits."""
        entry = _Work(name, tell, is_telling=True)
        self._run_task(entry, self._tell(entry, what))

    def _run_task(self, entry: _Work, running: Coroutine[None, None, None]) -> None:
        self._running.add(entry)
        name = f"{entry.name} reference={entry.reference}"
        entry.task = asyncio.get_running_loop().create_task(running, name=name)
        entry.task.add_done_callback(lambda _: self._running.discard(entry))

    async def _run(self, entry: _Work, work: Callable[[], Coroutine[None, None, None]]) -> None:
        failure = await self._attempt(entry, work)
        if failure is not None:
            await self._tell(entry, failure)

    async def _attempt(self, entry: _Work, work: Callable[[], Coroutine[None, None, None]]) -> Notice | None:
        """Do the work; returns the notice to send if it failed."""
        if entry.is_stopped:
            return notice.of("restarting")
        entry.is_started = True
        try:
            async with asyncio.timeout(self._deadline):
                await work()
        except asyncio.CancelledError:
            if not entry.is_stopped or entry.task is None:
                raise
            # The cancellation is handled; if it stayed on the task, the next timeout would not be recognised as one.
            entry.task.uncancel()
            return notice.of("restarting")
        except TimeoutError as error:
            if entry.is_on_its_way():
                return None
            reference = report(entry.name, error, entry.reference)
            return notice.of("took_too_long", reference=reference)
        except Exception as error:  # noqa: BLE001 - the one place where an unknown failure becomes a notice and a log line
            reference = report(entry.name, error, entry.reference)
            return notice.of("something_broke", reference=reference)
        return None

    async def _tell(self, entry: _Work, what: Notice) -> None:
        entry.is_telling = True
        try:
            async with asyncio.timeout(self._notice_seconds):
                await entry.tell(what)
        except Exception as error:  # noqa: BLE001 - nothing is left to tell the person with
            report(f"{entry.name}: sending a notice", error, entry.reference)

    async def drain(self, finish: float, tell: float) -> int:
        """Let tasks finish for `finish` seconds, then cancel the rest and notify each person within `tell` seconds.

        Nothing new may start from then on.

        Returns:
            How many notices had to be sent.
        """
        await self.finish(finish)
        self._closed = True
        rest = [entry for entry in self._running if not entry.is_telling]
        for entry in rest:
            entry.is_stopped = True
            # A task cancelled before its first step would never run a line, so it checks `is_stopped` instead.
            if entry.is_started and entry.task is not None:
                entry.task.cancel()
        await self.finish(tell)
        return len(rest)

    async def finish(self, seconds: float) -> None:
        """Wait, at most `seconds`, until no task is running."""
        until = asyncio.get_running_loop().time() + seconds
        while tasks := [entry.task for entry in self._running if entry.task is not None]:
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return
            await asyncio.wait(tasks, timeout=left)


def report(name: str, error: BaseException, reference: str | None = None) -> str:
    """Log an unexpected exception: its type and frames, but not its text.

    Args:
        name: What failed.
        error: The exception.
        reference: The look-up's reference; a new one if None.

    Returns:
        The reference in the log line, to show to the person.
    """
    reference = reference or secrets.token_hex(4)
    log.error("%s failed: reference=%s %s at %s", name, reference, type(error).__qualname__, where(error.__traceback__))
    return reference
