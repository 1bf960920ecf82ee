"""Limits the look-ups of each user, so that nobody can copy the whole database."""

import time
from collections import defaultdict, deque
from collections.abc import Callable

_MINUTE = 60.0
_DAY = 86_400.0


class Quota:
    """Counts each user's look-ups over the last minute and the last day, in memory.

    Args:
        per_minute: Look-ups in any 60 seconds, at least 1.
        per_day: Look-ups in any 24 hours, at least 1.
        clock: Monotonic seconds.
    """

    def __init__(self, per_minute: int, per_day: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = ((_MINUTE, per_minute), (_DAY, per_day))
        self._clock = clock
        self._taken: defaultdict[str, deque[float]] = defaultdict(deque)

    @property
    def most(self) -> int:
        """How many look-ups can be granted at once to a user who has made none."""
        return min(limit for _, limit in self._limits)

    def take(self, user_id: str, count: int = 1) -> float | None:
        """Take look-ups: all of them, or none if there are not enough left.

        Args:
            user_id: The user.
            count: How many, up to `most`; 0 is always granted.

        Returns:
            None if they are granted; otherwise the seconds until they would be, and nothing is counted.
        """
        now = self._clock()
        taken = self._taken[user_id]
        while taken and now - taken[0] >= _DAY:
            taken.popleft()
        # In each window, `count` fit as soon as this earlier look-up is out of it.
        last = [(span, taken[count - limit - 1]) for span, limit in self._limits if len(taken) > limit - count]
        waits = [at + span - now for span, at in last if now - at < span]
        if waits:
            return max(waits)
        taken.extend([now] * count)
        return None
