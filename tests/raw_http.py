"""Raw HTTP over a socket, for requests that no HTTP client would send."""

import asyncio
import contextlib
import secrets
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

HOST = "127.0.0.1"
EVENTS = "/slack/events"
FORM = "application/x-www-form-urlencoded"


_PORTS = range(20_000, 32_000)
"""Below the range for outgoing connections, which could otherwise take a port before the server does."""


def free_port() -> int:
    """A random port for a server, since other tests may run at the same time."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer; status 0 if the connection ended without one."""

    status: int
    headers: Mapping[str, str]
    body: bytes


NO_ANSWER = Answer(0, {}, b"")


def request_bytes(
    headers: Mapping[str, str | bytes], body: bytes, *, method: str = "POST", path: str = EVENTS, announced: int = -1
) -> bytes:
    """A request as bytes; `announced` overrides the Content-Length."""
    length = len(body) if announced < 0 else announced
    lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: bot.example.com", b"Content-Length: %d" % length]
    for name, value in headers.items():
        lines.append(name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """Read one answer with a Content-Length."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except (asyncio.IncompleteReadError, OSError):
        return NO_ANSWER
    return Answer(int(head[0].split()[1]), headers, body)


@contextlib.asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """An open connection."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def exchange(port: int, request: bytes) -> Answer:
    """Send one request over a new connection, and read the answer."""
    async with connected(port) as (reader, writer):
        with contextlib.suppress(OSError):
            writer.write(request)
            await writer.drain()
        return await read_answer(reader)
