"""Calls to Spott: within the rate limit, timed, and paused for as long as Spott asks for it."""

import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final, TypeVar, TypeVarTuple

from bot.spott.application import Application, ApplicationPage
from bot.spott.candidate import Candidate
from bot.spott.client import SpottClient, VacancyField
from bot.spott.errors import AnotherJobError, AnotherPersonError, SpottBusyError, SpottError
from bot.spott.models import Contact, SearchHit
from bot.spott.rate_limit import RateLimit
from bot.spott.vacancy import Vacancy, VacancyApplications, VacancyPage
from bot.telemetry.metrics import Metrics

_DISBELIEVED: Final[dict[type[SpottError], str]] = {
    AnotherPersonError: "spott_other_person",
    AnotherJobError: "spott_other_job",
}

A = TypeVarTuple("A")
T = TypeVar("T")


class SpottCalls:
    """The client's calls, each as soon as the rate limit allows.

    Every method raises what the client's does, and SpottBusyError also when the rate limit is exhausted.

    Args:
        spott: The client.
        budget: How often it may be called.
        metrics: Records the time that Spott takes.
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

    async def candidate(self, candidate_id: str) -> Candidate:
        """As `SpottClient.candidate`."""
        return await self._ask(self._spott.candidate, candidate_id)

    async def applications(self, candidate_id: str) -> tuple[Application, ...]:
        """As `SpottClient.applications`. When the rate limit runs short, the other calls go first."""
        return await self._ask(self._spott.applications, candidate_id, spare=True)

    async def search(self, text: str) -> tuple[SearchHit, ...]:
        """As `SpottClient.search`."""
        return await self._ask(self._spott.search, text)

    async def vacancy(self, vacancy_id: str) -> Vacancy:
        """As `SpottClient.vacancy`."""
        return await self._ask(self._spott.vacancy, vacancy_id)

    async def vacancy_applications(self, vacancy_id: str) -> VacancyApplications:
        """As `SpottClient.vacancy_applications`. When the rate limit runs short, the other calls go first."""
        return await self._ask(self._spott.vacancy_applications, vacancy_id, spare=True)

    async def list_applications(self, vacancy_id: str, cursor: str | None) -> ApplicationPage:
        """As `SpottClient.list_applications`. When the rate limit runs short, the other calls go first."""
        return await self._ask(self._spott.list_applications, vacancy_id, cursor, spare=True)

    async def list_applications_of(self, addresses: tuple[str, ...]) -> ApplicationPage:
        """As `SpottClient.list_applications_of`. When the rate limit runs short, the other calls go first."""
        return await self._ask(self._spott.list_applications_of, addresses, spare=True)

    async def search_vacancies(self, field: VacancyField, contains: str, *, open_only: bool, page: int) -> VacancyPage:
        """As `SpottClient.search_vacancies`."""
        search = partial(self._spott.search_vacancies, open_only=open_only, page=page)
        return await self._ask(search, field, contains)

    async def list_vacancies(self, cursor: str | None) -> VacancyPage:
        """As `SpottClient.list_vacancies`."""
        return await self._ask(self._spott.list_vacancies, cursor)

    async def probe(self) -> int:
        """As `SpottClient.probe`."""
        return await self._ask(self._spott.probe)

    async def close(self) -> None:
        """Close the connections."""
        await self._spott.aclose()

    async def _ask(self, call: Callable[[*A], Coroutine[Any, Any, T]], *args: *A, spare: bool = False) -> T:
        await self._budget.take(spare=spare)
        started = self._clock()
        try:
            return await call(*args)
        except SpottBusyError as busy:
            wait = self._budget.pause(busy.retry_after)
        except (AnotherPersonError, AnotherJobError) as error:
            self._metrics.disbelieved(_DISBELIEVED[type(error)])
            raise
        finally:
            self._metrics.spott.observe(self._clock() - started)
        raise SpottBusyError(wait)
