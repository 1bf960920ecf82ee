"""Slack's end of Socket Mode: connections, envelopes and their acknowledgements.

An envelope belongs to the connection over which it was sent: it must be acknowledged there, and fails for the user if
that connection ends first. Whether the real Slack accepts an acknowledgement elsewhere is not documented.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox.slack.feed import Feed

MOST_CONNECTIONS = 10
HEARTBEAT = 20.0
# Seconds that a connection has to close after Slack has asked for a refresh.
GRACE = 10.0
# Seconds after which an app that does not answer the close frame is cut off.
CLOSING = 1.0


@dataclass(frozen=True)
class Refresh:
    """How connections are refreshed.

    Attributes:
        every: Seconds from its greeting until each connection is asked to disconnect.
        warned: Seconds before that at which Slack sends a `warning`; the connection still gets envelopes.
        grace: Seconds that Slack then waits before it closes the connection.
    """

    every: float
    warned: float = 0.0
    grace: float = GRACE


@dataclass(eq=False)
class Connection:
    """One open WebSocket; `leaving` once asked to disconnect, when it gets envelopes only if no other is open."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    number: int
    leaving: bool = False
    closing: bool = False
    stalled: bool = False
    unacknowledged: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    clock: set[asyncio.Task[None]] = field(default_factory=set)


