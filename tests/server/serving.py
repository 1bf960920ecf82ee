"""Our HTTP server with a stand-in for Bolt."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from slack_bolt.response import BoltResponse

from bot.sandbox.slack.signature import sign
from bot.server.capacity import Limits
from bot.server.http import HttpServer, Page
from bot.server.verify import Gate
from tests.raw_http import FORM, HOST, request_bytes

SECRET = "invented-signing-secret"
BODY = b"command=%2Fspott"


def signed(body: bytes = BODY) -> dict[str, str | bytes]:
    return {"Content-Type": FORM, **sign(SECRET, int(time.time()), body)}


def get(path: str) -> bytes:
    return request_bytes({}, b"", method="GET", path=path)


class Bolt:
    """Answers as configured, after `hold`."""

    def __init__(self, answer: BoltResponse | None = None, error: Exception | None = None) -> None:
        self._error = error
        self.seen: list[dict[str, Any]] = []
        self.retries: list[str | None] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self._answer = answer or BoltResponse(status=200, body="")

    async def __call__(self, body: dict[str, Any], raw: str, headers: Mapping[str, str]) -> BoltResponse:
        assert {"X-Slack-Request-Timestamp", "X-Slack-Signature"} <= set(headers)
        assert raw
        self.retries.append(headers.get("X-Slack-Retry-Num"))
        assert len(headers) == 2 + ("X-Slack-Retry-Num" in headers)
        self.seen.append(body)
        await self.hold.wait()
        if self._error is not None:
            raise self._error
        return self._answer


class Serving:
    def __init__(self, server: HttpServer, port: int, bolt: Bolt, refused: list[str]) -> None:
        self.server, self.port, self.bolt, self.refused = server, port, bolt, refused


@asynccontextmanager
async def serving(
    limits: Limits | None = None,
    *,
    bolt: Bolt | None = None,
    not_ready: Callable[[], str | None] = lambda: None,
    clock: Callable[[], float] = time.time,
    pages: Mapping[str, Page] | None = None,
    warnings: Sequence[str] = (),
) -> AsyncIterator[Serving]:
    bolt, refused = bolt or Bolt(), list[str]()
    server = HttpServer(
        not_ready=not_ready,
        gate=Gate(SECRET),
        dispatch=bolt,
        limits=limits,
        refused=refused.append,
        clock=clock,
        pages=pages,
        warnings=lambda: warnings,
    )
    try:
        yield Serving(server, await server.start(HOST, 0), bolt, refused)
    finally:
        bolt.hold.set()
        await server.stop()


async def seconds_until_closed(reader: asyncio.StreamReader) -> float:
    began = asyncio.get_running_loop().time()
    # What was still on its way to a closed connection makes the system reset it.
    with suppress(ConnectionResetError):
        await reader.read()
    return asyncio.get_running_loop().time() - began
