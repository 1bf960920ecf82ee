"""Limits the look-ups of each user, so that nobody can copy the whole database."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from bot.store.errors import StoreError
from bot.store.patience import Patience

_MINUTE: Final = 60.0
_DAY: Final = 86_400.0


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
        shared: Counts the look-ups of all processes; None if there is only this process.
        patience: How long asking all processes may take.
    """

    def __init__(
        self,
        per_minute: int,
        per_day: int,
        clock: Callable[[], float] = time.monotonic,
        shared: Shared | None = None,
        *,
        patience: Patience | None = None,
    ) -> None:
        self._patience = patience or Patience()
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

        If there are other processes, their look-ups count, too. If the database is slow or fails, this process decides
        by its own count.

        Args:
            user_id: The user.
            count: How many, up to `most`; 0 is always granted.

        Returns:
            None if they are granted; otherwise the seconds until they would be, and nothing is counted.
        """
        if self._shared is None or not self._shared.is_needed or not count:
            return self.take_here(user_id, count)
        decision = _Decision(partial(self._wait, count))
        asking = asyncio.ensure_future(self._shared.take(user_id, count, decision.among_all))
        # Not cancelled if it takes longer: in the middle of a transaction, that would cost a connection.
        self._asking.add(asking)
        asking.add_done_callback(partial(self._on_answer, user_id, count, decision))
        if not await self._patience.wait(asking):
            decision.alone(self._ages(user_id))
        elif decision.ages is not None:
            # Count here what the other processes granted, in case the database fails later.
            now = self._clock()
            self._taken[user_id] = deque(now - age for age in decision.ages)
        if decision.wait is None:
            self._taken[user_id].extend([self._clock()] * count)
        return decision.wait

    def _on_answer(
        self, user_id: str, count: int, decision: "_Decision", asking: "asyncio.Future[float | None]"
    ) -> None:
        self._asking.discard(asking)
        if asking.cancelled() or (error := asking.exception()) is None:
            return
        if not isinstance(error, StoreError):
            raise error
        decision.alone(self._ages(user_id))
        if decision.wait is None and self._shared is not None:
            self._shared.add(user_id, count)

    def take_here(self, user_id: str, count: int = 1) -> float | None:
        """Take look-ups by this process's own count; otherwise as `take`."""
        wait = self._wait(count, self._ages(user_id))
        if wait is None and count:
            self._taken[user_id].extend([self._clock()] * count)
            if self._shared is not None:
                self._shared.add(user_id, count)
        return wait

    def _ages(self, user_id: str) -> list[float]:
        """How many seconds ago each look-up of the last day was made, as far as this process knows."""
        now, taken = self._clock(), self._taken[user_id]
        while taken and now - taken[0] >= _DAY:
            taken.popleft()
        return [now - at for at in taken]

    def _wait(self, count: int, ages: Sequence[float]) -> float | None:
        """Seconds until `count` look-ups are granted after earlier ones; None if they are now.

        Args:
            count: How many.
            ages: How many seconds ago the others were made, the longest ago first.
        """
        # In each window, `count` fit as soon as this earlier look-up is out of it.
        last = [(span, ages[count - limit - 1]) for span, limit in self._limits if len(ages) > limit - count]
        return max((span - age for span, age in last if age < span), default=None)


class _Decision:
    """Decides once whether to grant look-ups: by those of all processes or, if the database is slow, of this one.

    Args:
        decide: Returns the seconds until they would be granted, given how many seconds ago each earlier one was made.

    Attributes:
        wait: Those seconds; None if the look-ups are granted.
        ages: The look-ups in the database that decided it, in seconds ago; None if this process decided alone.
    """

    def __init__(self, decide: Callable[[Sequence[float]], float | None]) -> None:
        self.wait: float | None = None
        self.ages: Sequence[float] | None = None
        self._decide = decide
        self._is_made = False

    def among_all(self, ages: Sequence[float]) -> float | None:
        """Decide by all look-ups. An earlier decision by `alone` is kept, so that the database counts what was done."""
        if not self._is_made:
            self._is_made, self.ages, self.wait = True, ages, self._decide(ages)
        return self.wait

    def alone(self, ages: Sequence[float]) -> None:
        """Decide by this process's look-ups, unless it is already decided."""
        if not self._is_made:
            self._is_made, self.wait = True, self._decide(ages)
