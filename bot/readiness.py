"""Whether the process is able to serve: Slack takes our token, and the event loop keeps up."""

import asyncio
import logging

import aiohttp
from slack_sdk.errors import SlackClientError

from bot.installation import Installed

log = logging.getLogger(__name__)


class Readiness:
    """Keeps an eye on both, until `stop`.

    Args:
        installed: Asks Slack whether our token is good.
        prove_every: Seconds from one question to the next.
        ask_again: Seconds to the next question after one without an answer.
        too_old: Seconds after which the last good answer says nothing any more.
        tick: Seconds between two looks at the event loop.
        most_lag: Seconds that the event loop may be late.
    """

    def __init__(
        self,
        installed: Installed,
        *,
        prove_every: float = 60.0,
        ask_again: float = 10.0,
        too_old: float = 180.0,
        tick: float = 0.5,
        most_lag: float = 1.0,
    ) -> None:
        self._installed = installed
        self._prove_every = prove_every
        self._ask_again = ask_again
        self._too_old = too_old
        self._tick = tick
        self._most_lag = most_lag
        self._lag = 0.0
        self._due = 0.0
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Watch from now on."""
        loop = asyncio.get_running_loop()
        self._due = loop.time() + self._tick
        self._tasks = [
            loop.create_task(self._prove(), name="auth.test"),
            loop.create_task(self._measure(), name="event loop lag"),
        ]

    async def stop(self) -> None:
        """Watch no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def lacks(self) -> str | None:
        """What stands in the way of serving, in a few words; None when nothing does."""
        if self._installed.age > self._too_old:
            return "Slack does not confirm our token"
        # A look that should have been taken by now counts as well as the last one that was.
        overdue = asyncio.get_running_loop().time() - self._due if self._tasks else 0.0
        return "the event loop lags" if max(self._lag, overdue) > self._most_lag else None

    async def _prove(self) -> None:
        # Whoever started this has just asked.
        wait = self._prove_every if self._installed.age < self._prove_every else self._ask_again
        while True:
            await asyncio.sleep(wait)
            try:
                await self._installed.prove()
                wait = self._prove_every
            except (SlackClientError, aiohttp.ClientError, OSError, LookupError) as error:
                wait = self._ask_again
                log.warning("Slack does not confirm our token: %s", type(error).__qualname__)

    async def _measure(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self._due = loop.time() + self._tick
            await asyncio.sleep(self._tick)
            self._lag = loop.time() - self._due
