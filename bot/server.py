"""The HTTP side of the process: Slack's requests, and what a platform asks (`/healthz`, `/readyz`).

Both ways to reach Slack have it; with Socket Mode it serves the platform's questions alone.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Protocol

from aiohttp import web
from slack_bolt.response import BoltResponse

from bot.ingress import BODY_BYTES, Gate, Known, Refused, parse

log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"
"""Where the HTTP manifest sends commands, interactions and events."""

_RECEIVE_SECONDS = 5.0
_REQUESTS_AT_ONCE = 500
_CONNECTIONS = 2_000
_KEEP_ALIVE_SECONDS = 95
"""Longer than the 90 s for which routers keep an idle connection, so that none sends a request into a closing one."""


class Dispatch(Protocol):
    """Hands a verified request to Bolt."""

    async def __call__(self, body: dict[str, Any], raw: str, headers: Mapping[str, str]) -> BoltResponse: ...  # noqa: D102


class HttpServer:
    """Listens on one port.

    Args:
        ready: Whether the process can serve now.
        gate: Verifies Slack's requests; None where they come over Socket Mode.
        dispatch: Where verified requests go.
        clock: Seconds since the epoch.
    """

    def __init__(
        self,
        *,
        ready: Callable[[], bool],
        gate: Gate | None,
        dispatch: Dispatch,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._ready = ready
        self._gate = gate
        self._dispatch = dispatch
        self._clock = clock
        self._requests = 0
        self._draining = False
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port, which the system chooses for `port` 0.

        Raises:
            OSError: The port is taken, or the host is not one of this machine.
        """
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        if self._gate is not None:
            app.router.add_post(EVENTS_PATH, self._events)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            keepalive_timeout=_KEEP_ALIVE_SECONDS,
            lingering_time=0.0,
            auto_decompress=False,
            handle_signals=False,
        )
        await self._runner.setup()
        serve = self._runner.server
        assert serve is not None  # noqa: S101 - set up in the line above

        def connection() -> asyncio.Protocol:
            return serve() if len(serve.connections) < _CONNECTIONS else _Full()

        self._listener = await asyncio.get_running_loop().create_server(connection, host, port, backlog=1024)
        return int(self._listener.sockets[0].getsockname()[1])

    def announce_stop(self) -> None:
        """Tell the platform to send no more: `/readyz` says 503, and every answer closes its connection."""
        self._draining = True

    def stop_listening(self) -> None:
        """Take no new connections; those that are open are still served."""
        if self._listener is not None:
            self._listener.close()

    async def stop(self) -> None:
        """Close what is still open."""
        self.stop_listening()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        return self._plain(HTTPStatus.OK, "alive\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        if self._draining or not self._ready():
            return self._plain(HTTPStatus.SERVICE_UNAVAILABLE, "not ready\n")
        return self._plain(HTTPStatus.OK, "ready\n")

    async def _events(self, request: web.Request) -> web.Response:
        if self._requests >= _REQUESTS_AT_ONCE:
            return self._refuse(Refused(503, "crowded"))
        self._requests += 1
        try:
            return await self._verified(request)
        except Refused as refused:
            return self._refuse(refused)
        finally:
            self._requests -= 1

    async def _verified(self, request: web.Request) -> web.Response:
        assert self._gate is not None  # noqa: S101 - the route exists with a gate only
        self._gate.precheck(request.headers, self._clock())
        body = await _receive(request)
        if self._gate.check(request.headers, body, self._clock()) is Known.REPLAY:
            return self._plain(HTTPStatus.OK, "")
        fields = parse(request.headers.get("Content-Type", ""), body)
        return self._answer(await self._dispatch(fields, body.decode(), request.headers))

    def _answer(self, answer: BoltResponse) -> web.Response:
        content_type = answer.first_headers().get("content-type", "text/plain").partition(";")[0]
        response = web.Response(status=answer.status, text=answer.body, content_type=content_type)
        return self._closing(response) if self._draining else response

    def _plain(self, status: int, text: str) -> web.Response:
        response = web.Response(status=status, text=text)
        return self._closing(response) if self._draining else response

    def _refuse(self, refused: Refused) -> web.Response:
        log.warning("request refused: %s", refused.reason)
        return self._closing(web.Response(status=refused.status))

    @staticmethod
    def _closing(response: web.Response) -> web.Response:
        response.force_close()
        return response


class _Full(asyncio.Protocol):
    """A connection beyond the limit: closed as soon as it is made."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


async def _receive(request: web.Request) -> bytes:
    """Read the body within the limits of size and time.

    Raises:
        Refused: 413 beyond 1 MiB, read or announced; 408 after 5 s; 400 when the sender went away.
    """
    if (request.content_length or 0) > BODY_BYTES:
        raise Refused(413, "size")
    body = bytearray()
    try:
        async with asyncio.timeout(_RECEIVE_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > BODY_BYTES:
                    raise Refused(413, "size")
    except TimeoutError:
        raise Refused(408, "slow") from None
    except (web.RequestPayloadError, ConnectionError):
        raise Refused(400, "broken") from None
    return bytes(body)
