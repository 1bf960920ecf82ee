"""Slack over Socket Mode: two WebSocket connections of our own making, so that no inbound address is needed.

Written on aiohttp's WebSocket rather than on slack_sdk's client: that one closes a connection before it opens the next,
takes a pause of a few seconds for the end, and holds on to neither its tasks nor its session.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.ingress import Refused, json_object
from bot.journal import word

log = logging.getLogger(__name__)

_OPEN_SECONDS = 10.0
_CLOSE_SECONDS = 0.5
_LEAVING_SECONDS = 30.0
_FAR_OFF = 30.0
_PASSING = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""What `apps.connections.open` answers when it is not our token's fault."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How the connections are kept, in seconds.

    Attributes:
        apart: Between the first connection and the second, so that Slack does not refresh both at the same moment.
        ping: Of silence, after which we ask whether somebody is there.
        deaf: Without any answer to that, after which the connection is replaced; silence alone means that nobody types.
        again: Before the first new attempt after a failure; doubled with each further one, up to half a minute.
    """

    apart: float = 5.0
    ping: float = 5.0
    deaf: float = 20.0
    again: float = 1.0


class _End(Enum):
    """Why a connection is to be replaced."""

    REFRESH = "refresh"
    CROWDED = "too many connections"
    OFF = "Socket Mode is off"
    DEAF = "deaf"
    CLOSED = "closed"


_REASONS = {
    "warning": _End.REFRESH,
    "refresh_requested": _End.REFRESH,
    "too_many_websockets": _End.CROWDED,
    "link_disabled": _End.OFF,
}


class SocketMode:
    """Keeps the connections open and answers their envelopes.

    Args:
        app_token: The app-level token (`connections:write`).
        client: Slack's Web API, for `apps.connections.open`.
        dispatch: Where the payload of an envelope goes.
        timing: How the connections are kept.
    """

    def __init__(
        self,
        *,
        app_token: str,
        client: AsyncWebClient,
        dispatch: Callable[[dict[str, Any]], Awaitable[BoltResponse]],
        timing: Timing = Timing(),
    ) -> None:
        self._app_token = app_token
        self._client = client
        self._dispatch = dispatch
        self._timing = timing
        self._keepers: list[asyncio.Task[None]] = []
        self._lines: dict[_Line, asyncio.Task[None]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self._greeted = asyncio.Event()

    async def start(self) -> None:
        """Open the first connection, and soon the second; a Slack that cannot be reached is asked again and again.

        Raises:
            slack_sdk.errors.SlackApiError: Slack refuses the app token, or Socket Mode is off for the app.
        """
        try:
            address = await self._ticket()
        except SlackApiError as error:
            if _code(error) not in _PASSING:
                raise
            address = None
        except (SlackClientError, aiohttp.ClientError, OSError):
            address = None
        if address is None:
            log.warning("Slack grants no Socket Mode connection now; asking again")
        loop = asyncio.get_running_loop()
        self._keepers = [
            loop.create_task(self._keep(address, 0.0), name="first connection"),
            loop.create_task(self._keep(None, self._timing.apart), name="second connection"),
        ]
        with suppress(TimeoutError):
            async with asyncio.timeout(_OPEN_SECONDS if address is not None else 0.0):
                await self._greeted.wait()

    @property
    def hears(self) -> bool:
        """Whether envelopes come in over at least one connection."""
        return any(line.is_open for line in self._lines)

    async def stop(self, seconds: float = 1.0) -> None:
        """Answer the envelopes that are here, then close; Slack hands the next ones to other processes.

        Args:
            seconds: How long the envelopes may take.
        """
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        self._keepers.clear()
        if self._answering:
            await asyncio.wait(self._answering, timeout=seconds)
        lines = list(self._lines.values())
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)

    async def _keep(self, address: str | None, wait: float) -> None:
        """Have one connection, always: open the next when the last one ends, or is about to."""
        failures = 0
        while True:
            await asyncio.sleep(wait)
            line = _Line(self._take, self._timing)
            wait = 0.0
            try:
                address = address or await self._ticket()
            except (SlackClientError, aiohttp.ClientError, OSError) as error:
                wait = _patience(error)
                log.warning("no Socket Mode connection granted: %s", _reason(error))
            else:
                self._lines[line] = asyncio.get_running_loop().create_task(self._run(line, address), name="connection")
                end = await line.end
                if end is not _End.REFRESH:
                    log.warning("Socket Mode connection lost: %s", end.value)
                    wait = _FAR_OFF if end in {_End.CROWDED, _End.OFF} else 0.0
            address = None
            # A connection that never greeted, or was sent away as soon as it had, is a failure like any other.
            failures = 0 if line.lived > self._timing.ping else failures + 1
            if failures:
                wait = max(wait, min(_FAR_OFF, self._timing.again * 2 ** min(failures - 1, 5)))

    async def _run(self, line: "_Line", address: str) -> None:
        try:
            await line.run(address, self._client.proxy, self._greeted)
        finally:
            del self._lines[line]

    async def _ticket(self) -> str:
        """Where to connect, once; the address is a secret."""
        answer = await self._client.apps_connections_open(app_token=self._app_token)
        return str(answer["url"])

    def _take(self, line: "_Line", envelope: dict[str, Any]) -> None:
        task = asyncio.get_running_loop().create_task(self._answer(line, envelope), name="envelope")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, line: "_Line", envelope: dict[str, Any]) -> None:
        answer = await self._dispatch(envelope["payload"])
        if answer.status != HTTPStatus.OK:
            log.warning("envelope not acknowledged: %d", answer.status)
            return
        acknowledgement: dict[str, Any] = {"envelope_id": envelope["envelope_id"]}
        if envelope.get("accepts_response_payload") and answer.body.startswith("{"):
            acknowledgement["payload"] = json.loads(answer.body)
        text = json.dumps(acknowledgement)
        # Slack knows envelopes by their id: where the connection that brought one has gone, another one does.
        for one in (line, *self._lines):
            if await one.send(text):
                return
        log.warning("envelope not acknowledged: no connection")


