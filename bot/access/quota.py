"""Limits the look-ups of each user, so that nobody can copy the whole database."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from bot.store.errors import StoreError

_MINUTE: Final = 60.0
_DAY: Final = 86_400.0
_PATIENCE_SECONDS: Final = 0.05


class Shared(Protocol):
    """Counts look-ups over all processes; see `bot.store.quotas`."""

    @property
    def is_needed(self) -> bool:
        """Whether there are other processes, so that this one's own count is not enough."""
        ...

    def add(self, person: str, count: int) -> None:
        """Count look-ups."""
        ...

    async def take(self, person: str, count: int, wait: Callable[[Sequence[float]], float | None]) -> float | None:
        """Decide on look-ups, and count them; may raise StoreError."""
        ...


class Quota:
    """Counts each user's look-ups over the last minute and the last day.

    Args:
        per_minute: Look-ups in any 60 seconds, at least 1.
        per_day: Look-ups in any 24 hours, at least 1.
        clock: Monotonic seconds.
        shared: Counts those of all processes; None if only this one's matter.
        patience: Seconds that asking all processes may take.
    """

    def __init__(
        self,
        per_minute: int,
        per_day: int,
        clock: Callable[[], float] = time.monotonic,
        shared: Shared | None = None,
        *,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        self._patience = patience
        self._limits = ((_MINUTE, per_minute), (_DAY, per_day))
        self._clock = clock
        self._shared = shared
        self._taken: defaultdict[str, deque[float]] = defaultdict(deque)
        self._asking: set[asyncio.Future[float | None]] = set()

    @property
    def most(self) -> int:
        """How many look-ups can be granted at once to a user who has made none."""
        return min(limit for _, limit in self._limits)

    def load(self, ages: Mapping[str, Sequence[float]]) -> None:
        """Count look-ups that were made before this process started: by user, how many seconds ago each was."""
        now = self._clock()
        for user_id, before in ages.items():
            self._taken[user_id].extendleft(now - age for age in reversed(before))

    async def take(self, user_id: str, count: int = 1) -> float | None:
        """Take look-ups: all of them, or none if there are not enough left.

        With other processes, all of them are asked; if that takes long or fails, this one's own count decides.

        Args:
            user_id: The user.
            count: How many, up to `most`; 0 is always granted.

        Returns:
            None if they are granted; otherwise the seconds until they would be, and nothing is counted.
        """
        if self._shared is None or not self._shared.is_needed or not count:
            return self.take_here(user_id, count)
        asking = asyncio.ensure_future(self._shared.take(user_id, count, partial(self._wait, count)))
        # Not cancelled if it takes longer: in the middle of a transaction, that would cost a connection.
        self._asking.add(asking)
        asking.add_done_callback(self._asked)
        done, _ = await asyncio.wait({asking}, timeout=self._patience)
        if not done or asking.exception() is not None:
            return self.take_here(user_id, count)
        if (wait := asking.result()) is None:
            self._taken[user_id].extend([self._clock()] * count)
        return wait

    def _asked(self, asking: "asyncio.Future[float | None]") -> None:
        self._asking.discard(asking)
        if not asking.cancelled() and (error := asking.exception()) is not None and not isinstance(error, StoreError):
            raise error

    def take_here(self, user_id: str, count: int = 1) -> float | None:
        """Take look-ups by this process's own count; otherwise as `take`."""
        now = self._clock()
        taken = self._taken[user_id]
        while taken and now - taken[0] >= _DAY:
            taken.popleft()
        wait = self._wait(count, [now - at for at in taken])
        if wait is None and count:
            taken.extend([now] * count)
            if self._shared is not None:
                self._shared.add(user_id, count)
        return wait

    def _wait(self, count: int, ages: Sequence[float]) -> float | None:
        """Seconds until so many are granted after others; None if they are.

        Args:
            count: How many.
            ages: How many seconds ago the others were made, the longest ago first.
        """
        # In each window, `count` fit as soon as this earlier look-up is out of it.
        last = [(span, ages[count - limit - 1]) for span, limit in self._limits if len(ages) > limit - count]
        return max((span - age for span, age in last if age < span), default=None)
