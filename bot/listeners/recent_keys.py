"""Remembers what was already done, so that it is not done twice."""

from collections import OrderedDict


class RecentKeys:
    """The latest `size` keys, in memory."""

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._keys: OrderedDict[str, None] = OrderedDict()

    def add(self, key: str) -> bool:
        """Add `key`; returns whether it is new."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._size:
            self._keys.popitem(last=False)
        return True

    def remove(self, key: str) -> None:
        """Remove `key`, since what it stands for failed and may be tried again."""
        self._keys.pop(key, None)
