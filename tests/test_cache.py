"""The cache: everyone who waits shares a fetch, answers expire, and failures are not cached."""

import asyncio
import gc

import pytest

from bot.cache import Cache, Memory
from tests.known_facts import Clock
from tests.polling import until


class Source:
    """Answers each key with how often it was fetched, once released."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.error: Exception | None = None

    async def fetch(self, key: str) -> str:
        self.asked.append(key)
        number = len(self.asked)
        await self.open.wait()
        if self.error is not None:
            raise self.error
        return f"{key}{number}"


async def test_answer_is_cached_for_its_lifetime_then_fetched_again() -> None:
    source, clock = Source(), Clock()
    kept = Cache(source.fetch, seconds=60, clock=clock)
    assert kept.known("a") is None
    assert [await kept.get("a"), await kept.get("a"), kept.known("a")] == ["a1"] * 3
    clock.now += 59.9
    assert [await kept.get("a"), kept.last("a")] == ["a1"] * 2
    clock.now += 0.1
    assert kept.known("a") is None
    assert await kept.get("a") == "a2"
    await kept.close()


async def test_concurrent_callers_share_one_fetch() -> None:
    source = Source()
    source.open.clear()
    kept = Cache(source.fetch, seconds=60)
    waiting = [asyncio.create_task(kept.get("a")) for _ in range(20)]
    await asyncio.sleep(0)
    source.open.set()
    assert await asyncio.gather(*waiting) == ["a1"] * 20
    assert source.asked == ["a"]


async def test_cancelled_caller_does_not_affect_the_others() -> None:
    source = Source()
    source.open.clear()
    kept = Cache(source.fetch, seconds=60)
    first, second = asyncio.create_task(kept.get("a")), asyncio.create_task(kept.get("a"))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    source.open.set()
    assert await second == "a1"


async def test_abandoned_fetch_serves_the_next_caller() -> None:
    source = Source()
    source.open.clear()
    kept = Cache(source.fetch, seconds=60)
    only = asyncio.create_task(kept.get("a"))
    await asyncio.sleep(0)
    only.cancel()
    await asyncio.gather(only, return_exceptions=True)
    source.open.set()
    assert await kept.get("a") == "a1"
    assert source.asked == ["a"]


async def test_failure_reaches_all_callers_and_is_not_cached() -> None:
    source = Source()
    source.error = LookupError("nothing there")
    kept = Cache(source.fetch, seconds=60)
    results = await asyncio.gather(*(kept.get("a") for _ in range(2)), return_exceptions=True)
    assert results == [source.error] * 2
    assert (source.asked, kept.known("a"), len(kept)) == (["a"], None, 0)
    source.error = None
    assert await kept.get("a") == "a2"


async def test_failure_without_a_caller_is_quiet(caplog: pytest.LogCaptureFixture) -> None:
    gc.freeze()  # Only what is made from here on is looked through below.
    source = Source()
    source.open.clear()
    source.error = LookupError("nothing there")
    kept = Cache(source.fetch, seconds=60)
    only = asyncio.create_task(kept.get("a"))
    await asyncio.sleep(0)
    only.cancel()
    await asyncio.gather(only, return_exceptions=True)
    source.open.set()
    for _ in range(5):
        await asyncio.sleep(0)
    del kept
    gc.collect()  # It would report an exception that was never retrieved.
    assert (source.asked, caplog.text) == (["a"], "")


async def test_fresh_skips_the_cache_and_joins_a_running_fetch() -> None:
    source = Source()
    kept = Cache(source.fetch, seconds=60)
    await kept.get("a")
    source.open.clear()
    waiting = [asyncio.create_task(kept.get("a", fresh=True)) for _ in range(2)]
    await asyncio.sleep(0)
    assert await kept.get("a") == "a1"
    source.open.set()
    assert await asyncio.gather(*waiting) == ["a2", "a2"]
    assert kept.known("a") == "a2"


async def test_oldest_entry_is_dropped_when_full() -> None:
    kept = Cache(Source().fetch, seconds=60, size=2)
    for key in ("a", "b", "a", "c"):
        await kept.get(key)
    assert [kept.known(key) for key in ("a", "b", "c")] == [None, "b2", "c3"]


async def test_expired_entries_are_dropped_from_memory() -> None:
    clock = Clock()
    kept = Cache(Source().fetch, seconds=0.001, last_seconds=0.02, clock=clock)
    for key in ("a", "b"):
        await kept.get(key)
        clock.now += 0.012
    await until(lambda: len(kept) == 1)
    assert [kept.last(key) for key in ("a", "b")] == [None, "b2"]
    await kept.get("c")
    clock.now += 1
    await until(lambda: len(kept) == 0)


async def test_forgotten_entry_is_fetched_again() -> None:
    kept = Cache(Source().fetch, seconds=60)
    await kept.get("a")
    kept.forget("a")
    kept.forget("never there")
    assert await kept.get("a") == "a2"


async def test_zero_seconds_cache_nothing_but_share_a_running_fetch() -> None:
    source = Source()
    kept = Cache(source.fetch, seconds=0)
    assert await asyncio.gather(*(kept.get("a") for _ in range(2))) == ["a1", "a1"]
    assert (await kept.get("a"), len(kept)) == ("a2", 0)


async def test_closing_cancels_running_fetches() -> None:
    source = Source()
    source.open.clear()
    kept = Cache(source.fetch, seconds=60)
    waiting = asyncio.create_task(kept.get("a"))
    await asyncio.sleep(0)
    await kept.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert len(kept) == 0


async def test_expired_answer_remains_the_last_known_for_a_while() -> None:
    source, clock = Source(), Clock()
    kept = Cache(source.fetch, seconds=60, last_seconds=600, clock=clock)
    await kept.get("a")
    clock.now += 599
    assert (kept.known("a"), kept.last("a"), kept.last("b")) == (None, "a1", None)
    clock.now += 1
    assert kept.last("a") is None
    await kept.get("a")
    kept.forget("a")
    assert kept.last("a") is None
    await kept.close()


async def test_answer_is_renewed_once_in_the_background() -> None:
    source, clock = Source(), Clock()
    kept = Cache(source.fetch, seconds=60, renew_after=50, clock=clock)
    await kept.get("a")
    clock.now += 50
    source.open.clear()
    assert [await kept.get("a"), kept.known("a"), await kept.get("a")] == ["a1"] * 3
    await asyncio.sleep(0)
    assert source.asked == ["a", "a"]
    source.open.set()
    for _ in range(5):
        await asyncio.sleep(0)
    assert kept.known("a") == "a2"
    await kept.close()


async def test_running_fetch_prevents_a_renewal() -> None:
    source, clock = Source(), Clock()
    kept = Cache(source.fetch, seconds=60, renew_after=50, clock=clock)
    await kept.get("a")
    clock.now += 50
    source.open.clear()
    waiting = asyncio.create_task(kept.get("a", fresh=True))
    await asyncio.sleep(0)
    assert kept.known("a") == "a1"
    source.open.set()
    assert await waiting == "a2"
    assert source.asked == ["a", "a"]


async def test_fetch_is_named_after_the_first_task_that_asked() -> None:
    async def task_name(_: str) -> str:
        task = asyncio.current_task()
        return task.get_name() if task else ""

    kept = Cache(task_name, seconds=60)
    assert await asyncio.create_task(kept.get("a"), name="command reference=12345678") == "command reference=12345678"


async def test_failed_renewal_is_retried_and_keeps_the_answer() -> None:
    source, clock = Source(), Clock()
    kept = Cache(source.fetch, seconds=600, renew_after=400, clock=clock)
    await kept.get("a")
    source.error = RuntimeError("gone")
    clock.now += 400
    for seconds in (0, 1, 58, 1):
        clock.now += seconds
        assert kept.known("a") == "a1"
        for _ in range(5):
            await asyncio.sleep(0)
    assert source.asked == ["a", "a", "a"]
    clock.now += 140
    assert kept.known("a") is None
    await kept.close()


async def test_put_entry_expires_and_the_oldest_is_dropped_first() -> None:
    clock = Clock()
    memory = Memory[str, str](seconds=60, size=2, clock=clock)
    for number, key in enumerate(("a", "b", "a", "c")):
        memory.put(key, f"{key}{number}")
        clock.now += 1
    assert [memory.known(key) for key in ("a", "b", "c")] == ["a2", None, "c3"]
    clock.now += 58
    assert [memory.known(key) for key in ("a", "c")] == [None, "c3"]
    memory.forget("c")
    assert memory.known("c") is None


async def test_zero_seconds_cache_no_put_entries() -> None:
    memory = Memory[str, str](seconds=0)
    memory.put("a", "answer")
    assert len(memory) == 0
