"""The HTTP server: Slack's requests, and health checks (`/healthz`, `/readyz`).

It also runs with Socket Mode, where it only serves health checks.
"""

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Protocol

from slack_bolt.response import BoltResponse

from bot.listeners.ack_deadline import RETRY_HEADER
from bot.listeners.background import report
from bot.server.capacity import Capacity, Limits
from bot.server.connections import Connection
from bot.server.http1 import Answer, Flow, Request
from bot.server.paths import EVENTS_PATH
from bot.server.verify import SIGNED_HEADERS, Gate, Known, Refused, parse
from bot.telemetry.logs import OncePerMinute

log = logging.getLogger(__name__)

_OTHER_PATH = (
    "a request with a signature like Slack's came to another path: in the Slack app, "
    f"every Request URL must be https://, the host of this app, and exactly {EVENTS_PATH}"
)
_NO_SOCKET_MODE = (
    "a request with a signature like Slack's came over HTTP, but this app uses Socket Mode: "
    "turn Socket Mode on in the Slack app, or unset SLACK_APP_TOKEN"
)
_EVERYWHERE = {"::", "::0", "0:0:0:0:0:0:0:0"}
"""All addresses of this machine; given only these, asyncio and uvloop would leave out IPv4."""
_BACKLOG = 1024
_LINES_PER_SECOND = 100
_ADVICE = {
    "signature": (
        "if the request refused for its signature came from Slack, SLACK_SIGNING_SECRET is not this app's: "
        "copy it again from Basic Information"
    ),
    "stale": (
        "the request refused as stale was signed more than five minutes ago, or in the future: "
        "if this goes on, let NTP set the time of this machine"
    ),
}
"""What to do about a refusal that may not be the sender's fault."""
_BEGUN_SECONDS = 1.0
_CLOSING_SECONDS = 0.1

Page = Callable[[Request], Answer]
"""Answers a GET request."""


class Dispatch(Protocol):
    """Hands a verified request to Bolt; never raises."""

    async def __call__(self, body: dict[str, Any], raw: str, headers: Mapping[str, str]) -> BoltResponse: ...  # noqa: D102


