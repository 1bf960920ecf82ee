"""How long Slack waits for an acknowledgement. After that it has told the user that the command failed.

Over HTTP, Slack's timestamp says when that is. If our clock differs from Slack's, and over Socket Mode, where envelopes
have no timestamp, the process only knows whether it was paused just before it read something. In that case the request
counts as if it had waited for the whole pause.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

WAITS_SECONDS = 3.0

_ROUNDED_SECONDS = 1.0
_TICK_SECONDS = 0.25
_STOOD_SECONDS = 1.0
_READING_SECONDS = 1.0


def _since_boot() -> float:
    """Seconds that also pass while the machine is suspended, where the system counts them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def never() -> bool:
    """Over HTTP the acknowledgement is the answer to the request itself."""
    return False


@dataclass(slots=True)
class Wait:
    """One request, for whose acknowledgement Slack waits.

    Attributes:
        until: The moment, as `Patience.until` tells it.
        lost: Whether Slack has not got, and cannot get, the acknowledgement; that may show only after it was given.
        was_over: Whether the moment had passed when it was given.
    """

    until: float
    lost: Callable[[], bool] = never
    was_over: bool = False

    def is_late(self) -> bool:
        """Whether Slack has told the person that what they did failed."""
        return self.was_over or self.lost()


class Patience:
    """Tells what Slack has given up on.

    Args:
        agrees: Whether our clock shows Slack's time.
        clock: Seconds since the epoch.
        now: Seconds that nobody sets.
    """

    def __init__(
        self,
        agrees: Callable[[], bool],
        clock: Callable[[], float] = time.time,
        now: Callable[[], float] = _since_boot,
    ) -> None:
        self._agrees = agrees
        self._clock = clock
        self._now = now
        self._last: tuple[float, float] | None = None
        self._stood_from = self._stood_until = 0.0
        self._ticking: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Notice from now on when the process stands still."""
        self.tick()
        self._ticking = asyncio.get_running_loop().call_later(_TICK_SECONDS, self.start)

    def stop(self) -> None:
        """Notice it no more."""
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None
        self._last = None

    def tick(self) -> None:
        """The process runs at this moment."""
        now, clock = self._now(), self._clock()
        stood = self._stood(now, clock)
        if stood > _STOOD_SECONDS:
            self._stood_from, self._stood_until = now - stood, now
        self._last = now, clock

    def until(self, stamp: str | None) -> float:
        """The moment until which Slack waits for the acknowledgement of what was just read.

        Args:
            stamp: Slack's verified timestamp, in whole seconds; None where there is none.

        Returns:
            What `is_over` takes.
        """
        now = self._now()
        if stamp is not None and self._agrees():
            # The stamp is cut off to a whole second: only after one more is it certain that Slack waits no longer.
            return now - self._clock() + int(stamp) + WAITS_SECONDS + _ROUNDED_SECONDS
        return self._sent_from(now) + WAITS_SECONDS

    def is_over(self, moment: float) -> bool:
        """Whether a moment from `until` has passed."""
        return self._now() > moment

    def _sent_from(self, now: float) -> float:
        """Since when that may have been waiting for us which was read just now."""
        if (stood := self._stood(now, self._clock())) > _STOOD_SECONDS:
            return now - stood
        return self._stood_from if now - self._stood_until < _READING_SECONDS else now

    def _stood(self, now: float, clock: float) -> float:
        """Seconds since the process was last seen running, by whichever clock went on."""
        return max(now - self._last[0], clock - self._last[1]) if self._last is not None else 0.0
