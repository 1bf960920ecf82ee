"""Limits the calls to Spott: a number in any minute, and none while Spott asks us to wait."""

import asyncio
import time
from bisect import insort
from collections.abc import Awaitable, Callable

from bot.spott.errors import SpottBusyError

_MINUTE = 60.0
_PATIENCE_SECONDS = 5.0
_PAUSE_UNSAID = 5.0
_LONGEST_PAUSE = 60.0
_KEPT_FREE = 4  # one in four calls


class RateLimit:
    """A sliding-window rate limit, for this process alone; if there are several, `change` sets each one's portion.

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
        self._was_short = False

    @property
    def wait(self) -> float:
        """Seconds that a call made now would have to wait."""
        now = self._clock()
        return max(self._resumes_at, self._next(now, self._per_minute)) - now

    @property
    def used(self) -> int:
        """The calls of the last minute, and those that are waiting."""
        self._next(self._clock(), self._per_minute)
        return len(self._moments)

    def was_short(self) -> bool:
        """Whether a call has had to wait, or was refused, since this was last asked."""
        was_short, self._was_short = self._was_short, False
        return was_short

    def change(self, per_minute: int) -> None:
        """Allow more or fewer calls from now on, but at least one a minute."""
        self._per_minute = max(1, per_minute)

    async def take(self, *, spare: bool = False) -> None:
        """Wait until a call may be made.

        Args:
            spare: Whether a look-up can do without this call. A quarter of the calls is reserved for others.

        Raises:
            SpottBusyError: The wait would be longer than a few seconds, or Spott has asked us to wait. Raised at once,
                with the seconds to wait.
        """
        now = self._clock()
        calls = self._per_minute - self._per_minute // _KEPT_FREE if spare else self._per_minute
        moment = max(self._resumes_at, self._next(now, calls))
        self._was_short |= moment > now
        if moment - now > _PATIENCE_SECONDS or self._resumes_at > now:
            raise SpottBusyError(moment - now)
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

    def _next(self, now: float, calls: int) -> float:
        """When the next call may be made if `calls` are allowed per minute."""
        while self._moments and self._moments[0] <= now - _MINUTE:
            del self._moments[0]
        return now if len(self._moments) < calls else max(now, self._moments[-calls] + _MINUTE)

    async def _sleep_until(self, moment: float) -> None:
        wait = moment - self._clock()
        if wait > 0:
            await self._sleep(wait)
            if (pause := self._resumes_at - self._clock()) > 0:
                raise SpottBusyError(pause)
