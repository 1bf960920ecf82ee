"""The HTTP side of the process: Slack's requests, and what a platform asks (`/healthz`, `/readyz`).

Both ways to reach Slack have it; with Socket Mode it serves the platform's questions alone.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from typing import Any, Protocol

from aiohttp import web
from slack_bolt.response import BoltResponse

from bot.background import report
from bot.ingress import BODY_BYTES, SIGNED_HEADERS, Gate, Known, Refused, parse

log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"
"""Where the HTTP manifest sends commands, interactions and events."""

_LINES_PER_SECOND = 100
_CLOSING_SECONDS = 0.1

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Dispatch(Protocol):
    """Hands a verified request to Bolt; never raises."""

    async def __call__(self, body: dict[str, Any], raw: str, headers: Mapping[str, str]) -> BoltResponse: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process puts up with.

    Attributes:
        receive: Seconds that a request's body may take.
        requests: How many requests from Slack may be read or answered at once.
        connections: How many connections may be open, as far as the system has descriptors for them.
        keep_alive: Seconds that an idle connection, or half a header, stays; longer than the 90 s for which routers
            keep one, so that none sends a request into a closing connection.
    """

    receive: float = 5.0
    requests: int = 500
    connections: int = 2_000
    keep_alive: float = 95.0


class HttpServer:
    """Listens on one port.

    Args:
        not_ready: Why the process cannot serve now, in a few words; None when it can.
        remarks: What is not as it should be although it serves, each in a few words.
        gate: Verifies Slack's requests; None where they come over Socket Mode.
        dispatch: Where verified requests go.
        limits: What it puts up with.
        pages: What else is answered to GET, by path.
        refused: Told the reason of every request that goes no further.
        clock: Seconds since the epoch.
    """

    def __init__(
        self,
        *,
        not_ready: Callable[[], str | None],
        gate: Gate | None,
        dispatch: Dispatch,
        limits: Limits = Limits(),
        pages: Mapping[str, Page] | None = None,
        refused: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
        remarks: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._not_ready = not_ready
        self._remarks = remarks
        self._gate = gate
        self._dispatch = dispatch
        self._limits = limits
        self._pages = dict(pages or {})
        self._refused = refused
        self._clock = clock
        self._log = _RefusalLog(clock)
        self._busy: dict[asyncio.BaseProtocol, asyncio.Task[Any] | None] = {}
        self._draining = False
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port, which the system chooses for `port` 0.

        Raises:
            OSError: The port is taken, or the host is not one of this machine.
        """
        app = web.Application()
        for path, page in {"/healthz": self._healthz, "/readyz": self._readyz, **self._pages}.items():
            app.router.add_get(path, page)
        if self._gate is not None:
            app.router.add_post(EVENTS_PATH, self._events)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=_CLOSING_SECONDS)
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._connection(self._runner), host, port, backlog=1024)
        return int(self._listener.sockets[0].getsockname()[1])

    def _connection(self, runner: web.AppRunner) -> Callable[[], asyncio.Protocol]:
        """What serves each new connection."""
        manager = runner.server
        assert manager is not None  # noqa: S101 - the runner is set up
        loop, most = asyncio.get_running_loop(), min(self._limits.connections, _descriptors() // 2)

        def make() -> asyncio.Protocol:
            if len(manager.connections) >= most:
                self._note("connections")
                return _Full()
            return _Connection(
                manager,
                note=self._note,
                loop=loop,
                access_log=None,
                keepalive_timeout=self._limits.keep_alive,
                lingering_time=0.0,
                auto_decompress=False,
            )

        return make

    def announce_stop(self) -> None:
        """Tell the platform to send no more: `/readyz` says 503, and every answer closes its connection."""
        self._draining = True

    async def stop_listening(self, seconds: float) -> None:
        """Take no new connections, close the idle ones, and wait, at most `seconds`, for requests that were begun."""
        if self._listener is not None:
            self._listener.close()
        if self._runner is not None and self._runner.server is not None:
            for connection in self._runner.server.connections:
                if connection not in self._busy:
                    connection.force_close()
        if under_way := [task for task in self._busy.values() if task is not None]:
            await asyncio.wait(under_way, timeout=seconds)

    async def stop(self) -> None:
        """Close what is still open."""
        if self._listener is not None:
            self._listener.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        return self._answer(HTTPStatus.OK, "alive\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        reason = "stopping" if self._draining else self._not_ready()
        if reason is not None:
            return self._answer(HTTPStatus.SERVICE_UNAVAILABLE, f"not ready: {reason}\n")
        remarks = "; ".join(self._remarks())
        return self._answer(HTTPStatus.OK, f"ready: {remarks}\n" if remarks else "ready\n")

    async def _events(self, request: web.Request) -> web.Response:
        if len(self._busy) >= self._limits.requests:
            return self._refuse(Refused(HTTPStatus.SERVICE_UNAVAILABLE, "crowded"))
        self._busy[request.protocol] = asyncio.current_task()
        try:
            return await self._verified(request)
        except Refused as refused:
            return self._refuse(refused)
        finally:
            del self._busy[request.protocol]

    async def _verified(self, request: web.Request) -> web.Response:
        assert self._gate is not None  # noqa: S101 - the route exists with a gate only
        self._gate.precheck(request.headers)
        body = await _receive(request, self._limits.receive)
        if self._gate.check(request.headers, body, self._clock()) is Known.REPLAY:
            self._note("replay")
            return self._answer(HTTPStatus.OK)
        fields = parse(request.headers.get("Content-Type", ""), body)
        headers = {name: request.headers[name] for name in SIGNED_HEADERS}
        answer = await self._dispatch(fields, body.decode(), headers)
        if answer.status == HTTPStatus.BAD_REQUEST:
            self._refused("nonsense")  # who dispatched has written down why
        if not answer.body:
            return self._answer(answer.status)
        content_type = answer.first_headers().get("content-type", "text/plain").partition(";")[0]
        return self._answer(answer.status, answer.body, content_type)

    def _answer(self, status: int, text: str | None = None, content_type: str | None = None) -> web.Response:
        response = web.Response(status=status, text=text, content_type=content_type)
        if self._draining:
            response.force_close()
        return response

    def _refuse(self, refused: Refused) -> web.Response:
        self._note(refused.reason)
        response = web.Response(status=refused.status)
        response.force_close()
        return response

    def _note(self, reason: str) -> None:
        self._refused(reason)
        self._log.refused(reason)


class _RefusalLog:
    """One line for each refusal, but no flood of lines in a flood of requests."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._second = 0
        self._count = 0

    def refused(self, reason: str) -> None:
        """Write it down, unless there were too many in this second; those are told as a number later."""
        second = int(self._clock())
        if second != self._second:
            if self._count > _LINES_PER_SECOND:
                log.warning("%d more requests were refused within a second", self._count - _LINES_PER_SECOND)
            self._second, self._count = second, 0
        self._count += 1
        if self._count <= _LINES_PER_SECOND:
            log.warning("request refused: %s", reason)


class _Connection(web.RequestHandler):
    """One connection; what is no HTTP is answered as tersely as what is not Slack's."""

    __slots__ = ("_note",)

    def __init__(self, manager: web.Server, *, note: Callable[[str], None], **options: Any) -> None:  # noqa: ANN401 - aiohttp's
        super().__init__(manager, **options)
        self._note = note

    def handle_error(
        self,
        request: web.BaseRequest,  # noqa: ARG002 - the parameters are aiohttp's
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002
    ) -> web.StreamResponse:
        """An empty answer in place of aiohttp's, which quotes the request; what is our fault is said to be busy."""
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._note("http")
        else:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            report("answering a request", exc or RuntimeError())
        response = web.Response(status=status)
        response.force_close()
        return response


class _Full(asyncio.Protocol):
    """A connection beyond the limit: closed as soon as it is made."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


async def _receive(request: web.Request, seconds: float) -> bytes:
    """Read the body within the limits of size and time.

    Raises:
        Refused: 413 beyond 1 MiB, read or announced; 408 after `seconds`; 400 when it broke off.
    """
    if (request.content_length or 0) > BODY_BYTES:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
    if request.content.is_eof():
        # It came with the headers, as Slack's mostly do.
        return request.content.read_nowait()
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > BODY_BYTES:
                    raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT, "slow") from None
    except (web.RequestPayloadError, OSError):
        raise Refused(HTTPStatus.BAD_REQUEST, "broken") from None
    return bytes(body)


def _descriptors() -> int:
    """How many files and sockets the process may have open, after asking for as many as it may ask for."""
    if sys.platform == "win32":
        return 2_048
    resource = import_module("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8_192 if hard == resource.RLIM_INFINITY else min(8_192, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return 8_192 if soft == resource.RLIM_INFINITY else int(soft)
