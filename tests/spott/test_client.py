import asyncio
import re
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import httpx
import pytest
from yarl._url import encode_url

from bot.spott.client import SpottClient
from bot.spott.connection import _FOREIGN, _failure, _retry_after
from bot.spott.errors import (
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

SAMPLES = Path(__file__).parent / "samples"
KEY = "spott-test-key"


class Server(Protocol):
    answers: list[Any]
    requests: list[str]
    keep_alive: bool
    connections: int
    url: str


def http(status: int, body: bytes = b"", *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status} Reason", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


def sample(name: str) -> bytes:
    return http(int(name.split(".")[1]), (SAMPLES / name).read_bytes(), "Content-Type: application/json")


def client_of(server: Server, *, timeout: float = 5.0, retry: bool = True, path: str = "") -> SpottClient:
    return SpottClient(api_key=KEY, base_url=server.url + path, timeout=timeout, retry=retry)


GOOD = sample("contact-sparse.200.json")


async def test_a_contact_is_asked_for_with_the_key_and_little_else(server: Server) -> None:
    server.answers = [GOOD]
    async with client_of(server) as client:
        contact = await client.contact("c-1")
    assert (contact.candidate_id, contact.first_name) == ("c-1", "Kim")
    (request,) = server.requests
    first, *headers = request.rstrip().split("\r\n")
    assert first == "GET /clients/contacts/c-1 HTTP/1.1"
    assert dict(header.lower().split(": ", 1) for header in headers) == {
        "host": server.url.removeprefix("http://"),
        "x-api-key": KEY,
        "accept": "application/json",
        "accept-encoding": "identity",
        "user-agent": "spott-slack",
    }


async def test_the_probe_counts_the_users_that_the_key_sees(server: Server) -> None:
    server.answers = [sample("users.200.json")]
    async with client_of(server) as client:
        assert await client.probe() == 2
    assert server.requests[0].startswith("GET /users/_list HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, KeyRefusedError), (403, KeyRefusedError), (404, AnswerNotUnderstoodError), (400, AnswerNotUnderstoodError)],
)
async def test_a_probe_never_speaks_of_an_id(server: Server, status: int, expected: type[SpottError]) -> None:
    server.answers = [http(status)]
    async with client_of(server) as client:
        with pytest.raises(SpottError) as raised:
            await client.probe()
    assert type(raised.value) is expected


@pytest.mark.parametrize("path", ["", "/", "/spott/v1", "/spott/v1/"])
async def test_the_base_url_may_have_a_path(server: Server, path: str) -> None:
    server.answers = [GOOD]
    async with client_of(server, path=path) as client:
        await client.contact("c-1")
    assert server.requests[0].split()[1] == path.rstrip("/") + "/clients/contacts/c-1"


async def test_one_connection_serves_one_call_after_the_other(server: Server) -> None:
    server.answers, server.keep_alive = [GOOD], True
    async with client_of(server) as client:
        for _ in range(5):
            await client.contact("c-1")
    assert (len(server.requests), server.connections) == (5, 1)


async def test_no_cookie_is_kept(server: Server) -> None:
    server.answers = [http(200, b'{"candidateId": "c-1"}', "Set-Cookie: session=1; Path=/")]
    # By name: from a bare address no jar would take a cookie.
    async with SpottClient(api_key=KEY, base_url=server.url.replace("127.0.0.1", "localhost")) as client:
        await client.contact("c-1")
        await client.contact("c-1")
    assert ["cookie" in request.lower() for request in server.requests] == [False, False]


async def test_passwords_of_the_environment_are_not_used(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server.answers = [GOOD]
    async with client_of(server) as client:
        await client.contact("c-1")
    assert "authorization" not in server.requests[0].lower()


# fmt: off
SEARCHED = [
    "Jane Doe", "a&b=c", "#top", "1+1", "100%", "%2B %26", "?;:@/\\", "Zoë Müller", "李 雷", "😀", "a\nb", "\x00",
    "\u2028", "'~!*()[]{}<>|`^", " ", "&limit=100", "x" * 1000, *map(chr, range(256)),
]
# fmt: on


@pytest.mark.parametrize("path", ["", "/spott/v1"])
async def test_what_is_searched_arrives_as_it_was_typed(server: Server, path: str) -> None:
    server.answers, server.keep_alive = [http(200, b'{"items": []}')], True
    async with client_of(server, path=path) as client:
        for text in SEARCHED:
            assert await client.search(text, limit=7) == ()
    asked = [urlsplit(request.split(" ")[1]) for request in server.requests]
    assert {(url.path, url.fragment) for url in asked} == {(f"{path}/search/people", "")}
    assert [parse_qsl(url.query, keep_blank_values=True) for url in asked] == [
        [("query", text), ("limit", "7")] for text in SEARCHED
    ]


async def test_what_cannot_be_sent_is_one_of_our_errors(server: Server) -> None:
    async with client_of(server) as client:
        with pytest.raises(SpottUnavailableError) as raised:
            await client.search("\ud800 Jane")
    assert (raised.value.__context__, server.requests) == (None, [])


async def test_what_is_searched_stays_in_no_cache_of_addresses(server: Server) -> None:
    server.answers = [http(200, b'{"items": []}')]
    async with client_of(server) as client:
        await client.search("Jane Canary")
    address = f"{server.url}{server.requests[0].split(' ')[1]}"
    before = encode_url.cache_info().hits
    assert encode_url(address).query["query"] == "Jane Canary"
    assert encode_url.cache_info().hits == before


async def test_after_it_is_closed_every_call_is_one_of_our_errors(server: Server) -> None:
    server.answers = [GOOD]
    client = client_of(server)
    await client.contact("c-1")
    await client.aclose()
    with pytest.raises(SpottUnavailableError):
        await client.contact("c-1")


PASSING = [pytest.param(b"", id="lost"), *(pytest.param(http(status), id=f"{status}") for status in (502, 503, 504))]


@pytest.mark.parametrize("failure", PASSING)
async def test_what_passes_is_asked_once_more(server: Server, failure: bytes) -> None:
    server.answers = [failure, GOOD]
    async with client_of(server) as client:
        assert (await client.contact("c-1")).first_name == "Kim"
    assert len(server.requests) == 2


@pytest.mark.parametrize("failure", PASSING)
async def test_never_more_than_once_more(server: Server, failure: bytes) -> None:
    server.answers = [failure]
    async with client_of(server) as client:
        with pytest.raises(SpottUnavailableError):
            await client.contact("c-1")
    assert len(server.requests) == 2


@pytest.mark.parametrize("failure", PASSING)
async def test_the_retry_can_be_switched_off(server: Server, failure: bytes) -> None:
    server.answers = [failure, GOOD]
    async with client_of(server, retry=False) as client:
        with pytest.raises(SpottUnavailableError):
            await client.contact("c-1")
    assert len(server.requests) == 1


async def test_there_is_no_retry_in_the_second_half_of_the_time(server: Server) -> None:
    async def late(_: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.6)

    server.answers = [late, GOOD]
    async with client_of(server, timeout=1.0) as client:
        with pytest.raises(SpottUnavailableError):
            await client.contact("c-1")
    assert len(server.requests) == 1


async def test_a_connection_that_went_stale_is_replaced(server: Server) -> None:
    server.answers, server.keep_alive = [GOOD, b"", GOOD], True
    async with client_of(server) as client:
        await client.contact("c-1")
        server.keep_alive = False
        assert (await client.contact("c-1")).first_name == "Kim"
    assert (len(server.requests), server.connections) == (3, 2)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
async def test_what_does_not_pass_is_asked_once(server: Server, status: int) -> None:
    server.answers = [http(status), GOOD]
    async with client_of(server) as client:
        with pytest.raises(SpottError):
            await client.contact("c-1")
    assert len(server.requests) == 1


async def test_cancelled_calls_leave_no_connection_behind(server: Server) -> None:
    async def never(_: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    server.answers = [never]
    async with client_of(server) as client:
        calls = [asyncio.create_task(client.contact(f"c-{number}")) for number in range(300)]
        for number, call in enumerate(calls):
            if number % 30 == 0:
                await asyncio.sleep(0.01)
            call.cancel()
        ends = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(end) for end in ends} == {asyncio.CancelledError}
        server.answers = [GOOD]
        contacts = await asyncio.gather(*(client.contact("c-1") for _ in range(100)))
    assert [contact.first_name for contact in contacts] == ["Kim"] * 100


async def test_a_client_may_be_closed_unused_and_twice() -> None:
    client = SpottClient(api_key=KEY, base_url="https://spott.example.com")
    await client.aclose()
    await client.aclose()


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "ключ", "secret\x00"])
def test_a_key_that_no_header_can_carry_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(ValueError, match=r"^The Spott API key must be printable ASCII without spaces\.$") as refused:
        SpottClient(api_key=key, base_url="https://spott.example.com")
    assert refused.value.__context__ is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.example.com",
        "ftp://api.example.com",
        "https://",
        "https://user:secret@api.example.com",
        "https://api.example.com/?tenant=1",
        "https://api.example.com/#top",
        "https://api.example.com:port",
        "https://[::1",
        "https://api\nexample.com",
    ],
)
def test_a_base_url_that_is_no_plain_address_is_refused_without_showing_it(url: str) -> None:
    words = "The address of the Spott API must be like https://api.gospott.com."
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$") as refused:
        SpottClient(api_key=KEY, base_url=url)
    assert refused.value.__context__ is None


