"""Which requests the HTTP server accepts, and what it answers."""

import pytest
from slack_bolt.response import BoltResponse

from tests.raw_http import connected, exchange, read_answer, request_bytes
from tests.server.serving import BODY, Bolt, get, serving, signed


@pytest.mark.parametrize("version", ["", " HTTP/0.9", " HTTP/2.0", " HTTP/1.2", " HTTP/9"])
async def test_unsupported_http_versions_are_refused(version: str) -> None:
    async with serving() as here:
        answer = await exchange(here.port, f"GET /healthz{version}\r\nHost: x\r\n\r\n".encode())
        assert (answer.status, answer.body, answer.headers["connection"]) == (400, b"", "close")


async def test_http_1_0_and_expect_100_clients_are_served() -> None:
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


async def test_chunked_and_large_bodies_arrive() -> None:
    large = b"a=" + b"x" * 1_000_000
    async with serving() as here:
        head = request_bytes({**signed(), "Transfer-Encoding": "chunked"}, b"").replace(b"Content-Length: 0\r\n", b"")
        chunked = head + b"".join(b"1\r\n%c\r\n" % byte for byte in BODY) + b"0\r\n\r\n"
        assert (await exchange(here.port, chunked)).status == 200
        assert (await exchange(here.port, request_bytes(signed(large), large))).status == 200
    assert [len(fields) for fields in here.bolt.seen] == [1, 1]


async def test_upgrade_is_refused() -> None:
    async with serving() as here, connected(here.port) as (reader, writer):
        writer.write(get("/healthz")[:-2] + b"Upgrade: websocket\r\nConnection: upgrade\r\n\r\n" + b"x" * 100)
        answer = await read_answer(reader)
        assert (answer.status, answer.headers["connection"]) == (200, "close")


async def test_head_size_is_limited() -> None:
    async with serving() as here:
        many = {f"X-{number}": "x" * 100 for number in range(90)}
        assert (await exchange(here.port, request_bytes(many, b"", method="GET", path="/healthz"))).status == 431
        few = dict(list(many.items())[:50])
        assert (await exchange(here.port, request_bytes(few, b"", method="GET", path="/healthz"))).status == 200
        tiny = {f"X-{number}": "x" for number in range(200)}
        assert (await exchange(here.port, request_bytes(tiny, b"", method="GET", path="/healthz"))).status == 400


async def test_answers_reveal_no_software_or_version() -> None:
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
async def test_bolts_answer_is_passed_on(given: BoltResponse, expected: tuple[int, str, bytes]) -> None:
    async with serving(bolt=Bolt(given)) as here:
        answer = await exchange(here.port, request_bytes(signed(), BODY))
    assert (answer.status, answer.headers["content-type"], answer.body) == expected
