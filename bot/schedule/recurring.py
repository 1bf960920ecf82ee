"""Repeats work until the process stops."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.store.errors import StoreError

log = logging.getLogger(__name__)


class Recurring:
    """Runs repeated work, each kind in a task of its own."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()

    def start(self, name: str, every: float, work: Callable[[], Awaitable[object]]) -> None:
        """Do some work at once, and repeat it; if the database fails, it is tried again the next time.

        Args:
            name: The work's name in the log.
            every: Seconds between the end of one run and the next.
            work: The work; may raise StoreError.
        """
        self._tasks.append(asyncio.get_running_loop().create_task(self._repeat(name, every, work), name=name))

    async def stop(self, seconds: float = 1.0) -> None:
        """Start nothing new, and cancel what is still running after `seconds`."""
        self._stopping.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _repeat(self, name: str, every: float, work: Callable[[], Awaitable[object]]) -> None:
        failing: str | None = None
        while not self._stopping.is_set():
            try:
                await work()
                failing = None
            except StoreError as error:
                if error.word != failing:
                    log.warning("%s: not done, the store is %s", name, error.word)
                failing = error.word
            with suppress(TimeoutError):
                async with asyncio.timeout(every):
                    await self._stopping.wait()