# fmt: off
HOSTILE_PIECES = [
    "..", "../users", "%2e%2e", "%2F", "a/b", "?x=", "#", "\\", "@", ":", ";", "%", "é", "ｃ", "😀", "+", "*", ".", "~",
    "https://example.org/", "//example.org", "'", '"', "`", "<", ">", "|", "&", "=", "$(x)", "{}", "İ", "%00", "..;",
    "\r\nHost: x", "\n", "\t", " ", "\x00", "\x7f", "\u202e", "\u2028", "\ud83d", "a" * 65, "0" * 10_240,
]
HOSTILE_SHAPES = [
    "_", "c-1_", "_c-1", "c-_-1", "__", "_/..", "../_", "_?", "%2e_", "_#", "c-1/_", "./_", "_%0d%0a", "..%2f_", "/_",
    "_\uff0f", "_/users/_list", "_%", "_\u200b", "\ufeff_", "_;a", "_\n", " _", "\x00_",
]
# fmt: on


def hostile_ids() -> list[str]:
    return ["", *(shape.replace("_", piece, 2) for shape in HOSTILE_SHAPES for piece in HOSTILE_PIECES)]


async def test_a_thousand_hostile_ids_make_no_request(server: Server) -> None:
    ids = hostile_ids()
    assert len(set(ids)) >= 1000
    async with client_of(server) as client:
        for candidate_id in ids:
            with pytest.raises(MalformedIdError) as refused:
                await client.contact(candidate_id)
            assert str(refused.value) == "This is not a candidate id."
    assert (server.requests, server.connections) == ([], 0)


