"""A server that sends exactly the given bytes."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


class RawServer:
    """A server that answers with given bytes, and records its requests.

    `answers` are given in turn, and the last one forever. The connection is closed after each, unless `keep_alive`.
    """

    def __init__(self) -> None:
        self.answers: list[Answer] = [b""]
        self.keep_alive = False
        self.requests: list[str] = []
        self.connections = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def refuse(self) -> None:
        """Close the port, so that connections are refused."""
        assert self._server is not None
        self._server.close()

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                while await self._answer(reader, writer):
                    pass
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        head = first + (await reader.readuntil(b"\r\n\r\n") if first == b"G" else await reader.read(4096))
        answer = self.answers[min(len(self.requests), len(self.answers) - 1)]
        self.requests.append(head.decode("latin-1"))
        if callable(answer):
            await answer(writer)
        else:
            writer.write(answer)
            await writer.drain()
        return self.keep_alive
