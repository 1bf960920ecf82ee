"""Everything that a server can do wrong: each is one of our errors, in time, without foreign text."""

import asyncio
import gzip
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import pytest

from bot.spott.client import SpottClient
from bot.spott.connection import MAX_BODY
from bot.spott.errors import (
    AnswerNotUnderstoodError,
    ContactNotFoundError,
    KeyRefusedError,
    MalformedIdError,
    SpottBusyError,
    SpottError,
    SpottTimeoutError,
    SpottUnavailableError,
)
from bot.spott.models import Contact

CANARY = "can4ry"
KEY = f"{CANARY}-key"
CANDIDATE_ID = f"{CANARY}-id"
ELSEWHERE = b"http://elsewhere.example.org"  # stands for the address of the other server
Script = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Server(Protocol):
    answers: list[Any]
    requests: list[str]
    connections: int
    url: str

    async def refuse(self) -> None: ...


def http(status: object, body: bytes | str = b"", *headers: str, reason: str = CANARY) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    head = [
        f"HTTP/1.1 {status} {reason}",
        f"Content-Length: {len(content)}",
        "Connection: close",
        f"X-Trace: {CANARY}",
        *headers,
    ]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + content


def ok(body: bytes | str, *headers: str) -> bytes:
    return http(200, body, "Content-Type: application/json", *headers)


def after(seconds: float, answer: bytes) -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        writer.write(answer)

    return script


def drip(head: bytes, body: bytes) -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for byte in body:
            writer.write(bytes((byte,)))
            await writer.drain()
            await asyncio.sleep(0.05)

    return script


def reset(answer: bytes) -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        await asyncio.sleep(0.02)
        writer.transport.abort()

    return script


def endless(head: bytes, piece: bytes, pieces: int) -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for number in range(pieces):
            # 50 MB do not fit into the buffers of the sockets: who gets here read far beyond the cap.
            assert number * len(piece) < 16 * MAX_BODY
            writer.write(piece)
            await writer.drain()

    return script


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
UNTIL_CLOSED = b"HTTP/1.1 200 OK\r\n\r\n"
PROMISED = b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n"
CONTACT = f'{{"candidateId": "c-1", "firstName": "{CANARY}"}}'
HTML = f"<!doctype html><title>{CANARY}</title>"
LARGE = b'{"candidateId": "c-1", "x": "' + b"x" * MAX_BODY + b'"}'
BOMB = gzip.compress(b" " * 8 * MAX_BODY)
MESSAGE = f'{{"message": "{CANARY}"}}'


@dataclass(frozen=True)
class Fault:
    answer: bytes | Script
    error: type[SpottError]
    requests: int = 1
    timeout: float = 5.0


