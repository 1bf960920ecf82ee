"""Many look-ups at once: nobody gets another user's answer, and Slack is not called more often than it allows."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from aiohttp import web

from bot.listeners.background import Background
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    GROUP_DM,
    LARGE,
    MANY_PEOPLE,
    MEMBER,
    PRIVATE,
    PUBLIC,
    PUBLIC_WITHOUT_BOT,
    sample_workspace,
)
from bot.sandbox.world import World, world
from tests.front_door import look_up, settled, type_command
from tests.polling import until

MAE = "550e8400-e29b-41d4-a716-446655440000"
TENANTS = {"key-of-a": "Aurelia", "key-of-b": "Benedikt"}


@pytest.fixture
async def spott_of_two() -> AsyncIterator[str]:
    """One Spott with two customers, who have different people under the same id; it sets a cookie for each."""

    async def contact(request: web.Request) -> web.Response:
        key = request.headers["x-api-key"]
        if set(request.cookies.values()) - {key}:
            return web.Response(status=500)
        await asyncio.sleep(random.random() / 100)
        person = {"candidateId": request.match_info["id"], "firstName": TENANTS[key], "lastName": f"of {key}"}
        return web.json_response(person, headers={"Set-Cookie": f"tenant={key}"})

    app = web.Application()
    app.router.add_get("/clients/contacts/{id}", contact)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def give_up_now_and_then(background: Background, dice: random.Random) -> None:
    """Cancel some of the tasks that start from now on while they are running."""
    start = background.start

    def starting(name: str, work: Callable[[], Coroutine[None, None, None]], *rest: Any) -> None:  # noqa: ANN401 - passed on
        async def impatiently() -> None:
            doing = asyncio.create_task(work())
            if dice.random() < 0.3:
                asyncio.get_running_loop().call_later(dice.random() / 100, doing.cancel)
            await doing

        start(name, impatiently, *rest)

    background.start = starting  # type: ignore[method-assign, assignment]


async def look_up_often(here: World) -> None:
    """Eighty look-ups of the same id, twenty at a time."""
    for _ in range(4):
        await asyncio.gather(*(type_command(here, "c-same-1") for _ in range(20)))
        await settled(here)


async def test_two_bots_with_two_keys_never_show_each_others_people(spott_of_two: str) -> None:
    shared: dict[str, Any] = {
        "spott_api_url": spott_of_two,
        "cache_seconds": 0,
        "spott_calls_per_minute": 9_000,
        "lookups_per_person": (5_000, 5_000),
    }
    async with world(spott_api_key="key-of-a", **shared) as a, world(spott_api_key="key-of-b", **shared) as b:
        for here in (a, b):
            give_up_now_and_then(here.process.bot.background, random.Random(3))
        await asyncio.gather(*(look_up_often(here) for here in (a, b)))
        for here, own, foreign in ((a, "Aurelia", "Benedikt"), (b, "Benedikt", "Aurelia")):
            sent = [json.dumps(call.arguments) for call in here.slack.calls if call.method == "response_url"]
            assert 40 < sum(own in text for text in sent) < 80
            assert not any(foreign in text for text in sent)
            assert (await look_up(here, "c-same-1")).text.startswith(f"{own} of key-of-")


async def test_a_hundred_look_ups_stay_within_slacks_rate_limits() -> None:
    async with world(workspace=sample_workspace(crowd=MANY_PEOPLE)) as here:
        people = [MEMBER, *(f"U0CROWD{number:04}" for number in range(1, 50))]
        channels = [PUBLIC, PUBLIC_WITHOUT_BOT, PRIVATE, GROUP_DM, LARGE]
        for turn in range(2):
            await asyncio.gather(
                *(
                    type_command(here, MAE, user=user, channel=channels[(turn + number) % 5])
                    for number, user in enumerate(people)
                )
            )
            await settled(here)
        posts = here.slack.posts
        assert len(posts) == 100
        assert all(post.text.startswith("Mae Jemison\n") for post in posts)
        assert {post.channel for post in posts if post.user_visible_to is not None} == {LARGE}
        assert {call.status for call in here.slack.calls} == {200}
        assert Counter(call.method for call in here.slack.calls) == {
            "auth.test": 1,
            "users.info": 50,
            "conversations.info": 5,
            "conversations.members": 5,
            "users.list": 2,
            "response_url": 100,
        }


async def test_look_up_with_cached_facts_calls_slack_only_for_the_answer(over_http: World) -> None:
    await look_up(over_http, MAE)
    known = len(over_http.slack.calls)
    for _ in range(3):
        await look_up(over_http, "c-grace-hopper")
    assert [call.method for call in over_http.slack.calls[known:]] == ["response_url"] * 3


async def test_facts_are_fetched_concurrently_with_the_look_up(over_http: World) -> None:
    for method in ("users.info", "conversations.info", "conversations.members", "users.list"):
        over_http.slack.faults.add(method, Fault(delay=1.0), times=2)
    before = len(over_http.slack.calls)
    asking = asyncio.create_task(look_up(over_http, MAE))
    await until(lambda: len(over_http.spott.requests) == 2)
    # Slack has answered nothing yet.
    assert over_http.slack.calls[before:] == []
    assert (await asking).user_visible_to is None