class HttpServer:
    """Listens on one port.

    Args:
        not_ready: Why the process cannot serve, in a few words; None if it can.
        warnings: Problems that do not keep it from serving, each in a few words.
        gate: Verifies Slack's requests; None with Socket Mode.
        dispatch: Called with verified requests.
        limits: How much clients may use.
        pages: Further pages, by path.
        refused: Called with the reason for each rejected request.
        clock: Seconds since the epoch.
    """

    def __init__(
        self,
        *,
        not_ready: Callable[[], str | None],
        gate: Gate | None,
        dispatch: Dispatch,
        limits: Limits | None = None,
        pages: Mapping[str, Page] | None = None,
        refused: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
        warnings: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._not_ready = not_ready
        self._remarks = warnings
        self._gate = gate
        self._dispatch = dispatch
        self._limits = limits or Limits()
        self._pages = {"/healthz": self._healthz, "/readyz": self._readyz, **(pages or {})}
        self._refused = refused
        self._clock = clock
        self._log = _RefusalLog(clock)
        self._advice = {reason: OncePerMinute(log) for reason in _ADVICE}
        self._astray = OncePerMinute(log)
        self._capacity = Capacity(self._limits, self.note)
        self._listener: asyncio.Server | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port, which the system chooses if `port` is 0.

        Raises:
            OSError: The port is taken, or the host is not an address of this machine.
        """
        loop = asyncio.get_running_loop()
        flow = Flow(loop)

        def connection() -> Connection:
            return Connection(self._capacity, self, flow)

        if host in _EVERYWHERE and socket.has_dualstack_ipv6():
            both = socket.create_server((host, port), family=socket.AF_INET6, backlog=_BACKLOG, dualstack_ipv6=True)
            self._listener = await loop.create_server(connection, sock=both)
        else:
            self._listener = await loop.create_server(connection, host, port, backlog=_BACKLOG)
        return int(self._listener.sockets[0].getsockname()[1])

    def announce_stop(self) -> None:
        """Ask the platform to send no more: `/readyz` answers 503, and connections are closed after each answer."""
        self._capacity.is_closing = True

    async def stop_listening(self, seconds: float) -> None:
        """Accept no new connections, close idle ones, and wait at most `seconds` for requests that have started.

        Incomplete requests get a second at most, so that unverified clients cannot delay the stop.
        """
        if self._listener is not None:
            self._listener.close()
        await self._capacity.finish(_BEGUN_SECONDS, seconds)

    async def stop(self) -> None:
        """Close all connections that are still open."""
        if self._listener is not None:
            self._listener.close()
        await self._capacity.abort(_CLOSING_SECONDS)

    def begin(self, request: Request) -> Answer | None:
        """Answer from the head alone, or return None to ask for the body."""
        if self._gate is not None and request.path == EVENTS_PATH:
            if request.method != "POST":
                return Answer(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "POST"}, close=True)
            try:
                self._gate.precheck(request.headers)
            except Refused as refused:
                return self._refuse(refused)
            return None
        return self._page(request)

    def _page(self, request: Request) -> Answer:
        if request.method == "POST" and SIGNED_HEADERS[1] in request.headers:
            self._refused("path")
            # The path is not logged, since anyone can send it.
            self._astray.warning(_NO_SOCKET_MODE if self._gate is None else _OTHER_PATH)
        page = self._pages.get(request.path)
        if page is None:
            return Answer(HTTPStatus.NOT_FOUND, close=True)
        if request.method not in {"GET", "HEAD"}:
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"}, close=True)
        try:
            return page(request)
        except Exception as error:  # noqa: BLE001 - as below
            return self._broken(error)

    def complete(self, request: Request, body: bytes) -> Answer | Coroutine[Any, Any, Answer]:
        """Pass verified requests to Bolt and reject all others."""
        assert self._gate is not None  # noqa: S101 - `begin` asks for a body only with a gate
        if len(self._capacity.working) >= self._limits.requests:
            # Before the signature is checked: otherwise the retry would count as a replay.
            return self._refuse(Refused(HTTPStatus.SERVICE_UNAVAILABLE, "crowded"))
        try:
            if self._gate.check(request.headers, body, self._clock()) is Known.REPLAY:
                self.note("replay")
                return Answer(HTTPStatus.OK)
            fields = parse(body)
        except Refused as refused:
            return self._refuse(refused)
        except Exception as error:  # noqa: BLE001 - as below
            return self._broken(error)
        kept = (name for name in (*SIGNED_HEADERS, RETRY_HEADER) if name in request.headers)
        return self._dispatched(fields, body.decode(), {name: request.headers[name] for name in kept})

    async def _dispatched(self, fields: dict[str, Any], body: str, headers: Mapping[str, str]) -> Answer:
        try:
            answer = await self._dispatch(fields, body, headers)
        except Exception as error:  # noqa: BLE001 - our own errors are answered with 503
            return self._broken(error)
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE and self._gate is not None:
            self._gate.forget(headers)
        if not answer.body:
            return Answer(answer.status)
        kind = answer.first_headers().get("content-type", "text/plain").partition(";")[0]
        return Answer(answer.status, answer.body.encode(), f"{kind}; charset=utf-8")

    def _broken(self, error: Exception) -> Answer:
        report("answering a request", error)
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, close=True)

    def _healthz(self, _: Request) -> Answer:
        return Answer(HTTPStatus.OK, b"alive\n")

    def _readyz(self, _: Request) -> Answer:
        reason = "stopping" if self._capacity.is_closing else self._not_ready()
        if reason is not None:
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE, f"not ready: {reason}\n".encode())
        warnings = "; ".join(self._remarks())
        return Answer(HTTPStatus.OK, f"ready: {warnings}\n".encode() if warnings else b"ready\n")

    def _refuse(self, refused: Refused) -> Answer:
        self.note(refused.reason)
        return Answer(refused.status, close=True)

    def note(self, reason: str) -> None:
        """Count and log why a request or a connection was rejected."""
        self._refused(reason)
        self._log.refused(reason)
        if reason in _ADVICE:
            self._advice[reason].warning(_ADVICE[reason])


class _RefusalLog:
    """Logs each refusal, but limits the lines per second."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._second = 0
        self._count = 0

    def refused(self, reason: str) -> None:
        """Log a refusal, unless there were too many in this second; of those, only the number is logged later."""
        second = int(self._clock())
        if second != self._second:
            if self._count > _LINES_PER_SECOND:
                log.warning("%d more requests were refused within a second", self._count - _LINES_PER_SECOND)
            self._second, self._count = second, 0
        self._count += 1
        if self._count <= _LINES_PER_SECOND:
            log.warning("request refused: %s", reason)