def everything_below(kind: type[BaseException]) -> set[type[BaseException]]:
    return {kind}.union(*(everything_below(below) for below in kind.__subclasses__()))


@pytest.mark.parametrize(
    "kind",
    sorted(
        everything_below(aiohttp.ClientError)
        | everything_below(httpx.HTTPError)
        | everything_below(httpx.InvalidURL)
        | everything_below(httpx.StreamError),
        key=str,
    ),
    ids=str,
)
def test_every_exception_of_both_libraries_has_its_error(kind: type[BaseException]) -> None:
    foreign = kind.__new__(kind)
    assert isinstance(foreign, _FOREIGN)
    expected: type[SpottError] = SpottUnavailableError
    if issubclass(kind, aiohttp.ServerTimeoutError | httpx.TimeoutException):
        expected = SpottTimeoutError
    if issubclass(kind, aiohttp.ClientConnectorCertificateError):
        expected = NotTrustedError
    assert type(_failure(foreign)) is expected


def caused(foreign: Exception, cause: Exception) -> Exception:
    foreign.__cause__ = cause
    return foreign


NO_HOST = aiohttp.ClientConnectorDNSError.__new__(aiohttp.ClientConnectorDNSError)
BAD_CERTIFICATE = aiohttp.ClientConnectorCertificateError.__new__(aiohttp.ClientConnectorCertificateError)


@pytest.mark.parametrize(
    ("foreign", "expected", "transient"),
    [
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
    ],
)
def test_causes_tell_what_the_wrapping_hides(
    foreign: Exception,
    expected: type[SpottError],
    transient: bool | None,  # noqa: FBT001 - a column of the table
) -> None:
    failure = _failure(foreign)
    assert (type(failure), getattr(failure, "transient", None)) == (expected, transient)


SUNDAY = "Sun, 22 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
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
    ],
)
def test_retry_after_is_read_within_sane_bounds(value: str | None, seconds: float | None) -> None:
    headers = {"date": SUNDAY} if value is None else {"date": SUNDAY, "retry-after": value}
    assert _retry_after(httpx.Headers({k.encode(): v.encode() for k, v in headers.items()})) == seconds


def test_a_date_to_retry_after_means_nothing_without_the_date_of_the_answer() -> None:
    assert _retry_after(httpx.Headers({"retry-after": SUNDAY})) is None


async def test_busy_says_when_to_ask_again(server: Server) -> None:
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
