"""Who may be there, how much they may hold together, and who goes when room gets short.

Whoever has not proved to be Slack gets a place among few, for seconds, and never one of those that verified requests
use. A place is not refused to the newest but taken from whoever has held it longest: Slack's requests are there within
milliseconds, and who holds a place does so to keep it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process puts up with.

    Attributes:
        head: Seconds until the head of a request is there: from the connection, or from the request's first byte.
        body: Seconds that a request's body may take from then on.
        write: Seconds for which an answer may stay unread.
        keep_alive: Seconds that an idle connection stays after a good answer; longer than the 90 s for which routers
            keep one, so that none sends a request into a closing connection.
        connections: How many may be open.
        requests: How many requests from Slack may be answered at once, from the verified signature on.
        strangers: How many requests may be half there: none of them is verified yet.
        own: Bytes of body that each of those may hold. With its head, parsed, it stays below 128 KiB.
        shared: Bytes that all bodies beyond `own` may hold together; Slack's own are larger once in a while.
        body_bytes: How long a body may be.
    """

    head: float = 5.0
    body: float = 5.0
    write: float = 10.0
    keep_alive: float = 95.0
    connections: int = 2_000
    requests: int = 500
    strangers: int = 128
    own: int = 48 * 1024
    shared: int = 4 * 1024 * 1024
    body_bytes: int = 1024 * 1024


class Member(Protocol):
    """A connection, as far as its place goes."""

    def refuse(self, status: int, reason: str) -> None:
        """Answer that the request goes no further."""

    def close_if_idle(self) -> None:
        """Close, unless a request was begun."""

    def abort(self) -> None:
        """Close at once."""


class Room:
    """All connections of a server, and what they share.

    Args:
        limits: What they may cost.
        note: Told, in a fixed word, that a connection had to go or was not let in.

    Attributes:
        working: The verified requests that have no answer yet.
        reading: The requests that are half there.
        large: The bytes of their bodies beyond each one's own.
        is_closing: Whether every answer ends its connection.
    """

    def __init__(self, limits: Limits, note: Callable[[str], None]) -> None:
        self.limits = limits
        self._note = note
        self.working: dict[Member, asyncio.Task[None]] = {}
        self.is_closing = False
        self.reading = _Pool(limits.strangers)
        self.large = _Pool(limits.shared)
        # Both in the order in which they are to go: by when it came, and by when Slack last spoke over it.
        self._strangers: dict[Member, None] = {}
        self._known: dict[Member, None] = {}

    def admit(self, newcomer: Member) -> bool:
        """Let one in, for whom another goes if need be; not if all of them are at work for Slack."""
        if len(self._strangers) + len(self._known) >= self.limits.connections:
            idle = next(iter(self._strangers), None) or next((it for it in self._known if it not in self.working), None)
            self._note("connections")
            if idle is None:
                return False
            self.leave(idle)
            idle.abort()
        self._strangers[newcomer] = None
        return True

    def trust(self, connection: Member) -> None:
        """Remember that Slack speaks over it."""
        self._strangers.pop(connection, None)
        self._known.pop(connection, None)
        self._known[connection] = None

    def leave(self, connection: Member) -> None:
        """Forget one that is gone, or as good as gone."""
        self._strangers.pop(connection, None)
        self._known.pop(connection, None)
        self.reading.release(connection)
        self.large.release(connection)

    async def finish(self, strangers: float, seconds: float) -> None:
        """Close what is idle, and wait for what was begun.

        Args:
            strangers: Seconds for requests that are half there, if there are any.
            seconds: Seconds for all, at most.
        """
        now = asyncio.get_running_loop().time
        self.is_closing = True
        for connection in self._all():
            connection.close_if_idle()
        began = now()
        if len(self.reading):
            await asyncio.sleep(min(strangers, seconds))
        if self.working:
            await asyncio.wait(self.working.values(), timeout=max(0.0, seconds - (now() - began)))

    async def abort(self, grace: float) -> None:
        """End what is still under way after `grace` seconds, and every connection."""
        if self.working:
            await asyncio.wait(self.working.values(), timeout=grace)
        tasks = list(self.working.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for connection in self._all():
            connection.abort()

    def _all(self) -> list[Member]:
        return [*self._strangers, *self._known]


class _Pool:
    """Room for so many, or so much; whoever has held a part of it longest makes way for who comes."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._taken = 0
        self._held: dict[Member, int] = {}

    def __len__(self) -> int:
        return len(self._held)

    def hold(self, holder: Member, amount: int) -> None:
        """Let `holder` have `amount` in all, from the others if need be."""
        self._taken += amount - self._held.get(holder, 0)
        self._held[holder] = amount
        while self._taken > self._size:
            oldest = next(iter(self._held))
            self.release(oldest)
            oldest.refuse(HTTPStatus.SERVICE_UNAVAILABLE, "crowded")

    def release(self, holder: Member) -> None:
        """Take back what it holds."""
        self._taken -= self._held.pop(holder, 0)
