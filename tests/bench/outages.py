"""`python -m tests.bench.outages`: a failing database costs no cards and no time.

Commands, private commands and mentions go to two apps on this machine in turn, 1,000 to each. The database of one of
them fails for half a minute, or until it stops. Takes a minute for each fault. `full` needs root, and `stopped` a
PostgreSQL that TEST_POSTGRES_URL names and that runs on this machine; `pair` stops it under two processes.
"""

import argparse
import asyncio
import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    closing,
    suppress,
)
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import func, select, text

from bot.sandbox.slack.workspace import BOT
from bot.store.tables import cards, claims, look_ups, taken
from tests.bench.measure import say
from tests.bench.pair import ASKERS, CHANNELS, Pair, prepared, rows
from tests.bench.rolling import UNAVAILABLE, Backend, Router
from tests.deploy import Site
from tests.polling import until
from tests.raw_http import HOST
from tests.store.databases import database

LOOK_UPS = 1_000
PER_SECOND = 25.0
STRIKES_AFTER = 4.0
LASTS = 30.0
SETTLES = 6.0
LATEST = 0.05

Strike = Callable[[], AbstractAsyncContextManager[None]]
"""A context in which the database fails."""

Figure = tuple[str, bool]
"""A measurement in words, and whether it is as it should be."""

_LOST = re.compile(r"(\d+) rows were not written")
_NUMBER = re.compile(rb"c-bench-(\d+)")


