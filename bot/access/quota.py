"""How often one person may look people up, so that nobody can carry the database out."""

import time
from collections import defaultdict, deque
from collections.abc import Callable

_MINUTE = 60.0
_DAY = 86_400.0


class Quota:
    """Counts look-ups by person, over the last minute and the last day, in this process's memory.

    Args:
        per_minute: How many in any 60 seconds, at least 1.
        per_day: How many in any 24 hours, at least 1.
        clock: Monotonic seconds.
    """

    def __init__(self, per_minute: int, per_day: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = ((_MINUTE, per_minute), (_DAY, per_day))
        self._clock = clock
        self._taken: defaultdict[str, deque[float]] = defaultdict(deque)

    def take(self, user_id: str) -> float | None:
        """Count one look-up.

        Returns:
            None when it is granted; else the seconds until the next one is, and nothing is counted.
        """
        now = self._clock()
        taken = self._taken[user_id]
        while taken and now - taken[0] >= _DAY:
            taken.popleft()
        waits = [
            taken[-limit] + span - now
            for span, limit in self._limits
            if len(taken) >= limit and now - taken[-limit] < span
        ]
        if waits:
            return max(waits)
        taken.append(now)
        return None
