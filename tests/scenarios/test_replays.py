"""One signed request, replayed with other headers: it runs exactly once, whichever comes first."""

import asyncio
import hmac
import logging
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest

from bot.sandbox.slack.identity import SIGNING_SECRET
from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.workspace import MEMBER, PUBLIC, sample_workspace
from bot.sandbox.world import World, world
from tests.front_door import settled
from tests.raw_http import EVENTS, FORM, Answer, exchange

STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
TYPES = ("application/json", "text/plain", "multipart/form-data; boundary=x", f"{FORM}; charset=utf-16", "", "é", FORM)
BESIDE = (
    "X-Slack-Retry-Num: 1",
    "X-Slack-Retry-Reason: http_timeout",
    "User-Agent: somebody",
    "X-Forwarded-For: 192.0.2.7",
    "X-Request-Id: 1",
    "Accept-Encoding: br",
    "Cookie: a=b",
    "Authorization: Bearer x",
    "Content-Encoding: gzip",
    "X-HTTP-Method-Override: PUT",
    "Connection: close",
)


def command(here: World, trigger_id: str, *, user: str = MEMBER) -> bytes:
    fields = {"command": "/spott", "text": "c-ada-lovelace", "team_id": here.slack.workspace.id, "channel_id": PUBLIC}
    fields |= {"user_id": user, "trigger_id": trigger_id, "response_url": f"{here.slack.url}/commands/T/unknown"}
    return urlencode(fields).encode()


def signed_variants(body: bytes) -> Iterator[tuple[str, list[str]]]:
    """What is changed, and the header lines; the signature stays valid in all of them."""
    signed = sign(SIGNING_SECRET, int(time.time()), body)
    stamp, signature = signed[STAMP], signed[SIGNATURE]
    plain = [f"{STAMP}: {stamp}", f"{SIGNATURE}: {signature}"]
    for content_type in TYPES:
        yield f"type {content_type}", [f"Content-Type: {content_type}", *plain]
    yield "no type", plain
    for line in BESIDE:
        yield line, [f"Content-Type: {FORM}", line, *plain]
    for spell in (str.lower, str.upper, str.swapcase):
        yield f"names {spell.__name__}", [f"{spell(STAMP)}: {stamp}", f"{spell(SIGNATURE)}: {signature}"]
    yield "spaces", [f"{STAMP}: \t {stamp} \t ", f"{SIGNATURE}:{signature} "]
    yield "other order", plain[::-1]


def ambiguous_headers(body: bytes) -> Iterator[tuple[str, list[str]]]:
    """Headers that one parser reads as signed and another as something else."""
    signed = sign(SIGNING_SECRET, int(time.time()), body)
    stamp, signature = signed[STAMP], signed[SIGNATURE]
    plain = [f"{STAMP}: {stamp}", f"{SIGNATURE}: {signature}"]
    yield "the timestamp twice", [plain[0], *plain]
    yield "the signature twice", [*plain, plain[1]]
    yield "another timestamp behind", [*plain, f"{STAMP}: 1"]
    yield "another timestamp before", [f"{STAMP}: 1", *plain]
    yield "another signature behind", [*plain, f"{SIGNATURE}: v0={'0' * 64}"]
    yield "an empty timestamp behind", [*plain, f"{STAMP}:"]
    yield "a signature in capitals", [plain[0], f"{SIGNATURE}: v0={signature[3:].upper()}"]
    yield "two signatures in one", [plain[0], f"{SIGNATURE}: {signature}, {signature}"]


def respelt(body: bytes) -> Iterator[tuple[str, list[str]]]:
    """Spellings of the same timestamp, each with its own signature, which requires the secret."""
    now = int(time.time())
    for stamp in (f"0{now}", f"00{now}", f"+{now}", f"{now}.0", f"{now}e0", f" {now}", f"{now:_}", f"-0{now}"):
        digest = hmac.digest(SIGNING_SECRET.encode(), f"v0:{stamp}:".encode() + body, "sha256")
        yield f"timestamp {stamp}", [f"{STAMP}: {stamp}", f"{SIGNATURE}: v0={digest.hex()}"]


async def send(here: World, lines: list[str], body: bytes) -> Answer:
    head = [f"POST {EVENTS} HTTP/1.1", "Host: bot.example.com", f"Content-Length: {len(body)}", *lines]
    return await exchange(here.process.port, "\r\n".join(head).encode() + b"\r\n\r\n" + body)


@pytest.fixture
def runs(caplog: pytest.LogCaptureFixture) -> Callable[[], int]:
    """How often the command ran."""
    caplog.set_level(logging.INFO, "bot.telemetry.journal")
    return lambda: sum(record.name == "bot.telemetry.journal" for record in caplog.records)


async def test_signed_request_with_other_headers_runs_once(over_http: World, runs: Callable[[], int]) -> None:
    body = command(over_http, "1.2.abc")
    cases = [lines for _, lines in signed_variants(body)]
    answers = await asyncio.gather(*(send(over_http, lines, body) for lines in cases * 4))
    await settled(over_http)
    assert len(answers) > 90
    assert {(answer.status, answer.body) for answer in answers} == {(200, b"")}
    assert runs() == 1


async def test_whichever_copy_arrives_first_runs(runs: Callable[[], int]) -> None:
    count = sum(1 for _ in signed_variants(b"x"))
    async with world(workspace=sample_workspace(crowd=count)) as here:
        for place in range(count):
            # Another user each time: their answers end in a direct message, of which Slack takes one a second.
            body = command(here, f"{place}.2.abc", user=f"U0CROWD{place + 1:04}")
            cases = list(signed_variants(body))
            what, first = cases[place]
            answers = [await send(here, lines, body) for lines in (first, cases[0][1], first)]
            await settled(here)
            assert [answer.status for answer in answers] == [200] * 3, what
            assert runs() == place + 1, what


async def test_ambiguous_headers_are_refused_and_do_not_block_the_request(
    over_http: World, runs: Callable[[], int]
) -> None:
    body = command(over_http, "1.2.abc")
    cases = [*ambiguous_headers(body), *respelt(body)]
    answers = {what: await send(over_http, lines, body) for what, lines in cases}
    assert {what: answer.status for what, answer in answers.items()} == {what: 401 for what, _ in cases}
    assert runs() == 0
    answers = {what: await send(over_http, lines, body) for what, lines in signed_variants(body)}
    await settled(over_http)
    assert {answer.status for answer in answers.values()} == {200}
    assert runs() == 1
