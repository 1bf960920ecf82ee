"""`/metrics`, as a collector reads it."""

import aiohttp
import pytest

from bot.demo.slack.workspace import MEMBER
from bot.demo.world import World, world
from tests.front_door import look_up
from tests.raw_http import exchange, request_bytes

TOKEN = "t0ken"


async def read(here: World, headers: dict[str, str] | None = None) -> tuple[int, str, str]:
    async with aiohttp.ClientSession() as session:
        answer = await session.get(f"{here.bot_url}/metrics", headers=headers)
        return answer.status, answer.headers.get("Content-Type", ""), await answer.text()


async def test_a_look_up_is_counted_on_its_whole_way(here: World) -> None:
    await look_up(here, "c-ada-lovelace")
    await look_up(here, "550e8400-e29b-41d4-a716-000000000000")
    status, content_type, text = await read(here)
    assert (status, content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    for line in (
        'spott_slack_look_ups_total{entry="command",outcome="card"} 1.0',
        'spott_slack_look_ups_total{entry="command",outcome="not_found"} 1.0',
        'spott_slack_deliveries_total{arrival="in_place"} 2.0',
        "spott_slack_acknowledge_seconds_count 2.0",
        "spott_slack_card_seconds_count 1.0",
        "spott_slack_spott_seconds_count 3.0",
        "spott_slack_in_flight 0.0",
    ):
        assert line in text.splitlines()
    assert not any(word in text for word in ("ada", MEMBER, here.slack.workspace.id))


async def test_what_the_ingress_refuses_is_counted_by_reason(over_http: World) -> None:
    for _ in range(3):
        await exchange(over_http.process.port, request_bytes({"Content-Type": "application/json"}, b"{}"))
    _, _, text = await read(over_http)
    assert 'spott_slack_requests_refused_total{reason="timestamp"} 3.0' in text.splitlines()


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}, {"Via": "1.1 proxy"}]
)
async def test_without_a_token_nobody_reads_through_a_proxy(over_http: World, headers: dict[str, str]) -> None:
    status, _, text = await read(over_http, headers)
    assert (status, text) == (403, "")


async def test_with_a_token_it_is_asked_for_on_this_machine_too() -> None:
    async with world(metrics_token=TOKEN) as here:
        for headers, status in (({}, 401), ({"Authorization": "Bearer x"}, 401), ({"Authorization": TOKEN}, 401)):
            assert (await read(here, headers))[::2] == (status, "")
        assert (await read(here, {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "203.0.113.9"}))[0] == 200
