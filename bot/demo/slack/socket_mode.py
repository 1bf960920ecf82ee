"""Slack's end of Socket Mode: connections, envelopes and their acknowledgements.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.demo.slack.feed import Feed

MOST_CONNECTIONS = 10
HEARTBEAT = 20.0
# After asking for a refresh Slack leaves a connection this many seconds to go by itself.
GRACE = 10.0


@dataclass(eq=False)
class Connection:
    """One open WebSocket; `leaving` once it was asked to go and gets no more envelopes."""

    socket: web.WebSocketResponse
    lifetime: asyncio.Timeout = field(default_factory=lambda: asyncio.timeout(None))
    leaving: bool = False


class SocketMode:
    """All connections of the app. Each envelope goes to exactly one of them, in turn."""

    def __init__(self, app_id: str, feed: Feed) -> None:
        self._app_id = app_id
        self._feed = feed
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._unacknowledged: dict[str, asyncio.Future[Any]] = {}
        self._count = 0

    @property
    def connections(self) -> int:
        """How many connections are open and take envelopes."""
        return len(self._open())

    def ticket(self) -> str:
        """Path and query of an address that opens one connection, once."""
        self._count += 1
        ticket = f"ticket-{self._count:06}"
        self._tickets.add(ticket)
        return f"/link/?ticket={ticket}&app_id={self._app_id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Greet a connection that brings a ticket, then take its acknowledgements until it ends."""
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
        connection = Connection(socket)
        with suppress(TimeoutError, ConnectionError):
            async with connection.lifetime:
                await self._talk(connection)
        await socket.close()
        return socket

    async def deliver(self, kind: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        """Send one envelope and wait until it is acknowledged.

        Args:
            kind: `slash_commands`, `interactive` or `events_api`.
            payload: What the envelope carries.

        Returns:
            The payload of the acknowledgement, None when it had none.

        Raises:
            ConnectionError: No connection is open.
        """
        connections = self._open()
        if not connections:
            raise ConnectionError("no Socket Mode connection is open")
        self._count += 1
        envelope_id = f"00000000-0000-4000-8000-{self._count:012}"
        acknowledged: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._unacknowledged[envelope_id] = acknowledged
        connection = connections[0]
        # To the end of the queue: the next envelope goes to the next connection.
        self._connections.remove(connection)
        self._connections.append(connection)
        try:
            await connection.socket.send_json(
                {
                    "envelope_id": envelope_id,
                    "type": kind,
                    "payload": payload,
                    "accepts_response_payload": kind != "events_api",
                }
            )
            answer = await acknowledged
        finally:
            del self._unacknowledged[envelope_id]
        return answer if isinstance(answer, dict) else None

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go; after a mere `warning` it still gets envelopes.

        Args:
            reason: `warning`, `refresh_requested` or `link_disabled`.
        """
        for connection in self._open():
            if reason != "warning":
                connection.leaving = True
                connection.lifetime.reschedule(asyncio.get_running_loop().time() + GRACE)
            await connection.socket.send_json(_disconnect(reason))
        self._feed.wake()

    async def close(self) -> None:
        """Close every connection, as when Slack itself goes away."""
        for connection in tuple(self._connections):
            await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    async def _talk(self, connection: Connection) -> None:
        self._connections.append(connection)
        try:
            await connection.socket.send_json(self._hello())
            self._feed.wake()
            await self._take_acknowledgements(connection.socket)
        finally:
            self._connections.remove(connection)
            self._feed.wake()

    def _open(self) -> list[Connection]:
        return [one for one in self._connections if not one.leaving and not one.socket.closed]

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 3600},
        }

    async def _take_acknowledgements(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                acknowledgement = json.loads(message.data)
            except ValueError:
                continue
            if not isinstance(acknowledgement, dict):
                continue
            waiting = self._unacknowledged.get(str(acknowledgement.get("envelope_id")))
            if waiting is not None and not waiting.done():
                waiting.set_result(acknowledgement.get("payload"))


def _disconnect(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
