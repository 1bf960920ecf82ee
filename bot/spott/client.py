"""The client for Spott's API: a method for each endpoint, and every failure is a `SpottError`."""

import re
from typing import Final, Self

import httpx

from bot.spott.connection import Call, Connection
from bot.spott.errors import AnotherPersonError, ContactNotFoundError, KeyRefusedError, MalformedIdError, SpottError
from bot.spott.models import CANDIDATE_ID, Contact, SearchAnswer, SearchHit, UserList, read
from bot.spott.transport import AiohttpTransport

_HEXADECIMAL: Final = re.compile(r"[0-9A-Fa-f-]+")
_KEY_REFUSED: Final[dict[int, type[SpottError]]] = {401: KeyRefusedError, 403: KeyRefusedError}
_ID_REFUSED: Final[dict[int, type[SpottError]]] = {
    **_KEY_REFUSED,
    400: MalformedIdError,
    404: ContactNotFoundError,
    410: ContactNotFoundError,
    422: MalformedIdError,
}


class SpottClient:
    """A client for one Spott account; use it as an async context manager, or call `aclose`.

    Args:
        api_key: The key created in Spott under Settings → API Keys.
        base_url: The API's address, such as "https://api.gospott.com"; may have a path.
        timeout: Seconds for a whole call, including the retry.
        retry: Whether to retry at all.
        connections: The most connections; a call waits for a free one within its deadline.
        transport: What sends the requests instead; tests may give an `httpx.MockTransport`.

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
        """People by full name, e-mail address or phone number, best first: GET /search/people.

        Args:
            text: The search term, sent to Spott unchanged as one query parameter.
            limit: The most results, 1 to 100.

        Raises:
            SpottError: As in `contact`, except those about an id.
        """
        query = {"query": text, "limit": str(limit)}
        return read(SearchAnswer, await self._connection.ask(Call("/search/people", _KEY_REFUSED, query))).items

    async def probe(self) -> int:
        """Check the key; returns how many of the agency's users it can see (GET /users/_list).

        Raises:
            SpottError: As in `contact`, except those about an id.
        """
        return len(read(UserList, await self._connection.ask(Call("/users/_list", _KEY_REFUSED))).users)

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
