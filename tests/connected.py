"""Our end of Socket Mode alone, with something in Bolt's place."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.response import BoltResponse

from bot.server.socket_mode import SocketMode
from bot.server.websocket import Timing
from bot.slack.web_api import WebApi

QUICK = Timing(apart=0.05, ping=0.1, deaf=0.4, again=0.02)


class Bolt:
    """Keeps the payloads and acknowledges them with `answer`, after `delay` seconds."""

    def __init__(self, answer: BoltResponse | None = None, *, delay: float = 0.0) -> None:
        self.seen: list[dict[str, Any]] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self._answer = answer or BoltResponse(status=200, body="")
        self._delay = delay

    async def __call__(self, body: dict[str, Any]) -> BoltResponse:
        self.seen.append(body)
        await self.hold.wait()
        await asyncio.sleep(self._delay)
        return self._answer


@asynccontextmanager
async def socket_mode(
    api_url: str, bolt: Callable[[dict[str, Any]], Awaitable[BoltResponse]], timing: Timing = QUICK
) -> AsyncIterator[SocketMode]:
    socket = SocketMode(
        app_token="xapp-local-demo-app-token",
        client=WebApi(base_url=api_url, retry_handlers=[]),
        dispatch=bolt,
        timing=timing,
    )
    try:
        await socket.start()
        yield socket
    finally:
        await socket.stop()
