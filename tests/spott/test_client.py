"""None"""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from yarl._url import encode_url

from bot.spott.client import SpottClient
from bot.spott.errors import (
    AnswerNotUnderstoodError,
    KeyRefusedError,
    MalformedIdError,
    SpottError,
    SpottUnavailableError,
)
from tests.spott.answers import GOOD, KEY, Server, client_of, http, sample


async def test_contact_request_sends_the_key_and_little_else(server: Server) -> None:
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


async def test_probe_counts_the_visible_users(server: Server) -> None:
    server.answers = [sample("users.200.json")]
    async with client_of(server) as client:
        assert await client.probe() == 2
    assert server.requests[0].startswith("GET /users/_list HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, KeyRefusedError), (403, KeyRefusedError), (404, AnswerNotUnderstoodError), (400, AnswerNotUnderstoodError)],
)
async def test_probe_errors_mention_no_id(server: Server, status: int, expected: type[SpottError]) -> None:
    server.answers = [http(status)]
    async with client_of(server) as client:
        with pytest.raises(SpottError) as raised:
            await client.probe()
    assert type(raised.value) is expected


@pytest.mark.parametrize("path", ["", "/", "/spott/v1", "/spott/v1/"])
async def test_base_url_may_have_a_path(server: Server, path: str) -> None:
    server.answers = [GOOD]
    async with client_of(server, path=path) as client:
        await client.contact("c-1")
    assert server.requests[0].split()[1] == path.rstrip("/") + "/clients/contacts/c-1"


async def test_connection_is_reused_for_consecutive_calls(server: Server) -> None:
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


async def test_passwords_from_the_environment_are_not_used(
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
async def test_search_text_arrives_as_typed(server: Server, path: str) -> None:
    server.answers, server.keep_alive = [http(200, b'{"items": []}')], True
    async with client_of(server, path=path) as client:
        for text in SEARCHED:
            assert await client.search(text, limit=7) == ()
    asked = [urlsplit(request.split(" ")[1]) for request in server.requests]
    assert {(url.path, url.fragment) for url in asked} == {(f"{path}/search/people", "")}
    assert [parse_qsl(url.query, keep_blank_values=True) for url in asked] == [
        [("query", text), ("limit", "7")] for text in SEARCHED
    ]


async def test_unsendable_text_is_one_of_our_errors(server: Server) -> None:
    async with client_of(server) as client:
        with pytest.raises(SpottUnavailableError) as raised:
            await client.search("\ud800 Jane")
    assert (raised.value.__context__, server.requests) == (None, [])


async def test_search_text_is_not_kept_in_url_caches(server: Server) -> None:
    server.answers = [http(200, b'{"items": []}')]
    async with client_of(server) as client:
        await client.search("Jane Canary")
    address = f"{server.url}{server.requests[0].split(' ')[1]}"
    before = encode_url.cache_info().hits
    assert encode_url(address).query["query"] == "Jane Canary"
    assert encode_url.cache_info().hits == before


async def test_call_after_close_is_one_of_our_errors(server: Server) -> None:
    server.answers = [GOOD]
    client = client_of(server)
    await client.contact("c-1")
    await client.aclose()
    with pytest.raises(SpottUnavailableError):
        await client.contact("c-1")


async def test_client_can_be_closed_unused_and_twice() -> None:
    client = SpottClient(api_key=KEY, base_url="https://spott.example.com")
    await client.aclose()
    await client.aclose()


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "ключ", "secret\x00"])
def test_key_invalid_in_a_header_is_refused_without_showing_it(key: str) -> None:
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
def test_invalid_base_url_is_refused_without_showing_it(url: str) -> None:
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
