"""Remembers for a while what has been done."""

import time
from collections import OrderedDict
from collections.abc import Callable


class ExpiringKeys:
    """The latest `size` keys, in memory, each for `seconds` after it was added.

    Args:
        seconds: How long a key is remembered.
        clock: Monotonic seconds.
        size: How many are remembered at most.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic, size: int = 10_000) -> None:
        self._seconds = seconds
        self._clock = clock
        self._size = size
        self._added: OrderedDict[str, float] = OrderedDict()

    def add(self, key: str) -> bool:
        """Add `key`; returns whether it is new, or was forgotten."""
        now = self._clock()
        at = self._added.get(key)
        if at is not None and now - at < self._seconds:
            return False
        self._added[key] = now
        self._added.move_to_end(key)
        if len(self._added) > self._size:
            self._added.popitem(last=False)
        return True

    def remove(self, key: str) -> None:
        """Forget `key`, since what it stands for failed and may be tried again."""
        self._added.pop(key, None)
