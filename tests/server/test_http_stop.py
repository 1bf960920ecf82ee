"""How the HTTP server reports that it is ready, and how it stops."""

import asyncio

import pytest

from bot.server.http import HttpServer
from tests.polling import until
from tests.raw_http import HOST, connected, exchange, read_answer, request_bytes
from tests.server.serving import BODY, Bolt, get, serving, signed


async def test_readyz_says_why_not() -> None:
    why: list[str | None] = [None]
    async with serving(not_ready=lambda: why[0]) as here:
        assert (await exchange(here.port, get("/readyz"))).status == 200
        why[0] = "the event loop lags"
        answer = await exchange(here.port, get("/readyz"))
        assert (answer.status, answer.body) == (503, b"not ready: the event loop lags\n")
        assert (await exchange(here.port, get("/healthz"))).status == 200


async def test_answers_close_the_connection_while_stopping() -> None:
    async with serving() as here:
        here.server.announce_stop()
        for wire, status in ((get("/readyz"), 503), (get("/healthz"), 200), (request_bytes(signed(), BODY), 200)):
            async with connected(here.port) as (reader, writer):
                writer.write(wire)
                answer = await read_answer(reader)
                assert (answer.status, answer.headers["connection"]) == (status, "close")
                assert await reader.read() == b""


async def test_stop_listening_closes_idle_connections_and_answers_started_requests() -> None:
    async with serving() as here, connected(here.port) as (idle, _), connected(here.port) as (reader, writer):
        here.bolt.hold.clear()
        writer.write(request_bytes(signed(), BODY))
        await until(lambda: len(here.bolt.seen) == 1)
        here.server.announce_stop()
        stopping = asyncio.create_task(here.server.stop_listening(5))
        assert await idle.read() == b""
        with pytest.raises(OSError, match="Connect call failed"):
            await exchange(here.port, get("/healthz"))
        assert not stopping.done()
        here.bolt.hold.set()
        assert (await read_answer(reader)).status == 200
        await stopping


async def test_stop_waits_for_started_requests_only_for_a_while() -> None:
    async with serving() as here, connected(here.port) as (_, writer):
        writer.write(request_bytes(signed(), b"", announced=10))
        assert (await exchange(here.port, get("/healthz"))).status == 200
        async with asyncio.timeout(2):
            await here.server.stop_listening(0.1)
            await here.server.stop()


async def test_taken_port_is_an_error() -> None:
    async with serving() as here:
        with pytest.raises(OSError, match="address already in use"):
            await HttpServer(not_ready=lambda: None, gate=None, dispatch=Bolt()).start(HOST, here.port)


async def test_readyz_lists_warnings() -> None:
    for warnings, said in (((), b"ready\n"), (("a", "b"), b"ready: a; b\n")):
        async with serving(warnings=warnings) as here:
            answer = await exchange(here.port, get("/readyz"))
            assert (answer.status, answer.body) == (200, said)
