"""`python -m tests.bench.resilience [--quick]`: what strangers, deploys and a slow Spott do to us, and to stock Bolt.

Everything happens on this machine, between processes of its own, and ends by itself within a few minutes.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Literal

from bot.demo.slack.identity import SIGNING_SECRET
from tests.bench.rolling import Rolled, rolling_restart
from tests.deploy import OURS, Running, site, stop_under_load
from tests.mutations import cases
from tests.raw_http import FORM, connected, exchange, read_answer, request_bytes

STOCK = (sys.executable, "-m", "tests.bench.stock")
APPS = (("ours", OURS), ("stock", STOCK))
AT_ONCE = 8
MEBIBYTE = 1024 * 1024


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a bench prints its figures


def memory(running: Running) -> float:
    """The resident memory of a process at its highest, in MiB; Linux."""
    for line in Path(f"/proc/{running.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError("no VmHWM")


async def spoilt_requests(name: str, command: Sequence[str], many: int) -> None:
    """Mutated requests, every second one signed."""
    async with site() as here:
        running = await here.run(command)
        answers: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
        times: list[float] = []
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
        unsigned = answers[False][401]
        p99 = statistics.quantiles(times, n=100)[98] * 1000
        say(
            f"  {name:5}  {many} mutated: {running.log.count('Traceback (most recent call last)')} tracebacks, "
            f"{errors} of 500 and above, unsigned {unsigned} of {many // 2} with 401, p99 {p99:.1f} ms, "
            f"log {len(running.log) / 1024:.0f} KiB, exit {code}"
        )


async def big_body(name: str, command: Sequence[str], size: int, runs: int) -> None:
    """An unsigned body of `size` MiB, announced by no length."""
    grown, sent = [], []
    for _ in range(runs):
        async with site() as here:
            running = await here.run(command)
            # Once small, so that what every first request costs is not counted.
            await exchange(running.port, request_bytes(wrongly_signed(), b"x=1"))
            before = memory(running)
            sent.append(await pour(running, size))
            grown.append(memory(running) - before)
    say(
        f"  {name:5}  {size} MiB unsigned: taken until {statistics.median(sent):.1f} MiB were sent, "
        f"peak memory +{statistics.median(grown):.1f} MiB (median of {runs})"
    )


def wrongly_signed() -> dict[str, str | bytes]:
    """All that can be seen before the body is as it should be."""
    return {
        "Content-Type": FORM,
        "X-Slack-Request-Timestamp": str(int(time.time())),
        "X-Slack-Signature": f"v0={'0' * 64}",
    }


async def pour(running: Running, size: int) -> float:
    """Send it in chunks; returns how many MiB went out, some of them only into the buffers of the system."""
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


async def slow_senders(name: str, command: Sequence[str], many: int) -> None:
    """Half a body each, and a good command beside them; then how long the halves stay."""
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
        say(
            f"  {name:5}  {many} slow senders: a good request is "
            f"{'acknowledged' if receipt.acknowledged else 'NOT acknowledged'} in {receipt.seconds * 1000:.0f} ms; "
            f"{sum(gone)} of the halves are gone after {time.perf_counter() - began:.1f} s"
        )


async def closed_within(reader: asyncio.StreamReader, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await reader.read()
    except (TimeoutError, OSError):
        return False
    return True


async def half_headers(many: int) -> None:
    """Half a header each, for as long as they are kept; ours only, since it takes a minute and a half."""
    async with site() as here, AsyncExitStack() as stack:
        running = await here.run()
        began = time.perf_counter()
        readers = []
        for _ in range(many):
            reader, writer = await stack.enter_async_context(connected(running.port))
            writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Sl")
            readers.append(reader)
        gone = await asyncio.gather(*(closed_within(reader, 100.0) for reader in readers))
        say(f"  ours   {many} half headers: {sum(gone)} gone after {time.perf_counter() - began:.1f} s")


async def stops(
    name: str, command: Sequence[str], moments: Sequence[float], ways: Sequence[Literal["slow", "hanging"]]
) -> None:
    """SIGTERM with 200 look-ups in flight, and 20 more within the second after it."""
    for socket_mode in (False, True):
        for way in ways:
            for after in moments:
                stopped = await stop_under_load(
                    socket_mode=socket_mode, spott=way, spott_seconds=4.0, after=after, command=command
                )
                got = stopped.count
                say(
                    f"  {name:5}  {'Socket Mode' if socket_mode else 'HTTP':11} Spott {way:7} after {after:3} s: "
                    f"acknowledged {got.acknowledged}, lost {got.lost}, twice {got.twice}, told {got.restarting}, "
                    f"exit {stopped.exit_code} in {stopped.seconds:.1f} s"
                )


def told(name: str, rolled: Rolled) -> None:
    got = rolled.count
    say(
        f"  {name:5}  {got.acknowledged + got.failed} commands: failed {got.failed}, lost {got.lost}, twice {got.twice}"
    )
    say(
        f"         told {got.restarting}, exits {rolled.exit_codes}, slowest acknowledgement "
        f"{rolled.slowest * 1000:.0f} ms (the router knew up to {rolled.late * 1000:.0f} ms late)"
    )


async def bench(*, quick: bool) -> None:
    """Every case, ours beside stock Bolt's."""
    say("Spoilt requests")
    for name, command in APPS:
        await spoilt_requests(name, command, 2_000 if quick else 10_000)
    say("A big body")
    for name, command in APPS:
        await big_body(name, command, 60 if quick else 300, 1 if quick else 3)
    say("Slow senders")
    for name, command in APPS:
        await slow_senders(name, command, 200)
    if not quick:
        await half_headers(50)
    say("SIGTERM with 200 look-ups in flight, and 20 more in the second after it")
    for name, command in APPS:
        await stops(name, command, (0.1,) if quick else (0.1, 1.0, 3.0), ("slow",) if quick else ("slow", "hanging"))
    say("Rolling restart of two processes under 50 commands a second")
    for name, command in APPS:
        told(name, await rolling_restart(command=command, seconds=20 if quick else 25))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.resilience", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and smaller cases, in about a minute and a half")
    asyncio.run(bench(quick=parser.parse_args().quick))


if __name__ == "__main__":
    main()
