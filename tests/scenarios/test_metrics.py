"""`/metrics`, as read by a collector, and by clients that may not."""

import logging

import aiohttp
import pytest

from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World, world
from tests.front_door import look_up
from tests.raw_http import HOST, exchange, free_port, request_bytes

TOKEN = "t0ken"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


async def read(here: World, headers: dict[str, str] | None = None, *, port: int = 0) -> tuple[int, str, str]:
    async with aiohttp.ClientSession() as session:
        answer = await session.get(f"http://{HOST}:{port or here.process.port}/metrics", headers=headers)
        assert port == 0 or "Server" not in answer.headers
        return answer.status, answer.headers.get("Content-Type", ""), await answer.text()


async def test_look_up_is_counted_and_timed(transport: str) -> None:
    async with world(socket_mode=transport == "socket mode", metrics_token=TOKEN) as here:
        await counted(here)


async def counted(here: World) -> None:
    await look_up(here, "c-ada-lovelace")
    await look_up(here, "550e8400-e29b-41d4-a716-000000000000")
    status, content_type, text = await read(here, BEARER)
    assert (status, content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    for line in (
        'spott_slack_look_ups_total{entry="command",outcome="card"} 1.0',
        'spott_slack_look_ups_total{entry="command",outcome="not_found"} 1.0',
        'spott_slack_deliveries_total{arrival="in_place"} 2.0',
        "spott_slack_acknowledge_seconds_count 2.0",
        "spott_slack_card_seconds_count 1.0",
        "spott_slack_spott_seconds_count 6.0",
        "spott_slack_in_flight 0.0",
    ):
        assert line in text.splitlines()
    assert not any(word in text for word in ("ada", MEMBER, here.slack.workspace.id))


async def test_rejected_requests_are_counted_by_reason() -> None:
    async with world(metrics_token=TOKEN) as here:
        for _ in range(3):
            await exchange(here.process.port, request_bytes({"Content-Type": "application/json"}, b"{}"))
        _, _, text = await read(here, BEARER)
    assert 'spott_slack_requests_refused_total{reason="timestamp"} 3.0' in text.splitlines()


async def test_public_port_has_no_metrics_without_a_token() -> None:
    port = free_port()
    async with world(metrics_port=port) as here:
        for headers in ({}, BEARER, {"X-Forwarded-For": "127.0.0.1"}, {"Host": "localhost"}):
            assert (await read(here, headers))[0] == 404


async def test_local_port_serves_metrics_without_a_token() -> None:
    port = free_port()
    async with world(metrics_port=port) as here:
        status, content_type, text = await read(here, port=port)
    assert (status, content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert "spott_slack_in_flight 0.0" in text.splitlines()
    assert "spott_slack_clock_ahead_seconds 0.0" in text.splitlines()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example.com"},
        {"Host": "rebound.example.com:9464"},
        {"Host": ""},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
    ],
)
async def test_local_port_refuses_foreign_hosts_and_proxies(headers: dict[str, str]) -> None:
    port = free_port()
    async with world(metrics_port=port) as here:
        status, _, text = await read(here, headers, port=port)
    assert (status, text) == (403, "")


async def test_taken_metrics_port_is_logged_and_the_bot_serves(caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    async with world(metrics_port=port), world(metrics_port=port) as second:
        assert (await look_up(second, "c-ada-lovelace")).text.startswith("Ada Lovelace\n")
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert [line.partition(" (")[0] for line in lines] == [f"no /metrics: METRICS_PORT {port}"]


async def test_token_is_required_on_loopback_too() -> None:
    async with world(metrics_token=TOKEN, metrics_port=(port := free_port())) as here:
        for headers, status in (({}, 401), ({"Authorization": "Bearer x"}, 401), ({"Authorization": TOKEN}, 401)):
            assert (await read(here, headers))[::2] == (status, "")
        assert (await read(here, BEARER | {"X-Forwarded-For": "203.0.113.9"}))[0] == 200
        with pytest.raises(aiohttp.ClientConnectorError):
            await read(here, port=port)
