"""A blocked event loop is logged, and in the end the process exits; a stop needs no new thread."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.server.watchdog import EXIT_STUCK
from tests.deploy import Running, Site, count, site
from tests.raw_http import exchange, request_bytes

pytestmark = [pytest.mark.waits, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]

PREPARED = """
import logging, os, re, resource, sys, threading, time
from bot.cli.main import main
from bot.people import directory
from bot.server import process
from bot.server.watchdog import Limits

log = logging.getLogger("bot.test")
contact, serve = directory.Directory.contact, process.serve

{}

sys.exit(main([]))
"""
HELD_UP = """
async def held_up(self, candidate_id, **options):
    {hold}
    return await contact(self, candidate_id, **options)

directory.Directory.contact = held_up
process.WATCH = Limits({limits})
"""
SLEEPING = "time.sleep({seconds})"
COMPUTING = "ends = time.monotonic() + {seconds}\n    while time.monotonic() < ends: pass"
IN_NATIVE_CODE = "re.match('(a?){{64}}(a|aa)+$', 'a' * 64 + 'b')"
"""A match that practically never ends and holds the interpreter lock meanwhile."""
UNREAD = """
    read, write = os.pipe()
    os.dup2(write, 2)
    log.warning("x" * 200_000)
"""
"""Nothing reads the log from now on, and the line is longer than the pipe's buffer."""
WITHOUT_THREADS = """
def take_away_threads(_):
    # Too little memory for a thread's stack, but enough for everything else.
    with open("/proc/self/statm") as file:
        size = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + 512 * 1024 * 1024,) * 2)
    threading.stack_size(1024 * 1024 * 1024)
    try:
        threading.Thread(target=print).start()
    except RuntimeError:
        print("no thread can be started", file=sys.stderr)

process.serve = lambda settings: serve(settings, take_away_threads)
"""


@asynccontextmanager
async def running(patch: str) -> AsyncIterator[tuple[Site, Running]]:
    async with site(forked=True) as here:
        here.spott_answers("slow", of=50)
        process = await here.run((sys.executable, "-c", PREPARED.format(patch)))
        here.send_to(process)
        yield here, process


def held_up(hold: str, seconds: float = 60, limits: str = "") -> str:
    return HELD_UP.format(hold=hold.format(seconds=seconds), limits=limits)


async def until_it_is_stuck(process: Running) -> None:
    with suppress(TimeoutError):
        while True:
            async with asyncio.timeout(0.5):
                await exchange(process.port, request_bytes({}, b"", method="GET", path="/healthz"))
            await asyncio.sleep(0.05)


async def test_blocked_loop_is_one_line_with_the_look_ups_reference() -> None:
    async with running(held_up(COMPUTING, 1.0)) as (here, process):
        assert (await here.type()).error is None
        await here.slack.wait_for(lambda: len(here.slack.posts) == 1, 20)
        await asyncio.sleep(1)
        process.signal()
        assert await process.exit_code() == 0
    stalls = re.findall(r"bot.server.watchdog the event loop is blocked: asking reference=(\w{8}) at (.*)", process.log)
    (answered,) = re.findall(r"bot.telemetry.journal answered reference=(\w{8})", process.log)
    assert [reference for reference, _ in stalls] == [answered]
    assert re.fullmatch(r"held_up:\d+( < \w+:\d+)+", stalls[0][1])
    # There may be more on a busy machine.
    assert process.log.count("the event loop runs again") == process.log.count("the event loop is blocked") >= 1
    assert "c-1" not in process.log


@pytest.mark.parametrize("hold", [SLEEPING, IN_NATIVE_CODE], ids=["sleeping", "in native code"])
async def test_stuck_loop_exits_with_its_own_code(hold: str) -> None:
    async with running(held_up(hold, limits="stuck=0.8")) as (here, process):
        asked = asyncio.create_task(here.type())
        assert await process.exit_code(60) == EXIT_STUCK
        await asked
    assert "held_up" in process.log
    assert "c-1" not in process.log


@pytest.mark.parametrize("hold", [SLEEPING, IN_NATIVE_CODE], ids=["sleeping", "in native code"])
async def test_stuck_loop_can_be_stopped(hold: str) -> None:
    async with running(held_up(hold, limits="stop=0.8")) as (here, process):
        asked = asyncio.create_task(here.type())
        await until_it_is_stuck(process)
        signalled = process.signal()
        assert await process.exit_code(60) == EXIT_STUCK
        # On a busy machine, CPU time passes more slowly than the clock; without a stop, the limit would be 30 s.
        assert 0.4 < process.ended_at - signalled < 25
        await asked


async def test_stuck_process_ends_even_if_logging_blocks() -> None:
    patch = held_up(UNREAD, limits="stuck=0.8")
    async with running(patch) as (here, process):
        asked = asyncio.create_task(here.type())
        assert await process.exit_code() == EXIT_STUCK
        await asked


async def test_paused_process_logs_it_and_continues() -> None:
    async with running(held_up("pass", limits="stuck=1.5")) as (here, process):
        process.signal(signal.SIGSTOP)
        await asyncio.sleep(2.5)
        process.signal(signal.SIGCONT)
        assert (await here.type()).error is None
        await asyncio.sleep(0.5)
        process.signal()
        assert await process.exit_code() == 0
    assert re.search(r"the process was paused for [2-9]\.\d s", process.log)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_stop_without_new_threads_loses_nothing() -> None:
    async with running(WITHOUT_THREADS) as (here, process):
        receipts = await asyncio.gather(*(here.type() for _ in range(50)))
        process.signal()
        assert await process.exit_code() == 0
        got = count(receipts, here.answer_log)
    assert (got.acknowledged, got.lost, got.twice) == (50, 0, 0)
    assert "no thread can be started" in process.log
    assert "Traceback" not in process.log


async def test_start_without_threads_fails_with_one_sentence() -> None:
    async with site(forked=True) as here:
        no_threads = "def start(self): raise RuntimeError\nthreading.Thread.start = start"
        process = await here.run((sys.executable, "-c", PREPARED.format(no_threads)), wait=False)
        assert await process.exit_code() == 1
    told = "Cannot start a thread: raise the limit of processes (or threads), or of memory.\n"
    assert process.log == told
