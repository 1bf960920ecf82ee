"""One question asked once for everybody, and its answer kept for a while in this process's memory."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_LEEWAY = 0.01  # seconds, by which the loop's timers may be early


class Kept(Generic[K, V]):
    """Answers by key, fetched once at a time and kept for `seconds`; failures are not kept.

    Args:
        fetch: Gets the answer for a key.
        seconds: How long an answer is good; 0 keeps none.
        size: How many answers are kept; beyond it the oldest go.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        fetch: Callable[[K], Coroutine[Any, Any, V]],
        *,
        seconds: float,
        size: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._size = size
        self._clock = clock
        self._answers: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._flights: dict[K, asyncio.Task[V]] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def known(self, key: K) -> V | None:
        """The answer if it is there and still good."""
        kept = self._answers.get(key)
        return kept[1] if kept and self._clock() - kept[0] < self._seconds else None

    async def get(self, key: K, *, fresh: bool = False) -> V:
        """The answer, kept or fetched; raises what fetching raises.

        Who waits shares one fetch, and whoever gives up costs the others nothing.

        Args:
            key: What is asked for.
            fresh: Go around what is kept; a fetch under way is joined all the same.
        """
        if not fresh and (answer := self.known(key)) is not None:
            return answer
        flight = self._flights.get(key)
        if flight is None:
            # What holds up the event loop in there is told by the name of whoever asked first.
            asker = asyncio.current_task()
            name = asker.get_name() if asker is not None else "fetch"
            flight = asyncio.get_running_loop().create_task(self._fetch(key), name=name)
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._land(key, done))
        return await asyncio.shield(flight)

    def _land(self, key: K, flight: asyncio.Task[V]) -> None:
        del self._flights[key]
        # Asking for the exception here keeps asyncio quiet when everybody who waited has gone.
        if flight.cancelled() or flight.exception() is not None or self._seconds <= 0:
            return
        self._answers[key] = (self._clock(), flight.result())
        self._answers.move_to_end(key)
        while len(self._answers) > self._size:
            self._answers.popitem(last=False)
        # What may be personal does not stay in memory for want of somebody who asks again.
        asyncio.get_running_loop().call_later(self._seconds + _LEEWAY, self._drop_expired)

    def _drop_expired(self) -> None:
        """The oldest stand first, so this looks at no more than it drops."""
        now = self._clock()
        while self._answers:
            oldest = next(iter(self._answers))
            if now - self._answers[oldest][0] < self._seconds:
                return
            del self._answers[oldest]

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
