"""Where the server listens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from slack_bolt.response import BoltResponse

from bot.server.http import HttpServer

V4, V6 = "127.0.0.1", "::1"


def a_server() -> HttpServer:
    async def dispatch(body: object, raw: str, headers: object) -> BoltResponse:  # noqa: ARG001 - as Bolt's
        raise AssertionError

    return HttpServer(not_ready=lambda: None, gate=None, dispatch=dispatch)


@asynccontextmanager
async def listening(host: str) -> AsyncIterator[int]:
    server = a_server()
    port = await server.start(host, 0)
    try:
        yield port
    finally:
        await server.stop()


async def is_answered(host: str, port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    first = await reader.readline()
    writer.close()
    return first.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("host", "reached_by"),
    [
        ("::", {V4, V6}),
        ("::0", {V4, V6}),
        ("0:0:0:0:0:0:0:0", {V4, V6}),
        ("0.0.0.0", {V4}),
        (V4, {V4}),
        (V6, {V6}),
    ],
)
async def test_which_addresses_reach_a_host(host: str, reached_by: set[str]) -> None:
    async with listening(host) as port:
        assert {address for address in (V4, V6) if await is_answered(address, port)} == reached_by


@pytest.mark.parametrize("host", ["::", V4])
async def test_taken_port_is_an_error(host: str) -> None:
    async with listening(host) as port:
        with pytest.raises(OSError, match="in use"):
            await a_server().start(host, port)
