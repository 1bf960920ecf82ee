"""Requests that are mutated, too large or too slow."""

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack

from bot.sandbox.slack.identity import SIGNING_SECRET
from tests.attackers.slow import wrongly_signed
from tests.bench.measure import memory
from tests.bench.resilience.cases import Case, Figures
from tests.deploy import Running, site
from tests.mutations import cases
from tests.raw_http import connected, exchange, read_answer, request_bytes

AT_ONCE = 8
MEBIBYTE = 1024 * 1024


async def spoilt_requests(command: Sequence[str], *, quick: bool) -> Figures:
    """Mutated requests, every second one signed."""
    many = 200 if quick else 10_000
    answers: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    times: list[float] = []
    async with site() as here:
        running = await here.run(command)
        todo = cases(many, SIGNING_SECRET, f"{here.slack.url}/commands/T/unknown")

        async def send() -> None:
            for case in todo:
                began = time.perf_counter()
                answer = await exchange(running.port, case.wire)
                times.append(time.perf_counter() - began)
                answers[case.signed][answer.status] += 1

        await asyncio.gather(*(send() for _ in range(AT_ONCE)))
        running.signal()
        code = await running.ended_or_killed()
    errors = sum(number for counts in answers.values() for status, number in counts.items() if status >= 500)
    p99 = statistics.quantiles(times, n=100)[98] * 1000
    return {
        f"{many:,} mutated requests, half of them signed: tracebacks": tracebacks(running),
        "the same: answers of 500 and above": f"{errors:,}",
        "the same: unsigned ones answered 401": f"{answers[False][401]:,} of {many // 2:,}",
        "the same: p99, log, exit code": f"{p99:.1f} ms, {len(running.log) / 1024:.0f} KiB, {code}",
    }


def tracebacks(running: Running) -> str:
    return f"{running.log.count('Traceback (most recent call last)'):,}"


async def big_body(command: Sequence[str], *, quick: bool) -> Figures:
    """An unsigned body without a Content-Length."""
    size, runs = (60, 1) if quick else (300, 3)
    grown, sent = [], []
    for _ in range(runs):
        async with site() as here:
            running = await here.run(command)
            # A small one first, so that the cost of any first request is not counted.
            await exchange(running.port, request_bytes(wrongly_signed(), b"x=1"))
            before = memory(running.pid, "VmHWM")
            sent.append(await pour(running, size))
            grown.append(memory(running.pid, "VmHWM") - before)
    return {
        f"{size} MiB unsigned: memory": f"{statistics.median(grown):+.1f} MiB",
        f"{size} MiB unsigned: taken until so much was sent": f"{statistics.median(sent):.1f} MiB",
    }


async def pour(running: Running, size: int) -> float:
    """Send it in chunks; returns how many MiB were sent, some of them only into the system's buffers."""
    sent = 0
    async with connected(running.port) as (reader, writer):
        head = request_bytes(wrongly_signed() | {"Transfer-Encoding": "chunked"}, b"")
        writer.write(head.replace(b"Content-Length: 0\r\n", b""))
        try:
            while sent < size * MEBIBYTE:
                writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
                await writer.drain()
                sent += 0x10000
            writer.write(b"0\r\n\r\n")
            await read_answer(reader)
        except OSError:
            pass
    return sent / MEBIBYTE


async def slow_senders(command: Sequence[str], *, quick: bool) -> Figures:
    """Incomplete bodies, and a valid command meanwhile; then how long the connections stay open."""
    many = 50 if quick else 200
    async with site() as here, AsyncExitStack() as stack:
        here.spott_answers("well", of=1)
        running = await here.run(command)
        here.send_to(running)
        readers = []
        for _ in range(many):
            reader, writer = await stack.enter_async_context(connected(running.port))
            writer.write(request_bytes(wrongly_signed(), b"x" * 10, announced=1_000))
            readers.append(reader)
        began = time.perf_counter()
        receipt = await here.type()
        gone = await asyncio.gather(*(closed_within(reader, 12.0) for reader in readers))
        seconds = time.perf_counter() - began
    took = f"{receipt.seconds * 1000:.0f} ms"
    return {
        f"{many} slow senders: a good command acknowledged": f"in {took}" if receipt.acknowledged else "no",
        f"{many} slow senders: gone": f"{sum(gone)} after {seconds:.1f} s",
    }


async def closed_within(reader: asyncio.StreamReader, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await reader.read()
    except (TimeoutError, OSError):
        return False
    return True


async def half_headers(command: Sequence[str], *, quick: bool) -> Figures:
    """Incomplete headers, for as long as the connections stay open."""
    many, most = 50, 1.0 if quick else 12.0
    async with site() as here, AsyncExitStack() as stack:
        running = await here.run(command)
        began = time.perf_counter()
        readers = []
        for _ in range(many):
            reader, writer = await stack.enter_async_context(connected(running.port))
            writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Sl")
            readers.append(reader)
        gone = await asyncio.gather(*(closed_within(reader, most) for reader in readers))
        seconds = time.perf_counter() - began
    return {f"{many} half headers: gone": f"{sum(gone)} after {seconds:.1f} s"}


CASES = (
    Case("spoilt-requests", spoilt_requests),
    Case("big-body", big_body),
    Case("slow-senders", slow_senders),
    Case("half-headers", half_headers),
)
