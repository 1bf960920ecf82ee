"""Every failure of the libraries and of Spott is one of our errors."""

import aiohttp
import httpx
import pytest

from bot.spott.connection import _FOREIGN, _failure, _retry_after
from bot.spott.errors import (
    ContactNotFoundError,
    KeyRefusedError,
    NotTrustedError,
    SpottBusyError,
    SpottError,
    SpottTimeoutError,
    SpottUnavailableError,
)
from tests.spott.answers import Server, client_of, http, sample


def everything_below(kind: type[BaseException]) -> set[type[BaseException]]:
    return {kind}.union(*(everything_below(below) for below in kind.__subclasses__()))


def test_every_library_exception_is_mapped() -> None:
    for kind in sorted(
        everything_below(aiohttp.ClientError)
        | everything_below(httpx.HTTPError)
        | everything_below(httpx.InvalidURL)
        | everything_below(httpx.StreamError),
        key=str,
    ):
        foreign = kind.__new__(kind)
        assert isinstance(foreign, _FOREIGN), kind
        expected: type[SpottError] = SpottUnavailableError
        if issubclass(kind, aiohttp.ServerTimeoutError | httpx.TimeoutException):
            expected = SpottTimeoutError
        if issubclass(kind, aiohttp.ClientConnectorCertificateError):
            expected = NotTrustedError
        assert type(_failure(foreign)) is expected, kind


def caused(foreign: Exception, cause: Exception) -> Exception:
    foreign.__cause__ = cause
    return foreign


NO_HOST = aiohttp.ClientConnectorDNSError.__new__(aiohttp.ClientConnectorDNSError)
BAD_CERTIFICATE = aiohttp.ClientConnectorCertificateError.__new__(aiohttp.ClientConnectorCertificateError)


CAUSES = [
    (caused(httpx.NetworkError("x"), NO_HOST), SpottUnavailableError, True),
    (caused(httpx.NetworkError("x"), aiohttp.ServerDisconnectedError()), SpottUnavailableError, True),
    (caused(httpx.NetworkError("x"), BAD_CERTIFICATE), NotTrustedError, False),
    (caused(httpx.ReadError("x"), aiohttp.ClientPayloadError()), SpottUnavailableError, True),
    (caused(httpx.ReadTimeout("x"), aiohttp.SocketTimeoutError()), SpottTimeoutError, None),
    (httpx.RemoteProtocolError("x"), SpottUnavailableError, True),
    (httpx.LocalProtocolError("x"), SpottUnavailableError, False),
    (aiohttp.InvalidURL("x"), SpottUnavailableError, False),
    (ConnectionResetError(), SpottUnavailableError, True),
    (TimeoutError(), SpottUnavailableError, True),
    (UnicodeEncodeError("ascii", "x", 0, 1, "x"), SpottUnavailableError, False),
]


def test_causes_reveal_the_wrapped_error() -> None:
    for foreign, expected, transient in CAUSES:
        failure = _failure(foreign)
        assert (type(failure), getattr(failure, "transient", None)) == (expected, transient), foreign


SUNDAY = "Sun, 22 Nov 2026 10:00:00 GMT"


RETRY_AFTER = [
    (None, None),
    ("", None),
    ("30", 30.0),
    (" 30 ", 30.0),
    ("1.5", 1.5),
    ("0", 1.0),
    ("-5", 1.0),
    ("86400", 3600.0),
    ("9" * 5000, 3600.0),
    ("nan", None),
    ("inf", None),
    ("soon", None),
    ("٣", None),
    ("Sun, 22 Nov 2026 10:00:45 GMT", 45.0),
    ("Sun, 22 Nov 2026 12:00:45 +0200", 45.0),
    ("Fri, 31 Dec 9999 23:59:59 GMT", 3600.0),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 1.0),
    ("Sun, 99 Nov 2026 10:00:45 GMT", None),
    ("Sun, 22 Nov 99999999999 10:00:45 GMT", None),
    ("Sun, 22 Nov 2026 10:00:45 -0000", None),
]


def test_retry_after_is_parsed_within_sane_bounds() -> None:
    for value, seconds in RETRY_AFTER:
        headers = {"date": SUNDAY} if value is None else {"date": SUNDAY, "retry-after": value}
        assert _retry_after(httpx.Headers({k.encode(): v.encode() for k, v in headers.items()})) == seconds, value


def test_retry_after_date_requires_the_answers_date() -> None:
    assert _retry_after(httpx.Headers({"retry-after": SUNDAY})) is None


async def test_busy_error_says_when_to_retry(server: Server) -> None:
    server.answers = [http(429, b"", "Retry-After: 17")]
    async with client_of(server) as client:
        with pytest.raises(SpottBusyError) as busy:
            await client.contact("c-1")
    assert busy.value.retry_after == 17.0


@pytest.mark.parametrize(
    ("name", "expected"),
    [("unknown.404.json", ContactNotFoundError), ("key-refused.401.json", KeyRefusedError)],
)
async def test_samples_of_refusals(server: Server, name: str, expected: type[SpottError]) -> None:
    server.answers = [sample(name)]
    async with client_of(server) as client:
        with pytest.raises(expected):
            await client.contact("c-1")
