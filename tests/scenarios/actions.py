"""Everything that users do, and the bot's records of it."""

import json
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.cards import buttons, views
from bot.listeners import LOOK_UP_IN_SPOTT
from bot.sandbox.slack.identity import SIGNING_SECRET
from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.signature import sign
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC
from bot.sandbox.world import World, world
from tests.front_door import look_up, point_at, shown
from tests.raw_http import FORM, HOST, exchange, request_bytes

ADA = "c-ada-lovelace"
TOKEN = "t0ken"
CANARY = "c4nary"

Act = Callable[[World], Awaitable[Receipt]]


@asynccontextmanager
async def running(transport: str) -> AsyncIterator[World]:
    async with world(socket_mode=transport == "socket mode", metrics_token=TOKEN) as here:
        yield here


async def counted(here: World) -> list[str]:
    """The requests that `/metrics` counts, without those answered with a card."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as session:
        text = await (await session.get(f"http://{HOST}:{here.process.port}/metrics")).text()
    kinds = "spott_slack_(look_ups|requests_refused)_total"
    return [line for line in text.splitlines() if re.match(kinds, line) and 'outcome="card"' not in line]


def look_ups(entry: str, outcome: str) -> str:
    return f'spott_slack_look_ups_total{{entry="{entry}",outcome="{outcome}"}} 1.0'


def refused(reason: str, times: int = 1) -> str:
    return f'spott_slack_requests_refused_total{{reason="{reason}"}} {times}.0'


def log_messages(caplog: pytest.LogCaptureFixture, logger: str) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == logger]


def journal(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    lines = [record.fields for record in caplog.records if record.name == "bot.telemetry.journal"]  # type: ignore[attr-defined]
    return [{name: line[name] for name in ("reference", "entry", "outcome", "arrival")} for line in lines]


def on_screen(here: World) -> list[str]:
    """What the member sees from the app, except for cards."""
    posts = [post.text for post in shown(here) if post.via != "say" and "Ada Lovelace" not in post.text]
    return posts + [json.dumps(view.blocks) for view in here.slack.views]


# Users' actions, with what they saw before the error.


async def a_command(_: World) -> Act:
    return lambda here: here.slack.command("/spott", ADA, user=MEMBER, channel=PUBLIC)


async def a_click(here: World) -> Act:
    card = await look_up(here, ADA)
    return lambda here: here.slack.click(card, buttons.REFRESH, user=MEMBER)


async def a_shortcut(here: World) -> Act:
    message = here.slack.say("Who is that?", user=COLLEAGUE, channel=PUBLIC)
    return lambda here: here.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)


async def a_search(here: World) -> Act:
    form = await point_at(here, here.slack.say("Lunch?", user=COLLEAGUE, channel=PUBLIC))
    return lambda here: here.slack.submit(form, {views.QUERY: {views.TYPED: "Grace Hopper"}})


ACTS: Mapping[str, tuple[Callable[[World], Awaitable[Act]], str]] = {
    "command": (a_command, "command"),
    "click": (a_click, "refresh"),
    "shortcut": (a_shortcut, "message"),
    "search": (a_search, "search"),
}


def breaks(*_: object, **__: object) -> Any:  # noqa: ANN401 - in the place of anything
    raise RuntimeError(CANARY)


async def posted(here: World, body: bytes, *, later: int = 0, path: str = "/slack/events") -> Any:  # noqa: ANN401
    headers: dict[str, str | bytes] = {"Content-Type": FORM, **sign(SIGNING_SECRET, int(time.time()) + later, body)}
    return await exchange(here.process.port, request_bytes(headers, body, path=path))


async def readyz(here: World) -> tuple[int, str]:
    answer = await exchange(here.process.port, request_bytes({}, b"", method="GET", path="/readyz"))
    return answer.status, answer.body.decode()
