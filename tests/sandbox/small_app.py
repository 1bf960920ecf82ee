"""A small app for tests of the local Slack, and the requests that they send to both."""

import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.server import LocalSlack

ALL_SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "users:read",
        "usergroups:read",
        "channels:read",
        "groups:read",
        "im:read",
        "mpim:read",
        "im:write",
    }
)
NOON = 1_800_000_000.0


class Clock:
    """A clock that moves only when a test sets it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


class SmallApp:
    """A small app behind one HTTP address: records what it receives, and sends the answers that the test queued."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.answers: deque[web.Response] = deque()

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.requests.append((dict(request.headers), body))
        form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        self.heard.append(json.loads(form["payload"]) if "payload" in form else form)
        return self.answers.popleft() if self.answers else web.Response()

    def will_answer(self, body: dict[str, Any]) -> None:
        self.answers.append(web.json_response(body))


@asynccontextmanager
async def listening(bot: SmallApp) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/slack/events", bot.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


async def refusal(client: AsyncWebClient, method: str, **arguments: object) -> AsyncSlackResponse:
    with pytest.raises(SlackApiError) as raised:
        await client.api_call(method, json=arguments)
    response = raised.value.response
    assert isinstance(response, AsyncSlackResponse)
    return response


async def post(session: aiohttp.ClientSession, url: str, payload: object) -> tuple[int, Any]:
    async with session.post(url, data=payload if isinstance(payload, bytes) else json.dumps(payload)) as response:
        text = await response.text()
        return response.status, json.loads(text) if text.startswith("{") else text


async def command_url(slack: LocalSlack, channel: str = people.PUBLIC) -> str:
    return (await slack.command("/spott", "c-1", user=people.MEMBER, channel=channel)).response_url


def button(**more: object) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go", **more}


def modal(**more: object) -> dict[str, Any]:
    entry = {
        "type": "input",
        "block_id": "who",
        "label": {"type": "plain_text", "text": "Who"},
        "element": {"type": "plain_text_input", "action_id": "name"},
    }
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "A form"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [entry, {"type": "actions", "block_id": "more", "elements": [button(value="1")]}],
        **more,
    }
