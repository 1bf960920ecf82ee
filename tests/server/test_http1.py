"""Reading a request: in pieces of any size, within limits, and how much memory it takes."""

import asyncio
import tracemalloc
from itertools import pairwise
from random import Random

import pytest

from bot.server.capacity import Limits
from bot.server.http1 import HEAD_BYTES, Flow, Reading
from tests.raw_http import request_bytes

BODY = b"command=%2Fspott&text=" + b"x" * 3_000
WIRE = request_bytes({"X-Kind": "form"}, BODY)


def reading(body_bytes: int = 1_000_000) -> Reading:
    return Reading(asyncio.Transport(), Flow(asyncio.get_running_loop()), body_bytes)


async def test_request_parses_the_same_in_any_pieces() -> None:
    for seed in range(20):
        dice = Random(seed)
        cuts = sorted({0, len(WIRE), *(dice.randrange(len(WIRE)) for _ in range(dice.randrange(40)))})
        one = reading()
        assert [one.feed(WIRE[start:end]) for start, end in pairwise(cuts)] == [None] * (len(cuts) - 1), seed
        assert (one.is_whole, one.is_alone, bytes(one.body)) == (True, True, BODY), seed
        assert one.request is not None, seed
        assert (one.request.method, one.request.path, one.request.headers["x-kind"]) == (
            "POST",
            "/slack/events",
            "form",
        ), seed


@pytest.mark.parametrize("behind", [b"G", b"\r\n", WIRE])
async def test_pipelined_data_is_detected(behind: bytes) -> None:
    one = reading()
    assert one.feed(WIRE + behind) is None
    assert (one.is_whole, one.is_alone, bytes(one.body)) == (True, False, BODY)


async def test_body_size_is_limited_with_or_without_content_length() -> None:
    assert reading(len(BODY)).feed(WIRE) is None
    assert reading(len(BODY) - 1).feed(WIRE.partition(BODY)[0]) == (413, "size")
    chunked = request_bytes({"Transfer-Encoding": "chunked"}, b"").replace(b"Content-Length: 0\r\n", b"")
    assert reading(100).feed(chunked + b"64\r\n" + b"x" * 100 + b"\r\n") is None
    assert reading(100).feed(chunked + b"65\r\n" + b"x" * 101 + b"\r\n") == (413, "size")


@pytest.mark.parametrize("chunk", [b"1\r\nx\r\n", b"1;" + b"y" * 50 + b"\r\nx\r\n", b"0\r\n" + b"Trailer: x\r\n" * 90])
async def test_chunk_framing_counts_as_head(chunk: bytes) -> None:
    one = reading()
    wrong = one.feed(request_bytes({"Transfer-Encoding": "chunked"}, b"").replace(b"Content-Length: 0\r\n", b""))
    fed = 0
    while wrong is None:
        wrong = one.feed(chunk)
        fed += len(chunk)
    assert wrong in {(431, "size"), (400, "http")}
    assert fed <= 2 * HEAD_BYTES


HEADS = {
    "one sign of four bytes makes each letter of a header as large": [f"h{n}: 😀{'x' * 70}" for n in range(85)],
    "two long ones": [f"{name}: 😀{'x' * 3_900}" for name in "ab"],
    "many short ones": [f"h{number}:{number}" for number in range(97)],
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
async def test_incomplete_request_uses_less_than_128_kib(head: list[str]) -> None:
    own = Limits().own
    beginning = "\r\n".join(["POST /slack/events HTTP/1.1", "Host: x", f"Content-Length: {2 * own}", *head])
    wire = beginning.encode() + b"\r\n\r\n"
    flow, transport = Flow(asyncio.get_running_loop()), asyncio.Transport()
    tracemalloc.start()
    try:
        half = [Reading(transport, flow, 1_000_000) for _ in range(20)]
        for one in half:
            assert one.feed(bytes(bytearray(wire))) is None
            for _ in range(own // 512):
                one.feed(b"x" * 512)
        taken = tracemalloc.get_traced_memory()[0] / len(half)
    finally:
        tracemalloc.stop()
    assert own < taken < 128 * 1024


def test_unverified_requests_use_less_than_32_mib_in_total() -> None:
    limits = Limits()
    kib = limits.unverified * 128 + limits.shared / 1024 + limits.connections * 4
    assert kib < 32 * 1024
