"""How many connections and bytes the server accepts, and which connection is dropped when capacity runs short.

Unverified requests share a few slots, for a few seconds each, and never use those of verified requests. When the slots
are full, the oldest request is dropped rather than the newest: Slack's requests arrive within milliseconds, so one that
takes long is not Slack's.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one server.

    Attributes:
        head: Seconds until a request's head is complete, counted from the connection or from the first byte.
        body: Seconds for the body after that.
        write: Seconds that a client may take to read its answer.
        keep_alive: Seconds that an idle connection is kept after an answer. Longer than the 90 s of common routers, so
            that none of them sends a request into a connection that is closing.
        connections: Open connections.
        requests: Verified requests in progress.
        unverified: Incomplete requests, none of which is verified yet.
        own: Bytes of body that each of those may take. Including its parsed head, a request stays under 128 KiB.
        shared: Bytes beyond `own` that all bodies may take together, since some of Slack's are larger.
        body_bytes: Bytes of one body.
    """

    head: float = 5.0
    body: float = 5.0
    write: float = 10.0
    keep_alive: float = 95.0
    connections: int = 2_000
    requests: int = 500
    unverified: int = 128
    own: int = 48 * 1024
    shared: int = 4 * 1024 * 1024
    body_bytes: int = 1024 * 1024


class Member(Protocol):
    """A connection, as `Capacity` sees it."""

    def refuse(self, status: int, reason: str) -> None:
        """Reject the request."""

    def close_if_idle(self) -> None:
        """Close, unless a request has started."""

    def abort(self) -> None:
        """Close at once."""


class Capacity:
    """All connections of a server, and the capacity that they share.

    Args:
        limits: How much they may use.
        note: Called with a fixed word when a connection is dropped or not accepted.

    Attributes:
        working: Verified requests without an answer yet.
        reading: Incomplete requests.
        large: Bytes of their bodies beyond `Limits.own`.
        is_closing: Whether connections are closed after each answer.
    """

    def __init__(self, limits: Limits, note: Callable[[str], None]) -> None:
        self.limits = limits
        self._note = note
        self.working: dict[Member, asyncio.Task[None]] = {}
        self.is_closing = False
        self.reading = _Pool(limits.unverified)
        self.large = _Pool(limits.shared)
        # In the order in which they are dropped: unverified ones by arrival, verified ones by Slack's last request.
        self._unverified: dict[Member, None] = {}
        self._verified: dict[Member, None] = {}

    def admit(self, newcomer: Member) -> bool:
        """Accept a connection, dropping an idle one if need be; returns False if all are busy with Slack's requests."""
        if len(self._unverified) + len(self._verified) >= self.limits.connections:
            idle = next(iter(self._unverified), None) or next(
                (it for it in self._verified if it not in self.working), None
            )
            self._note("connections")
            if idle is None:
                return False
            self.leave(idle)
            idle.abort()
        self._unverified[newcomer] = None
        return True

    def trust(self, connection: Member) -> None:
        """Remember that a verified request came over this connection."""
        self._unverified.pop(connection, None)
        self._verified.pop(connection, None)
        self._verified[connection] = None

    def leave(self, connection: Member) -> None:
        """Forget a connection that is closed or about to be."""
        self._unverified.pop(connection, None)
        self._verified.pop(connection, None)
        self.reading.release(connection)
        self.large.release(connection)

    async def finish(self, incomplete: float, seconds: float) -> None:
        """Close idle connections and wait for requests that have started.

        Args:
            incomplete: Seconds to wait for incomplete requests, if there are any.
            seconds: Seconds to wait at most.
        """
        now = asyncio.get_running_loop().time
        self.is_closing = True
        for connection in self._all():
            connection.close_if_idle()
        began = now()
        if len(self.reading):
            await asyncio.sleep(min(incomplete, seconds))
        if self.working:
            await asyncio.wait(self.working.values(), timeout=max(0.0, seconds - (now() - began)))

    async def abort(self, grace: float) -> None:
        """Cancel what is still running after `grace` seconds, then close every connection."""
        if self.working:
            await asyncio.wait(self.working.values(), timeout=grace)
        tasks = list(self.working.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for connection in self._all():
            connection.abort()

    def _all(self) -> list[Member]:
        return [*self._unverified, *self._verified]


class _Pool:
    """A limited amount of something; when it runs out, the oldest holder loses its share."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._taken = 0
        self._held: dict[Member, int] = {}

    def __len__(self) -> int:
        return len(self._held)

    def hold(self, holder: Member, amount: int) -> None:
        """Set the holder's total, taking it from the oldest holders if necessary."""
        self._taken += amount - self._held.get(holder, 0)
        self._held[holder] = amount
        while self._taken > self._size:
            oldest = next(iter(self._held))
            self.release(oldest)
            oldest.refuse(HTTPStatus.SERVICE_UNAVAILABLE, "crowded")

    def release(self, holder: Member) -> None:
        """Take back everything the holder has."""
        self._taken -= self._held.pop(holder, 0)
