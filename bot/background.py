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
from bot.logs import where

log = logging.getLogger(__name__)


class Apologise(Protocol):
    """Tells the person, in private, why there is no answer, unless they already have one."""

    def __call__(self, notice: Message, /) -> Awaitable[object]: ...  # noqa: D102 - the class says it


@dataclass(eq=False, slots=True)
class _Work:
    name: str
    apologise: Apologise
    task: asyncio.Task[None] | None = None
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

    def __len__(self) -> int:
        return len(self._running)

    @property
    def has_room(self) -> bool:
        """Whether one more piece of work may start."""
        return len(self._running) < self._room

    def start(self, name: str, work: Callable[[], Coroutine[None, None, None]], apologise: Apologise) -> None:
        """Run `work` from now on; a failure becomes one notice through `apologise` and one log line.

        Never raises, and never waits: it is called between Slack's request and its acknowledgement.
        """
        entry = _Work(name, apologise)
        self._running.add(entry)
        entry.task = asyncio.get_running_loop().create_task(self._run(entry, work), name=name)
        entry.task.add_done_callback(lambda _: self._running.discard(entry))

    async def _run(self, entry: _Work, work: Callable[[], Coroutine[None, None, None]]) -> None:
        try:
            async with asyncio.timeout(self._deadline):
                await work()
        except asyncio.CancelledError:
            if not entry.stopped:
                raise
            await self._tell(entry, notices.restarting())
        except TimeoutError as error:
            await self._tell(entry, notices.took_too_long(report(entry.name, error)))
        except Exception as error:  # noqa: BLE001 - the one place where an unknown failure becomes a notice and a log line
            await self._tell(entry, notices.something_broke(report(entry.name, error)))

    async def _tell(self, entry: _Work, notice: Message) -> None:
        entry.telling = True
        try:
            async with asyncio.timeout(self._parting):
                await entry.apologise(notice)
        except Exception as error:  # noqa: BLE001 - nothing is left to tell the person with
            report(f"{entry.name}: telling of a failure", error)

    async def drain(self, finish: float, tell: float) -> int:
        """Let what runs finish for `finish` seconds, then stop the rest and tell each person once, in `tell` seconds.

        Returns:
            How many people had to be told.
        """
        await self.finish(finish)
        # A task that is cancelled before its first step never reaches its own `except`.
        await asyncio.sleep(0)
        rest = [entry for entry in self._running if not entry.telling]
        for entry in rest:
            entry.stopped = True
            if entry.task is not None:
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


def report(name: str, error: BaseException) -> str:
    """Write one log line about an unknown failure: frames and type, never the exception's own text.

    Returns:
        The reference that the line carries, to show to the person.
    """
    reference = secrets.token_hex(4)
    log.error("%s failed: reference=%s %s at %s", name, reference, type(error).__qualname__, where(error.__traceback__))
    return reference
