"""One question asked once for everybody, and its answer kept for a while in this process's memory."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_LEEWAY = 0.01  # seconds, by which the loop's timers may be early
_RENEW_AGAIN = 60.0  # seconds, after a renewal that failed


class Cache(Generic[K, V]):
    """Answers by key, fetched once at a time and kept for `seconds`; failures are not kept.

    Args:
        fetch: Gets the answer for a key.
        seconds: How long an answer is good; 0 keeps none.
        last_seconds: How long it is still there for `last`, if that is longer.
        renew_after: How old it is, in seconds, when whoever takes it has it fetched anew for the next; None: never.
        size: How many answers are kept; beyond it the oldest go.
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
        self._fetch = fetch
        self._seconds = seconds
        self._last_seconds = max(seconds, last_seconds)
        self._renew_after = seconds if renew_after is None else renew_after
        self._renewed: dict[K, float] = {}
        self._size = size
        self._clock = clock
        self._answers: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._flights: dict[K, asyncio.Task[V]] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def known(self, key: K) -> V | None:
        """The answer if it is there and still good."""
        kept = self._answers.get(key)
        if kept is None or (age := self._clock() - kept[0]) >= self._seconds:
            return None
        if age >= self._renew_after:
            self._renew(key)
        return kept[1]

    def last(self, key: K) -> V | None:
        """The last answer, if it is there, though it may be good no longer."""
        kept = self._answers.get(key)
        return kept[1] if kept and self._clock() - kept[0] < self._last_seconds else None

    async def get(self, key: K, *, fresh: bool = False) -> V:
        """The answer, kept or fetched; raises what fetching raises.

        Who waits shares one fetch, and whoever gives up costs the others nothing.

        Args:
            key: What is asked for.
            fresh: Go around what is kept; a fetch under way is joined all the same.
        """
        if not fresh and (answer := self.known(key)) is not None:
            return answer
        return await asyncio.shield(self._flights.get(key) or self._start(key))

    def _start(self, key: K) -> asyncio.Task[V]:
        # What holds up the event loop in there is told by the name of whoever asked first.
        asker = asyncio.current_task()
        name = asker.get_name() if asker is not None else "fetch"
        flight = asyncio.get_running_loop().create_task(self._fetch(key), name=name)
        self._flights[key] = flight
        flight.add_done_callback(lambda done: self._land(key, done))
        return flight

    def _renew(self, key: K) -> None:
        """Fetch an answer anew while the old one is good; a renewal that fails is tried again after a while."""
        now = self._clock()
        if key not in self._flights and now >= self._renewed.get(key, now):
            self._renewed[key] = now + _RENEW_AGAIN
            self._start(key)

    def _land(self, key: K, flight: asyncio.Task[V]) -> None:
        del self._flights[key]
        # Asking for the exception here keeps asyncio quiet when everybody who waited has gone.
        if flight.cancelled() or flight.exception() is not None or self._seconds <= 0:
            return
        self._renewed.pop(key, None)
        self._answers[key] = (self._clock(), flight.result())
        self._answers.move_to_end(key)
        while len(self._answers) > self._size:
            self._answers.popitem(last=False)
        # What may be personal does not stay in memory for want of somebody who asks again.
        asyncio.get_running_loop().call_later(self._last_seconds + _LEEWAY, self._drop_expired)

    def _drop_expired(self) -> None:
        """The oldest stand first, so this looks at no more than it drops."""
        now = self._clock()
        while self._answers:
            oldest = next(iter(self._answers))
            if now - self._answers[oldest][0] < self._last_seconds:
                return
            del self._answers[oldest]
            self._renewed.pop(oldest, None)

    def forget(self, key: K) -> None:
        """Let an answer go before its time."""
        self._answers.pop(key, None)

    async def close(self) -> None:
        """Give up what is being fetched."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        if flights:
            await asyncio.wait(flights)
