"""The HTTP server on its own: time limits and capacity."""

import asyncio
import logging
import time
from contextlib import AsyncExitStack

import pytest
from slack_bolt.response import BoltResponse

from bot.server.capacity import Limits
from bot.server.http1 import Answer
from tests.polling import until
from tests.raw_http import NO_ANSWER, connected, exchange, read_answer, request_bytes
from tests.server.serving import BODY, Bolt, get, seconds_until_closed, serving, signed


def test_limits_match_common_routers_and_slack() -> None:
    limits = Limits()
    assert (limits.head, limits.body, limits.write, limits.keep_alive) == (5.0, 5.0, 10.0, 95.0)


async def test_incomplete_body_times_out() -> None:
    async with serving(Limits(body=0.2)) as here, connected(here.port) as (reader, writer):
        writer.write(request_bytes(signed(), BODY[:5], announced=len(BODY)))
        answer = await read_answer(reader)
        assert (answer.status, answer.body, answer.headers["connection"]) == (408, b"", "close")
        assert await seconds_until_closed(reader) < 20  # not kept for the 95 s of a good connection
    assert here.refused == ["slow"]


async def test_dripping_body_times_out() -> None:
    async with serving(Limits(body=0.3)) as here, connected(here.port) as (reader, writer):
        writer.write(request_bytes(signed(), b"", announced=1_000))
        answer = asyncio.create_task(read_answer(reader))
        while not answer.done():
            writer.write(b"x")
            await asyncio.sleep(0.02)
        assert (await answer).status == 408


