"""The people in Spott: concurrent requests for one person share a call, and the answer is cached for a minute."""

import logging
import time
from collections.abc import Callable, Sequence

from bot.cache import Cache
from bot.people.calls import SpottCalls
from bot.spott.application import Application, ApplicationList
from bot.spott.candidate import Candidate
from bot.spott.errors import ContactNotFoundError, SpottError
from bot.spott.models import Contact, SearchHit

log = logging.getLogger(__name__)

_PEOPLE_KEPT = 10_000
_PEOPLE_KEPT_WITH_APPLICATIONS = 2_000
"""Each application takes about 5 KB, and a person may have hundreds."""
_SEARCHES_KEPT = 500


class Directory:
    """The people in Spott.

    Args:
        calls: The calls to Spott.
        cache_seconds: How long a person is cached; 0 turns the cache off.
        phone_regions: The countries of numbers that Spott keeps without a country code, such as "NL".
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        calls: SpottCalls,
        *,
        cache_seconds: float,
        phone_regions: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.phone_regions = tuple(phone_regions)
        self._calls = calls
        self._contacts = Cache(self._calls.contact, seconds=cache_seconds, size=_PEOPLE_KEPT, clock=clock)
        self._candidates = Cache(self._calls.candidate, seconds=cache_seconds, size=_PEOPLE_KEPT, clock=clock)
        self._applications = Cache(
            self._calls.applications, seconds=cache_seconds, size=_PEOPLE_KEPT_WITH_APPLICATIONS, clock=clock
        )
        self._by_address = Cache(calls.list_applications_of, seconds=cache_seconds, clock=clock)
        self._as_typed = Cache(calls.search, seconds=cache_seconds, size=_SEARCHES_KEPT, clock=clock)

    @property
    def wait(self) -> float:
        """Seconds that a call to Spott made now would have to wait."""
        return self._calls.wait

    async def contact(self, candidate_id: str, *, fresh: bool = False) -> Contact:
        """The contact overview of one person.

        Cancelling it does not affect others who wait for the same person.

        Args:
            candidate_id: As `bot.people.query` takes it.
            fresh: Ask Spott even if the person is cached.

        Raises:
            SpottError: As `SpottClient.contact`; SpottBusyError also when the rate limit is exhausted.
        """
        return await self._contacts.get(candidate_id, fresh=fresh)

    async def candidate(self, candidate_id: str, *, fresh: bool = False) -> Candidate:
        """One person as a candidate; otherwise as `contact`."""
        return await self._candidates.get(candidate_id, fresh=fresh)

    async def person(self, candidate_id: str) -> Contact | Candidate:
        """Who somebody is: the contact overview, or the candidate if there is none; otherwise as `contact`."""
        try:
            return await self.contact(candidate_id)
        except ContactNotFoundError:
            return await self.candidate(candidate_id)

    async def applications(self, candidate_id: str, *, fresh: bool = False) -> tuple[Application, ...]:
        """All applications of one person; otherwise as `contact`."""
        return await self._applications.get(candidate_id, fresh=fresh)

    async def applications_by_address(self, addresses: tuple[str, ...]) -> tuple[Application, ...]:
        """The applications of people with these email addresses, with their jobs and little else."""
        return (await self._by_address.get(addresses)).items

    async def search(self, text: str) -> tuple[SearchHit, ...]:
        """People by name, e-mail address or phone number, best first; not cached.

        Raises:
            SpottError: As `contact`.
        """
        return await self._calls.search(text)

    async def search_as_typed(self, text: str) -> tuple[SearchHit, ...]:
        """The same while somebody types, cached."""
        return await self._as_typed.get(text)

    async def probe(self) -> int:
        """How many users Spott has, which shows that it answers and accepts our key; raises as `contact`."""
        return await self._calls.probe()

    async def warm(self) -> None:
        """Do what the first look-up would otherwise have to wait for; log problems, such as a bad key."""
        # Once it is built itself, an application is not built again for each record or list that has some.
        for model in (Contact, Candidate, Application, ApplicationList):
            model.model_rebuild()
        try:
            await self._calls.probe()
        except SpottError as error:
            log.warning("Spott at start: %s %s", error, error.remedy)

    async def close(self) -> None:
        """Cancel the calls in progress and close the connections."""
        for cache in (self._contacts, self._candidates, self._applications, self._by_address, self._as_typed):
            await cache.close()
        await self._calls.close()
