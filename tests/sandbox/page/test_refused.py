"""Requests that the demo page's server refuses."""

import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.page.asking import do


@pytest.mark.parametrize(
    ("what", "sent", "status"),
    [
        ("command", {"user": people.MEMBER, "channel": people.PUBLIC}, 400),
        ("command", {"user": "U0NOBODY", "channel": people.PUBLIC, "text": ""}, 404),
        ("command", {"user": people.MEMBER, "channel": "C0NOWHERE", "text": ""}, 404),
        ("click", {"user": people.MEMBER, "channel": people.PUBLIC, "ts": "1.1", "action_id": "go"}, 404),
        ("submit", {"user": people.MEMBER, "view_id": "V0"}, 404),
    ],
)
async def test_incomplete_request_is_refused(
    page: aiohttp.ClientSession, what: str, sent: dict[str, Any], status: int
) -> None:
    answered, body = await do(page, what, **sent)

    assert (answered, body["ok"]) == (status, False)


@pytest.mark.parametrize(
    "path",
    ["/", "/page/state", "/page/events", "/page/app.js", "/api/auth.test", "/link/?ticket=ticket-000001", "/none"],
)
async def test_foreign_host_name_is_refused(slack: LocalSlack, page: aiohttp.ClientSession, path: str) -> None:
    port = slack.url.rpartition(":")[2]
    for host in ("attacker.example", f"attacker.example:{port}", "127.0.0.1:1", "127.0.0.1", "", "[::1]"):
        headers = {"Host": host, "Authorization": f"Bearer {slack.bot_token}"}
        async with page.get(path, headers=headers) as response:
            assert (response.status, (await response.json())["ok"]) == (403, False), host
    assert slack.calls == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
async def test_local_host_names_are_answered(slack: LocalSlack, page: aiohttp.ClientSession, host: str) -> None:
    async with page.get("/page/state", headers={"Host": f"{host}:{slack.url.rpartition(':')[2]}"}) as response:
        assert response.status == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_post_other_than_json_is_refused(
    slack: LocalSlack, page: aiohttp.ClientSession, content_type: str
) -> None:
    body = json.dumps({"user": people.MEMBER, "channel": people.PUBLIC, "text": "x"})
    async with page.post("/page/say", data=body, headers={"Content-Type": content_type}) as response:
        assert response.status == 415
    async with page.post("/page/say", data="[", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400
    assert slack.posts == []


@pytest.mark.parametrize(
    "path", ["/page/..%2f..%2fslack%2fserver.py", "/page/server.py", "/page/none.css", "/page/.env"]
)
async def test_only_page_files_are_served(page: aiohttp.ClientSession, path: str) -> None:
    async with page.get(path) as response:
        assert response.status == 404