@pytest.mark.parametrize("beginning", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Si"])
async def test_incomplete_header_and_silent_connection_time_out(beginning: bytes) -> None:
    async with serving(Limits(head=0.3)) as here, connected(here.port) as (reader, writer):
        writer.write(beginning)
        assert 0.2 < await seconds_until_closed(reader) < 10


async def test_dripping_header_times_out() -> None:
    async with serving(Limits(head=0.3)) as here, connected(here.port) as (reader, writer):
        closed = asyncio.create_task(seconds_until_closed(reader))
        writer.write(b"POST /slack/events HTTP/1.1\r\nX-Drops: ")
        while not closed.done():
            writer.write(b"x")
            await asyncio.sleep(0.02)
        assert await closed < 10


async def test_incomplete_header_after_a_valid_request_times_out() -> None:
    async with serving(Limits(head=0.3)) as here, connected(here.port) as (reader, writer):
        writer.write(request_bytes(signed(), BODY))
        assert (await read_answer(reader)).status == 200
        writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\n")
        assert 0.2 < await seconds_until_closed(reader) < 10


async def test_connection_serves_consecutive_requests() -> None:
    async with serving() as here, connected(here.port) as (reader, writer):
        for number in range(3):
            body = b"command=%d" % number
            writer.write(request_bytes(signed(body), body))
            answer = await read_answer(reader)
            assert (answer.status, answer.headers.get("connection")) == (200, None)
        assert here.bolt.seen == [{"command": str(number)} for number in range(3)]


async def test_requests_beyond_the_limit_get_503_until_there_is_room() -> None:
    async with serving(Limits(requests=2)) as here, AsyncExitStack() as stack:
        here.bolt.hold.clear()
        held = [
            asyncio.create_task(exchange(here.port, request_bytes(signed(body), body))) for body in (b"a=1", b"a=2")
        ]
        await until(lambda: len(here.bolt.seen) == 2)
        crowded = await exchange(here.port, request_bytes(signed(), BODY))
        assert (crowded.status, crowded.body, crowded.headers["connection"]) == (503, b"", "close")
        here.bolt.hold.set()
        assert [answer.status for answer in await asyncio.gather(*held)] == [200, 200]
        # The request that was turned away does not count as delivered.
        assert (await exchange(here.port, request_bytes(signed(), BODY))).status == 200
        assert len(here.bolt.seen) == 3
        await stack.aclose()
    assert here.refused == ["crowded"]


async def test_longest_idle_connection_is_dropped_beyond_the_limit() -> None:
    async with serving(Limits(connections=3)) as here, AsyncExitStack() as stack:
        (first, _), (second, _) = [await stack.enter_async_context(connected(here.port)) for _ in range(2)]
        known, writer = await stack.enter_async_context(connected(here.port))
        writer.write(request_bytes(signed(), BODY))
        assert (await read_answer(known)).status == 200
        assert (await exchange(here.port, get("/healthz"))).status == 200
        assert await first.read() == b""
        await stack.enter_async_context(connected(here.port))
        await stack.enter_async_context(connected(here.port))
        assert await second.read() == b""
        # Slack has used this connection, and uses it again.
        writer.write(request_bytes(signed(b"a=2"), b"a=2"))
        assert (await read_answer(known)).status == 200
    assert here.refused == ["connections"] * 2


async def test_new_connection_is_closed_when_all_are_busy() -> None:
    async with serving(Limits(connections=2)) as here:
        here.bolt.hold.clear()
        held = [
            asyncio.create_task(exchange(here.port, request_bytes(signed(body), body))) for body in (b"a=1", b"a=2")
        ]
        await until(lambda: len(here.bolt.seen) == 2)
        assert await exchange(here.port, get("/healthz")) == NO_ANSWER
        here.bolt.hold.set()
        assert [answer.status for answer in await asyncio.gather(*held)] == [200, 200]
    assert here.refused == ["connections"]


async def test_oldest_incomplete_request_is_dropped_first() -> None:
    async with serving(Limits(unverified=2)) as here, AsyncExitStack() as stack:
        halves = [request_bytes(signed(), BODY[:5], announced=len(BODY)), b"GET /hea", b"GET /hea"]
        opened = [await stack.enter_async_context(connected(here.port)) for _ in halves]
        for half, (_, writer) in zip(halves, opened, strict=True):
            writer.write(half)
            # A complete request does not count among them.
            assert (await exchange(here.port, request_bytes(signed(form := b"a=" + half), form))).status == 200
        answer = await read_answer(opened[0][0])
        assert (answer.status, answer.body, answer.headers["connection"]) == (503, b"", "close")
        opened[2][1].write(b"lthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await read_answer(opened[2][0])).status == 200
    assert here.refused[0] == "crowded"


async def test_large_bodies_share_a_limit() -> None:
    body = b"a=" + b"x" * 98
    async with serving(Limits(own=10, shared=100)) as here, AsyncExitStack() as stack:
        (first, one), (second, two) = [await stack.enter_async_context(connected(here.port)) for _ in range(2)]
        one.write(request_bytes(signed(body), body[:90], announced=len(body)))
        assert (await exchange(here.port, request_bytes(signed(), BODY))).status == 200
        two.write(request_bytes(signed(body), body[:90], announced=len(body)))
        assert (await read_answer(first)).status == 503
        two.write(body[90:])
        assert (await read_answer(second)).status == 200
    assert [len(fields.get("a", "")) for fields in here.bolt.seen] == [0, 98]


async def test_unread_answers_close_the_connection() -> None:
    big = {"/big": lambda _: Answer(200, b"x" * 16_000_000)}
    async with serving(Limits(write=0.3), pages=big) as here, connected(here.port) as (reader, writer):
        writer.write(get("/big"))
        await until(lambda: "unread" in here.refused)
        with pytest.raises((asyncio.IncompleteReadError, OSError)):
            await reader.readexactly(16_000_000)


async def test_slowly_read_answer_arrives() -> None:
    big = {"/big": lambda _: Answer(200, b"x" * 16_000_000)}
    async with serving(pages=big) as here, connected(here.port) as (reader, writer):
        for _ in range(2):
            writer.write(get("/big"))
            await asyncio.sleep(0.1)
            assert len((await read_answer(reader)).body) == 16_000_000


async def test_pipelined_request_closes_the_connection_after_the_first_answer() -> None:
    async with serving() as here:
        for wire in (get("/healthz") * 3, request_bytes(signed(), BODY) + get("/healthz")[:10]):
            async with connected(here.port) as (reader, writer):
                writer.write(wire)
                answer = await read_answer(reader)
                assert (answer.status, answer.headers["connection"]) == (200, "close")
                assert await reader.read() == b""
        here.bolt.hold.clear()
        async with connected(here.port) as (reader, writer):
            writer.write(request_bytes(signed(b"a=2"), b"a=2"))
            await until(lambda: len(here.bolt.seen) == 2)
            writer.write(get("/healthz"))
            await asyncio.sleep(0.05)
            here.bolt.hold.set()
            answer = await read_answer(reader)
            assert (answer.status, answer.headers["connection"]) == (200, "close")


async def test_refusals_are_logged_at_a_limited_rate(caplog: pytest.LogCaptureFixture) -> None:
    now = time.time()
    async with serving(clock=lambda: now) as here:
        for _ in range(150):
            await exchange(here.port, request_bytes({}, BODY))
        now += 1
        await exchange(here.port, request_bytes({}, BODY))
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.server.http"]
    assert lines == [
        *["request refused: timestamp"] * 100,
        "50 more requests were refused within a second",
        "request refused: timestamp",
    ]
    assert here.refused == ["timestamp"] * 151


async def test_internal_error_is_503_and_one_log_line(caplog: pytest.LogCaptureFixture) -> None:
    bolt = Bolt(error=LookupError("canary"))
    async with serving(bolt=bolt) as here:
        answer = await exchange(here.port, request_bytes(signed(), BODY))
    assert (answer.status, answer.body) == (503, b"")
    (line,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.getMessage().startswith("answering a request failed: reference=")
    assert "LookupError" in line.getMessage()
    assert "canary" not in caplog.text


async def test_event_that_cannot_be_taken_may_come_again_in_the_same_second() -> None:
    body = b'{"type":"event_callback"}'
    headers = signed(body)
    bolt = Bolt(BoltResponse(status=503))
    async with serving(bolt=bolt) as here:
        for retry in ({}, {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}):
            assert (await exchange(here.port, request_bytes(headers | retry, body))).status == 503
    assert (bolt.seen, bolt.retries) == ([{"type": "event_callback"}] * 2, [None, "1"])
