"""The keys of rows: the time, and a number for the process, so that new rows are neighbours on disk."""

from collections.abc import Callable
from typing import Final

MICROSECONDS: Final = 1_000_000


class Keys:
    """Makes keys that no other row has.

    Args:
        process: This process's number.
        clock: Seconds since 1970.
    """

    def __init__(self, process: int, clock: Callable[[], float]) -> None:
        self._process = process
        self._clock = clock
        self._last = 0

    def next(self) -> dict[str, int]:
        """The columns `at`, the time in microseconds or the next one that is free, and `process`."""
        self._last = max(self._last + 1, int(self._clock() * MICROSECONDS))
        return {"at": self._last, "process": self._process}
