"""Slack's failures are one small tree, without anything from slack_sdk, aiohttp or Slack's answer."""

import json
import traceback
from collections.abc import AsyncIterator, Iterator
from typing import Any, cast

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.clients import slack_session
from bot.slack.errors import (
    SlackError,
    SlackLimitsError,
    SlackRefusedError,
    SlackTimeoutError,
    SlackTokenRefusedError,
    SlackUnreachableError,
    SlackUnsureError,
    retry_after_of,
    word,
)
from bot.slack.web_api import WebApi, within
from tests.raw_server import RawServer

CANARY = "canary Jane <jane@example.com>"


def kinds(base: type[Exception]) -> Iterator[type[Exception]]:
    """A class of errors and all those under it that are the libraries' own, or Python's."""
    if base.__module__.split(".")[0] in {"aiohttp", "slack_sdk", "builtins", "json"}:
        yield base
        for kind in base.__subclasses__():
            yield from kinds(kind)


UNREADABLE = (AttributeError, LookupError, ValueError, RecursionError)
ERRORS = sorted(
    {kind for base in (SlackClientError, aiohttp.ClientError, OSError, *UNREADABLE) for kind in kinds(base)}
    - {SlackApiError},
    key=lambda kind: f"{kind.__module__}.{kind.__qualname__}",
)


def expected_error(kind: type[Exception]) -> tuple[type[SlackError], str]:
    if issubclass(kind, aiohttp.ClientConnectorError | aiohttp.ClientHttpProxyError | aiohttp.InvalidURL):
        return SlackUnreachableError, "unreachable"
    if issubclass(kind, TimeoutError):
        return SlackTimeoutError, "timeout"
    if issubclass(kind, SlackClientError | aiohttp.ClientError | OSError):
        return SlackUnsureError, "connection_lost"
    return SlackUnsureError, "unreadable_answer"


class Broken:
    """A session in which every request fails, and so does slack_sdk's parsing of an answer."""

    closed = False

    def __init__(self, error: Exception) -> None:
        self._error = error

    def request(self, *_: object, **__: object) -> object:
        raise self._error


async def test_every_library_error_is_mapped() -> None:
    for kind in ERRORS:
        error = kind.__new__(kind)
        error.args = (CANARY,)
        client = WebApi(session=cast("aiohttp.ClientSession", Broken(error)), retry_handlers=[])
        with pytest.raises(SlackError) as raised:
            await client.auth_test()
        assert (type(raised.value), raised.value.code) == expected_error(kind), kind
        assert CANARY not in "".join(traceback.format_exception(raised.value)), kind


async def test_our_own_mistakes_are_not_slack_errors() -> None:
    client = WebApi(session=cast("aiohttp.ClientSession", Broken(TypeError("ours"))), retry_handlers=[])
    with pytest.raises(TypeError, match="ours"):
        await client.auth_test()


def http(status: int, body: bytes | dict[str, Any], *headers: str, kind: str = "application/json") -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(content)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + content


def no(code: object, status: int = 200, *headers: str) -> bytes:
    return http(status, {"ok": False, "error": code}, *headers)


