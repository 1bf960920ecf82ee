"""What is measured, and in which order."""

import asyncio
import itertools
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench import machine
from tests.bench.contestants import ASYNC, CACHED, CONTESTANTS, OURS, WITHOUT_BOLT, Contestant, Running, environment
from tests.bench.load import SECRET, Load, Phase, new_ids
from tests.bench.measured import AT_ONCE, SPOTT_SECONDS, Burst, Measured, RareLookUp
from tests.bench.services import USERS, Services

_START_SECONDS = 30.0
_LEAST_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure.

    Attributes:
        starts: How often each contestant is started.
        rounds: How often they take turns; ratios are computed within a round.
        seconds: Roughly how long one phase takes.
        least: The minimum number of look-ups in a concurrent phase, however slow the contestant.
        teams_look_ups: Look-ups of the small team.
        pause: Seconds between two of them.
        memory: Look-ups after which memory is read for the last time.
        people: The maximum number of people in the cache.
        burst: How many users look up one person at the same time.
        rounds_until: Seconds from the start after which no third or later round begins, on a busy machine.
        memory_until: Seconds from the start after which look-ups to measure memory end.
    """

    starts: int
    rounds: int
    seconds: float
    least: int
    teams_look_ups: int
    pause: float
    memory: int
    people: int
    burst: int
    rounds_until: float = 130.0
    memory_until: float = 215.0


FULL = Plan(
    starts=5,
    rounds=8,
    seconds=1.25,
    least=AT_ONCE,
    teams_look_ups=4,
    pause=20.0,
    memory=20_000,
    people=10_000,
    burst=500,
)
QUICK = Plan(starts=1, rounds=1, seconds=0.2, least=5, teams_look_ups=1, pause=0.1, memory=500, people=100, burst=60)


class Bench:
    """One run.

    Args:
        plan: How much to measure.
        folder: For certificates, logs and the card.
        core: The core that contestants run on.
        say: Reports progress.
    """

    def __init__(self, plan: Plan, folder: Path, core: int, say: Callable[[str], None]) -> None:
        self._plan = plan
        self._folder = folder
        self._core = core
        self._say = say
        self._services = Services()
        self._bundle = folder
        self._card = folder / "card.json"
        self._running: dict[str, Running] = {}
        self._loads: dict[str, Load] = {}
        self._done: defaultdict[str, int] = defaultdict(int)
        self._started = perf_counter()
        self.measured = Measured()

    async def run(self) -> Measured:
        """Measure everything; all processes are stopped, whatever happens."""
        self._bundle = await self._services.start(self._folder)
        try:
            for number in range(self._plan.starts):
                self._say(f"start {number + 1} of {self._plan.starts}")
                for contestant in CONTESTANTS:
                    await self._start(contestant)
            await self._warm()
            for number in range(self._plan.rounds):
                if number < _LEAST_ROUNDS or self._elapsed() < self._plan.rounds_until:
                    await self._round(number)
            for contestant in CONTESTANTS:
                self.measured.rss[contestant.key] = self._rss(contestant)
            await self._grow()
            await self._remember()
            await self._grow_known()
            await self._burst()
            await self._rare()
        finally:
            for load in self._loads.values():
                load.close()
            await asyncio.gather(*(running.stop() for running in self._running.values()))
        return self.measured

    async def _start(self, contestant: Contestant) -> None:
        key = contestant.key
        if key in self._running:
            self._loads[key].close()
            await self._running[key].stop()
        told = environment(
            owner=key,
            spott=self._services.spott.port,
            slack=self._services.slack.port,
            bundle=self._bundle,
            card=self._card,
            secret=SECRET,
        )
        running = self._running[key] = Running(contestant, told, self._folder, self._core)
        load = self._loads[key] = Load(self._services, running)
        self.measured.starts[key].append(await load.first(_START_SECONDS))
        self._done[key] = 1
        if contestant is OURS:
            card = json.loads(load.last_card)
            # Rivals pass these to respond(), under the names of its parameters.
            self._card.write_text(json.dumps({name: card[name] for name in ("text", "blocks", "response_type")}))

    async def _warm(self) -> None:
        for contestant in CONTESTANTS:
            # Look up each person once, for contestants that cache people, over as many connections as needed.
            await self._look_up(
                contestant, max(3, min(2 * len(USERS), int(contestant.pace * self._plan.seconds))), AT_ONCE
            )

    async def _round(self, number: int) -> None:
        order = [*CONTESTANTS[number % len(CONTESTANTS) :], *CONTESTANTS[: number % len(CONTESTANTS)]]
        for contestant in order:
            self._say(f"round {number + 1} of {self._plan.rounds}: {contestant.name}")
            key, total = contestant.key, int(contestant.pace * self._plan.seconds)
            known = 200 if contestant is CACHED else 0
            if contestant.pace > AT_ONCE:
                # Connection pools close idle connections while the others have their turn.
                await self._look_up(contestant, 2 * AT_ONCE, AT_ONCE)
            self.measured.alone[key].append(await self._look_up(contestant, max(5, total // 3), 1, known))
            many = await self._look_up(contestant, max(self._plan.least, total), AT_ONCE, known)
            self.measured.at_once[key].append(many)
            async with self._slow_spott():
                slow = await self._look_up(contestant, max(2, int(8 * self._plan.seconds)), 1)
            self.measured.alone_slow[key].append(slow)

    async def _grow(self) -> None:
        total = int(OURS.pace * self._plan.seconds)
        for at_once in (1, 10, AT_ONCE, 200):
            self._say(f"growth: {at_once} concurrent")
            await self._look_up(OURS, at_once, at_once)
            self.measured.growth.append((at_once, await self._look_up(OURS, max(at_once, total), at_once)))

    async def _remember(self) -> None:
        for quarter in range(1, 5):
            if quarter > 1 and self._elapsed() > self._plan.memory_until:
                return
            self._say(f"memory: quarter {quarter} of {self._plan.memory} look-ups")
            total = self._plan.memory * quarter // 4 - self._done[OURS.key]
            await self._look_up(OURS, max(1, total), AT_ONCE)
            self.measured.memory.append(self._rss(OURS))

    async def _grow_known(self) -> None:
        total = max(AT_ONCE, int(CACHED.pace * self._plan.seconds))
        for people in (1, self._plan.people):
            self._say(f"growth: {people} people cached")
            ids = list(itertools.islice(new_ids(), people))
            await self._look_up(CACHED, people, AT_ONCE, among=ids)
            phase = await self._look_up(CACHED, total, AT_ONCE, among=ids[-total:])
            self.measured.known.append((people, phase))

    async def _burst(self) -> None:
        self._say(f"burst: {self._plan.burst} look up one person")
        asked, started = self._services.contacts_asked, perf_counter()
        async with self._slow_spott():
            await self._look_up(CACHED, self._plan.burst, self._plan.burst, known=1)
        self.measured.burst = Burst(self._plan.burst, self._services.contacts_asked - asked, perf_counter() - started)

    async def _rare(self) -> None:
        self._say(f"a small team: a look-up every {self._plan.pause:g} s")
        three = (OURS, WITHOUT_BOLT, ASYNC)
        async with self._slow_spott(), asyncio.TaskGroup() as group:
            for place, contestant in enumerate(three):
                group.create_task(self._team(contestant, self._plan.pause * place / len(three)))

    async def _team(self, contestant: Contestant, later: float) -> None:
        await asyncio.sleep(later)
        for number in range(self._plan.teams_look_ups):
            await asyncio.sleep(self._plan.pause if number else 0)
            look_up = await self._loads[contestant.key].look_up(next(new_ids()))
            spott, slack = (
                [
                    at
                    for service in services
                    for at in service.opened_by(contestant.key)
                    if look_up.sent < at < look_up.arrived
                ]
                for services in ((self._services.spott,), (self._services.slack,))
            )
            beside = sum(at < look_up.sent + SPOTT_SECONDS for at in slack)
            rare = RareLookUp(look_up.seconds, len(spott), len(slack), beside)
            self.measured.rare[contestant.key].append(rare)

    async def _look_up(
        self, contestant: Contestant, total: int, at_once: int, known: int = 0, among: Iterable[str] = ()
    ) -> Phase:
        """Look up new people, `known` ones that were just looked up, or those `among` in turn."""
        load = self._loads[contestant.key]
        if known:
            among = list(itertools.islice(new_ids(), known))
            if known > 1:
                await load.run(known, AT_ONCE, iter(among))
        phase = await load.run(total, at_once, itertools.cycle(among) if among else None)
        self._done[contestant.key] += total
        return phase

    def _elapsed(self) -> float:
        return perf_counter() - self._started

    def _rss(self, contestant: Contestant) -> tuple[int, float]:
        return self._done[contestant.key], machine.rss_mb(self._running[contestant.key].pid)

    @asynccontextmanager
    async def _slow_spott(self) -> AsyncIterator[None]:
        self._services.spott.delay = SPOTT_SECONDS
        try:
            yield
        finally:
            self._services.spott.delay = 0.0
