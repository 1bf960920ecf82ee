"""Whether the process can serve: Slack accepts our token, the event loop keeps up, and the clock is right.

Only problems that make serving impossible count; others are reported as warnings.
"""

import asyncio
import logging
import math

from bot.slack.clock import SlackClock
from bot.slack.errors import SlackError, SlackRefusedError, SlackTokenRefusedError
from bot.slack.installation import Installed
from bot.slack.token_advice import advice

log = logging.getLogger(__name__)


class Readiness:
    """Checks that the process can serve, from `start` to `stop`.

    Args:
        installed: Asks Slack whether our token is valid.
        clock: The difference between Slack's clock and ours.
        max_skew: Seconds of difference at which Slack's requests get rejected.
        check_every: Seconds between two token checks.
        retry_every: Seconds until the next check if Slack did not answer.
        stale_after: Seconds without a confirmed token after which there is a warning.
        tick: Seconds between two checks of the event loop.
        max_lag: Seconds that the event loop may be late.
    """

    def __init__(
        self,
        installed: Installed,
        clock: SlackClock,
        *,
        max_skew: float = math.inf,
        check_every: float = 60.0,
        retry_every: float = 10.0,
        stale_after: float = 180.0,
        tick: float = 0.5,
        max_lag: float = 1.0,
    ) -> None:
        self._installed = installed
        self._clock = clock
        self._max_skew = max_skew
        self._check_every = check_every
        self._retry_every = retry_every
        self._stale_after = stale_after
        self._tick = tick
        self._max_lag = max_lag
        self._lag = 0.0
        self._due = 0.0
        self._is_refused = False
        self._clock_logged = False
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Start checking."""
        loop = asyncio.get_running_loop()
        self._due = loop.time() + self._tick
        self._log_clock()
        self._tasks = [
            loop.create_task(self._check_token(), name="auth.test"),
            loop.create_task(self._measure(), name="event loop lag"),
        ]

    async def stop(self) -> None:
        """Stop checking."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def problem(self) -> str | None:
        """Why the process cannot serve, in a few words; None if it can."""
        if self._is_refused:
            return "Slack refuses our token"
        if math.isinf(self._installed.age):
            # Until we know our workspace, everyone counts as an outsider.
            return "Slack has not confirmed our token yet"
        if abs(self._clock.skew or 0.0) > self._max_skew:
            return self._clock.complaint
        # A check that is overdue counts as well as the last one.
        overdue = asyncio.get_running_loop().time() - self._due if self._tasks else 0.0
        return "the event loop lags" if max(self._lag, overdue) > self._max_lag else None

    def warnings(self) -> list[str]:
        """Problems that do not keep the process from serving, each in a few words."""
        age = self._installed.age
        old = f"Slack has not confirmed our token for {age:.0f} s" if self._stale_after < age < math.inf else None
        return [warning for warning in (old, self._clock.complaint) if warning is not None]

    async def _check_token(self) -> None:
        # The start has just checked it.
        wait = self._check_every if self._installed.age < self._check_every else self._retry_every
        while True:
            await asyncio.sleep(wait)
            wait = self._retry_every
            try:
                await self._installed.prove()
                self._is_refused, wait = False, self._check_every
            except SlackError as error:
                # An outage of Slack says nothing about the token.
                if isinstance(error, SlackRefusedError):
                    self._is_refused = isinstance(error, SlackTokenRefusedError)
                log.warning("Slack does not confirm our token: %s; %s", error.code, advice(error))
            self._log_clock()

    def _log_clock(self) -> None:
        """Log once that the clock is wrong."""
        complaint = self._clock.complaint
        if complaint is not None and not self._clock_logged:
            log.error("%s: let NTP set it; requests that seem older than 300 s are refused", complaint)
        self._clock_logged = complaint is not None

    async def _measure(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self._due = loop.time() + self._tick
            await asyncio.sleep(self._tick)
            self._lag = loop.time() - self._due