class SocketMode:
    """All connections of the app. Each envelope goes to exactly one of them, in turn.

    Attributes:
        refresh: How connections opened from now on are refreshed; None for never.
        most: The highest number of connections open at once.
        opened: How many connections were opened.
        dropped: How many envelopes were not acknowledged before their connection ended.
        unsent: How many envelopes could not be sent for lack of a connection.
    """

    def __init__(self, app_id: str, feed: Feed) -> None:
        self.refresh: Refresh | None = None
        self.most = 0
        self.opened = 0
        self.dropped = 0
        self.unsent = 0
        self._app_id = app_id
        self._feed = feed
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._count = 0

    @property
    def connections(self) -> int:
        """How many connections are open and receive envelopes."""
        return len(self._open())

    def ticket(self) -> str:
        """Path and query of an address that can be used for one connection."""
        self._count += 1
        ticket = f"ticket-{self._count:06}"
        self._tickets.add(ticket)
        return f"/link/?ticket={ticket}&app_id={self._app_id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Greet a connection that has a valid ticket, then read its acknowledgements until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        self.opened += 1
        connection = Connection(socket, request.transport, self.opened)
        with suppress(ConnectionError):
            await self._talk(connection)
        await socket.close()
        return socket

    async def deliver(
        self, kind: str, payload: Mapping[str, Any], more: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Send one envelope and wait until it is acknowledged.

        Args:
            kind: `slash_commands`, `interactive` or `events_api`.
            payload: What the envelope carries.
            more: Its other fields.

        Returns:
            The payload of the acknowledgement; None if it had none.

        Raises:
            ConnectionError: No connection is open, or the one used ended before the acknowledgement.
        """
        connection = self._next()
        self._count += 1
        envelope_id = f"00000000-0000-4000-8000-{self._count:012}"
        acknowledged: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.unacknowledged[envelope_id] = acknowledged
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            **(more or {}),
        }
        try:
            if not connection.stalled:
                await connection.socket.send_json(envelope)
            answer = await acknowledged
        finally:
            connection.unacknowledged.pop(envelope_id, None)
        return answer if isinstance(answer, dict) else None

    async def disconnect(self, reason: str) -> None:
        """Ask every connection to disconnect; after a `warning` it still gets envelopes.

        Args:
            reason: `warning`, `refresh_requested` or `link_disabled`.
        """
        for connection in self._open():
            if reason == "warning":
                await connection.socket.send_json(_disconnect(reason))
            else:
                connection.leaving = True
                self._later(connection, self._dismiss(connection, reason, GRACE))
        # The messages have been sent when this returns.
        await asyncio.sleep(0)
        self._feed.wake()

    def cut(self, how: Literal["stall", "reset"], *, noticed: float = HEARTBEAT) -> None:
        """Break the connection that would be used next: reset it, or let it go silent.

        Args:
            how: "reset" or "stall".
            noticed: Seconds until Slack notices and stops using it.
        """
        connection = self._open()[0]
        if how == "stall":
            connection.stalled = True
            if connection.transport is not None:
                connection.transport.pause_reading()
            self._later(connection, _cut(connection, noticed))
        else:
            self._later(connection, _cut(connection, 0.0))

    def cut_unacknowledged(self) -> bool:
        """Reset a connection with an unacknowledged envelope; returns whether there is one."""
        for connection in self._connections:
            if connection.unacknowledged and connection.transport is not None:
                connection.transport.abort()
                return True
        return False

    async def close(self) -> None:
        """Close every connection, as if Slack itself went down."""
        for connection in tuple(self._connections):
            await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    async def _talk(self, connection: Connection) -> None:
        self._connections.append(connection)
        self.most = max(self.most, len(self._connections))
        try:
            await connection.socket.send_json(self._hello())
            self._feed.wake()
            if self.refresh is not None:
                self._later(connection, self._refresh(connection, self.refresh))
            await self._take_acknowledgements(connection)
        finally:
            self._connections.remove(connection)
            for task in connection.clock:
                task.cancel()
            for waiting in connection.unacknowledged.values():
                if not waiting.done():
                    self.dropped += 1
                    waiting.set_exception(ConnectionResetError("the connection ended"))
            self._feed.wake()

    def _later(self, connection: Connection, doing: Coroutine[None, None, None]) -> None:
        async def do() -> None:
            with suppress(ConnectionError):
                await doing

        connection.clock.add(asyncio.get_running_loop().create_task(do()))

    async def _refresh(self, connection: Connection, refresh: Refresh) -> None:
        await asyncio.sleep(refresh.every - refresh.warned)
        if refresh.warned:
            await connection.socket.send_json(_disconnect("warning"))
            await asyncio.sleep(refresh.warned)
        await self._dismiss(connection, "refresh_requested", refresh.grace)

    async def _dismiss(self, connection: Connection, reason: str, grace: float) -> None:
        """Ask a connection to disconnect, and close it after a while; acknowledgements are accepted until then."""
        connection.leaving = True
        await connection.socket.send_json(_disconnect(reason))
        self._feed.wake()
        await asyncio.sleep(grace)
        connection.closing = True
        await connection.socket.send_frame(WSCloseCode.OK.to_bytes(2, "big"), WSMsgType.CLOSE)
        await _cut(connection, CLOSING)

    def _open(self) -> list[Connection]:
        return [one for one in self._connections if not one.leaving and not one.socket.closed]

    def _next(self) -> Connection:
        """The connection whose turn it is; raises ConnectionError if none is open."""
        connections = self._open() or self._leaving()
        if not connections:
            self.unsent += 1
            raise ConnectionError("no Socket Mode connection is open")
        self._connections.remove(connections[0])
        self._connections.append(connections[0])
        return connections[0]

    def _leaving(self) -> list[Connection]:
        """Connections that were asked to disconnect and are still open, most recent first."""
        leaving = [one for one in self._connections if one.leaving and not one.closing]
        return sorted(leaving, key=lambda one: one.number, reverse=True)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 3600},
        }

    async def _take_acknowledgements(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                acknowledgement = json.loads(message.data)
            except ValueError:
                continue
            if not isinstance(acknowledgement, dict):
                continue
            waiting = connection.unacknowledged.get(str(acknowledgement.get("envelope_id")))
            if waiting is not None and not waiting.done():
                waiting.set_result(acknowledgement.get("payload"))


async def _cut(connection: Connection, seconds: float) -> None:
    """Cut a connection after a while, without a close frame."""
    await asyncio.sleep(seconds)
    connection.leaving = connection.closing = True
    if connection.transport is not None:
        connection.transport.abort()


def _disconnect(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