NOT_UNDERSTOOD: dict[str, bytes | Script] = {
    "an empty body": ok(""),
    "null": ok("null"),
    "a web page": ok(HTML, "Content-Type: text/html"),
    "another charset": ok(
        CONTACT.replace(CANARY, "é").encode("latin-1"), "Content-Type: application/json; charset=latin-1"
    ),
    "UTF-16": ok(CONTACT.encode("utf-16")),
    "not a number": ok(f'{{"candidateId": "{CANARY}", "x": NaN}}'),
    "half of the JSON": ok(CONTACT[:-3]),
    "another object": ok(MESSAGE),
    "no identity": ok('{"candidateId": ""}'),
    "100,000 lists": ok('{"candidateId": "c-1", "x": ' + "[" * 100_000),
    "100,000 objects": ok('{"x": ' * 100_000),
    "a body over the cap": ok(LARGE),
    "a body over the cap in chunks": endless(CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n", 800),
    "a body that never ends": endless(UNTIL_CLOSED, b"x" * 65536, 800),
    "50 MB": endless(b"HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n", b"x" * 65536, 800),
    "a promise of 10 GB": b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n{",
    "a zip bomb": ok(BOMB, "Content-Encoding: gzip"),
    "deflate": ok(BOMB, "Content-Encoding: deflate"),
    "two encodings": ok(CONTACT, "Content-Encoding: identity, gzip"),
    "an unknown encoding": ok(CONTACT, f"Content-Encoding: {CANARY}"),
    "201": http(201, CONTACT),
    "204": b"HTTP/1.1 204 No Content\r\n\r\n",
    "206": http(206, CONTACT),
    "402": http(402, MESSAGE),
    "405": http(405, MESSAGE),
    "409": http(409, MESSAGE),
    "418": http(418, MESSAGE),
    "451": http(451, HTML),
    "600": http(600, MESSAGE),
    "999": http(999, MESSAGE),
}

FAULTS: dict[str, Fault] = {
    **{name: Fault(answer, AnswerNotUnderstoodError) for name, answer in NOT_UNDERSTOOD.items()},
    **{
        f"{status} to another host": Fault(
            http(status, "", f"Location: {ELSEWHERE.decode()}/clients/contacts/{CANARY}"), SpottUnavailableError
        )
        for status in (301, 302, 303, 307, 308)
    },
    "300": Fault(http(300, HTML), SpottUnavailableError),
    "304": Fault(b"HTTP/1.1 304 Not Modified\r\n\r\n", SpottUnavailableError),
    "400": Fault(http(400, MESSAGE), MalformedIdError),
    "401": Fault(http(401, MESSAGE), KeyRefusedError),
    "401 with a demand": Fault(http(401, MESSAGE, f'WWW-Authenticate: Basic realm="{CANARY}"'), KeyRefusedError),
    "403": Fault(http(403, HTML), KeyRefusedError),
    "404": Fault(http(404, MESSAGE), ContactNotFoundError),
    "404 with a reason in Latin-1": Fault(http(404, "", reason=f"Non trouvé {CANARY}"), ContactNotFoundError),
    "404 over the cap": Fault(http(404, LARGE), ContactNotFoundError),
    "410": Fault(http(410), ContactNotFoundError),
    "422": Fault(http(422, MESSAGE), MalformedIdError),
    "429": Fault(http(429, MESSAGE), SpottBusyError),
    "429 for a century": Fault(http(429, MESSAGE, "Retry-After: 99999999999999999999"), SpottBusyError),
    "429 until yesterday": Fault(http(429, MESSAGE, "Retry-After: -1"), SpottBusyError),
    "429 until nonsense": Fault(http(429, MESSAGE, f"Retry-After: {CANARY}"), SpottBusyError),
    "500": Fault(http(500, HTML), SpottUnavailableError),
    "501": Fault(http(501), SpottUnavailableError),
    "502": Fault(http(502, HTML), SpottUnavailableError, requests=2),
    "503": Fault(http(503, HTML, "Retry-After: 9999"), SpottUnavailableError, requests=2),
    "504": Fault(http(504, HTML), SpottUnavailableError, requests=2),
    "520": Fault(http(520, HTML), SpottUnavailableError),
    "599": Fault(http(599), SpottUnavailableError),
    "closed without a word": Fault(b"", SpottUnavailableError, requests=2),
    "closed within the head": Fault(b"HTTP/1.1 200 OK\r\nContent-Le", SpottUnavailableError, requests=2),
    "reset without a word": Fault(reset(b""), SpottUnavailableError, requests=2),
    "reset in the middle": Fault(reset(PROMISED + b'{"candidateId": "c-1"}'), SpottUnavailableError, requests=2),
    "truncated": Fault(PROMISED + b'{"candidateId": "c-1"}', SpottUnavailableError, requests=2),
    "truncated in a chunk": Fault(CHUNKED + b"ff\r\n{", SpottUnavailableError, requests=2),
    "a bad chunk": Fault(CHUNKED + f"{CANARY}\r\n".encode(), SpottUnavailableError),
    "a bad status line": Fault(f"HTTP/1.1 {CANARY}\r\n\r\n".encode(), SpottUnavailableError),
    "not HTTP": Fault(f"SSH-2.0-{CANARY}\r\n\r\n".encode(), SpottUnavailableError),
    "a header of 9 KB": Fault(ok(CONTACT, "X-Long: " + CANARY * 1500), SpottUnavailableError),
    "a header without a name": Fault(ok(CONTACT, f": {CANARY}"), SpottUnavailableError),
    "two lengths": Fault(ok(CONTACT, "Content-Length: 3"), SpottUnavailableError),
    "no length": Fault(ok(CONTACT).replace(b"Content-Length: ", b"Content-Length: x"), SpottUnavailableError),
    "silence": Fault(after(60, b""), SpottTimeoutError, timeout=0.3),
    "an answer too late": Fault(after(0.6, ok(CONTACT)), SpottTimeoutError, timeout=0.3),
    "a head byte by byte": Fault(drip(b"", PROMISED), SpottTimeoutError, timeout=0.3),
    "a body byte by byte": Fault(drip(PROMISED, b" " * 400), SpottTimeoutError, timeout=0.3),
    "a body that stops": Fault(drip(PROMISED, b"{") , SpottUnavailableError, requests=2),
    "100 and then silence": Fault(drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 9), SpottTimeoutError, timeout=0.3),
}  # fmt: skip


def assert_says_nothing_foreign(error: SpottError, caplog: pytest.LogCaptureFixture) -> None:
    assert (str(error), error.__cause__, error.__context__) == (type(error).sentence, None, None)
    told = [repr(error), *traceback.format_exception(error), caplog.text, *(repr(r.__dict__) for r in caplog.records)]
    assert [text for text in told if CANARY in text.replace("CANARY", "")] == []


async def error_of(base_url: str, *, seconds: float) -> SpottError:
    async with SpottClient(api_key=KEY, base_url=base_url, timeout=seconds) as client:
        with pytest.raises(SpottError) as raised:
            await client.contact(CANDIDATE_ID)
    return raised.value


@pytest.mark.parametrize("name", FAULTS)
async def test_fault_is_one_error_without_foreign_text(
    name: str, server: Server, elsewhere: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fault = FAULTS[name]
    answer = fault.answer
    server.answers = [answer.replace(ELSEWHERE, elsewhere.url.encode()) if isinstance(answer, bytes) else answer]
    started = time.monotonic()
    error = await error_of(server.url, seconds=fault.timeout)
    assert time.monotonic() - started < fault.timeout + 10
    assert (type(error), len(server.requests)) == (fault.error, fault.requests)
    assert (elsewhere.connections, elsewhere.requests) == (0, [])
    assert_says_nothing_foreign(error, caplog)


async def test_refused_connection(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = server.url
    await server.refuse()
    error = await error_of(url, seconds=5)
    assert type(error) is SpottUnavailableError
    assert_says_nothing_foreign(error, caplog)


async def test_host_without_tls(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers = [ok(CONTACT)]
    error = await error_of(server.url.replace("http://", "https://"), seconds=5)
    assert type(error) is SpottUnavailableError
    assert [request for request in server.requests if KEY in request] == []
    assert_says_nothing_foreign(error, caplog)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_redirect_on_the_same_host_is_not_followed(server: Server, status: int) -> None:
    server.answers = [http(status, "", "Location: /clients/contacts/c-2"), ok(CONTACT)]
    assert type(await error_of(server.url, seconds=5)) is SpottUnavailableError
    assert len(server.requests) == 1


async def test_client_still_works_after_every_fault(server: Server) -> None:
    faults = [fault for fault in FAULTS.values() if fault.error is not SpottTimeoutError]
    async with SpottClient(api_key=KEY, base_url=server.url) as client:
        for fault in faults:
            server.requests.clear()
            server.answers = [*[fault.answer] * fault.requests, ok(CONTACT)]
            with pytest.raises(fault.error):
                await client.contact("c-1")
            assert await client.contact("c-1") == Contact(candidate_id="c-1", first_name=CANARY)
