"""Measures the difference between our clock and Slack's, from verified timestamps."""

import math
import time
from collections.abc import Callable

STAMP_HEADER = "X-Slack-Request-Timestamp"
"""When Slack sent a request, in whole seconds since the epoch."""

AGREES_SECONDS = 2.0
WRONG_SECONDS = 60.0
_REMEMBERED_SECONDS = 150.0


class SlackClock:
    """Compares Slack's timestamps with our clock.

    A message that was delayed, or waited while the process was paused, makes our clock look ahead, never behind. So the
    smallest difference of the last minutes counts: late or replayed messages have no effect as long as others arrive on
    time.

    Args:
        monotonic: A clock that is never set.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._since = -math.inf
        self._smallest = self._smallest_before = math.inf

    def note(self, stamp: float, now: float) -> None:
        """Add a timestamp that verifiably comes from Slack.

        Args:
            stamp: Slack's time, in seconds since the epoch.
            now: Our time when it was read.
        """
        age = self._monotonic() - self._since
        if age > _REMEMBERED_SECONDS:
            self._smallest_before = self._smallest if age <= 2 * _REMEMBERED_SECONDS else math.inf
            self._smallest, self._since = math.inf, self._monotonic()
        # Slack's timestamps are rounded down to seconds, so anything within the same second counts as no difference.
        ahead = now - stamp
        self._smallest = min(self._smallest, max(0.0, ahead - 1.0) if ahead > 0 else ahead)

    @property
    def skew(self) -> float | None:
        """Seconds by which our clock is ahead of Slack's, negative if behind; None if unknown."""
        smallest = min(self._smallest, self._smallest_before)
        return None if math.isinf(smallest) else smallest

    @property
    def agrees(self) -> bool:
        """Whether our clock is known to be within two seconds of Slack's."""
        return self.skew is not None and abs(self.skew) <= AGREES_SECONDS

    @property
    def complaint(self) -> str | None:
        """What is wrong with our clock, in a few words; None if it is off by at most a minute, or unknown."""
        if self.skew is None or abs(self.skew) <= WRONG_SECONDS:
            return None
        return f"this machine's clock is {abs(self.skew):.0f} s {'ahead of' if self.skew > 0 else 'behind'} Slack's"