ANSWERS: dict[str, tuple[bytes, type[SlackError], str, float | None]] = {
    "refused": (no("channel_not_found"), SlackRefusedError, "channel_not_found", None),
    "refused with a time": (no("no_permission", 200, "Retry-After: 9"), SlackRefusedError, "no_permission", 9.0),
    "no word of Slack's": (no(CANARY), SlackRefusedError, "other", None),
    "shaped like one": (no("jane_doe"), SlackRefusedError, "other", None),
    "no word at all": (no([CANARY]), SlackRefusedError, "other", None),
    "token": (no("invalid_auth"), SlackTokenRefusedError, "invalid_auth", None),
    "token revoked": (no("token_revoked", 401), SlackTokenRefusedError, "token_revoked", None),
    "limited": (no("ratelimited", 429, "Retry-After: 7"), SlackLimitsError, "ratelimited", 7.0),
    "limited in the body alone": (no("rate_limited"), SlackLimitsError, "ratelimited", 1.0),
    "limited in the status alone": (http(429, b"slow down", kind="text/plain"), SlackLimitsError, "ratelimited", 1.0),
    "limited, with a page": (http(429, b"<p>", "Retry-After: 3", kind="text/html"), SlackLimitsError, "ratelimited", 3),
    "in trouble": (no("internal_error"), SlackUnsureError, "internal_error", None),
    "in trouble, with a reason": (no("invalid_blocks", 500), SlackUnsureError, "invalid_blocks", None),
    "down for a while": (http(503, {}, "Retry-After: 9"), SlackUnsureError, "unreadable_answer", 9.0),
    "no reason": (http(200, {"ok": False}), SlackUnsureError, "unreadable_answer", None),
    "an empty reason": (no(""), SlackUnsureError, "unreadable_answer", None),
    "a page": (http(502, CANARY.encode(), kind="text/html"), SlackUnsureError, "unreadable_answer", None),
    "a page that says it is fine": (http(200, b"<p>", kind="text/html"), SlackUnsureError, "unreadable_answer", None),
    "plain text": (http(200, CANARY.encode(), kind="text/plain"), SlackUnsureError, "unreadable_answer", None),
    "a list": (http(200, b"[1]"), SlackUnsureError, "unreadable_answer", None),
    "null": (http(200, b"null"), SlackUnsureError, "unreadable_answer", None),
    "a number": (http(200, b"7"), SlackUnsureError, "unreadable_answer", None),
    "nothing": (http(200, b""), SlackUnsureError, "unreadable_answer", None),
    "broken JSON": (http(200, f'{{"ok": tr{CANARY}'.encode()), SlackUnsureError, "unreadable_answer", None),
    "deep JSON": (http(200, b"[" * 200_000), SlackUnsureError, "unreadable_answer", None),
    "a long number": (http(200, b'{"ok": ' + b"9" * 5_000 + b"}"), SlackUnsureError, "unreadable_answer", None),
    "no Unicode": (http(200, b'{"ok": "\xff"}'), SlackUnsureError, "unreadable_answer", None),
    "cut": (http(200, {"ok": True})[:-3], SlackUnsureError, "connection_lost", None),
    "not HTTP": (b"SSH-2.0-canary\r\n\r\n", SlackUnsureError, "connection_lost", None),
    "silence": (b"", SlackUnsureError, "connection_lost", None),
}


@pytest.fixture
async def client(server: RawServer) -> AsyncIterator[WebApi]:
    async with slack_session() as session:
        yield WebApi(token="xoxb-1", base_url=f"{server.url}/", session=session, retry_handlers=[])


@pytest.mark.parametrize("case", ANSWERS)
async def test_error_for_each_answer(case: str, server: RawServer, client: WebApi) -> None:
    answer, kind, code, seconds = ANSWERS[case]
    server.answers = [answer]
    with pytest.raises(SlackError) as raised:
        await client.auth_test()
    assert (type(raised.value), raised.value.code, raised.value.retry_after) == (kind, code, seconds)
    told = "".join(traceback.format_exception(raised.value))
    assert not any(secret in told for secret in ("canary", "jane", "xoxb-1"))


async def test_refused_connection_means_nothing_was_done(server: RawServer, client: WebApi) -> None:
    await server.refuse()
    with pytest.raises(SlackUnreachableError):
        await client.auth_test()


async def test_calls_have_a_deadline(server: RawServer, client: WebApi) -> None:
    server.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"]
    server.keep_alive = True
    with pytest.raises(SlackTimeoutError):
        async with within(0.1):
            await client.auth_test()


@pytest.mark.parametrize(
    ("code", "about_form"),
    [
        ("invalid_blocks", True),
        ("invalid_something_new", True),
        ("no_text", True),
        ("msg_too_long", True),
        ("invalid_auth", False),
        ("channel_not_found", False),
        (["invalid_blocks"], False),
    ],
)
def test_simpler_form_is_tried_if_the_refusal_is_about_the_form(code: object, about_form: bool) -> None:  # noqa: FBT001 - a column of the table
    assert SlackRefusedError(code).about_form is about_form


SECONDS = [
    ("0", 0),
    ("1", 1),
    ("30", 30),
    ("999999999999", 999999999999),
    (None, 1),
    ("", 1),
    ("-1", 1),
    ("1.5", 1),
    ("soon", 1),
    ("\u0663", 1),
    ("9" * 301, 1),
    ("Wed, 21 Oct 2015 07:28:00 GMT", 1),
]


def test_retry_after_in_seconds_defaults_to_one() -> None:
    assert {header: retry_after_of(header) for header, _ in SECONDS} == dict(SECONDS)


CODES = [
    ("channel_not_found", "channel_not_found"),
    ("ratelimited", "ratelimited"),
    ("Ada Lovelace", "other"),
    ("ada@example.com", "other"),
    ("xoxb-1", "other"),
    ("x" * 41, "other"),
    ("jane_doe", "other"),
    ("a\nb", "other"),
    ("", "other"),
    (None, "other"),
    (["channel_not_found"], "other"),
]


def test_only_documented_error_codes_are_logged() -> None:
    for code, told in CODES:
        assert word(code) == told, code