class _Line:
    """One connection, from its opening to its end.

    Attributes:
        end: Told why, as soon as the connection is to be replaced; it may bring further envelopes for a while.
    """

    def __init__(self, take: Callable[["_Line", dict[str, Any]], None], timing: Timing) -> None:
        loop = asyncio.get_running_loop()
        self.end: asyncio.Future[_End] = loop.create_future()
        self._take = take
        self._timing = timing
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._greeted_at: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether Slack has greeted us and not yet asked us to go."""
        open_ = self._socket is not None and not self._socket.closed
        return open_ and self._greeted_at is not None and not self.end.done()

    @property
    def lived(self) -> float:
        """Seconds since Slack's greeting; 0 where there was none."""
        return 0.0 if self._greeted_at is None else asyncio.get_running_loop().time() - self._greeted_at

    async def run(self, address: str, proxy: str | None, greeted: asyncio.Event) -> None:
        """Connect, and listen until the end; never raises for what Slack or the network does.

        Args:
            address: From `apps.connections.open`.
            proxy: As slack_sdk read it from the environment.
            greeted: Set with Slack's greeting.
        """
        end = _End.CLOSED
        try:
            # A session for each connection: there is none that could be closed under a living connection.
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
                async with asyncio.timeout(_OPEN_SECONDS):
                    self._socket = await session.ws_connect(
                        address,
                        proxy=proxy,
                        autoping=False,
                        timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_SECONDS),
                    )
                async with self._socket:
                    end = await self._listen(self._socket, greeted)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            log.warning("Socket Mode connection failed: %s", type(error).__qualname__)
        finally:
            if not self.end.done():
                self.end.set_result(end)

    async def send(self, text: str) -> bool:
        """Send, and tell whether it went out."""
        if self._socket is None or self._socket.closed:
            return False
        try:
            await self._socket.send_str(text)
        except (aiohttp.ClientError, OSError):
            return False
        return True

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse, greeted: asyncio.Event) -> _End:
        now = asyncio.get_running_loop().time
        heard, leave_at = now(), float("inf")
        while now() < leave_at:
            try:
                frame = await socket.receive(timeout=self._timing.ping)
            except TimeoutError:
                if now() - heard >= self._timing.deaf:
                    return _End.DEAF
                await socket.ping()
                continue
            heard = now()
            match frame.type:
                case aiohttp.WSMsgType.TEXT:
                    end = self._read(frame.data, greeted)
                    if end is _End.REFRESH and not self.end.done():
                        self.end.set_result(end)
                        leave_at = heard + _LEAVING_SECONDS
                    elif end is not None and end is not _End.REFRESH:
                        return end
                case aiohttp.WSMsgType.PING:
                    await socket.pong(frame.data)
                case aiohttp.WSMsgType.PONG | aiohttp.WSMsgType.BINARY:
                    pass
                case _:
                    return _End.CLOSED
        return _End.REFRESH

    def _read(self, text: str, greeted: asyncio.Event) -> _End | None:
        """Take what Slack says; returns why the connection is to be replaced, if it is."""
        try:
            message = json_object(text)
        except Refused:
            log.warning("a message over Socket Mode is no JSON object")
            return None
        if message.get("type") == "hello":
            self._greeted_at = asyncio.get_running_loop().time()
            greeted.set()
        elif message.get("type") == "disconnect":
            return _REASONS.get(str(message.get("reason")), _End.REFRESH)
        elif isinstance(message.get("envelope_id"), str) and isinstance(message.get("payload"), dict):
            self._take(self, message)
        return None


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error"))


def _reason(error: BaseException) -> str:
    return word(_code(error)) if isinstance(error, SlackApiError) else type(error).__qualname__


def _patience(error: BaseException) -> float:
    """Seconds until Slack may be asked for a connection again."""
    if not isinstance(error, SlackApiError):
        return 0.0
    asked = str(error.response.headers.get("Retry-After", ""))
    return min(float(asked), 60.0) if asked.isdecimal() else _FAR_OFF
