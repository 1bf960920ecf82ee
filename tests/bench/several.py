"""`python -m tests.bench.several`: two processes on one PostgreSQL do everything once, and share the limits.

Needs TEST_POSTGRES_URL, a server on which it may create schemas. Takes about six minutes.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from bot.store.tables import look_ups
from tests.bench.measure import say
from tests.bench.pair import ASKERS, Both, Pair, pair
from tests.bench.rolling import Router

DELIVERIES = 2_000
CALLS = 600
A_PERSONS = 60
SETTLED_SECONDS = 10.0

Figure = tuple[str, bool]
"""A measurement in words, and whether it is as it should be."""


async def each_once(folder: Path) -> Iterator[Figure]:
    """2,000 deliveries, every fourth of them an event, each sent to both processes at once."""
    async with pair(Both(), folder, people=DELIVERIES) as both:
        asking = [
            partial(both.ask, number, user=ASKERS[number % len(ASKERS)], mention=number % 4 == 0)
            for number in range(1, DELIVERIES + 1)
        ]
        acknowledged = sum(await both.load(asking, per_second=20))
        await asyncio.sleep(SETTLED_SECONDS)
        cards = [len(both.posts.cards[number]) for number in range(1, DELIVERIES + 1)]
        (rows,) = await both.rows(select(func.count(look_ups.c.candidate_id.distinct()), func.count()))
    once, never, twice = cards.count(1), cards.count(0), sum(count > 1 for count in cards)
    return iter(
        (
            (f"{acknowledged:,} deliveries, each to both at once: {once:,} done once", once == DELIVERIES),
            (f"never: {never}", never == 0),
            (f"twice: {twice}", twice == 0),
            (f"rows in the log: {rows[1]:,}, about {rows[0]:,} people", tuple(rows) == (DELIVERIES, DELIVERIES)),
        )
    )


async def calls_a_minute(folder: Path) -> Iterator[Figure]:
    """Twice as many look-ups as Spott allows calls, given to the processes in turn, for two and a half minutes."""
    per_second, seconds = 2 * CALLS // 60, 150
    people = per_second * seconds
    async with pair(Router(), folder, people=people, SPOTT_CALLS_PER_MINUTE=str(CALLS)) as both:
        asking = [partial(both.ask, n, user=ASKERS[n % len(ASKERS)]) for n in range(1, people + 1)]
        counts: list[int] = []
        counting = asyncio.create_task(_count(both, counts))
        await both.load(asking, per_second)
        counting.cancel()
    minute = int(60 / _EVERY)
    minutes = [after - before for before, after in zip(counts, counts[minute:], strict=False)]
    most, last = max(minutes), minutes[-1]
    return iter(
        (
            (f"calls to Spott in any minute, of {CALLS} allowed: at most {most}", most <= CALLS * 1.02),
            (f"in the last minute: {last}", last >= CALLS * 0.98),
        )
    )


_EVERY = 0.05


async def _count(both: Pair, counts: list[int]) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    while True:
        # On schedule even on a busy machine: missed requests are sent late.
        counts += [len(both.here.spott.requests)] * (int((loop.time() - began) / _EVERY) + 1 - len(counts))
        await asyncio.sleep(_EVERY)


async def a_persons_minute(folder: Path) -> Iterator[Figure]:
    """Ten people ask ninety times each within a minute, of both processes in turn."""
    users, each = ASKERS[:10], 90
    limit = f"{A_PERSONS},100000"
    async with pair(Router(), folder, people=each * len(users), LOOKUPS_PER_PERSON=limit) as both:
        # Two in a row by the same person, so that each process gets half of theirs.
        asker = {number: users[number // 2 % len(users)] for number in range(1, each * len(users) + 1)}
        await both.load([partial(both.ask, number, user=user) for number, user in asker.items()], per_second=20)
        await asyncio.sleep(SETTLED_SECONDS)
        cards = both.posts.cards
        got = {user: sorted(at for n in cards if asker[n] == user for at in cards[n]) for user in users}
    # On a busy machine a second minute may have begun.
    counts = sorted(sum(at < times[0] + 60 for at in times) for times in got.values())
    words = f"cards of ten people who asked {each} times in a minute, {A_PERSONS} allowed: {counts[0]} to {counts[-1]}"
    return iter([(words, counts[0] == counts[-1] == A_PERSONS)])


async def killed(folder: Path) -> Iterator[Figure]:
    """Both get every command, Spott takes a second, and one process is killed."""
    per_second, seconds = 15, 30
    people = per_second * seconds
    async with pair(Both(), folder, people=people) as both:
        both.here.spott.delay = 1.0
        asker = {number: ASKERS[number % len(ASKERS)] for number in range(1, people + 1)}
        asking = [partial(both.ask, number, user=user) for number, user in asker.items()]
        loading = asyncio.create_task(both.load(asking, per_second))
        await asyncio.sleep(seconds / 2)
        at = both.backends[0].running.signal(signal.SIGKILL)
        acknowledged = await loading
        await asyncio.sleep(max(0.0, at + 65 - asyncio.get_running_loop().time()))
        cards, told = both.posts.cards, both.posts.told
        written = {row[0] for row in await both.rows(select(look_ups.c.candidate_id))}
    asked = [number for number, was in zip(asker, acknowledged, strict=True) if was]
    unanswered = {asker[number] for number in asked if not cards[number]}
    without_row = [at - cards[number][0] for number in asked if cards[number] and f"c-bench-{number}" not in written]
    slowest = max((times[0] - at for times in told.values()), default=0.0)
    twice = sum(len(times) > 1 for times in cards.values())
    oldest = max(without_row, default=0.0)
    return iter(
        (
            (f"killed under load, {len(asked)} acknowledged: twice: {twice}", twice == 0),
            (f"people without a card: {len(unanswered)}; told: {len(unanswered & set(told))}", unanswered <= set(told)),
            (f"told although they had a card: {len(set(told) - unanswered)}", True),
            (
                f"told more than once: {sum(len(times) > 1 for times in told.values())}",
                all(len(times) == 1 for times in told.values()),
            ),
            (f"the last one after {slowest:.0f} s", slowest <= 60),
            (f"rows lost: {len(without_row)}, the oldest from {oldest:.1f} s before the kill", oldest <= 1),
        )
    )


MEASURES: dict[str, Callable[[Path], Awaitable[Iterator[Figure]]]] = {
    "once": each_once,
    "calls": calls_a_minute,
    "person": a_persons_minute,
    "killed": killed,
}


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.several", description=__doc__)
    parser.add_argument("measures", nargs="*", choices=[[], *MEASURES], help="all, unless some are named")
    named = parser.parse_args().measures
    if not os.environ.get("TEST_POSTGRES_URL"):
        parser.error("TEST_POSTGRES_URL names no PostgreSQL to measure on")
    missed = False
    for name in named or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            for words, wanted in asyncio.run(_within(MEASURES[name](Path(folder)))):
                say(f"  {words}{'' if wanted else '  <- MISSED'}")
                missed |= not wanted
    sys.exit(missed)


async def _within(measuring: Awaitable[Iterator[Figure]]) -> Iterator[Figure]:
    async with asyncio.timeout(300):
        return await measuring


if __name__ == "__main__":
    main()
