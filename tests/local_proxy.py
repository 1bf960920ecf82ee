"""An HTTP proxy on this machine: it records each connection's destination, and forwards all of them to one server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress


class LocalProxy:
    """A proxy that accepts both CONNECT and requests with a full URL.

    Attributes:
        asked: The first line of each request, without the version.
        heads: Each whole head.
        url: Where it listens.
        refusal: The status with which it refuses every tunnel, if any.
    """

    def __init__(self, upstream_port: int) -> None:
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.url = ""
        self.refusal: int | None = None
        self._upstream_port = upstream_port

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError), closing(writer):
            head = await reader.readuntil(b"\r\n\r\n")
            self.heads.append(head.decode())
            self.asked.append(head.decode().partition(" HTTP/1.1")[0])
            if self.refusal is not None:
                writer.write(f"HTTP/1.1 {self.refusal} No\r\nContent-Length: 0\r\n\r\n".encode())
                return
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self._upstream_port)
            if head.startswith(b"CONNECT "):
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                to_server.write(head)
            await asyncio.gather(_copy(reader, to_server), _copy(from_server, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def local_proxy(upstream_port: int) -> AsyncIterator[LocalProxy]:
    """A running proxy in front of the server at `upstream_port` of this machine."""
    proxy = LocalProxy(upstream_port)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        server.close()
