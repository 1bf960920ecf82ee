"""Clients without a signature: how much memory they take, and whether Slack gets through meanwhile."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from tests.attackers import Result
from tests.attackers.harness import CommandResults, Memory, SteadyCommands, apart, watched
from tests.bench.resilience.cases import Case, Figures
from tests.deploy import site

PER_SECOND = 5
WARM_UP = 20
PAUSE = 0.1
"""Seconds after which a rejected client reconnects."""

HEAD_START = 1.5
"""Seconds from starting the attackers' process to the first good command."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The effect of an attack."""

    memory: Memory
    good: CommandResults
    result: Result
    planned: int

    @property
    def grown(self) -> str:
        made = self.result.made
        short = f" (of {made:,} that got in)" if made < self.planned else ""
        return f"{self.memory.grown:+.0f} MiB, {self.memory.after - self.memory.before:+.0f} afterwards{short}"

    @property
    def served(self) -> str:
        lost = f", {self.good.lost} lost" if self.good.lost else ""
        return f"{self.good.quick} of {self.good.commands}{lost}"


async def beside(
    command: Sequence[str],
    kind: str,
    *,
    connections: int,
    seconds: float,
    at_once: int | None = None,
    pause: float = 0.0,
) -> Beside:
    """Attack, and type five valid commands a second meanwhile; memory is read for one second longer."""
    async with site() as here:
        here.spott_answers("well", of=int(WARM_UP + PER_SECOND * seconds))
        running = await here.run(command)
        here.send_to(running)
        warm = SteadyCommands(here)
        await warm.type(per_second=50, seconds=WARM_UP / 50)
        await warm.outcome()
        here.send_to(running, anew=True)
        steady = SteadyCommands(here)
        async with watched(running) as memory:
            attack = asyncio.create_task(
                apart(kind, running.port, connections=connections, seconds=seconds + 1, at_once=at_once, pause=pause)
            )
            await asyncio.sleep(HEAD_START)
            await steady.type(per_second=PER_SECOND, seconds=seconds)
            result = await attack
            good = await steady.outcome()
            await asyncio.sleep(1.0)
        return Beside(memory, good, result, at_once if pause and at_once else connections)


async def garbage(command: Sequence[str], *, quick: bool) -> Figures:
    many = 20 if quick else 200
    got = await beside(command, "garbage", connections=many, seconds=2 if quick else 6)
    return {
        f"{many} connections that send garbage: memory": got.grown,
        "the same: good commands acknowledged within 500 ms": got.served,
    }


async def upgrades(command: Sequence[str], *, quick: bool) -> Figures:
    many = 20 if quick else 200
    got = await beside(command, "upgrades", connections=many, seconds=2 if quick else 6)
    return {f"{many} that upgrade to a WebSocket and send garbage: memory": got.grown}


async def half_bodies(command: Sequence[str], *, quick: bool) -> Figures:
    many = 100 if quick else 4_000
    got = await beside(command, "half-bodies", connections=many, seconds=2 if quick else 20, at_once=20)
    return {f"{many:,} bodies that break off half-way, one after the other: memory": got.grown}


async def held_back(command: Sequence[str], *, quick: bool) -> Figures:
    many = 50 if quick else 500
    got = await beside(
        command, "held-back", connections=20 * many, at_once=many, pause=PAUSE, seconds=2 if quick else 8
    )
    return {
        f"{many} bodies whose last byte is held back: memory": got.grown,
        f"{many} bodies whose last byte is held back: good commands acknowledged within 500 ms": got.served,
    }


async def drips(command: Sequence[str], *, quick: bool) -> Figures:
    many = 50 if quick else 510
    got = await beside(command, "drips", connections=20 * many, at_once=many, pause=PAUSE, seconds=2 if quick else 10)
    return {f"{many} bodies that drip: good commands acknowledged within 500 ms": got.served}


async def silent(command: Sequence[str], *, quick: bool) -> Figures:
    many = 100 if quick else 2_005
    got = await beside(command, "silent", connections=20 * many, at_once=many, pause=PAUSE, seconds=2 if quick else 10)
    return {f"{many:,} silent connections: good commands acknowledged within 500 ms": got.served}


async def unread(command: Sequence[str], *, quick: bool) -> Figures:
    many = 100 if quick else 2_005
    got = await beside(command, "unread", connections=20 * many, at_once=many, pause=PAUSE, seconds=2 if quick else 12)
    return {
        f"{many:,} who never read their answers: memory": got.grown,
        f"{many:,} who never read their answers: good commands acknowledged within 500 ms": got.served,
    }


async def broken(command: Sequence[str], *, quick: bool) -> Figures:
    half = 250 if quick else 10_000
    first = await beside(command, "malformed", connections=half, seconds=2 if quick else 15, at_once=200)
    then = await beside(command, "mutated", connections=half, seconds=2 if quick else 15, at_once=20)
    return {
        f"{half:,} requests that are not HTTP: memory": first.grown,
        f"{half:,} spoilt ones without a signature: memory": then.grown,
    }


CASES = (
    Case("garbage", garbage),
    Case("upgrades", upgrades),
    Case("half-bodies", half_bodies),
    Case("held-back", held_back),
    Case("drips", drips),
    Case("silent", silent),
    Case("unread", unread),
    Case("broken", broken),
)
