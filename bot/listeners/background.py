"""The work after an acknowledgement: owned tasks with a deadline, drained when the process is told to stop.

Slack has been told "received", so each piece of work ends in exactly one outcome for the person: what it delivers
itself, or one notice from here when it failed, took too long or had to stop.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Protocol

from bot.cards import notices
from bot.cards.message import Message
from bot.telemetry.journal import Outcome
from bot.telemetry.logs import where

log = logging.getLogger(__name__)


Excuse = tuple[Message, Outcome]
"""Why there is no answer: in words for the person, and in one for the journal."""


class Apologise(Protocol):
    """Tells the person, in private, why there is no answer, unless they already have one."""

    def __call__(self, notice: Message, named: Outcome, /) -> Awaitable[object]: ...  # noqa: D102 - the class says it


@dataclass(eq=False, slots=True)
class _Work:
    name: str
    apologise: Apologise
    reference: str | None = None
    task: asyncio.Task[None] | None = None
    begun: bool = False
    telling: bool = False
    stopped: bool = False


class Background:
    """A bounded set of running work.

    Args:
        deadline: Seconds that one piece of work may take.
        room: How many pieces may run at once.
        parting: Seconds that telling a person of a failure may take.
    """

    def __init__(self, *, deadline: float = 10.0, room: int = 500, parting: float = 2.0) -> None:
        self._deadline = deadline
        self._room = room
        self._parting = parting
        self._running: set[_Work] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._running)

    @property
    def excuse(self) -> Excuse | None:
        """Why no more work may start; None when it may."""
        if self._closed:
            return notices.of("restarting"), Outcome.RESTARTING
        return (notices.of("busy_here"), Outcome.CROWDED) if len(self._running) >= self._room else None

    @property
    def has_room(self) -> bool:
        """Whether one more piece of work may start."""
        return self.excuse is None

    def start(
        self,
        name: str,
        work: Callable[[], Coroutine[None, None, None]],
        apologise: Apologise,
        reference: str | None = None,
    ) -> None:
        """Run `work` from now on; a failure becomes one notice through `apologise` and one log line.

        Never raises, and never waits: it is called between Slack's request and its acknowledgement.

        Args:
            name: What the work is called in the log.
            work: What is to be done.
            apologise: Reaches the person.
            reference: Names this work to the person and in the log; a new one when it fails, if there is none.
        """
        entry = _Work(name, apologise, reference)
        self._own(entry, self._run(entry, work))

    def tell(self, name: str, excuse: Excuse, apologise: Apologise) -> None:
        """Tell an `excuse` in place of the work; never raises, and never waits."""
        entry = _Work(name, apologise, telling=True)
        self._own(entry, self._tell(entry, excuse))

    def _own(self, entry: _Work, running: Coroutine[None, None, None]) -> None:
        self._running.add(entry)
        name = f"{entry.name} reference={entry.reference}"
        entry.task = asyncio.get_running_loop().create_task(running, name=name)
        entry.task.add_done_callback(lambda _: self._running.discard(entry))

    async def _run(self, entry: _Work, work: Callable[[], Coroutine[None, None, None]]) -> None:
        excuse = await self._attempt(entry, work)
        if excuse is not None:
            await self._tell(entry, excuse)

    async def _attempt(self, entry: _Work, work: Callable[[], Coroutine[None, None, None]]) -> Excuse | None:
        """Do the work; returns what is to be told when it came to nothing."""
        if entry.stopped:
            return notices.of("restarting"), Outcome.RESTARTING
        entry.begun = True
        try:
            async with asyncio.timeout(self._deadline):
                await work()
        except asyncio.CancelledError:
            if not entry.stopped or entry.task is None:
                raise
            # The cancellation is dealt with: left on the task, it would keep the next timeout from being one.
            entry.task.uncancel()
            return notices.of("restarting"), Outcome.RESTARTING
        except TimeoutError as error:
            reference = report(entry.name, error, entry.reference)
            return notices.of("took_too_long", reference=reference), Outcome.TOOK_TOO_LONG
        except Exception as error:  # noqa: BLE001 - the one place where an unknown failure becomes a notice and a log line
            reference = report(entry.name, error, entry.reference)
            return notices.of("something_broke", reference=reference), Outcome.BROKE
        return None

    async def _tell(self, entry: _Work, excuse: Excuse) -> None:
        entry.telling = True
        try:
            async with asyncio.timeout(self._parting):
                await entry.apologise(*excuse)
        except Exception as error:  # noqa: BLE001 - nothing is left to tell the person with
            report(f"{entry.name}: telling of a failure", error, entry.reference)

    async def drain(self, finish: float, tell: float) -> int:
        """Let what runs finish for `finish` seconds, then stop the rest and tell each person once, in `tell` seconds.

        From then on nothing new may start.

        Returns:
            How many people had to be told.
        """
        await self.finish(finish)
        self._closed = True
        rest = [entry for entry in self._running if not entry.telling]
        for entry in rest:
            entry.stopped = True
            # A task that is cancelled before its first step never runs a line; such a one sees `stopped` then.
            if entry.begun and entry.task is not None:
                entry.task.cancel()
        await self.finish(tell)
        return len(rest)

    async def finish(self, seconds: float) -> None:
        """Wait, at most `seconds`, until nothing runs."""
        until = asyncio.get_running_loop().time() + seconds
        while tasks := [entry.task for entry in self._running if entry.task is not None]:
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return
            await asyncio.wait(tasks, timeout=left)


def report(name: str, error: BaseException, reference: str | None = None) -> str:
    """Write one log line about an unknown failure: frames and type, never the exception's own text.

    Args:
        name: What failed.
        error: With what.
        reference: What names the look-up in other lines; a new one where there is none yet.

    Returns:
        The reference that the line carries, to show to the person.
    """
    reference = reference or secrets.token_hex(4)
    log.error("%s failed: reference=%s %s at %s", name, reference, type(error).__qualname__, where(error.__traceback__))
    return reference
