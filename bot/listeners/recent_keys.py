"""Remembers what was already done, so that it is not done twice."""

from collections import OrderedDict
from typing import Protocol


class Claims(Protocol):
    """Decides which process does what Slack asked for, however often and wherever the same request arrives."""

    async def claim(self, key: str) -> bool:
        """Claim a request; returns whether nobody had claimed it. Never raises.

        Args:
            key: Slack's key for the request.
        """
        ...

    async def release(self, key: str) -> None:
        """Give a claim up, since the work could not be started, and may be tried again. Never raises."""
        ...


class OwnClaims:
    """The claims of this process alone, in memory."""

    def __init__(self) -> None:
        self._keys = RecentKeys()

    async def claim(self, key: str) -> bool:
        """Claim a request; returns whether it is new."""
        return self._keys.add(key)

    async def release(self, key: str) -> None:
        """Give a claim up."""
        self._keys.remove(key)


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
