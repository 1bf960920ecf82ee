"""Makes sure that each request is carried out only once, within this process and among several."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from bot.listeners.expiring_keys import ExpiringKeys


class Shared(Protocol):
    """Decides among several processes; see `bot.store.claims`."""

    async def claim(self, key: str, person: str | None = None) -> bool:
        """Claim something; returns whether no other process has. Never raises."""
        ...

    async def claim_for(self, key: str, seconds: float) -> bool:
        """Claim something for `seconds`; returns whether nobody has in that time. Never raises."""
        ...

    async def is_claimed(self, key: str) -> bool:
        """Whether another process has claimed something. Never raises."""
        ...

    def release(self, key: str) -> None:
        """Give a claim up; never raises."""
        ...


class LastingClaims:
    """Claims that last for a while. If the processes can't agree, each of them still does the work once.

    Args:
        here: What this process has claimed.
        seconds: How long a claim lasts.
        shared: As in `Claims`.
    """

    def __init__(self, here: ExpiringKeys, seconds: float, shared: Shared | None) -> None:
        self._here = here
        self._seconds = seconds
        self._shared = shared

    async def claim(self, key: str) -> bool:
        """Claim something; returns whether nobody had. Never raises."""
        return self._here.add(key) and (self._shared is None or await self._shared.claim_for(key, self._seconds))

    def release(self, key: str) -> None:
        """Give a claim up, since the work failed and may be tried again."""
        self._here.remove(key)
        if self._shared is not None:
            self._shared.release(key)


class Claims:
    """Claims on work, so that it is not done twice.

    Args:
        shared: Decides among processes; None if there is only this one.
        size: How many claims are remembered here.
    """

    def __init__(self, shared: Shared | None = None, size: int = 10_000) -> None:
        self._shared = shared
        self._size = size
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._waiting: dict[str, set[asyncio.Event]] = {}

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
        for claimed in self._waiting.get(key, ()):
            claimed.set()
        return True

    async def will_be_claimed(self, key: str, within: float) -> bool:
        """Whether something is claimed within `within` seconds; at once if it was claimed here. Never raises."""
        if key in self._keys:
            return True
        claimed = asyncio.Event()
        waiting = self._waiting.setdefault(key, set())
        waiting.add(claimed)
        try:
            async with asyncio.timeout(within):
                return await claimed.wait()
        except TimeoutError:
            return self._shared is not None and await self._shared.is_claimed(key)
        finally:
            waiting.remove(claimed)
            if not waiting:
                del self._waiting[key]

    def lasting(self, seconds: float, clock: Callable[[], float]) -> LastingClaims:
        """Claims that last for `seconds`, by a monotonic clock."""
        return LastingClaims(ExpiringKeys(seconds, clock), seconds, self._shared)

    async def confirm(self, key: str, person: str | None = None) -> bool:
        """Claim among all processes what was claimed here; returns whether no other had. Never raises.

        Args:
            key: What was claimed.
            person: The Slack id of the user who waits for it, and who is told if this process is lost.
        """
        return self._shared is None or await self._shared.claim(key, person)

    def release(self, key: str) -> None:
        """Give a claim up, since the work failed and may be tried again."""
        if key in self._keys:
            del self._keys[key]
            if self._shared is not None:
                self._shared.release(key)
