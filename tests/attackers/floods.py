"""Attacks that send too much."""

import asyncio
from contextlib import suppress
from random import Random

from tests.attackers.wire import Kind, Script, Wire
from tests.raw_http import EVENTS, FORM, request_bytes

_CHUNK = 256 * 1024
_NOISE = Random(7).randbytes(_CHUNK)
GET = request_bytes({}, b"", method="GET", path="/healthz")
UPGRADE = request_bytes({"Connection": "Upgrade", "Upgrade": "websocket"}, b"", method="GET", path="/healthz")

MALFORMED = (
    b"GET /healthz\r\n",
    b"GET /healthz\r\n\r\n",
    b"GET /healthz HTTP/0.9\r\n\r\n",
    b"GET /healthz HTTP/1.1.1\r\nHost: x\r\n\r\n",
    b"GET /healthz HTTP/2.0\r\nHost: x\r\n\r\n",
    b"GET /healthz http/1.1\r\nHost: x\r\n\r\n",
    b"GET /healthz HTTP/9\r\nHost: x\r\n\r\n",
    b"GET  /healthz  HTTP/1.1\r\nHost: x\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"\x00" * 512 + b"\r\n\r\n",
    b"CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /healthz HTTP/1.1\nHost: x\n\n",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\nX\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
    f"POST {EVENTS} HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n".encode(),
    f"POST {EVENTS} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx".encode(),
    f"POST {EVENTS} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".encode(),
    f"POST {EVENTS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".encode(),
    f"POST {EVENTS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n".encode(),
    f"POST {EVENTS} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n".encode(),
)
"""Requests that are not HTTP/1.0 or 1.1, or that two parsers could read differently."""


def _pour(before: bytes, mebibytes: float) -> Script:
    async def script(wire: Wire) -> None:
        await wire.send(before)
        for _ in range(int(mebibytes * 4)):
            await wire.send(_NOISE)
        await wire.hold()

    return script


def _garbage(*, mebibytes: float = 16.0) -> Script:
    """Random bytes, as many as the server accepts, up to `mebibytes`."""
    return _pour(b"", mebibytes)


def _upgrades(*, mebibytes: float = 16.0) -> Script:
    """An upgrade to a WebSocket, followed by random bytes."""
    return _pour(UPGRADE, mebibytes)


def _huge_headers(*, kibibytes: int = 1_024) -> Script:
    """An endless sequence of headers."""

    async def script(wire: Wire) -> None:
        await wire.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        for number in range(kibibytes):
            await wire.send(b"X-%d: %b\r\n" % (number, b"x" * 1_000))
        await wire.hold()

    return script


def _malformed(*, first: int = 0, seconds: float = 0.5) -> Script:
    """Malformed HTTP, different for each connection; ends after at most `seconds`."""
    number = first

    async def script(wire: Wire) -> None:
        nonlocal number
        number += 1
        await wire.send(MALFORMED[number % len(MALFORMED)])
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await wire.hold()

    return script


def _pipelined(*, requests: int = 1_000) -> Script:
    """Pipelined unsigned commands; the answers are read."""
    command = request_bytes({"Content-Type": FORM}, b"command=%2Fspott&text=x")

    async def script(wire: Wire) -> None:
        for _ in range(requests // 50):
            await wire.send(command * 50)
        for _ in range(requests):
            await wire.answer()

    return script


def _unread(*, requests: int = 20_000) -> Script:
    """Requests whose answers are never read, with the smallest possible receive window."""

    async def script(wire: Wire) -> None:
        batch = GET * 500
        for _ in range(requests // 500):
            await wire.send(batch)
        await wire.stay()

    return script


garbage = Kind("garbage", _garbage)
upgrades = Kind("upgrades", _upgrades)
huge_headers = Kind("huge-headers", _huge_headers)
malformed = Kind("malformed", _malformed)
pipelined = Kind("pipelined", _pipelined)
unread = Kind("unread", _unread, window=1)
