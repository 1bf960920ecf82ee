"""Limits the calls to Spott: so many in any minute, and none while Spott asks us to wait."""

import asyncio
import time
from bisect import insort
from collections.abc import Awaitable, Callable

from bot.spott.errors import SpottBusyError

_MINUTE = 60.0
_PATIENCE_SECONDS = 5.0
_PAUSE_UNSAID = 5.0
_LONGEST_PAUSE = 60.0


class RateLimit:
    """A sliding-window rate limit, for this process alone.

    Args:
        per_minute: Calls in any 60 seconds, at least 1.
        clock: Monotonic seconds.
        sleep: Waits for a number of seconds.
    """

    def __init__(
        self,
        per_minute: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._sleep = sleep
        # The times of past calls and of those still waiting, sorted.
        self._moments: list[float] = []
        self._resumes_at = 0.0

    @property
    def wait(self) -> float:
        """Seconds that a call made now would have to wait."""
        now = self._clock()
        return max(self._resumes_at, self._next(now)) - now

    async def take(self) -> None:
        """Wait until a call may be made.

        Raises:
            SpottBusyError: The wait would be longer than a few seconds, or Spott has asked us to wait. Raised at once,
                with the seconds to wait.
        """
        wait = self.wait
        if wait > _PATIENCE_SECONDS or self._resumes_at > self._clock():
            raise SpottBusyError(wait)
        moment = self._clock() + wait
        insort(self._moments, moment)
        try:
            await self._sleep_until(moment)
        except BaseException:
            self._moments.remove(moment)
            raise

    def pause(self, retry_after: float | None) -> float:
        """Make no calls for a while, because Spott answered 429.

        Args:
            retry_after: Seconds, if Spott said. Capped at a minute: Spott's limits are per minute, and one answer
                should not stop everyone for an hour.

        Returns:
            Seconds until calls are made again.
        """
        seconds = min(_PAUSE_UNSAID if retry_after is None else retry_after, _LONGEST_PAUSE)
        self._resumes_at = max(self._resumes_at, self._clock() + seconds)
        return self._resumes_at - self._clock()

    def _next(self, now: float) -> float:
        """When the next call may be made."""
        while self._moments and self._moments[0] <= now - _MINUTE:
            del self._moments[0]
        if len(self._moments) < self._per_minute:
            return now
        return max(now, self._moments[-self._per_minute] + _MINUTE)

    async def _sleep_until(self, moment: float) -> None:
        wait = moment - self._clock()
        if wait > 0:
            await self._sleep(wait)
            if (pause := self._resumes_at - self._clock()) > 0:
                raise SpottBusyError(pause)
