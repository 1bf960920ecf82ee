"""The client for Spott's API: a method for each endpoint, and every failure is a `SpottError`."""

import re
from collections.abc import Sequence
from typing import Final, Literal, Self, TypeAlias

import httpx

from bot.spott.application import Application, ApplicationList, ApplicationPage
from bot.spott.candidate import Candidate
from bot.spott.connection import Call, Connection
from bot.spott.errors import (
    AnotherJobError,
    AnotherPersonError,
    ContactNotFoundError,
    JobNotFoundError,
    KeyRefusedError,
    MalformedIdError,
    SpottError,
)
from bot.spott.long_answers import read_long
from bot.spott.models import CANDIDATE_ID, Colleague, Contact, SearchAnswer, SearchHit, UserList, read
from bot.spott.transport import AiohttpTransport
from bot.spott.vacancy import Vacancy, VacancyApplications, VacancyPage

_HEXADECIMAL: Final = re.compile(r"[0-9A-Fa-f-]+")
_KEY_REFUSED: Final[dict[int, type[SpottError]]] = {401: KeyRefusedError, 403: KeyRefusedError}
_ID_REFUSED: Final[dict[int, type[SpottError]]] = {
    **_KEY_REFUSED,
    400: MalformedIdError,
    404: ContactNotFoundError,
    410: ContactNotFoundError,
    422: MalformedIdError,
}
_JOB_REFUSED: Final[dict[int, type[SpottError]]] = {
    **_KEY_REFUSED,
    **dict.fromkeys((400, 404, 410, 422), JobNotFoundError),
}

# The most bytes and JSON values. A person with 300 applications takes 500,000 and 20,000, and more with descriptions of
# the jobs; a job with 2,000 applications takes three times as much.
_ALL_OF_A_PERSON: Final = (4 * 1024 * 1024, 80_000)
_ALL_OF_A_JOB: Final = (6 * 1024 * 1024, 200_000)
_PAGE: Final = "50"
_SEARCH_PAGE: Final = 20

VacancyField: TypeAlias = Literal["vacancy.name", "vacancy.client.company.name"]


