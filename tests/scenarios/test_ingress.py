"""Requests that arrive in pieces, too large, twice, or damaged; Slack is served at the same time."""

import asyncio
import logging
import time
from contextlib import AsyncExitStack
from urllib.parse import urlencode

import pytest

from bot.sandbox.slack.identity import SIGNING_SECRET
from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.sandbox.world import World
from tests.front_door import look_up, settled, type_command
from tests.mutations import cases
from tests.raw_http import FORM, Answer, connected, exchange, read_answer, request_bytes

ADA = "c-ada-lovelace"


def command(here: World, *, trigger: str = "1.2.abc", text: str = ADA) -> bytes:
    """The body of a command with an unknown response_url."""
    fields = {"command": "/spott", "text": text, "team_id": here.slack.workspace.id, "channel_id": PUBLIC}
    fields |= {"user_id": MEMBER, "trigger_id": trigger, "response_url": f"{here.slack.url}/commands/T/unknown"}
    return urlencode(fields).encode()


def signed(body: bytes, *, later: int = 0) -> dict[str, str | bytes]:
    return {"Content-Type": FORM, **sign(SIGNING_SECRET, int(time.time()) + later, body)}


async def send(here: World, headers: dict[str, str | bytes], body: bytes) -> Answer:
    return await exchange(here.process.port, request_bytes(headers, body))


async def test_two_hundred_mutated_requests_break_nothing(over_http: World, caplog: pytest.LogCaptureFixture) -> None:
    statuses: dict[bool, set[int]] = {True: set(), False: set()}
    for case in cases(200, SIGNING_SECRET, f"{over_http.slack.url}/commands/T/unknown"):
        answer = await exchange(over_http.process.port, case.wire)
        statuses[case.signed].add(answer.status)
    await settled(over_http)

    assert statuses[False] == {401}
    assert {200, 400} <= statuses[True] <= {200, 400, 403, 404}
    assert not [record for record in caplog.records if record.exc_info]
    errors = [record.getMessage() for record in caplog.records if record.levelno > logging.WARNING]
    assert [line for line in errors if not line.startswith("reading a ")] == []
    assert (await look_up(over_http, ADA)).text.startswith("Ada Lovelace\n")


@pytest.mark.parametrize("body", [b'{"type": 5, "event": "x"}', b'{"team": 5}', b'{"authorizations": {"a": 1}}'])
async def test_signed_body_that_breaks_bolt_is_a_bad_request(
    over_http: World, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await send(over_http, signed(body) | {"Content-Type": "application/json"}, body)
    assert (answer.status, answer.body) in {(400, b""), (404, b'{"error": "unhandled request"}')}
    assert all(record.exc_info is None for record in caplog.records)


async def test_announced_large_body_is_refused_before_it_is_sent(over_http: World) -> None:
    wire = request_bytes(signed(b""), b"x" * 10, announced=20 * 1024 * 1024)
    assert (await exchange(over_http.process.port, wire)).status == 413


async def test_large_body_of_unknown_length_is_refused_at_the_limit(over_http: World) -> None:
    async with connected(over_http.process.port) as (reader, writer):
        head = request_bytes(signed(b"") | {"Transfer-Encoding": "chunked"}, b"")
        writer.write(head.replace(b"Content-Length: 0\r\n", b""))
        sent = 0
        try:
            for _ in range(320):
                writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
                await writer.drain()
                sent += 0x10000
        except OSError:
            pass
        answer = await read_answer(reader)
    # Data in the system's buffers is lost with the connection; so may be the answer.
    assert sent < 20 * 1024 * 1024
    assert answer.status in {413, 0}


async def test_repeated_signed_request_runs_once(over_http: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.telemetry.journal")
    body = command(over_http)
    headers = signed(body)
    at_once = await asyncio.gather(*(send(over_http, headers, body) for _ in range(5)))
    later = [await send(over_http, headers, body) for _ in range(2)]
    await settled(over_http)
    assert [(answer.status, answer.body) for answer in (*at_once, *later)] == [(200, b"")] * 7
    assert len(runs(caplog)) == 1


def runs(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """One line for each command that ran, since one call to Spott serves all concurrent look-ups of a person."""
    return [record for record in caplog.records if record.name == "bot.telemetry.journal"]


async def test_command_delivered_three_times_runs_once(over_http: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.telemetry.journal")
    body = command(over_http)
    # Slack signs each delivery again, so no two of these are the same request.
    at_once = await asyncio.gather(*(send(over_http, signed(body, later=second), body) for second in range(3)))
    again = await send(over_http, signed(body, later=3), body)
    await settled(over_http)
    assert [answer.status for answer in (*at_once, again)] == [200] * 4
    assert len(runs(caplog)) == 1
    await send(over_http, signed(command(over_http, trigger="another")), command(over_http, trigger="another"))
    await settled(over_http)
    assert len(runs(caplog)) == 2


async def test_ssl_check_is_not_answered_without_a_signature(over_http: World) -> None:
    answer = await send(over_http, {"Content-Type": FORM}, b"ssl_check=1&token=x")
    assert (answer.status, answer.body) == (401, b"")


async def test_two_hundred_slow_senders_do_not_block_slack(over_http: World) -> None:
    # The headers are valid, as far as they can be checked before the body.
    beginning = request_bytes(signed(b"x"), b"x" * 10, announced=1_000)
    async with AsyncExitStack() as stack:
        for _ in range(200):
            _, writer = await stack.enter_async_context(connected(over_http.process.port))
            writer.write(beginning)
        receipt = await type_command(over_http, ADA)
        assert (receipt.acknowledged, receipt.status) == (True, 200)


async def test_malformed_http_is_answered_without_quoting_it(
    over_http: World, caplog: pytest.LogCaptureFixture
) -> None:
    for wire in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
        b"GET / canary\r\n\r\n",
        b"POST /slack/events HTTP/9\r\n\r\n",
    ):
        answer = await exchange(over_http.process.port, wire)
        assert (answer.status, answer.body) == (400, b"")
    assert "canary" not in caplog.text
    assert not [record for record in caplog.records if record.exc_info or record.name.startswith("aiohttp")]


async def test_other_paths_and_methods_are_refused(over_http: World) -> None:
    port = over_http.process.port
    assert (await exchange(port, request_bytes({}, b"x", path="/"))).status == 404
    assert (await exchange(port, request_bytes({}, b"", method="GET"))).status == 405
    assert (await exchange(port, request_bytes({}, b"", method="GET", path="/healthz"))).status == 200
    assert (await exchange(port, request_bytes({}, b"", method="GET", path="/readyz"))).status == 200