class InTurn(Router):
    """Sends even numbers to the first process, and odd ones to the others in turn."""

    async def pass_on(self, request: bytes) -> bytes:
        """The answer to a request."""
        found = _NUMBER.search(request)
        if found is None:
            return UNAVAILABLE
        number, (steady, *struck) = int(found[1]), self.backends
        return await (struck[number // 2 % len(struck)] if number % 2 else steady).ask(request)


def _connected(file: Path) -> AbstractContextManager[sqlite3.Connection]:
    return closing(sqlite3.connect(file, isolation_level=None, timeout=10))


@asynccontextmanager
async def failing(folder: Path) -> AsyncIterator[tuple[str, Strike]]:
    """A SQLite file in which every batch fails."""
    file = folder / "failing.sqlite3"

    @asynccontextmanager
    async def strike() -> AsyncIterator[None]:
        with _connected(file) as other:
            other.execute("ALTER TABLE look_ups RENAME TO elsewhere")
            yield
            other.execute("ALTER TABLE elsewhere RENAME TO look_ups")

    yield f"sqlite:///{file}", strike


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[tuple[str, Strike]]:
    """A SQLite file that another program locks."""
    file = folder / "locked.sqlite3"

    @asynccontextmanager
    async def strike() -> AsyncIterator[None]:
        with _connected(file) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield

    yield f"sqlite:///{file}", strike


@asynccontextmanager
async def full(folder: Path) -> AsyncIterator[tuple[str, Strike]]:
    """A SQLite file on a disk of 4 MB, which becomes full."""
    disk = folder / "disk"
    disk.mkdir()
    await asyncio.to_thread(subprocess.run, ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], check=True)

    @asynccontextmanager
    async def strike() -> AsyncIterator[None]:
        filler = disk / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        yield
        filler.unlink()

    try:
        yield f"sqlite:///{disk / 'spott.sqlite3'}", strike
    finally:
        await asyncio.to_thread(subprocess.run, ["umount", str(disk)], check=True)


@asynccontextmanager
async def stopped(folder: Path) -> AsyncIterator[tuple[str, Strike]]:
    """A PostgreSQL that is stopped without notice, and started again."""
    async with database("postgresql", folder) as url:
        ((data,),) = await rows(url, text("SHOW data_directory"))
        server = Path(data)
        command, owner = _as_started(server)

        @asynccontextmanager
        async def strike() -> AsyncIterator[None]:
            running = server / "postmaster.pid"
            os.kill(int(running.read_text().split()[0]), signal.SIGQUIT)
            await until(lambda: not running.exists())
            yield
            quiet = asyncio.subprocess.DEVNULL
            await asyncio.create_subprocess_exec(*command, user=owner, cwd=server, stdout=quiet, stderr=quiet)

        yield url, strike


def _as_started(server: Path) -> tuple[list[str], int]:
    """The command that started a PostgreSQL, and its user."""
    return shlex.split((server / "postmaster.opts").read_text()), server.stat().st_uid


@dataclass(frozen=True)
class Fault:
    """A way in which a database fails.

    Attributes:
        database: An empty database, and how it fails.
        is_mended: Whether it works again before the app stops, so that nothing must be lost.
        processes: How many processes of the app share it.
    """

    database: Callable[[Path], AbstractAsyncContextManager[tuple[str, Strike]]]
    is_mended: bool = True
    processes: int = 1


FAULTS = {
    "failing": Fault(failing, is_mended=False),
    "locked": Fault(locked),
    "full": Fault(full, is_mended=False),
    "stopped": Fault(stopped),
    "pair": Fault(stopped, processes=2),
}


async def measure(fault: Fault, folder: Path, per_second: float) -> list[Figure]:
    """Ask both apps, while the database of one of them fails."""
    async with fault.database(folder) as (url, strike), prepared(2 * LOOK_UPS + 1) as here, AsyncExitStack() as stack:
        steady_url = f"sqlite:///{folder / 'steady.sqlite3'}"
        router = InTurn()
        router.backends += [
            # With the usual limit, this many look-ups a minute would have to wait for Spott, too.
            Backend(await here.run(DATABASE_URL=each, SPOTT_CALLS_PER_MINUTE="10000"))
            for each in (steady_url, *[url] * fault.processes)
        ]
        await router.start()
        stack.push_async_callback(router.stop)
        here.slack.connect_http(f"http://{HOST}:{router.port}/slack/events")
        asked: dict[int, float] = {}
        both = Pair(here, router, url)
        asking = [partial(_ask, here, number, asked) for number in range(2, 2 * LOOK_UPS + 2)]
        loading = asyncio.create_task(both.load(asking, 2 * per_second))
        await asyncio.sleep(STRIKES_AFTER)
        async with AsyncExitStack() as struck:
            await struck.enter_async_context(strike())
            if fault.is_mended:
                await asyncio.sleep(LASTS)
                await struck.aclose()
            await loading
            await asyncio.sleep(SETTLES)
            lost = await _stop(router.backends)
        others = sum(post.author == BOT for post in here.slack.posts) - sum(map(len, both.posts.cards.values()))
        missing = await _rows(steady_url) - await _rows(url)
        return [
            *_figures(asked, both.posts.cards),
            (f"other posts: {others}", others == 0),
            (f"rows missing: {missing}, counted as lost: {lost}", missing == lost),
        ]


async def _ask(here: Site, number: int, asked: dict[int, float]) -> None:
    asked[number] = asyncio.get_running_loop().time()
    # In turn, since the answers to many mentions in one channel would wait for each other.
    slack, user, channel = here.slack, ASKERS[number % len(ASKERS)], CHANNELS[number // 8 % len(CHANNELS)]
    # The same requests to both apps.
    match number // 2 % 4:
        case 0:
            slack.say(f"@Spott c-bench-{number}", user=user, channel=channel)
        case 1:
            await slack.command("/spott", f"c-bench-{number} private", user=user, channel=channel)
        case _:
            await slack.command("/spott", f"c-bench-{number}", user=user, channel=channel)


async def _stop(backends: Sequence[Backend]) -> int:
    """Stop the processes; returns how many rows those with the failing database report as lost."""
    for backend in backends:
        backend.running.signal()
    for backend in backends:
        await backend.running.ended_or_killed()
    return sum(int(number) for backend in backends[1:] for number in _LOST.findall(backend.running.log))


async def _rows(database_url: str) -> int:
    """The rows about look-ups in a database."""
    counts = [select(func.count()).select_from(table) for table in (look_ups, cards, claims, taken)]
    return sum([(await rows(database_url, count))[0][0] for count in counts])


def _figures(asked: dict[int, float], posted: dict[int, list[float]]) -> Iterator[Figure]:
    steady, struck = ([number for number in asked if number % 2 == side] for side in (0, 1))
    once = sum(len(posted[number]) == 1 for number in struck)
    twice = sum(len(posted[number]) > 1 for number in struck)
    yield f"cards of {len(struck)}: {once} once, {twice} twice", once == len(struck)
    took = [sorted(posted[number][0] - asked[number] for number in side if posted[number]) for side in (steady, struck)]
    for name, times in zip(("steady", "failing"), took, strict=True):
        half, most = times[len(times) // 2], times[len(times) * 99 // 100]
        yield f"{name}: {half * 1000:.0f} ms, p99 {most * 1000:.0f} ms, at most {times[-1] * 1000:.0f} ms", True
    # Compare the fastest with the fastest, and so on to the slowest.
    later = max(b - a for a, b in zip(*took, strict=False))
    yield f"later than without the fault by at most {later * 1000:.0f} ms", later <= LATEST


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.outages", description=__doc__)
    parser.add_argument("faults", nargs="*", choices=[[], *FAULTS], help="all, unless some are named")
    parser.add_argument(
        "--per-second", type=float, default=PER_SECOND, help="look-ups of each app; fewer on a busy machine"
    )
    options = parser.parse_args()
    missed = False
    for name in options.faults or FAULTS:
        say(name)
        with tempfile.TemporaryDirectory() as folder:
            for words, wanted in asyncio.run(measure(FAULTS[name], Path(folder), options.per_second)):
                say(f"  {words}{'' if wanted else '  <- MISSED'}")
                missed |= not wanted
    sys.exit(missed)


if __name__ == "__main__":
    main()
