"""Remembers what was done, so that it is not done twice."""

from collections import OrderedDict


class Seen:
    """Keys that were seen, the latest `size` of them, in this process's memory."""

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._seen: OrderedDict[str, None] = OrderedDict()

    def first(self, key: str) -> bool:
        """Whether `key` was not seen before; from now on it was."""
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > self._size:
            self._seen.popitem(last=False)
        return True

    def forget(self, key: str) -> None:
        """`key` came to nothing, and may be tried again."""
        self._seen.pop(key, None)
