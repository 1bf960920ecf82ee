"""Attacks that send too little."""

import asyncio
import time

from tests.attackers.wire import Kind, Script, Wire
from tests.raw_http import FORM, request_bytes


def wrongly_signed() -> dict[str, str | bytes]:
    """Headers that pass every check made before the body is read."""
    return {
        "Content-Type": FORM,
        "X-Slack-Request-Timestamp": str(int(time.time())),
        "X-Slack-Signature": f"v0={'0' * 64}",
    }


def _silent() -> Script:
    """Nothing."""

    async def script(wire: Wire) -> None:
        await wire.hold()

    return script


def _half_headers() -> Script:
    """Half of the headers."""

    async def script(wire: Wire) -> None:
        await wire.send(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Sl")
        await wire.hold()

    return script


def _half_bodies(*, size: int = 1_000_000, wait: float = 0.02) -> Script:
    """Half of a body of `size` bytes, closed after `wait` seconds."""

    async def script(wire: Wire) -> None:
        await wire.send(request_bytes(wrongly_signed(), b"x" * (size // 2), announced=size))
        await asyncio.sleep(wait)

    return script


def _held_back(*, size: int = 1_000_000) -> Script:
    """A body of `size` bytes, except for its last byte."""

    async def script(wire: Wire) -> None:
        await wire.send(request_bytes(wrongly_signed(), b"x" * (size - 1), announced=size))
        await wire.hold()

    return script


def _drips(*, every: float = 0.5) -> Script:
    """A body sent one byte at a time, every `every` seconds."""

    async def script(wire: Wire) -> None:
        await wire.send(request_bytes(wrongly_signed(), b"x", announced=1_000))
        closed = asyncio.ensure_future(wire.hold())
        try:
            while not closed.done():
                await wire.send(b"x")
                await asyncio.wait({closed}, timeout=every)
            await closed
        finally:
            closed.cancel()

    return script


silent = Kind("silent", _silent)
half_headers = Kind("half-headers", _half_headers)
half_bodies = Kind("half-bodies", _half_bodies)
held_back = Kind("held-back", _held_back)
drips = Kind("drips", _drips)
