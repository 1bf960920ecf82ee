"""A Slack whose Socket Mode connections do as they are told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import WSMsgType, web


class Script:
    """A Slack whose connections follow scripts: one script per connection, and the last one for all others."""

    def __init__(self, *scripts: Callable[[web.WebSocketResponse], Awaitable[None]]) -> None:
        self._scripts = list(scripts)
        self.connections = 0
        self.url = ""

    async def open(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": self.url.replace("http", "ws") + "link?ticket=canary"})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False, max_msg_size=0)
        await socket.prepare(request)
        socket["transport"] = request.transport
        script = self._scripts[min(self.connections, len(self._scripts) - 1)]
        self.connections += 1
        await script(socket)
        return socket


@asynccontextmanager
async def scripted(*scripts: Callable[[web.WebSocketResponse], Awaitable[None]]) -> AsyncIterator[Script]:
    script = Script(*scripts)
    app = web.Application()
    app.router.add_post("/api/apps.connections.open", script.open)
    app.router.add_get("/link", script.link)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    script.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield script
    finally:
        await runner.cleanup()


HELLO = {"type": "hello", "num_connections": 1}


async def deaf(socket: web.WebSocketResponse) -> None:
    await socket.send_json(HELLO)
    await asyncio.sleep(20)


async def quiet(socket: web.WebSocketResponse) -> None:
    """Sends no envelopes, but answers pings."""
    await socket.send_json(HELLO)
    async for frame in socket:
        if frame.type is WSMsgType.PING:
            await socket.pong(frame.data)


async def pinging(socket: web.WebSocketResponse) -> None:
    """Answers no pings, but sends its own, and closes if one of them is not answered."""
    await socket.send_json(HELLO)
    while True:
        await socket.ping(b"hello?")
        frame = await socket.receive(timeout=1)
        while frame.type is WSMsgType.PING:
            frame = await socket.receive(timeout=1)
        if (frame.type, frame.data) != (WSMsgType.PONG, b"hello?"):
            return
        await asyncio.sleep(0.1)


async def going(socket: web.WebSocketResponse) -> None:
    await socket.send_json(HELLO)


async def silent(socket: web.WebSocketResponse) -> None:
    await socket.receive()


def disconnecting(reason: str) -> Callable[[web.WebSocketResponse], Awaitable[None]]:
    async def disconnect(socket: web.WebSocketResponse) -> None:
        await socket.send_json({"type": "disconnect", "reason": reason})
        await socket.receive()

    return disconnect


def talking(*texts: str) -> Callable[[web.WebSocketResponse], Awaitable[None]]:
    async def talk(socket: web.WebSocketResponse) -> None:
        await socket.send_json(HELLO)
        for text in texts:
            await socket.send_str(text)
        await quiet(socket)

    return talk


async def refreshed_at_once(socket: web.WebSocketResponse) -> None:
    await socket.send_json(HELLO)
    await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})


async def ungreeted(socket: web.WebSocketResponse) -> None:
    """Answers pings and sends nothing else."""
    async for frame in socket:
        if frame.type is WSMsgType.PING:
            await socket.pong(frame.data)
