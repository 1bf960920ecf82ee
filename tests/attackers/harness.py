"""Runs an attack in its own process, sends valid commands meanwhile, and watches the target's memory; Linux only."""

import asyncio
import json
import os
import statistics
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.slack.receipt import Receipt
from tests import fork_server
from tests.attackers.wire import Result
from tests.deploy import ROOT, Running, Site, count, path_of

GRACE_SECONDS = 5.0


async def apart(
    kind: str,
    port: int,
    *,
    connections: int,
    seconds: float,
    at_once: int | None = None,
    pause: float = 0.0,
    forked: bool = False,
    **options: object,
) -> Result:
    """Run an attack in a separate process, which may be forked, so that it doesn't slow down this one; like `Kind`."""
    told = ["--connections", str(connections), "--seconds", str(seconds), "--pause", str(pause)]
    told += ["--options", json.dumps(options)]
    told += ["--at-once", str(at_once)] if at_once else []
    return await attackers("tests.attackers", kind, str(port), *told, forked=forked)


async def attackers(module: str, *told: str, forked: bool = False) -> Result:
    """Run an attack as a module and parse its output."""
    words = ("-m", module, *told)
    process = (
        await fork_server.start(words, env=os.environ, cwd=ROOT)
        if forked
        else await asyncio.create_subprocess_exec(sys.executable, *words, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    )
    try:
        said, _ = await process.communicate()
    except BaseException:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()
        raise
    return Result.from_json(said)


def resident(pid: int) -> float:
    """A process's resident memory, in MiB.

    Raises:
        OSError: There is no such process.
    """
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) / 256


@dataclass(slots=True)
class Memory:
    """A process's resident memory over time, in MiB.

    Attributes:
        before: At the start.
        peak: The maximum.
        after: At the end.
    """

    before: float
    peak: float
    after: float

    @property
    def grown(self) -> float:
        """Growth from the start to the peak."""
        return self.peak - self.before

    def __str__(self) -> str:
        return f"{self.before:.0f} MiB before, peak {self.grown:+.0f}, afterwards {self.after - self.before:+.0f}"


@asynccontextmanager
async def watched(running: Running, *, most: float = 4_096, every: float = 0.05) -> AsyncIterator[Memory]:
    """Watch a process's memory, and kill it above `most` MiB, so that no attack can exhaust the machine."""
    memory = Memory(*[resident(running.pid)] * 3)

    async def watch() -> None:
        with suppress(OSError):
            while True:
                memory.after = resident(running.pid)
                memory.peak = max(memory.peak, memory.after)
                if memory.after > most:
                    await running.end()
                await asyncio.sleep(every)

    watching = asyncio.create_task(watch())
    try:
        yield memory
    finally:
        with suppress(OSError):
            memory.after = resident(running.pid)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class CommandResults:
    """The outcomes of the commands that were typed.

    Attributes:
        commands: How many were typed.
        acknowledged: How many the app acknowledged within Slack's 3 seconds.
        quick: How many it acknowledged within half a second.
        p50: Seconds to the acknowledgement, for those acknowledged.
        p99: The same, 99th percentile.
        lost: Acknowledged, with neither card nor notice.
        twice: With more than one outcome.
    """

    commands: int
    acknowledged: int
    quick: int
    p50: float
    p99: float
    lost: int
    twice: int

    def __str__(self) -> str:
        return (
            f"{self.acknowledged} of {self.commands} acknowledged, {self.quick} within 500 ms, p50 "
            f"{self.p50 * 1000:.0f}, p99 {self.p99 * 1000:.0f} ms, lost {self.lost}, twice {self.twice}"
        )


@dataclass(slots=True)
class SteadyCommands:
    """Types commands in the local Slack at a steady rate, whatever else happens.

    Attributes:
        here: The site; Slack must already post to a process, and Spott know as many people as there will be commands.
        receipts: The receipts of all commands so far.
    """

    here: Site
    receipts: list[Receipt] = field(default_factory=list)

    async def type(self, *, per_second: float, seconds: float) -> None:
        """Type, and wait until each command is acknowledged or Slack has given up on it."""
        loop = asyncio.get_running_loop()
        began, typed = loop.time(), list[asyncio.Task[Receipt]]()
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(max(0.0, began + number / per_second - loop.time()))
            typed.append(asyncio.create_task(self.here.type()))
        self.receipts += await asyncio.gather(*typed)

    async def outcome(self, within: float = GRACE_SECONDS) -> CommandResults:
        """Wait, at most `within` seconds, for the answers; returns the results."""
        with suppress(TimeoutError):
            await self.here.slack.wait_for(self._all_answered, within)
        return results_of(self.receipts, self.here)

    def _all_answered(self) -> bool:
        return all(self.here.answer_log.outcomes.get(path_of(one)) for one in self.receipts if one.error is None)


def results_of(receipts: Sequence[Receipt], here: Site) -> CommandResults:
    """The commands' outcomes, from the receipts and the posts."""
    counted = count(receipts, here.answer_log)
    times = sorted(receipt.seconds for receipt in receipts if receipt.error is None) or [0.0]
    return CommandResults(
        commands=len(receipts),
        acknowledged=counted.acknowledged,
        quick=sum(receipt.seconds <= 0.5 for receipt in receipts if receipt.error is None),
        p50=statistics.median(times),
        p99=times[min(len(times) - 1, int(len(times) * 0.99))],
        lost=counted.lost,
        twice=counted.twice,
    )
