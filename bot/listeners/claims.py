"""Decides who does what was asked for, once: within this process, and among several."""

from collections import OrderedDict
from typing import Protocol


class Shared(Protocol):
    """Decides among several processes; see `bot.store.claims`."""

    async def claim(self, key: str, person: str | None = None) -> bool:
        """Claim something; returns whether no other process has. Never raises."""
        ...

    def release(self, key: str) -> None:
        """Give a claim up; never raises."""
        ...


class Claims:
    """What was claimed, so that it is not done twice.

    Args:
        shared: Decides among processes; None if there is only this one.
        size: How many claims are remembered here.
    """

    def __init__(self, shared: Shared | None = None, size: int = 10_000) -> None:
        self._shared = shared
        self._size = size
        self._keys: OrderedDict[str, None] = OrderedDict()

    @property
    def are_shared(self) -> bool:
        """Whether there may be other processes."""
        return self._shared is not None

    async def claim(self, key: str) -> bool:
        """Claim something; returns whether nobody had. Never raises."""
        return self.claim_here(key) and await self.confirm(key)

    def claim_here(self, key: str) -> bool:
        """Claim something in this process; returns whether it is new here. It still has to be confirmed."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._size:
            self._keys.popitem(last=False)
        return True

    async def confirm(self, key: str, person: str | None = None) -> bool:
        """Claim among all processes what was claimed here; returns whether no other had. Never raises.

        Args:
            key: What was claimed.
            person: Who waits for it, by Slack's id: they are told if this process is lost.
        """
        return self._shared is None or await self._shared.claim(key, person)

    def release(self, key: str) -> None:
        """Give a claim up, since the work failed and may be tried again."""
        if key in self._keys:
            del self._keys[key]
            if self._shared is not None:
                self._shared.release(key)
