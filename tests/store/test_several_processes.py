"""Processes that share a database: claims, quotas, and portions of the calls to Spott."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.access.quota import Quota
from bot.listeners.claims import Claims
from bot.store.claims import SharedClaims
from bot.store.location import located
from bot.store.patience import Patience
from bot.store.processes import LOST_SECONDS
from bot.store.store import Store
from bot.telemetry.journal import Arrival, Ending, Outcome
from tests.store.asker import Asker

START = 1_764_000_000.0
PATIENCE = Patience(busy=30.0)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


async def opened(url: str, clock: Clock) -> Store:
    location = located(url, Path())
    assert location is not None
    store = Store(location, clock=clock)
    await store.start()
    await beat(store)
    return store


@dataclass
class Portion:
    used: int
    allowed: list[int] = field(default_factory=list)

    def change(self, per_minute: int) -> None:
        self.allowed.append(per_minute)


async def beat(store: Store, used: int = 0, *, is_short: bool = False) -> int:
    """What a process may call after it; in the meantime it may not call more than before or after."""
    portion = Portion(used)
    await store.processes.beat(portion, 600, is_short=is_short)
    meanwhile, granted = portion.allowed
    assert meanwhile <= granted
    return granted


async def two(url: str, clock: Clock) -> tuple[Store, Store]:
    """Two processes that know each other."""
    first, second = await opened(url, clock), await opened(url, clock)
    await beat(first)
    assert (first.processes.alone, second.processes.alone) == (False, False)
    return first, second


async def pass_time(clock: Clock, seconds: float, *beating: Store) -> None:
    """Let time pass, in which only these processes send heartbeats."""
    until = clock.now + seconds
    while clock.now < until:
        clock.now = min(until, clock.now + 2)
        for store in beating:
            await beat(store)


async def close(*stores: Store) -> None:
    for store in stores:
        await store.close()


async def test_each_of_many_deliveries_is_claimed_by_one_process(database_url: str) -> None:
    stores = await two(database_url, Clock())
    claims = [SharedClaims(store, store.processes, patience=PATIENCE) for store in stores]
    keys = [f"delivery {number}" for number in range(200)]
    for some in (keys[at : at + 20] for at in range(0, len(keys), 20)):
        won = await asyncio.gather(*(each.claim(key) for key in some for each in claims))
        assert sum(won) == len(some)
    await close(*stores)


async def test_claim_for_a_while_holds_for_all_processes_and_after_a_restart(database_url: str) -> None:
    clock = Clock()
    first, second = await two(database_url, clock)
    shared = [SharedClaims(store, store.processes, clock, patience=PATIENCE) for store in (first, second)]
    here, there = (Claims(each).lasting(1_800.0, clock) for each in shared)
    assert sorted(await asyncio.gather(here.claim("a link"), there.claim("a link"))) == [False, True]
    assert [await shared[0].is_claimed(key) for key in ("a link", "another link")] == [True, False]
    clock.now += 1_799
    assert not await Claims(shared[0]).lasting(1_800.0, clock).claim("a link")
    clock.now += 2
    assert [await there.claim("a link"), await here.claim("a link")] == [True, False]
    there.release("a link")
    await second.writer.finish(60)
    assert await Claims(shared[0]).lasting(1_800.0, clock).claim("a link")
    await close(first, second)


async def test_process_that_is_alone_does_not_wait_and_its_claims_count_for_later_ones(database_url: str) -> None:
    clock = Clock()
    first = await opened(database_url, clock)
    assert await first.claims.claim("a click")
    await first.claims.settle(60)
    await first.writer.finish(60)
    second = await opened(database_url, clock)
    claims = SharedClaims(second, second.processes, clock, patience=PATIENCE)
    assert not await claims.claim("a click")
    assert await claims.claim("another click")
    await close(first, second)


async def test_released_claim_can_be_claimed_again_and_an_old_one_is_forgotten(database_url: str) -> None:
    clock = Clock()
    first, second = await two(database_url, clock)
    assert await first.claims.claim("one")
    assert await first.claims.claim("two")
    first.claims.release("one")
    await first.writer.finish(60)
    assert await second.claims.claim("one")
    clock.now += 86_401
    await second.claims.retire()
    assert await second.claims.claim("two")
    await close(first, second)


async def test_database_that_fails_grants_every_claim(tmp_path: Path) -> None:
    first, second = await two(f"sqlite:///{tmp_path / 'spott.sqlite3'}", Clock())
    await close(first, second)
    (tmp_path / "spott.sqlite3").write_bytes(b"no database any more" * 1_000)
    assert await first.claims.claim("a click")
    assert await second.claims.claim("a click")
    assert await second.claims.claim_for("a link", 1_800.0)
    assert not await second.claims.is_claimed("a click")
    # The others learn of it later.
    assert [len(one.writer) for one in (first, second)] == [1, 1]
    await close(first, second)


async def test_users_of_a_lost_process_are_told_once(database_url: str) -> None:
    clock = Clock()
    first, second = await two(database_url, clock)
    for number, person in enumerate(("U1", "U2", "U3")):
        assert await first.claims.claim(f"delivery {number}", person)
    first.claims.finished(Ending("command", Asker(delivery="delivery 1"), Outcome.CARD, Arrival.IN_PLACE))
    await first.writer.finish(60)
    # A request that was also delivered to another process is not finished just because that one leaves it alone.
    assert not await second.claims.claim("delivery 0", "U1")
    second.claims.finished(Ending("command", Asker(delivery="delivery 0"), Outcome.TWICE, Arrival.IN_PLACE))
    second.claims.release("delivery 0")
    await second.writer.finish(60)

    await pass_time(clock, LOST_SECONDS - 1, second)
    assert await second.processes.lost() == []
    await pass_time(clock, 1, second)
    assert await second.processes.lost() == [first.process]
    assert sorted(await second.processes.unfinished(first.process)) == ["U1", "U3"]
    assert await second.processes.unfinished(first.process) == []
    assert await second.processes.lost() == []
    await close(first, second)


async def test_users_of_a_lost_lone_process_are_told_once_by_the_next(database_url: str) -> None:
    clock = Clock()
    first = await opened(database_url, clock)
    for number, person in enumerate(("U1", "U2", "U3")):
        assert await first.claims.claim(f"delivery {number}", person)
        if number == 1:
            first.claims.finished(Ending("command", Asker(delivery="delivery 1"), Outcome.CARD, Arrival.IN_PLACE))
            await first.claims.settle(60)
    first.claims.finished(Ending("command", Asker(delivery="delivery 0"), Outcome.CARD, Arrival.IN_PLACE))
    await first.claims.settle(60)
    await first.writer.finish(60)

    # Killed, and started again: nothing is held back from the new process but the calls that count.
    clock.now += 3
    second = await opened(database_url, clock)
    await pass_time(clock, 4, second)
    assert await beat(second) == 600
    await pass_time(clock, LOST_SECONDS, second)
    assert await second.processes.lost() == [first.process]
    assert await second.processes.unfinished(first.process) == ["U3"]
    assert await second.processes.unfinished(first.process) == []
    await pass_time(clock, 60, second)
    assert await second.processes.unfinished(first.process) == []
    assert await second.processes.lost() == []
    await close(first, second)


async def test_process_that_left_is_not_lost(database_url: str) -> None:
    clock = Clock()
    first, second = await two(database_url, clock)
    await first.processes.leave()
    await pass_time(clock, LOST_SECONDS + 1, second)
    assert await second.processes.lost() == []
    assert second.processes.alone
    await close(first, second)


async def test_processes_that_return_after_an_outage_are_not_lost(database_url: str) -> None:
    clock = Clock()
    first, second = await two(database_url, clock)
    assert await first.claims.claim("a delivery", "U1")
    shares = await beat(first), await beat(second)
    clock.now += 10 * LOST_SECONDS
    # Neither has seen the other's heartbeats.
    assert await second.processes.lost() == []
    assert await beat(second) == shares[1]
    assert await second.processes.lost() == []
    assert await second.processes.unfinished(first.process) == []
    assert not second.processes.alone
    assert await beat(first) == shares[0]

    # A process that does not come back is lost after the usual time.
    clock.now += 10 * LOST_SECONDS
    await beat(second)
    await pass_time(clock, LOST_SECONDS - 1, second)
    assert await second.processes.lost() == []
    await pass_time(clock, 2, second)
    assert await second.processes.lost() == [first.process]
    assert await second.processes.unfinished(first.process) == ["U1"]
    assert second.processes.alone
    await close(first, second)


async def test_calls_to_spott_are_shared_and_never_more_than_allowed(database_url: str) -> None:
    clock = Clock()
    first = await opened(database_url, clock)
    assert await beat(first, 600, is_short=True) == 600
    second = await opened(database_url, clock)
    # The first one's calls still count, so nothing is left; as they expire, it leaves room.
    assert await beat(second, is_short=True) == 0
    used = [600, 450, 300, 300]
    granted = []
    for mine in used:
        a = await beat(first, mine, is_short=True)
        b = await beat(second, 0, is_short=True)
        granted.append((a, b))
        assert a + b <= 600
    assert granted == [(600, 0), (450, 150), (300, 300), (300, 300)]
    # One that needs little leaves the rest to the other; a lost one's portion returns.
    assert (await beat(second, 10), await beat(first, 300, is_short=True)) == (150, 450)
    # The calls that a silent process may have made count for a minute.
    after = []
    for seconds in (4, 2, 55):
        await pass_time(clock, seconds, first)
        after.append(await beat(first, 450, is_short=True))
    assert after == [450, 590, 600]
    await close(first, second)


@pytest.mark.parametrize("limit", [1, 10, 60])
async def test_quota_holds_exactly_over_both_processes(database_url: str, limit: int) -> None:
    clock = Clock()
    stores = await two(database_url, clock)
    quotas = [Quota(limit, 500, clock, store.quotas, patience=PATIENCE) for store in stores]
    granted = Counter[str]()
    for _ in range(limit + 5):
        for quota in quotas:
            clock.now += 0.1
            granted[str(await quota.take("U1"))[:4]] += 1
    assert granted["None"] == limit
    clock.now += 60
    assert await quotas[1].take("U1") is None
    await close(*stores)


async def test_restart_does_not_forget_a_daily_quota(database_url: str) -> None:
    clock = Clock()
    store = await opened(database_url, clock)
    quota = Quota(60, 10, clock, store.quotas)
    assert [await quota.take("U1", 5) for _ in range(3)] == [None, None, 86_400.0]
    await store.writer.finish(60)
    await store.processes.leave()
    await store.close()

    clock.now += 3_600
    again = await opened(database_url, clock)
    quota = Quota(60, 10, clock, again.quotas)
    quota.load(await again.quotas.all())
    wait = await quota.take("U1")
    assert wait is not None
    assert round(wait) == 82_800
    assert await quota.take("U2") is None
    await again.writer.finish(60)
    clock.now += 82_801
    await again.quotas.retire()
    assert await again.quotas.all() == {"U2": [pytest.approx(82_801, abs=1)]}
    await again.close()
