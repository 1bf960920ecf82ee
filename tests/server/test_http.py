"""The HTTP server by itself: limits of time and number, health, and how it stops."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from slack_bolt.response import BoltResponse

from bot.sandbox.slack.delivery import sign
from bot.server.capacity import Limits
from bot.server.http import HttpServer, Page
from bot.server.http1 import Answer
from bot.server.verify import Gate
from tests.patience import until
from tests.raw_http import FORM, HOST, NO_ANSWER, connected, exchange, read_answer, request_bytes

SECRET = "invented-signing-secret"
BODY = b"command=%2Fspott"


def signed(body: bytes = BODY) -> dict[str, str | bytes]:
    return {"Content-Type": FORM, **sign(SECRET, int(time.time()), body)}


def get(path: str) -> bytes:
    return request_bytes({}, b"", method="GET", path=path)


class Bolt:
    """Answers as it is told to, after `hold`."""

    def __init__(self, answer: BoltResponse | None = None, error: Exception | None = None) -> None:
        self._error = error
        self.seen: list[dict[str, Any]] = []
        self.hold = asyncio.Event()
        self.hold.set()
        self._answer = answer or BoltResponse(status=200, body="")

    async def __call__(self, body: dict[str, Any], raw: str, headers: Mapping[str, str]) -> BoltResponse:
        assert set(headers) == {"X-Slack-Request-Timestamp", "X-Slack-Signature"}
        assert raw
        self.seen.append(body)
        await self.hold.wait()
        if self._error is not None:
            raise self._error
        return self._answer


class Serving:
    def __init__(self, server: HttpServer, port: int, bolt: Bolt, refused: list[str]) -> None:
        self.server, self.port, self.bolt, self.refused = server, port, bolt, refused


@asynccontextmanager
async def serving(
    limits: Limits | None = None,
    *,
    bolt: Bolt | None = None,
    not_ready: Callable[[], str | None] = lambda: None,
    clock: Callable[[], float] = time.time,
    pages: Mapping[str, Page] | None = None,
    warnings: Sequence[str] = (),
) -> AsyncIterator[Serving]:
    bolt, refused = bolt or Bolt(), list[str]()
    server = HttpServer(
        not_ready=not_ready,
        gate=Gate(SECRET),
        dispatch=bolt,
        limits=limits,
        refused=refused.append,
        clock=clock,
        pages=pages,
        warnings=lambda: warnings,
    )
    try:
        yield Serving(server, await server.start(HOST, 0), bolt, refused)
    finally:
        bolt.hold.set()
        await server.stop()


async def seconds_until_closed(reader: asyncio.StreamReader) -> float:
    began = asyncio.get_running_loop().time()
    await reader.read()
    return asyncio.get_running_loop().time() - began


def test_the_limits_are_those_that_routers_and_slack_ask_for() -> None:
    limits = Limits()
    assert (limits.head, limits.body, limits.write, limits.keep_alive) == (5.0, 5.0, 10.0, 95.0)


async def test_half_a_body_is_given_up_in_time() -> None:
    async with serving(Limits(body=0.2)) as here, connected(here.port) as (reader, writer):
        writer.write(request_bytes(signed(), BODY[:5], announced=len(BODY)))
        answer = await read_answer(reader)
        assert (answer.status, answer.body, answer.headers["connection"]) == (408, b"", "close")
        assert await seconds_until_closed(reader) < 0.1
    assert here.refused == ["slow"]


async def test_a_body_in_drops_is_given_up_as_well() -> None:
    async with serving(Limits(body=0.3)) as here, connected(here.port) as (reader, writer):
        writer.write(request_bytes(signed(), b"", announced=1_000))
        answer = asyncio.create_task(read_answer(reader))
        while not answer.done():
            writer.write(b"x")
            await asyncio.sleep(0.02)
        assert (await answer).status == 408


@pytest.mark.parametrize("beginning", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Si"])
async def test_half_a_header_and_a_silent_connection_are_gone_in_time(beginning: bytes) -> None:
    async with serving(Limits(head=0.3)) as here, connected(here.port) as (reader, writer):
        writer.write(beginning)
        assert 0.2 < await seconds_until_closed(reader) < 2


async def test_a_header_in_drops_is_gone_in_time() -> None:
    async with serving(Limits(head=0.3)) as here, connected(here.port) as (reader, writer):
        closed = asyncio.create_task(seconds_until_closed(reader))
        writer.write(b"POST /slack/events HTTP/1.1\r\nX-Drops: ")
        while not closed.done():
            writer.write(b"x")
            await asyncio.sleep(0.02)
        assert await closed < 2


async def test_half_a_header_after_a_good_request_is_gone_in_time() -> None:
    async with serving(Limits(head=0.3)) as here, connected(here.port) as (reader, writer):
        writer.write(request_bytes(signed(), BODY))
        assert (await read_answer(reader)).status == 200
        writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\n")
        assert 0.2 < await seconds_until_closed(reader) < 2


async def test_a_connection_serves_one_request_after_the_other() -> None:
    async with serving() as here, connected(here.port) as (reader, writer):
        for number in range(3):
            body = b"command=%d" % number
            writer.write(request_bytes(signed(body), body))
            answer = await read_answer(reader)
            assert (answer.status, answer.headers.get("connection")) == (200, None)
        assert here.bolt.seen == [{"command": str(number)} for number in range(3)]


async def test_beyond_the_cap_of_requests_slack_is_told_so_and_below_it_is_served_again() -> None:
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
        # What was sent away was not taken for delivered.
        assert (await exchange(here.port, request_bytes(signed(), BODY))).status == 200
        assert len(here.bolt.seen) == 3
        await stack.aclose()
    assert here.refused == ["crowded"]


async def test_beyond_the_cap_of_connections_whoever_was_silent_longest_goes() -> None:
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
        # Over this one Slack has spoken, and does again.
        writer.write(request_bytes(signed(b"a=2"), b"a=2"))
        assert (await read_answer(known)).status == 200
    assert here.refused == ["connections"] * 2


async def test_when_all_connections_are_at_work_one_more_is_closed_at_once() -> None:
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


async def test_of_half_requests_the_oldest_makes_way() -> None:
    async with serving(Limits(unverified=2)) as here, AsyncExitStack() as stack:
        halves = [request_bytes(signed(), BODY[:5], announced=len(BODY)), b"GET /hea", b"GET /hea"]
        opened = [await stack.enter_async_context(connected(here.port)) for _ in halves]
        for half, (_, writer) in zip(halves, opened, strict=True):
            writer.write(half)
            # A whole request takes no place among them.
            assert (await exchange(here.port, request_bytes(signed(form := b"a=" + half), form))).status == 200
        answer = await read_answer(opened[0][0])
        assert (answer.status, answer.body, answer.headers["connection"]) == (503, b"", "close")
        opened[2][1].write(b"lthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await read_answer(opened[2][0])).status == 200
    assert here.refused[0] == "crowded"


async def test_what_bodies_hold_beyond_their_own_they_share() -> None:
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


async def test_answers_that_nobody_reads_end_the_connection() -> None:
    big = {"/big": lambda _: Answer(200, b"x" * 16_000_000)}
    async with serving(Limits(write=0.3), pages=big) as here, connected(here.port) as (reader, writer):
        writer.write(get("/big"))
        await until(lambda: "unread" in here.refused)
        with pytest.raises((asyncio.IncompleteReadError, OSError)):
            await reader.readexactly(16_000_000)


async def test_an_answer_that_is_read_slowly_arrives() -> None:
    big = {"/big": lambda _: Answer(200, b"x" * 16_000_000)}
    async with serving(pages=big) as here, connected(here.port) as (reader, writer):
        for _ in range(2):
            writer.write(get("/big"))
            await asyncio.sleep(0.1)
            assert len((await read_answer(reader)).body) == 16_000_000


async def test_a_second_request_before_the_first_answer_ends_the_connection_with_that() -> None:
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


@pytest.mark.parametrize("version", ["", " HTTP/0.9", " HTTP/2.0", " HTTP/1.2", " HTTP/9"])
async def test_other_versions_than_one_are_refused(version: str) -> None:
    async with serving() as here:
        answer = await exchange(here.port, f"GET /healthz{version}\r\nHost: x\r\n\r\n".encode())
        assert (answer.status, answer.body, answer.headers["connection"]) == (400, b"", "close")


async def test_old_clients_and_wary_ones_are_served() -> None:
    async with serving() as here, connected(here.port) as (reader, writer):
        writer.write(b"GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        assert (await read_answer(reader)).headers["connection"] == "keep-alive"
        writer.write(request_bytes({**signed(), "Expect": "100-continue"}, b"", announced=len(BODY)))
        assert (await read_answer(reader)).status == 100
        writer.write(BODY)
        assert (await read_answer(reader)).status == 200
        writer.write(b"HEAD /healthz HTTP/1.0\r\n\r\n")
        assert b"Content-Length: 6\r\n" in await reader.readuntil(b"\r\n\r\n")
        assert await reader.read() == b""


async def test_a_body_in_chunks_and_a_large_one_arrive() -> None:
    large = b"a=" + b"x" * 1_000_000
    async with serving() as here:
        head = request_bytes({**signed(), "Transfer-Encoding": "chunked"}, b"").replace(b"Content-Length: 0\r\n", b"")
        chunked = head + b"".join(b"1\r\n%c\r\n" % byte for byte in BODY) + b"0\r\n\r\n"
        assert (await exchange(here.port, chunked)).status == 200
        assert (await exchange(here.port, request_bytes(signed(large), large))).status == 200
    assert [len(fields) for fields in here.bolt.seen] == [1, 1]


async def test_an_upgrade_is_not_taken_up() -> None:
    async with serving() as here, connected(here.port) as (reader, writer):
        writer.write(get("/healthz")[:-2] + b"Upgrade: websocket\r\nConnection: upgrade\r\n\r\n" + b"x" * 100)
        answer = await read_answer(reader)
        assert (answer.status, answer.headers["connection"]) == (200, "close")


async def test_a_head_has_its_bounds() -> None:
    async with serving() as here:
        many = {f"X-{number}": "x" * 100 for number in range(90)}
        assert (await exchange(here.port, request_bytes(many, b"", method="GET", path="/healthz"))).status == 431
        few = dict(list(many.items())[:50])
        assert (await exchange(here.port, request_bytes(few, b"", method="GET", path="/healthz"))).status == 200
        tiny = {f"X-{number}": "x" for number in range(200)}
        assert (await exchange(here.port, request_bytes(tiny, b"", method="GET", path="/healthz"))).status == 400


async def test_no_answer_names_software_or_versions() -> None:
    async with serving() as here:
        for wire in (get("/healthz"), get("/"), request_bytes(signed(), BODY), request_bytes({}, b"x"), b"\0\r\n\r\n"):
            answer = await exchange(here.port, wire)
            assert answer.status
            assert set(answer.headers) <= {"content-length", "content-type", "connection", "date"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (BoltResponse(status=200, body={"a": 1}), (200, "application/json; charset=utf-8", b'{"a": 1}')),
        (BoltResponse(status=200, body="ok"), (200, "text/plain; charset=utf-8", b"ok")),
        (BoltResponse(status=404, body={"error": "x"}), (404, "application/json; charset=utf-8", b'{"error": "x"}')),
    ],
)
async def test_bolts_answer_is_handed_on(given: BoltResponse, expected: tuple[int, str, bytes]) -> None:
    async with serving(bolt=Bolt(given)) as here:
        answer = await exchange(here.port, request_bytes(signed(), BODY))
    assert (answer.status, answer.headers["content-type"], answer.body) == expected


async def test_a_flood_of_refusals_is_no_flood_of_lines(caplog: pytest.LogCaptureFixture) -> None:
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


async def test_an_error_of_our_own_is_busy_and_one_line(caplog: pytest.LogCaptureFixture) -> None:
    bolt = Bolt(error=LookupError("canary"))
    async with serving(bolt=bolt) as here:
        answer = await exchange(here.port, request_bytes(signed(), BODY))
    assert (answer.status, answer.body) == (503, b"")
    (line,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.getMessage().startswith("answering a request failed: reference=")
    assert "LookupError" in line.getMessage()
    assert "canary" not in caplog.text


async def test_ready_says_why_not() -> None:
    why: list[str | None] = [None]
    async with serving(not_ready=lambda: why[0]) as here:
        assert (await exchange(here.port, get("/readyz"))).status == 200
        why[0] = "the event loop lags"
        answer = await exchange(here.port, get("/readyz"))
        assert (answer.status, answer.body) == (503, b"not ready: the event loop lags\n")
        assert (await exchange(here.port, get("/healthz"))).status == 200


async def test_while_stopping_every_answer_closes_its_connection_and_ready_says_no() -> None:
    async with serving() as here:
        here.server.announce_stop()
        for wire, status in ((get("/readyz"), 503), (get("/healthz"), 200), (request_bytes(signed(), BODY), 200)):
            async with connected(here.port) as (reader, writer):
                writer.write(wire)
                answer = await read_answer(reader)
                assert (answer.status, answer.headers["connection"]) == (status, "close")
                assert await reader.read() == b""


async def test_when_listening_ends_idle_connections_close_and_begun_requests_are_answered() -> None:
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


async def test_begun_requests_are_not_waited_for_without_end() -> None:
    async with serving() as here, connected(here.port) as (_, writer):
        writer.write(request_bytes(signed(), b"", announced=10))
        assert (await exchange(here.port, get("/healthz"))).status == 200
        async with asyncio.timeout(2):
            await here.server.stop_listening(0.1)
            await here.server.stop()


async def test_a_port_that_is_taken_is_an_error() -> None:
    async with serving() as here:
        with pytest.raises(OSError, match="address already in use"):
            await HttpServer(not_ready=lambda: None, gate=None, dispatch=Bolt()).start(HOST, here.port)


async def test_what_is_not_as_it_should_be_is_said_beside_ready() -> None:
    for warnings, said in (((), b"ready\n"), (("a", "b"), b"ready: a; b\n")):
        async with serving(warnings=warnings) as here:
            answer = await exchange(here.port, get("/readyz"))
            assert (answer.status, answer.body) == (200, said)
