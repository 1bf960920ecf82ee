"""A call to Spott without a network: what is sent, and what an answer means."""

import logging

import httpx
import pytest

from bot.spott.client import SpottClient
from bot.spott.connection import MAX_BODY, Call, Connection
from bot.spott.errors import (
    AnswerNotUnderstoodError,
    ContactNotFoundError,
    SpottBusyError,
    SpottError,
    SpottUnavailableError,
)

CALL = Call("/clients/contacts/c-1", {404: ContactNotFoundError})


async def ask(status: int, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The result of `CALL` if this is the answer."""

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))

    connection = Connection(
        api_key="k",
        base_url="https://spott.example.com",
        timeout=9.0,
        retry=False,
        transport=httpx.MockTransport(answer),
    )
    return await connection.ask(CALL)


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {}, b"{}"),
        (200, {"content-encoding": "identity", "content-length": "2"}, b"{}"),
        (200, {}, b"x" * MAX_BODY),
    ],
    ids=["plain", "with its length", "longest"],
)
async def test_successful_answer_returns_its_body(status: int, headers: dict[str, str], body: bytes) -> None:
    assert await ask(status, headers, body) == body


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (404, {}, b"", ContactNotFoundError),
        (429, {}, b"", SpottBusyError),
        (301, {"location": "https://elsewhere.example.org"}, b"", SpottUnavailableError),
        (500, {}, b"", SpottUnavailableError),
        (204, {}, b"", AnswerNotUnderstoodError),
        (410, {}, b"", AnswerNotUnderstoodError),
        (200, {"content-encoding": "gzip"}, b"", AnswerNotUnderstoodError),
        (200, {"content-length": str(MAX_BODY + 1)}, b"", AnswerNotUnderstoodError),
        (200, {}, b"x" * (MAX_BODY + 1), AnswerNotUnderstoodError),
    ],
    ids=["refusal", "busy", "redirect", "error", "empty", "unexpected", "compressed", "announced as long", "long"],
)
async def test_any_other_answer_is_one_error(
    status: int, headers: dict[str, str], body: bytes, expected: type[SpottError]
) -> None:
    with pytest.raises(SpottError) as raised:
        await ask(status, headers, body)
    assert type(raised.value) is expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"retry-after": "7"}, 7.0), ({"retry-after": "soon"}, None), ({}, None)],
    ids=["seconds", "nonsense", "unsaid"],
)
async def test_retry_delay_is_parsed(headers: dict[str, str], seconds: float | None) -> None:
    with pytest.raises(SpottBusyError) as raised:
        await ask(429, headers)
    assert raised.value.retry_after == seconds


@pytest.mark.parametrize(
    ("status", "transient"), [(500, False), (501, False), (502, True), (503, True), (504, True), (302, False)]
)
async def test_only_transient_errors_are_retried(status: int, transient: bool) -> None:  # noqa: FBT001
    with pytest.raises(SpottUnavailableError) as raised:
        await ask(status, {})
    assert raised.value.transient is transient


async def test_injected_transport_logs_keeps_and_follows_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        if len(sent) == 1:
            return httpx.Response(200, json={"items": []}, headers={"set-cookie": "session=1; Path=/"})
        return httpx.Response(307, headers={"location": "https://elsewhere.example.org/"})

    base = "https://spott.example.com/v1"
    async with SpottClient(api_key="k", base_url=base, transport=httpx.MockTransport(answer)) as client:
        assert await client.search("Zoë & Jo+1 100%", limit=5) == ()
        with pytest.raises(SpottUnavailableError):
            await client.search("Zoë")
    assert [request.extensions for request in sent] == [
        {"path": "/v1/search/people", "query": {"query": "Zoë & Jo+1 100%", "limit": "5"}},
        {"path": "/v1/search/people", "query": {"query": "Zoë", "limit": "25"}},
    ]
    assert [(request.url.host, request.headers.get("cookie")) for request in sent] == [("spott.example.com", None)] * 2
    ours = [record for record in caplog.records if record.levelno >= logging.DEBUG and "asyncio" not in record.name]
    assert ours == []
