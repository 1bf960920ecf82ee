"""One WebSocket connection to Slack, from start to end; `socket_mode.py` keeps several of them.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

import aiohttp

from bot.proxies import Proxies
from bot.server.verify import Refused, json_object

log = logging.getLogger(__name__)

_CLOSE_SECONDS = 0.5
_SEND_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Intervals and timeouts of connections, in seconds.

    Attributes:
        stagger: Delay between the first connection and the second, so that Slack does not refresh both at once.
        ping: Silence after which we send a ping.
        dead: Silence despite pings after which a connection is replaced. Silence alone may mean that no one types.
        retry: Delay before the first retry after a failure; doubled with each further one, up to half a minute.
        min_age: Shortest time between a connection and its replacement, however often Slack asks for a refresh.
        greeting: Time in which Slack has to greet us on a new connection.
        close: Time after which a replaced connection is closed; Slack usually closes it sooner.
    """

    stagger: float = 5.0
    ping: float = 5.0
    dead: float = 20.0
    retry: float = 1.0
    min_age: float = 0.5
    greeting: float = 10.0
    close: float = 30.0


class Why(Enum):
    """Why a connection has to be replaced."""

    REFRESH = "refresh"
    """Slack asks for one every few hours. More envelopes may arrive for a while."""
    OTHER = "disconnected by Slack"
    CROWDED = "too many connections"
    OFF = "Socket Mode is off"
    UNGREETED = "no greeting"
    DEAD = "no answer to pings"
    CLOSED = "closed"


_WARNING = "warning"
_REASONS = {
    _WARNING: Why.REFRESH,
    "refresh_requested": Why.REFRESH,
    "too_many_websockets": Why.CROWDED,
    "link_disabled": Why.OFF,
}
_AT_ONCE = frozenset({Why.CROWDED, Why.OFF})
"""After these, nothing more arrives over the connection."""


class Connection:
    """One connection.

    Args:
        take: Called with each envelope; returns the task that answers it.
        timing: Intervals and timeouts.

    Attributes:
        greeted: Resolves to whether Slack has greeted us.
        replace: Resolves to the reason as soon as this connection has to be replaced.
    """

    def __init__(self, take: Callable[["Connection", dict[str, Any]], asyncio.Task[None]], timing: Timing) -> None:
        loop = asyncio.get_running_loop()
        self.greeted: asyncio.Future[bool] = loop.create_future()
        self.replace: asyncio.Future[Why] = loop.create_future()
        self._take = take
        self._timing = timing
        self._now = loop.time
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._unanswered: set[asyncio.Task[None]] = set()
        self._opened_at = self._greeted_at = loop.time()
        self._dismissed = False
        self._left = False
        self._stuck = False

    @property
    def is_receiving(self) -> bool:
        """Whether Slack sends envelopes here: it has greeted us and has not asked us to disconnect."""
        greeted = self.greeted.done() and self.greeted.result()
        return greeted and not self._dismissed and self._socket is not None and not self._socket.closed

    @property
    def is_gone(self) -> bool:
        """Whether nothing can be sent over it any more: it ended, or we have closed our side."""
        socket = self._socket
        gone = socket is None or socket.closed or socket.get_extra_info("peername") is None
        return gone or self._left or self._stuck

    @property
    def is_spent(self) -> bool:
        """Whether Slack has asked us to disconnect, and everything that arrived before is answered."""
        return self._dismissed and not self._unanswered

    @property
    def age(self) -> float:
        """Seconds since the connection was opened."""
        return self._now() - self._opened_at

    @property
    def lived(self) -> float:
        """Seconds since Slack's greeting; 0 if there was none."""
        return self._now() - self._greeted_at if self.greeted.done() and self.greeted.result() else 0.0

    async def run(self, address: str) -> None:
        """Connect and read until the connection ends; never raises for errors from Slack or the network.

        Args:
            address: From `apps.connections.open`.
        """
        why = Why.CLOSED
        try:
            # Each connection has its own session, so that closing one cannot affect another.
            async with aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(), middlewares=Proxies.from_environment().middlewares
            ) as session:
                async with asyncio.timeout(self._timing.greeting):
                    self._socket = await session.ws_connect(
                        address,
                        autoping=False,
                        autoclose=False,
                        timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_SECONDS),
                    )
                try:
                    why = await self._listen(self._socket)
                    self._end(why)
                    # Envelopes that arrived before Slack closed can be acknowledged until we close, too.
                    await self._answered()
                finally:
                    async with asyncio.timeout(_SEND_SECONDS):
                        await self._socket.close()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            log.warning("Socket Mode connection failed: %s", type(error).__qualname__)
        finally:
            self._end(why)

    def _end(self, why: Why) -> None:
        self._dismissed = True
        if not self.greeted.done():
            self.greeted.set_result(False)
        if not self.replace.done():
            self.replace.set_result(why)

    async def _answered(self) -> None:
        if self._unanswered:
            await asyncio.wait(self._unanswered, timeout=_CLOSE_SECONDS)

    async def send(self, text: str) -> bool:
        """Send a message; returns whether it was sent."""
        if self._socket is None or self.is_gone:
            return False
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                await self._socket.send_str(text)
        except TimeoutError:
            self._stuck = True
            return False
        except (aiohttp.ClientError, OSError):
            return False
        return True

    async def leave(self) -> None:
        """Close our side once everything is answered; `run` keeps reading until Slack closes its side, too."""
        await self._answered()
        if self._socket is None or self._socket.closed or self._left:
            return
        self._left = True
        with suppress(aiohttp.ClientError, OSError):
            async with asyncio.timeout(_SEND_SECONDS):
                await self._socket.send_frame(aiohttp.WSCloseCode.OK.to_bytes(2, "big"), aiohttp.WSMsgType.CLOSE)

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> Why:
        heard = self._now()
        while not self._stuck:
            if not self.greeted.done() and self.age >= self._timing.greeting:
                return Why.UNGREETED
            try:
                frame = await socket.receive(timeout=self._timing.ping)
            except TimeoutError:
                if self._now() - heard >= self._timing.dead:
                    return Why.DEAD
                await socket.ping()
                continue
            heard = self._now()
            match frame.type:
                case aiohttp.WSMsgType.TEXT:
                    if (why := self._read(frame.data)) in _AT_ONCE:
                        return why
                case aiohttp.WSMsgType.PING:
                    await socket.pong(frame.data)
                case aiohttp.WSMsgType.PONG | aiohttp.WSMsgType.BINARY:
                    pass
                case _:
                    return Why.CLOSED
        return Why.DEAD

    def _read(self, text: str) -> Why | None:
        """Handle a message; returns why another connection is needed, if Slack says so."""
        try:
            message = json_object(text)
        except Refused:
            log.warning("a message over Socket Mode is not a JSON object")
            return None
        if message.get("type") == "hello":
            self._greeted_at = self._now()
            if not self.greeted.done():
                self.greeted.set_result(True)
        elif message.get("type") == "disconnect":
            return self._on_disconnect(str(message.get("reason")))
        elif isinstance(message.get("envelope_id"), str) and isinstance(message.get("payload"), dict):
            task = self._take(self, message)
            self._unanswered.add(task)
            task.add_done_callback(self._unanswered.discard)
        return None

    def _on_disconnect(self, reason: str) -> Why:
        why = _REASONS.get(reason, Why.OTHER)
        if reason != _WARNING:
            self._dismissed = True
            if not self.greeted.done():
                self.greeted.set_result(False)
        if not self.replace.done():
            self.replace.set_result(why)
        return why
