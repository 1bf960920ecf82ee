"""Asks Spott once for everybody: one call for all who want the same person, kept a minute, within the budget."""

import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.cache import Cache
from bot.spott.client import SpottClient
from bot.spott.errors import AnotherPersonError, SpottBusyError, SpottError
from bot.spott.models import Contact, SearchHit
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics

T = TypeVar("T")

log = logging.getLogger(__name__)

_PEOPLE_KEPT = 10_000


class People:
    """The people in Spott.

    Args:
        spott: The way to Spott.
        budget: How often it may be asked.
        metrics: Where the time in Spott is counted.
        cache_seconds: How long a person is kept in this process's memory; 0 keeps nobody.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        spott: SpottClient,
        budget: RateLimit,
        metrics: Metrics,
        *,
        cache_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._spott = spott
        self._budget = budget
        self._metrics = metrics
        self._clock = clock
        self._kept = Cache(self._fetch, seconds=cache_seconds, size=_PEOPLE_KEPT, clock=clock)

    @property
    def wait(self) -> float:
        """Seconds that a call to Spott would have to wait for its turn now."""
        return self._budget.wait

    async def contact(self, candidate_id: str, *, fresh: bool = False) -> Contact:
        """The contact overview of one person.

        Whoever gives up waiting costs others who wait for the same person nothing.

        Args:
            candidate_id: As `bot.people.query` takes it.
            fresh: Ask Spott even if the person is kept.

        Raises:
            SpottError: As `SpottClient.contact`; SpottBusyError also when the budget is used up.
        """
        return await self._kept.get(candidate_id, fresh=fresh)

    async def search(self, text: str) -> tuple[SearchHit, ...]:
        """People by name, e-mail address or phone number, best first; nothing of it is kept.

        Raises:
            SpottError: As `contact`.
        """
        return await self._ask(self._spott.search, text)

    async def warm(self) -> None:
        """Do what the first look-up would wait for; what is wrong, such as the key, is told in the log."""
        Contact.model_rebuild()
        try:
            await self._ask(lambda _: self._spott.probe(), "")
        except SpottError as error:
            log.warning("Spott at start: %s %s", error, error.remedy)

    async def close(self) -> None:
        """Give up the calls under way and close the connections."""
        await self._kept.close()
        await self._spott.aclose()

    async def _fetch(self, candidate_id: str) -> Contact:
        return await self._ask(self._spott.contact, candidate_id)

    async def _ask(self, call: Callable[[str], Coroutine[Any, Any, T]], what: str) -> T:
        await self._budget.take()
        started = self._clock()
        try:
            return await call(what)
        except SpottBusyError as busy:
            wait = self._budget.pause(busy.retry_after)
        except AnotherPersonError:
            self._metrics.disbelieved("spott_other_person")
            raise
        finally:
            self._metrics.spott.observe(self._clock() - started)
        raise SpottBusyError(wait)
