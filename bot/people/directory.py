"""The people in Spott: one call for all who want the same person, kept for a minute."""

import logging
import time
from collections.abc import Callable, Sequence

from bot.cache import Cache, Memory
from bot.people.calls import SpottCalls
from bot.spott.client import SpottClient
from bot.spott.errors import SpottError
from bot.spott.models import Contact, SearchHit
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)

_PEOPLE_KEPT = 10_000


class Directory:
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
        self._calls = SpottCalls(spott, budget, metrics, clock)
        self._contacts = Cache(self._calls.contact, seconds=cache_seconds, size=_PEOPLE_KEPT, clock=clock)
        self._offered = Memory[str, SearchHit](seconds=cache_seconds, size=_PEOPLE_KEPT, clock=clock)

    @property
    def wait(self) -> float:
        """Seconds that a call to Spott would have to wait for its turn now."""
        return self._calls.wait

    async def contact(self, candidate_id: str, *, fresh: bool = False) -> Contact:
        """The contact overview of one person.

        Whoever gives up waiting costs others who wait for the same person nothing.

        Args:
            candidate_id: As `bot.people.query` takes it.
            fresh: Ask Spott even if the person is kept.

        Raises:
            SpottError: As `SpottClient.contact`; SpottBusyError also when the budget is used up.
        """
        return await self._contacts.get(candidate_id, fresh=fresh)

    async def search(self, text: str) -> tuple[SearchHit, ...]:
        """People by name, e-mail address or phone number, best first; nothing of it is kept.

        Raises:
            SpottError: As `contact`.
        """
        return await self._calls.search(text)

    def offer(self, hits: Sequence[SearchHit]) -> None:
        """Keep who somebody may choose from, since whoever is chosen may turn out to have no contact overview."""
        for hit in hits:
            if hit.id:
                self._offered.put(hit.id, hit)

    def offered(self, candidate_id: str) -> SearchHit | None:
        """One of those who were offered lately."""
        return self._offered.known(candidate_id)

    async def warm(self) -> None:
        """Do what the first look-up would wait for; what is wrong, such as the key, is told in the log."""
        Contact.model_rebuild()
        try:
            await self._calls.probe()
        except SpottError as error:
            log.warning("Spott at start: %s %s", error, error.remedy)

    async def close(self) -> None:
        """Give up the calls under way and close the connections."""
        await self._contacts.close()
        await self._calls.close()
