"""The way to Spott: one GET at a time, within a deadline, and nothing of what goes wrong on it gets out.

A request goes straight to httpx's transport interface: httpx's own client above it would log every URL (with the
candidate id), keep cookies, and add nothing.
"""

import asyncio
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Final, Self

import aiohttp
import httpx

from bot.spott.errors import (
    AnotherPersonError,
    AnswerNotUnderstoodError,
    ContactNotFoundError,
    KeyRefusedError,
    MalformedIdError,
    NotTrustedError,
    SpottBusyError,
    SpottError,
    SpottTimeoutError,
    SpottUnavailableError,
)
from bot.spott.models import CANDIDATE_ID, Contact, SearchAnswer, SearchHit, UserList, read
from bot.spott.transport import AiohttpTransport

MAX_BODY: Final = 1024 * 1024
"""Bytes of an answer; a person with fifty roles takes about 40,000."""

_HEXADECIMAL: Final = re.compile(r"[0-9A-Fa-f-]+")
_PAUSE_BEFORE_RETRY: Final = 0.1  # seconds
_PASSING_STATUSES: Final = frozenset({502, 503, 504})
_KEY_REFUSED: Final[dict[int, type[SpottError]]] = {401: KeyRefusedError, 403: KeyRefusedError}
_ID_REFUSED: Final[dict[int, type[SpottError]]] = {
    **_KEY_REFUSED,
    400: MalformedIdError,
    404: ContactNotFoundError,
    410: ContactNotFoundError,
    422: MalformedIdError,
}

_lost = partial(SpottUnavailableError, transient=True)

# Which of our errors stands for which exception of the libraries. The first row wins that fits the exception or one of
# its causes: the transport has one exception for everything in which no answer began.
_FAILURES: Final[tuple[tuple[type[Exception], Callable[[], SpottError]], ...]] = (
    (aiohttp.ServerTimeoutError, SpottTimeoutError),
    (aiohttp.ClientConnectorCertificateError, NotTrustedError),
    (aiohttp.ServerFingerprintMismatch, SpottUnavailableError),
    (aiohttp.ClientSSLError, SpottUnavailableError),
    (aiohttp.ClientConnectionError, _lost),
    (aiohttp.ClientPayloadError, _lost),
    (aiohttp.ClientError, SpottUnavailableError),
    (httpx.TimeoutException, SpottTimeoutError),
    (httpx.NetworkError, _lost),
    (httpx.RemoteProtocolError, _lost),
    (httpx.HTTPError, SpottUnavailableError),
    (httpx.InvalidURL, SpottUnavailableError),
    (httpx.StreamError, SpottUnavailableError),
    (OSError, _lost),
    (ValueError, SpottUnavailableError),
)
_FOREIGN: Final = tuple(kind for kind, _ in _FAILURES)


