"""An async cache in memory: concurrent requests for the same key share one fetch, and answers expire."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_LEEWAY = 0.01  # seconds by which the loop's timers may be early
_RENEW_AGAIN = 60.0  # seconds until the next try after a failed renewal


class Memory(Generic[K, V]):
    """Answers by key, kept for `seconds`.

    Args:
        seconds: How long an answer is valid; 0 keeps none.
        last_seconds: How long `last` still returns it, if that is longer.
        size: The most answers; beyond it the oldest are dropped.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        *,
        seconds: float,
        last_seconds: float = 0.0,
        size: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._last_seconds = max(seconds, last_seconds)
        self._size = size
        self._clock = clock
        self._answers: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def known(self, key: K) -> V | None:
        """The answer, if it is cached and still valid."""
        kept = self._answers.get(key)
        return kept[1] if kept and self._clock() - kept[0] < self._seconds else None

    def last(self, key: K) -> V | None:
        """The last answer, even if it has expired, as long as it is kept."""
        kept = self._answers.get(key)
        return kept[1] if kept and self._clock() - kept[0] < self._last_seconds else None

    def put(self, key: K, answer: V) -> None:
        """Keep an answer; it replaces an earlier one."""
        if self._seconds <= 0:
            return
        self._answers[key] = (self._clock(), answer)
        self._answers.move_to_end(key)
        while len(self._answers) > self._size:
            self._answers.popitem(last=False)
        # Personal data must not stay in memory just because nobody asks for it again.
        asyncio.get_running_loop().call_later(self._last_seconds + _LEEWAY, self._drop_expired)

    def forget(self, key: K) -> None:
        """Drop an answer."""
        self._answers.pop(key, None)

    def _drop_expired(self) -> None:
        """Drop expired answers; the oldest come first, so the search stops at the first valid one."""
        now = self._clock()
        while self._answers:
            oldest = next(iter(self._answers))
            if now - self._answers[oldest][0] < self._last_seconds:
                return
            self.forget(oldest)


class Cache(Memory[K, V]):
    """Answers by key, fetched once at a time and cached for `seconds`; failures are not cached.

    Args:
        fetch: Gets the answer for a key.
        seconds: How long an answer is valid; 0 turns the cache off.
        last_seconds: How long `last` still returns it, if that is longer.
        renew_after: The age in seconds from which using an answer also renews it in the background; None for never.
        size: The most answers; beyond it the oldest are dropped.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        fetch: Callable[[K], Coroutine[Any, Any, V]],
        *,
        seconds: float,
        last_seconds: float = 0.0,
        renew_after: float | None = None,
        size: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(seconds=seconds, last_seconds=last_seconds, size=size, clock=clock)
        self._fetch = fetch
        self._renew_after = seconds if renew_after is None else renew_after
        self._renewed: dict[K, float] = {}
        self._fetches: dict[K, asyncio.Task[V]] = {}

    def known(self, key: K) -> V | None:
        """The answer, if it is cached and still valid."""
        kept = self._answers.get(key)
        if kept is None or (age := self._clock() - kept[0]) >= self._seconds:
            return None
        if age >= self._renew_after:
            self._renew(key)
        return kept[1]

    async def get(self, key: K, *, fresh: bool = False) -> V:
        """The answer, cached or fetched; raises what `fetch` raises.

        Everyone who waits shares one fetch. Cancelling one of them does not affect the others.

        Args:
            key: What to get.
            fresh: Ignore the cached answer; a fetch in progress is still shared.
        """
        if not fresh and (answer := self.known(key)) is not None:
            return answer
        return await asyncio.shield(self._fetches.get(key) or self._start(key))

    def _start(self, key: K) -> asyncio.Task[V]:
        # Named after the first task that asked, so that the watchdog reports its reference.
        asker = asyncio.current_task()
        name = asker.get_name() if asker is not None else "fetch"
        fetch = asyncio.get_running_loop().create_task(self._fetch(key), name=name)
        self._fetches[key] = fetch
        fetch.add_done_callback(lambda done: self._finish(key, done))
        return fetch

    def _renew(self, key: K) -> None:
        """Fetch an answer again while the old one is still valid; after a failure, not again for a while."""
        now = self._clock()
        if key not in self._fetches and now >= self._renewed.get(key, now):
            self._renewed[key] = now + _RENEW_AGAIN
            self._start(key)

    def _finish(self, key: K, fetch: asyncio.Task[V]) -> None:
        del self._fetches[key]
        # Retrieving the exception keeps asyncio from logging it if nobody is waiting any more.
        if not fetch.cancelled() and fetch.exception() is None:
            self._renewed.pop(key, None)
            self.put(key, fetch.result())

    def forget(self, key: K) -> None:
        """Drop an answer."""
        super().forget(key)
        self._renewed.pop(key, None)

    async def close(self) -> None:
        """Cancel all fetches in progress."""
        fetches = list(self._fetches.values())
        for fetch in fetches:
            fetch.cancel()
        if fetches:
            await asyncio.wait(fetches)
