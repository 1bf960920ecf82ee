"""Remembers what was already done, so that it is not done twice."""

from collections import OrderedDict


class Seen:
    """The latest `size` keys, in memory."""

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._seen: OrderedDict[str, None] = OrderedDict()

    def first(self, key: str) -> bool:
        """Add `key`; returns whether it is new."""
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > self._size:
            self._seen.popitem(last=False)
        return True

    def forget(self, key: str) -> None:
        """Remove `key`, since what it stands for failed and may be tried again."""
        self._seen.pop(key, None)