class SpottClient:
    """A client for one Spott account; use it as an async context manager, or call `aclose`.

    Every call is one GET with a total deadline. It is repeated once, at most, if the connection was lost or a gateway
    answered 502, 503 or 504 within the first half of that time. Redirects are never followed: the key would go along.

    Args:
        api_key: The key made in Spott under Settings → API Keys.
        base_url: Where the API lives, such as "https://api.gospott.com"; may have a path.
        timeout: Seconds for a whole call, its retry included.
        retry: Whether to repeat at all.
        connections: How many there may be; a call waits, within its deadline, until one is free.

    Raises:
        ValueError: If the key cannot be sent in a header, or `base_url` is no plain http(s) address. The message shows
            neither.
    """

    def __init__(
        self, *, api_key: str, base_url: str, timeout: float = 8.0, retry: bool = True, connections: int = 500
    ) -> None:
        if not re.fullmatch(r"[!-~]+", api_key):
            raise ValueError("The Spott API key must be printable ASCII without spaces.")
        self._base = _checked(base_url)
        self._path = self._base.raw_path.decode().rstrip("/")
        self._headers = httpx.Headers(
            {
                "x-api-key": api_key,
                "accept": "application/json",
                # A few kilobytes of gzip can unpack to gigabytes; a card's JSON is small enough as it is.
                "accept-encoding": "identity",
                "user-agent": "spott-slack",
            }
        )
        self._timeout = timeout
        self._retry = retry
        self._transport = AiohttpTransport(connections)

    async def contact(self, candidate_id: str) -> Contact:
        """The contact overview of one person: GET /clients/contacts/{candidateId}.

        Raises:
            SpottError: One of the subclasses drawn in `bot.spott.errors`, and nothing else.
        """
        if not CANDIDATE_ID.fullmatch(candidate_id):
            raise MalformedIdError
        contact = read(Contact, await self._get(f"/clients/contacts/{candidate_id}", _ID_REFUSED))
        if not _is_same(contact.candidate_id, candidate_id):
            raise AnotherPersonError
        return contact

    async def search(self, text: str, limit: int = 25) -> tuple[SearchHit, ...]:
        """People by full name, e-mail address or phone number, best first: GET /search/people.

        Args:
            text: What is looked for; goes to Spott as it is, as one query parameter.
            limit: How many to get at most, 1 to 100.

        Raises:
            SpottError: As `contact`, but never about an id.
        """
        query = {"query": text, "limit": str(limit)}
        return read(SearchAnswer, await self._get("/search/people", _KEY_REFUSED, query)).items

    async def probe(self) -> int:
        """Whether the key is good: how many of the agency's users it sees (GET /users/_list).

        Raises:
            SpottError: As `contact`, but never about an id.
        """
        return len(read(UserList, await self._get("/users/_list", _KEY_REFUSED)).users)

    async def aclose(self) -> None:
        """Closes the connections. Calls still under way fail."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _get(
        self, path: str, refusals: dict[int, type[SpottError]], query: dict[str, str] | None = None
    ) -> bytes:
        now = asyncio.get_running_loop().time
        started = now()
        try:
            async with asyncio.timeout(self._timeout):
                try:
                    return await self._attempt(path, refusals, query)
                except SpottUnavailableError as error:
                    late = now() - started > self._timeout / 2
                    if not (self._retry and error.transient) or late:
                        raise
                await asyncio.sleep(_PAUSE_BEFORE_RETRY)
                return await self._attempt(path, refusals, query)
        except TimeoutError:
            pass
        raise SpottTimeoutError

    async def _attempt(self, path: str, refusals: dict[int, type[SpottError]], query: dict[str, str] | None) -> bytes:
        try:
            target = f"{self._path}{path}?{httpx.QueryParams(query)}" if query else f"{self._path}{path}"
            extensions = {"target": target.encode()}
            request = httpx.Request("GET", self._base, headers=self._headers, extensions=extensions)
            response = await self._transport.handle_async_request(request)
            try:
                return await _body(response, refusals)
            finally:
                await response.aclose()
        except _FOREIGN as foreign:
            failure = _failure(foreign)
        # Raised out here, ours has no __context__: no traceback and no log line can quote theirs.
        raise failure


def _is_same(answered: str, asked: str) -> bool:
    # Ids are opaque; but a UUID is the same one in capitals.
    return answered == asked or (_HEXADECIMAL.fullmatch(asked) is not None and answered.lower() == asked.lower())


def _checked(base_url: str) -> httpx.URL:
    try:
        url = httpx.URL(base_url)
    except (httpx.InvalidURL, ValueError, TypeError):
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo or url.query or url.fragment:
        raise ValueError("The address of the Spott API must be like https://api.gospott.com.")
    return url


def _failure(foreign: BaseException) -> SpottError:
    chain = [foreign]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    return next(ours() for kind, ours in _FAILURES if any(isinstance(link, kind) for link in chain))


async def _body(response: httpx.Response, refusals: dict[int, type[SpottError]]) -> bytes:
    status = response.status_code
    if status in refusals:
        raise refusals[status]
    if status == httpx.codes.TOO_MANY_REQUESTS:
        raise SpottBusyError(_retry_after(response.headers))
    if response.is_redirect or response.is_server_error:
        raise SpottUnavailableError(transient=status in _PASSING_STATUSES)
    encoding = response.headers.get("content-encoding", "identity").lower()
    length = response.headers.get("content-length", "0")
    if status != httpx.codes.OK or encoding != "identity" or float(length) > MAX_BODY:
        raise AnswerNotUnderstoodError
    assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - it is ours
    body = bytearray()
    async for chunk in response.stream:
        body += chunk
        if len(body) > MAX_BODY:
            raise AnswerNotUnderstoodError
    return bytes(body)


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds to wait, between 1 and 3600: given as such, or as a date, which is held against the answer's own."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        seconds = float(value)
    else:
        try:
            seconds = (parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 1.0), 3600.0)
