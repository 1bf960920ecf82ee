"""Our side of Socket Mode, with a stand-in for Bolt."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.response import BoltResponse

from bot.sandbox.slack.server import LocalSlack
from bot.server.socket_mode import Dispatch, SocketMode
from bot.server.websocket import Timing
from bot.slack.web_api import WebApi

QUICK = Timing(stagger=0.05, ping=0.1, dead=0.4, retry=0.02)


class Bolt:
    """Records the payloads, and whether each answer was lost; acknowledges with `answer`, after `delay` seconds."""

    def __init__(self, answer: BoltResponse | None = None, *, delay: float = 0.0) -> None:
        self.seen: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.lost: list[Callable[[], bool]] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self._answer = answer or BoltResponse(status=200, body="")
        self._delay = delay

    async def __call__(
        self, body: dict[str, Any], *, headers: Mapping[str, str], lost: Callable[[], bool]
    ) -> BoltResponse:
        self.seen.append(body)
        self.headers.append(headers)
        self.lost.append(lost)
        await self.hold.wait()
        await asyncio.sleep(self._delay)
        return self._answer


@asynccontextmanager
async def socket_mode(api_url: str, bolt: Dispatch, timing: Timing = QUICK) -> AsyncIterator[SocketMode]:
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


async def cut_what_waits(slack: LocalSlack) -> None:
    """End a connection as soon as it has an unacknowledged envelope."""
    while True:
        if slack.sockets.cut_unacknowledged():
            return
        await asyncio.sleep(0)
