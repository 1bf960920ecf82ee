"""How long Slack waits for an acknowledgement. After that, it tells the user that the command failed.

After an event, it tells the user nothing, and sends it again: at once, after a minute, after five minutes
(https://docs.slack.dev/apis/events-api/).

Over HTTP, Slack's timestamp says when that is. If our clock differs from Slack's, and over Socket Mode, where envelopes
have no timestamp, the process only knows whether it was paused just before it read something. In that case the request
counts as if it had waited for the whole pause.
"""

import asyncio
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

WAITS_SECONDS = 3.0

RETRY_HEADER = "X-Slack-Retry-Num"
"""How many times Slack has sent an event before."""

_ROUNDED_SECONDS = 1.0
_TICK_SECONDS = 0.25
_PAUSED_SECONDS = 1.0
_READING_SECONDS = 1.0
_SENT_BEFORE = re.compile(r"[0-9]{1,4}")
_FIRST_AFTER_A_WAIT = 2


def _since_boot() -> float:
    """Seconds that also count while the machine is suspended, if the system supports that."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def never_lost() -> bool:
    """Over HTTP, the acknowledgement is the answer to the request itself, so it is never lost separately."""
    return False


@dataclass(slots=True)
class AckDeadline:
    """A request whose acknowledgement Slack is waiting for.

    Attributes:
        until: The deadline, from `AckDeadlines.until`.
        lost: Whether the acknowledgement can no longer reach Slack; that may become known only after it was sent.
        was_over: Whether the deadline had passed when it was sent.
    """

    until: float
    lost: Callable[[], bool] = never_lost
    was_over: bool = False

    def is_late(self) -> bool:
        """Whether Slack has told the user that their request failed."""
        return self.was_over or self.lost()


def of_event(retry: str | None) -> AckDeadline:
    """The deadline of an event: over if its user has waited for at least a minute, and may have asked again.

    Args:
        retry: The value of `RETRY_HEADER`, if any.
    """
    again = retry is not None and _SENT_BEFORE.fullmatch(retry) and int(retry) >= _FIRST_AFTER_A_WAIT
    return AckDeadline(-math.inf if again else math.inf)


class AckDeadlines:
    """Knows which requests Slack has given up on.

    Args:
        agrees: Whether our clock agrees with Slack's.
        clock: Seconds since the epoch.
        now: A clock that is never set, in seconds.
        waits: Seconds that Slack waits; more for tests on a busy machine.
    """

    def __init__(
        self,
        agrees: Callable[[], bool],
        clock: Callable[[], float] = time.time,
        now: Callable[[], float] = _since_boot,
        *,
        waits: float = WAITS_SECONDS,
    ) -> None:
        self._agrees = agrees
        self._clock = clock
        self._now = now
        self._waits = waits
        self._last: tuple[float, float] | None = None
        self._paused_from = self._paused_until = 0.0
        self._ticking: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start watching for pauses of the process."""
        self.tick()
        self._ticking = asyncio.get_running_loop().call_later(_TICK_SECONDS, self.start)

    def stop(self) -> None:
        """Stop watching."""
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None
        self._last = None

    def tick(self) -> None:
        """Note that the process is running."""
        now, clock = self._now(), self._clock()
        paused = self._paused_for(now, clock)
        if paused > _PAUSED_SECONDS:
            self._paused_from, self._paused_until = now - paused, now
        self._last = now, clock

    def until(self, stamp: str | None) -> float:
        """The time until which Slack waits for the acknowledgement of what was just read.

        Args:
            stamp: Slack's verified timestamp, in whole seconds; None if there is none.

        Returns:
            A value for `is_over`.
        """
        now = self._now()
        if stamp is not None and self._agrees():
            # The timestamp is rounded down, so only a second later is it certain that Slack no longer waits.
            return now - self._clock() + int(stamp) + self._waits + _ROUNDED_SECONDS
        return self._sent_from(now) + self._waits

    def is_over(self, moment: float) -> bool:
        """Whether a time from `until` has passed."""
        return self._now() > moment

    def _sent_from(self, now: float) -> float:
        """The earliest time at which Slack may have sent what was just read."""
        if (paused := self._paused_for(now, self._clock())) > _PAUSED_SECONDS:
            return now - paused
        return self._paused_from if now - self._paused_until < _READING_SECONDS else now

    def _paused_for(self, now: float, clock: float) -> float:
        """Seconds since the process was last seen running, by the clock that advanced more."""
        return max(now - self._last[0], clock - self._last[1]) if self._last is not None else 0.0
