"""Whether the process is able to serve: Slack takes our token, the event loop keeps up, and the clock is right.

Only what makes serving impossible counts; what is merely not as it should be is a remark.
"""

import asyncio
import logging
import math

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.clock import SlackClock
from bot.slack.installation import REFUSED_TOKEN, Installed
from bot.telemetry.journal import word

log = logging.getLogger(__name__)


class Readiness:
    """Keeps an eye on all of it, until `stop`.

    Args:
        installed: Asks Slack whether our token is good.
        clock: How far our clock is from Slack's.
        most_skew: Seconds by which it may be off before nothing of what Slack sends is taken.
        prove_every: Seconds from one question to the next.
        ask_again: Seconds to the next question after one without an answer.
        too_old: Seconds after which it is worth a remark that Slack does not confirm the token.
        tick: Seconds between two looks at the event loop.
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
        """Watch from now on."""
        loop = asyncio.get_running_loop()
        self._due = loop.time() + self._tick
        self._complain()
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
        """What makes serving impossible, in a few words; None when nothing does."""
        if self._is_refused:
            return "Slack refuses our token"
        if math.isinf(self._installed.age):
            # Until it is known whose token this is, everybody is a stranger.
            return "Slack has not confirmed our token yet"
        if abs(self._clock.skew or 0.0) > self._most_skew:
            return self._clock.complaint
        # A look that should have been taken by now counts as well as the last one that was.
        overdue = asyncio.get_running_loop().time() - self._due if self._tasks else 0.0
        return "the event loop lags" if max(self._lag, overdue) > self._most_lag else None

    def remarks(self) -> list[str]:
        """What is not as it should be although the process serves, each in a few words."""
        age = self._installed.age
        old = f"Slack has not confirmed our token for {age:.0f} s" if self._too_old < age < math.inf else None
        return [remark for remark in (old, self._clock.complaint) if remark is not None]

    async def _prove(self) -> None:
        # Whoever started this has just asked.
        wait = self._prove_every if self._installed.age < self._prove_every else self._ask_again
        while True:
            await asyncio.sleep(wait)
            wait = self._ask_again
            try:
                await self._installed.prove()
                self._is_refused, wait = False, self._prove_every
            except SlackApiError as error:
                code = word(error.response.get("error"))
                self._is_refused = code in REFUSED_TOKEN
                log.warning("Slack does not confirm our token: %s", code)
            except (SlackClientError, aiohttp.ClientError, OSError, LookupError) as error:
                log.warning("Slack does not confirm our token: %s", type(error).__qualname__)
            self._complain()

    def _complain(self) -> None:
        """Say once in the log that the clock is wrong."""
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