class SpottClient:
    """A client for one Spott account; use it as an async context manager, or call `aclose`.

    Args:
        api_key: The key created in Spott under Settings → API Keys.
        base_url: The API's address, such as "https://api.gospott.com"; may have a path.
        timeout: Seconds for a whole call, including the retry.
        retry: Whether to retry at all.
        connections: The most connections; a call waits for a free one within its deadline.
        transport: Sends the requests instead, such as an `httpx.MockTransport` in tests.

    Raises:
        ValueError: As `Connection`.
    """

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str,
        timeout: float = 8.0,
        retry: bool = True,
        connections: int = 500,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._connection = Connection(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            retry=retry,
            transport=transport or AiohttpTransport(connections),
        )

    async def contact(self, candidate_id: str) -> Contact:
        """The contact overview of one person: GET /clients/contacts/{candidateId}.

        Raises:
            SpottError: One of the subclasses listed in `bot.spott.errors`, and nothing else.
        """
        if not CANDIDATE_ID.fullmatch(candidate_id):
            raise MalformedIdError
        contact = read(Contact, await self._connection.ask(Call(f"/clients/contacts/{candidate_id}", _ID_REFUSED)))
        if not _is_same(contact.candidate_id, candidate_id):
            raise AnotherPersonError
        return contact

    async def search(self, text: str, limit: int = 25) -> tuple[SearchHit, ...]:
        """People by full name, email address or phone number, best first: GET /search/people.

        Args:
            text: The search term, sent to Spott unchanged as one query parameter.
            limit: The most results, 1 to 100.

        Raises:
            SpottError: As in `contact`, except those about an id.
        """
        query = {"query": text, "limit": str(limit)}
        return read(SearchAnswer, await self._connection.ask(Call("/search/people", _KEY_REFUSED, query))).items

    async def candidate(self, candidate_id: str) -> Candidate:
        """One person as a candidate: GET /candidates/{id}.

        Raises:
            SpottError: As in `contact`.
        """
        if not CANDIDATE_ID.fullmatch(candidate_id):
            raise MalformedIdError
        candidate = read(Candidate, await self._connection.ask(Call(f"/candidates/{candidate_id}", _ID_REFUSED)))
        if not _is_same(candidate.id, candidate_id):
            raise AnotherPersonError
        return candidate

    async def applications(self, candidate_id: str) -> tuple[Application, ...]:
        """All applications of one person, in no particular order: GET /applications/candidate/{candidateId}.

        Spott's documentation does not say whether it answers 404 for someone without applications; that counts as none.

        Raises:
            SpottError: As in `contact`, except ContactNotFoundError.
        """
        if not CANDIDATE_ID.fullmatch(candidate_id):
            raise MalformedIdError
        max_body, max_values = _ALL_OF_A_PERSON
        call = Call(f"/applications/candidate/{candidate_id}", _ID_REFUSED, max_body=max_body)
        try:
            body = await self._connection.ask(call)
        except ContactNotFoundError:
            return ()
        items = (await read_long(ApplicationList, Application, body, max_values)).items
        if any(item.candidate and not _is_same(item.candidate.id, candidate_id) for item in items):
            raise AnotherPersonError
        return items

    async def vacancy(self, vacancy_id: str) -> Vacancy:
        """One job: GET /vacancies/{id}.

        Raises:
            SpottError: JobNotFoundError, AnotherJobError, or as in `users`.
        """
        call = Call(f"/vacancies/{_checked_vacancy(vacancy_id)}", _JOB_REFUSED)
        vacancy = read(Vacancy, await self._connection.ask(call))
        if not _is_same(vacancy.id, vacancy_id):
            raise AnotherJobError
        return vacancy

    async def vacancy_applications(self, vacancy_id: str) -> VacancyApplications:
        """A job with its applications and their number in each stage: GET /applications/vacancy/{vacancyId}.

        Raises:
            SpottError: As in `vacancy`.
        """
        max_body, max_values = _ALL_OF_A_JOB
        call = Call(f"/applications/vacancy/{_checked_vacancy(vacancy_id)}", _JOB_REFUSED, max_body=max_body)
        answer = await read_long(VacancyApplications, Application, await self._connection.ask(call), max_values)
        if not _is_same(answer.vacancy.id, vacancy_id):
            raise AnotherJobError
        return answer

    async def list_applications(self, vacancy_id: str, cursor: str | None = None) -> ApplicationPage:
        """A page of a job's applications, without owners, rejections and placements: GET /applications.

        Args:
            vacancy_id: The job. Spott may ignore it, so applications for others are left out here.
            cursor: From the page before.

        Raises:
            SpottError: As in `vacancy`.
        """
        query = {"vacancyIds": [_checked_vacancy(vacancy_id)], "include": ["lastActivity"], "limit": _PAGE}
        call = Call("/applications", _JOB_REFUSED, query | ({"cursor": cursor} if cursor else {}))
        page = read(ApplicationPage, await self._connection.ask(call))
        ours = (item for item in page.items if item.vacancy and _is_same(item.vacancy.id or "", vacancy_id))
        return page.model_copy(update={"items": tuple(ours)})

    async def list_applications_of(self, addresses: Sequence[str]) -> ApplicationPage:
        """The first page of the applications of people with these e-mail addresses, with their jobs: GET /applications.

        Args:
            addresses: Up to 25.

        Raises:
            SpottError: As in `users`.
        """
        query = {"candidateEmailAddresses": addresses, "limit": _PAGE}
        return read(ApplicationPage, await self._connection.ask(Call("/applications", _KEY_REFUSED, query)))

    async def search_vacancies(
        self, field: VacancyField, contains: str, *, open_only: bool, page: int = 0
    ) -> VacancyPage:
        """Jobs by title or by client: POST /vacancies/_search.

        Args:
            field: What to search in.
            contains: The text to find there.
            open_only: Whether to leave out those that are not open.
            page: From 0.

        Raises:
            SpottError: AnswerNotUnderstoodError if Spott does not support such searches, or as in `users`.
        """
        filters: list[dict[str, object]] = [{"type": "text", "operator": "contains", "path": field, "value": contains}]
        if open_only:
            filters.append({"type": "boolean", "operator": "equals", "path": "vacancy.stage.isOpen", "value": True})
        search = {"filters": filters, "page": page, "pageSize": _SEARCH_PAGE}
        return read(VacancyPage, await self._connection.ask(Call("/vacancies/_search", _KEY_REFUSED, search=search)))

    async def list_vacancies(self, cursor: str | None = None) -> VacancyPage:
        """A page of all jobs: GET /vacancies.

        Raises:
            SpottError: As in `search_vacancies`.
        """
        query = {"limit": _PAGE} | ({"cursor": cursor} if cursor else {})
        return read(VacancyPage, await self._connection.ask(Call("/vacancies", _KEY_REFUSED, query)))

    async def users(self) -> tuple[Colleague, ...]:
        """The agency's users who have not left: GET /users/_list.

        Raises:
            SpottError: As in `contact`, except those about an id.
        """
        return read(UserList, await self._connection.ask(Call("/users/_list", _KEY_REFUSED))).users

    async def probe(self) -> int:
        """Check the key; returns how many of the agency's users it can see.

        Raises:
            SpottError: As in `users`.
        """
        return len(await self.users())

    async def aclose(self) -> None:
        """Close the connections. Calls in progress fail."""
        await self._connection.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _is_same(answered: str, asked: str) -> bool:
    # Ids are opaque, but UUIDs are case-insensitive.
    return answered == asked or (_HEXADECIMAL.fullmatch(asked) is not None and answered.lower() == asked.lower())


def _checked_vacancy(vacancy_id: str) -> str:
    if not CANDIDATE_ID.fullmatch(vacancy_id):
        raise JobNotFoundError
    return vacancy_id
