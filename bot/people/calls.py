"""Calls to Spott: within the rate limit, timed, and paused for as long as Spott asks for it."""

import time
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from bot.spott.client import SpottClient
from bot.spott.errors import AnotherPersonError, SpottBusyError
from bot.spott.models import Contact, SearchHit
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics

P = ParamSpec("P")
T = TypeVar("T")


class SpottCalls:
    """The client's calls, each as soon as the rate limit allows.

    Every method raises what the client's does, and SpottBusyError also when the rate limit is exhausted.

    Args:
        spott: The client.
        budget: How often it may be called.
        metrics: Where the time that Spott takes is counted.
        clock: Monotonic seconds.
    """

    def __init__(
        self, spott: SpottClient, budget: RateLimit, metrics: Metrics, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._spott = spott
        self._budget = budget
        self._metrics = metrics
        self._clock = clock

    @property
    def wait(self) -> float:
        """Seconds that a call made now would have to wait."""
        return self._budget.wait

    async def contact(self, candidate_id: str) -> Contact:
        """As `SpottClient.contact`."""
        return await self._ask(self._spott.contact, candidate_id)

    async def search(self, text: str) -> tuple[SearchHit, ...]:
        """As `SpottClient.search`."""
        return await self._ask(self._spott.search, text)

    async def probe(self) -> int:
        """As `SpottClient.probe`."""
        return await self._ask(self._spott.probe)

    async def close(self) -> None:
        """Close the connections."""
        await self._spott.aclose()

    async def _ask(self, call: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **kwargs: P.kwargs) -> T:
        await self._budget.take()
        started = self._clock()
        try:
            return await call(*args, **kwargs)
        except SpottBusyError as busy:
            wait = self._budget.pause(busy.retry_after)
        except AnotherPersonError:
            self._metrics.disbelieved("spott_other_person")
            raise
        finally:
            self._metrics.spott.observe(self._clock() - started)
        raise SpottBusyError(wait)
