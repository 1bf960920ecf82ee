"""`python -m tests.bench.mixed_attack [--seconds 3600]`: 200 hostile connections and 5 valid commands a second.

Every kind of attack over HTTP, on a process of the bot. Prints the outcomes of the valid commands and the process's
memory, descriptors and tasks; exits with code 1 if a figure misses its limit. Linux; everything runs on this machine.
"""

import argparse
import asyncio
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from tests.attackers import Result
from tests.attackers.harness import attackers, resident, watched
from tests.bench.measure import descriptors, say
from tests.deploy import OURS, Running, Site, path_of, site
from tests.raw_http import exchange, request_bytes

PER_SECOND = 200
GOOD_PER_SECOND = 5
WARM_SECONDS = 5.0
PEOPLE = 200
REST_SECONDS = 3.0
OUTCOME_SECONDS = 12.0
_LOOK_SECONDS = 0.25
_SECOND_SECONDS = 1.0
"""A second outcome would soon follow the first."""

_METRICS_TOKEN = "bench"
_ALLOWED = {"Authorization": f"Bearer {_METRICS_TOKEN}"}

MOST_GROWTH = 40.0
"""MiB, from the start of the attack to the peak."""

MORE_AT_REST = 20
LEAST_QUICK = 0.99
QUICK_SECONDS = 0.5


@dataclass(slots=True)
class Outcomes:
    """The outcomes of the valid commands."""

    times: list[float] = field(default_factory=list)
    failed: int = 0
    lost: int = 0
    twice: int = 0
    cards: int = 0

    @property
    def typed(self) -> int:
        return len(self.times) + self.failed

    @property
    def quick(self) -> float:
        """The share that was acknowledged within half a second."""
        return sum(seconds <= QUICK_SECONDS for seconds in self.times) / max(1, self.typed)

    def share(self, of: float) -> float:
        """The quantile `of` of the seconds to the acknowledgement."""
        ordered = sorted(self.times) or [0.0]
        return ordered[min(len(ordered) - 1, int(len(ordered) * of))]


@dataclass(frozen=True, slots=True)
class Sample:
    """The resources that the process uses at one moment; memory in MiB."""

    memory: float
    descriptors: int
    tasks: int


async def sample(running: Running) -> Sample:
    """Ask the system, and the process for its number of tasks; -1 if it does not answer."""
    tasks = -1
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(2):
            page = await exchange(running.port, request_bytes(_ALLOWED, b"", method="GET", path="/metrics"))
        found = re.search(rb"^spott_slack_tasks ([0-9.]+)", page.body, re.MULTILINE)
        tasks = int(float(found[1])) if found else -1
    return Sample(resident(running.pid), descriptors(running.pid)[0], tasks)


