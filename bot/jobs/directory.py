"""The jobs in Spott: finding one, and fetching it with all its candidates, once for all concurrent callers."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.cache import Cache
from bot.jobs.funnel import InJob
from bot.jobs.matching import continues, is_meant, rarest_word, words
from bot.people.calls import SpottCalls
from bot.people.parts import part, start
from bot.spott.application import Application
from bot.spott.client import VacancyField
from bot.spott.errors import AnswerNotUnderstoodError, JobNotFoundError, SpottError, SpottUnavailableError
from bot.spott.vacancy import StageTotal, Vacancy, VacancyPage

_FIELDS: Final[tuple[VacancyField, ...]] = ("vacancy.name", "vacancy.client.company.name")
_SEARCH_PAGES: Final = 3
_LIST_PAGES: Final = 10
_A_FULL_SEARCH_PAGE: Final = 20
_JOBS_KEPT: Final = 500
_WHOLE: Final = 9.0
"""Seconds to fetch a job with all its candidates."""


_IF_RESTRICTED: Final = 2.0
"""Seconds to find a job in a list of jobs."""


@dataclass(frozen=True, slots=True)
class FoundJobs:
    """What a search found, open jobs first; `more` if there may be others."""

    vacancies: tuple[Vacancy, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Job:
    """A job and its candidates; for each part, the error if it could not be fetched."""

    vacancy: Vacancy | SpottError
    people: InJob | SpottError


class Jobs:
    """The jobs in Spott.

    Args:
        calls: The calls to Spott.
        cache_seconds: How long a job is cached; 0 turns the cache off.
        clock: Monotonic seconds.
    """

    def __init__(self, calls: SpottCalls, *, cache_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._calls = calls
        self._vacancies = Cache(calls.vacancy, seconds=cache_seconds, size=_JOBS_KEPT, clock=clock)
        self._restricted = Cache(self._ask_if_restricted, seconds=cache_seconds, size=_JOBS_KEPT, clock=clock)
        self._people = Cache(self._fetch_candidates, seconds=cache_seconds, size=_JOBS_KEPT, clock=clock)
        self._as_typed = Cache(partial(self.find, most_pages=1), seconds=cache_seconds, size=_JOBS_KEPT, clock=clock)

    async def find(self, text: str, *, open_only: bool = True, most_pages: int = _LIST_PAGES) -> FoundJobs:
        """Jobs whose title and client contain all words of a text.

        Args:
            text: What was typed.
            open_only: Whether to leave out those that are known not to be open.
            most_pages: How many pages of each search, or of the list of all jobs, may be fetched.

        Raises:
            SpottError: As `SpottClient.search_vacancies`.
        """
        word, wanted = rarest_word(text), words(text)
        if word is None:
            return FoundJobs((), more=False)
        try:
            pages = min(most_pages, _SEARCH_PAGES)
            searches = (self._search(field, word, open_only=open_only, pages=pages) for field in _FIELDS)
            found = await asyncio.gather(*searches)
        except AnswerNotUnderstoodError:
            # Spott's documentation doesn't say whether it accepts such searches.
            found = [await self._list(most_pages)]
        by_id = {one.id: one for part_found in found for one in part_found.vacancies if is_meant(one, wanted)}
        shown = [one for one in by_id.values() if not (open_only and one.is_open is False)]
        shown.sort(key=lambda one: (one.is_open is False, (one.title or "").casefold(), one.id))
        return FoundJobs(tuple(shown), more=any(one.more for one in found))

    async def find_as_typed(self, text: str) -> FoundJobs:
        """Open jobs while somebody types, as `find`, but from the first pages alone, and cached.

        The jobs for "data eng" are among those for "data e": if these are all known, Spott is not asked again.
        """
        for end in range(len(text) - 1, 0, -1):
            known = self._as_typed.known(text[:end])
            if known is not None and not known.more and continues(text, text[:end]):
                wanted = words(text)
                return FoundJobs(tuple(one for one in known.vacancies if is_meant(one, wanted)), more=False)
        return await self._as_typed.get(text)

    async def job(self, vacancy_id: str, *, fresh: bool = False) -> Job:
        """A job and its candidates, fetched concurrently; never raises if Spott fails.

        Args:
            vacancy_id: Its id.
            fresh: Ask Spott even for what is cached.
        """
        end = asyncio.get_running_loop().time() + _WHOLE
        people = start(part(self._people.get(vacancy_id, fresh=fresh), end))
        try:
            vacancy = await part(self._vacancies.get(vacancy_id, fresh=fresh), end)
            return Job(vacancy, await people if isinstance(vacancy, Vacancy) else vacancy)
        finally:
            people.cancel()

    async def vacancy(self, vacancy_id: str) -> Vacancy:
        """A job without its candidates, cached or fetched.

        Raises:
            SpottError: As `SpottClient.vacancy`.
        """
        return await self._vacancies.get(vacancy_id)

    async def is_restricted(self, vacancy: Vacancy) -> bool | None:
        """Whether a job is for its team only; None if Spott does not say.

        Spott's documentation mentions this only for lists of jobs, so a list is fetched if the job itself does not say.

        Raises:
            SpottError: As `find`.
        """
        if vacancy.restricted is not None or not vacancy.title:
            return vacancy.restricted
        end = asyncio.get_running_loop().time() + _IF_RESTRICTED
        answer = await part(self._restricted.get((vacancy.id, vacancy.title)), end)
        if isinstance(answer, SpottError):
            raise answer
        return answer

    async def close(self) -> None:
        """Cancel the calls in progress."""
        for cache in (self._vacancies, self._restricted, self._people, self._as_typed):
            await cache.close()

    async def _ask_if_restricted(self, job: tuple[str, str]) -> bool | None:
        vacancy_id, title = job
        found = await self.find(title, open_only=False)
        return next((one.restricted for one in found.vacancies if one.id == vacancy_id), None)

    async def _search(self, field: VacancyField, word: str, *, open_only: bool, pages: int) -> FoundJobs:
        found: list[Vacancy] = []
        for number in range(pages):
            page = await self._calls.search_vacancies(field, word, open_only=open_only, page=number)
            found += page.items
            if not _has_more(page):
                return FoundJobs(tuple(found), more=False)
        return FoundJobs(tuple(found), more=True)

    async def _list(self, pages: int) -> FoundJobs:
        found: list[Vacancy] = []
        seen: set[str | None] = {None}
        cursor = None
        for _ in range(pages):
            page = await self._calls.list_vacancies(cursor)
            found += page.items
            cursor = page.next_cursor
            if cursor in seen:
                return FoundJobs(tuple(found), more=False)
            seen.add(cursor)
        return FoundJobs(tuple(found), more=True)

    async def _fetch_candidates(self, vacancy_id: str) -> InJob:
        totals: tuple[StageTotal, ...] = ()
        try:
            answer = await self._calls.vacancy_applications(vacancy_id)
        except (AnswerNotUnderstoodError, JobNotFoundError, SpottUnavailableError):
            pass
        else:
            totals = answer.vacancy.stage_totals
            if answer.applications:
                return InJob(totals, answer.applications, complete=True)
        # Spott's documentation doesn't say under which name this answer lists applications, or whether it does.
        return await self._list_candidates(vacancy_id, totals)

    async def _list_candidates(self, vacancy_id: str, totals: tuple[StageTotal, ...]) -> InJob:
        found = dict[str, Application]()
        seen: set[str | None] = {None}
        cursor = None
        for _ in range(_LIST_PAGES):
            page = await self._calls.list_applications(vacancy_id, cursor)
            found |= {one.id: one for one in page.items}
            cursor = page.next_cursor
            if cursor in seen:
                return InJob(totals, tuple(found.values()), complete=True)
            seen.add(cursor)
        return InJob(totals, tuple(found.values()), complete=False)


def _has_more(page: VacancyPage) -> bool:
    return page.has_more if page.has_more is not None else len(page.items) >= _A_FULL_SEARCH_PAGE
