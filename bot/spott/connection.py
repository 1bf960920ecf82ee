"""Requests to Spott: each has a deadline, and every failure is a `SpottError`.

Requests go straight to httpx's transport interface: httpx's client would log every URL (with the candidate id), keep
cookies, and add nothing.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Final

import aiohttp
import httpx

from bot.spott.errors import (
    AnswerNotUnderstoodError,
    NotTrustedError,
    SpottBusyError,
    SpottError,
    SpottTimeoutError,
    SpottUnavailableError,
)

_KEY: Final = re.compile(r"[!-~]+")
_SECONDS: Final = re.compile(r"-?[0-9]++(\.[0-9]++)?")
MAX_BODY: Final = 1024 * 1024
"""The largest answer about one person, in bytes; with fifty roles it takes about 40,000."""

_NOTHING: Final = httpx.ByteStream(b"")
_PAUSE_BEFORE_RETRY: Final = 0.1  # seconds
_PASSING_STATUSES: Final = frozenset({502, 503, 504})

_lost = partial(SpottUnavailableError, transient=True)

# Maps the libraries' exceptions to ours. The first row that matches the exception or one of its causes wins, since the
# transport raises the same exception for everything that happens before an answer starts.
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


@dataclass(frozen=True, slots=True)
class Call:
    """A request that changes nothing in Spott, so that it can be repeated.

    Attributes:
        path: Below the base URL, with a slash first.
        refusals: The errors that certain statuses mean.
        query: Parameters; a list is sent as a repeated one.
        search: If set, the call is a POST with this as its JSON body.
        max_body: The largest answer, in bytes.
    """

    path: str
    refusals: Mapping[int, type[SpottError]]
    query: Mapping[str, str | Sequence[str]] | None = None
    search: Mapping[str, object] | None = None
    max_body: int = MAX_BODY


class Connection:
    """Calls to one Spott account.

    Every call has a total deadline. It is retried at most once, if the connection was lost or a gateway answered 502,
    503 or 504 within the first half of that time. Redirects are not followed, since they would carry the key along.

    Args:
        api_key: The key created in Spott under Settings → API Keys.
        base_url: The API's address, such as "https://api.gospott.com"; may have a path.
        timeout: Seconds for a whole call, including the retry.
        retry: Whether to retry at all.
        transport: What sends the requests. For its extensions see `AiohttpTransport`.

    Raises:
        ValueError: The key cannot be sent in a header, or `base_url` is not a plain http(s) address. The message
            contains neither.
    """

    def __init__(
        self, *, api_key: str, base_url: str, timeout: float, retry: bool, transport: httpx.AsyncBaseTransport
    ) -> None:
        if not _KEY.fullmatch(api_key):
            raise ValueError("The Spott API key must be printable ASCII without spaces.")
        self._base = _checked(base_url)
        self._path = self._base.raw_path.decode().rstrip("/")
        self._headers = httpx.Headers(
            {
                "x-api-key": api_key,
                "accept": "application/json",
                # A few kilobytes of gzip can expand to gigabytes, and a card's JSON is small enough.
                "accept-encoding": "identity",
                "user-agent": "spott-slack",
            }
        )
        self._timeout = timeout
        self._retry = retry
        self._transport = transport

    async def ask(self, call: Call) -> bytes:
        """Make a call; returns the answer's body.

        Raises:
            SpottError: One of `call.refusals`, or of the subclasses that are about Spott as a whole; nothing else.
        """
        now = asyncio.get_running_loop().time
        started = now()
        try:
            async with asyncio.timeout(self._timeout):
                try:
                    return await self._attempt(call)
                except SpottUnavailableError as error:
                    late = now() - started > self._timeout / 2
                    if not (self._retry and error.transient) or late:
                        raise
                await asyncio.sleep(_PAUSE_BEFORE_RETRY)
                return await self._attempt(call)
        except TimeoutError:
            pass
        raise SpottTimeoutError

    async def aclose(self) -> None:
        """Close the connections. Calls in progress fail."""
        await self._transport.aclose()

    async def _attempt(self, call: Call) -> bytes:
        try:
            response = await self._transport.handle_async_request(self._request(call))
            stream = response.stream
            assert isinstance(stream, httpx.AsyncByteStream)  # noqa: S101 - from an asynchronous transport
            try:
                if error := _refusal(response.status_code, response.headers, call):
                    raise error
                return await _read(stream, call.max_body)
            finally:
                await stream.aclose()
        except _FOREIGN as foreign:
            failure = _failure(foreign)
        # Raised outside of the except block, so that it has no __context__ whose text a traceback could quote.
        raise failure

    def _request(self, call: Call) -> httpx.Request:
        if call.query is not None:
            # Fails for half of a surrogate pair: aiohttp would drop it, and so search for something else.
            json.dumps(call.query, ensure_ascii=False).encode()
        extensions = {"path": f"{self._path}{call.path}", "query": call.query}
        # With a stream httpx adds no headers to these; the transport adds Host and Content-Length.
        if call.search is None:
            return httpx.Request("GET", self._base, headers=self._headers, stream=_NOTHING, extensions=extensions)
        headers = {**self._headers, "content-type": "application/json"}
        content = httpx.ByteStream(json.dumps(call.search).encode())
        return httpx.Request("POST", self._base, headers=headers, stream=content, extensions=extensions)


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


def _refusal(status: int, headers: httpx.Headers, call: Call) -> SpottError | None:
    """The error that an answer's status and headers mean; None if there is none. Pure."""
    if status in call.refusals:
        return call.refusals[status]()
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return SpottBusyError(_retry_after(headers))
    if httpx.codes.is_redirect(status) or httpx.codes.is_server_error(status):
        return SpottUnavailableError(transient=status in _PASSING_STATUSES)
    encoding = headers.get("content-encoding", "identity").lower()
    length = headers.get("content-length", "0")
    if status != httpx.codes.OK or encoding != "identity" or float(length) > call.max_body:
        return AnswerNotUnderstoodError()
    return None


async def _read(stream: httpx.AsyncByteStream, most: int) -> bytes:
    """The body.

    Raises:
        AnswerNotUnderstoodError: It is longer than `most` bytes, so the rest is not read.
    """
    body = bytearray()
    async for chunk in stream:
        body += chunk
        if len(body) > most:
            raise AnswerNotUnderstoodError
    return bytes(body)


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds to wait, between 1 and 3600: from a number, or from a date relative to the answer's own date."""
    value = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        seconds = float(value)
    else:
        try:
            seconds = (parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 1.0), 3600.0)