class SteadyCommands:
    """Types commands at a steady rate, and forgets each once its outcome is counted, so that memory stays constant."""

    def __init__(self, here: Site) -> None:
        self.outcomes = Outcomes()
        self._here = here
        self._typing: set[asyncio.Task[None]] = set()

    async def type(self, seconds: float) -> None:
        """Type for this long, and wait for the last outcome."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number in range(int(seconds * GOOD_PER_SECOND)):
            await asyncio.sleep(max(0.0, began + number / GOOD_PER_SECOND - loop.time()))
            task = asyncio.create_task(self._one(f"c-{number % PEOPLE + 1}"))
            self._typing.add(task)
            task.add_done_callback(self._typing.discard)
            self._here.spott.requests.clear()
        await asyncio.gather(*self._typing)

    async def _one(self, candidate_id: str) -> None:
        receipt = await self._here.slack.command("/spott", candidate_id, user=MEMBER, channel=PUBLIC)
        if receipt.error is not None:
            self.outcomes.failed += 1
            return
        self.outcomes.times.append(receipt.seconds)
        path, outcomes = path_of(receipt), self._here.answer_log.outcomes
        # Polling is cheaper here than waiting, since every post would wake every waiting task.
        for _ in range(int(OUTCOME_SECONDS / _LOOK_SECONDS)):
            if outcomes.get(path):
                break
            await asyncio.sleep(_LOOK_SECONDS)
        await asyncio.sleep(_SECOND_SECONDS)
        texts = outcomes.pop(path, [])
        self.outcomes.lost += not texts
        self.outcomes.twice += len(texts) > 1
        self.outcomes.cards += any(text.startswith("Ada Lovelace") for text in texts)


@dataclass(frozen=True, slots=True)
class Attacked:
    """The effect of an attack.

    Attributes:
        start: When the process was ready.
        warm: After a few valid commands, when the attack began.
        peak: Peak memory during the attack, in MiB.
        rest: A while after the attack.
    """

    outcomes: Outcomes
    result: Result
    start: Sample
    warm: Sample
    peak: float
    rest: Sample

    def figures(self) -> Iterator[tuple[str, bool]]:
        """Each figure in words, and whether it is within its limit."""
        good, hostile = self.outcomes, self.result
        statuses = ", ".join(f"{number} of {status}" for status, number in sorted(hostile.statuses.items()))
        yield f"hostile: {hostile.made} connections, {hostile.refused} not let in, answers: {statuses}", True
        acknowledged = f"{len(good.times)} of {good.typed} acknowledged, {good.quick:.2%} within 500 ms"
        yield f"good: {acknowledged}, p99 {good.share(0.99) * 1000:.0f} ms", good.quick >= LEAST_QUICK
        yield f"good: {good.cards} got the card, lost {good.lost}, twice {good.twice}", not good.lost + good.twice
        start, most = self.start.memory, max(self.peak, self.rest.memory)
        rest = f"{self.peak:.1f} at its peak, {self.rest.memory:.1f} at rest"
        yield f"memory, MiB: {start:.1f} at the start, {self.warm.memory:.1f} warm, {rest}", most - start <= MOST_GROWTH
        for name in ("descriptors", "tasks"):
            before, after = getattr(self.warm, name), getattr(self.rest, name)
            yield f"{name}: {before} before, {after} at rest", 0 <= after <= before + MORE_AT_REST


async def attack(
    seconds: float,
    *,
    per_second: int = PER_SECOND,
    warm_up: float = WARM_SECONDS,
    rest: float = REST_SECONDS,
    command: Sequence[str] = OURS,
) -> Attacked:
    """Attack the bot, and send valid commands meanwhile.

    Args:
        seconds: For how long.
        per_second: How many hostile connections to start each second.
        warm_up: Seconds of valid commands alone before the attack.
        rest: Seconds after the attack, before the process is looked at again.
        command: The command that starts the bot.
    """
    async with site() as here:
        here.spott_answers("well", of=PEOPLE)
        running = await here.run(command, METRICS_TOKEN=_METRICS_TOKEN, LOG_FORMAT="json")
        here.send_to(running, anew=True)
        start = await sample(running)
        await SteadyCommands(here).type(warm_up)
        warm = await sample(running)
        steady = SteadyCommands(here)
        unknown = f"/commands/{here.slack.workspace.id}/unknown"
        told = [str(running.port), "--per-second", str(per_second), "--seconds", str(seconds)]
        told += ["--secret", here.slack.signing_secret, "--response-url", here.slack.url + unknown]
        async with watched(running, every=0.2) as memory:
            attacking = asyncio.create_task(attackers("tests.attackers.mixed", *told))
            await steady.type(seconds)
            result = await attacking
        await asyncio.sleep(rest)
        return Attacked(steady.outcomes, result, start, warm, memory.peak, await sample(running))


def main() -> None:
    """Run the attack, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.mixed_attack", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--per-second", type=int, default=PER_SECOND, help="hostile connections")
    told = parser.parse_args()
    attacked = asyncio.run(attack(told.seconds, per_second=told.per_second))
    figures = list(attacked.figures())
    for words, wanted in figures:
        say(f"  {words}{'' if wanted else '  <- MISSED'}")
    sys.exit(not all(wanted for _, wanted in figures))


if __name__ == "__main__":
    main()
