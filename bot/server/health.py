"""Whether the process can serve: Slack accepts our token, the event loop keeps up, and the clock is right.

Only problems that make serving impossible count; others are reported as remarks.
"""

import asyncio
import logging
import math

from bot.slack.clock import SlackClock
from bot.slack.errors import SlackError, SlackRefusedError, SlackTokenRefusedError
from bot.slack.installation import Installed

log = logging.getLogger(__name__)


class Readiness:
    """Checks all of it until `stop`.

    Args:
        installed: Asks Slack whether our token is valid.
        clock: The difference between Slack's clock and ours.
        most_skew: Seconds of difference at which Slack's requests get rejected.
        prove_every: Seconds between two token checks.
        ask_again: Seconds until the next check if one got no answer.
        too_old: Seconds without a confirmed token after which there is a remark.
        tick: Seconds between two checks of the event loop.
        most_lag: Seconds that the event loop may be late.
    """

    def __init__(
        self,
        installed: Installed,
        clock: SlackClock,
        *,
        most_skew: float = math.inf,
        prove_every: float = 60.0,
        ask_again: float = 10.0,
        too_old: float = 180.0,
        tick: float = 0.5,
        most_lag: float = 1.0,
    ) -> None:
        self._installed = installed
        self._clock = clock
        self._most_skew = most_skew
        self._prove_every = prove_every
        self._ask_again = ask_again
        self._too_old = too_old
        self._tick = tick
        self._most_lag = most_lag
        self._lag = 0.0
        self._due = 0.0
        self._is_refused = False
        self._complained = False
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Start checking."""
        loop = asyncio.get_running_loop()
        self._due = loop.time() + self._tick
        self._complain()
        self._tasks = [
            loop.create_task(self._prove(), name="auth.test"),
            loop.create_task(self._measure(), name="event loop lag"),
        ]

    async def stop(self) -> None:
        """Stop checking."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def lacks(self) -> str | None:
        """Why the process cannot serve, in a few words; None if it can."""
        if self._is_refused:
            return "Slack refuses our token"
        if math.isinf(self._installed.age):
            # As long as our workspace is unknown, everyone counts as a stranger.
            return "Slack has not confirmed our token yet"
        if abs(self._clock.skew or 0.0) > self._most_skew:
            return self._clock.complaint
        # A check that is overdue counts, not only the last one made.
        overdue = asyncio.get_running_loop().time() - self._due if self._tasks else 0.0
        return "the event loop lags" if max(self._lag, overdue) > self._most_lag else None

    def remarks(self) -> list[str]:
        """Problems that do not keep the process from serving, each in a few words."""
        age = self._installed.age
        old = f"Slack has not confirmed our token for {age:.0f} s" if self._too_old < age < math.inf else None
        return [remark for remark in (old, self._clock.complaint) if remark is not None]

    async def _prove(self) -> None:
        # The start has just asked.
        wait = self._prove_every if self._installed.age < self._prove_every else self._ask_again
        while True:
            await asyncio.sleep(wait)
            wait = self._ask_again
            try:
                await self._installed.prove()
                self._is_refused, wait = False, self._prove_every
            except SlackError as error:
                # A Slack that cannot answer says nothing about the token.
                if isinstance(error, SlackRefusedError):
                    self._is_refused = isinstance(error, SlackTokenRefusedError)
                log.warning("Slack does not confirm our token: %s", error.code)
            self._complain()

    def _complain(self) -> None:
        """Log once that the clock is wrong."""
        complaint = self._clock.complaint
        if complaint is not None and not self._complained:
            log.error("%s: let NTP set it; requests that seem older than 300 s are refused", complaint)
        self._complained = complaint is not None

    async def _measure(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self._due = loop.time() + self._tick
            await asyncio.sleep(self._tick)
            self._lag = loop.time() - self._due
