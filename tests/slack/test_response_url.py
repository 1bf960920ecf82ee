"""What each answer of a response_url means."""

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.clients import slack_session
from bot.slack.delivery import Delivery, Result
from bot.slack.response_url import classify, post


def refusal(error: object) -> bytes:
    return json.dumps({"ok": False, "error": error}).encode()


ANSWERS = {
    (200, b"ok"): Result.DELIVERED,
    (200, b""): Result.DELIVERED,
    (200, b'{"ok": true}'): Result.DELIVERED,
    (200, b"<!doctype html><title>Slack</title>"): Result.DELIVERED,
    (200, b"[" * 100_000): Result.DELIVERED,
    (200, b"\xff\xfe"): Result.DELIVERED,
    (200, b"null"): Result.DELIVERED,
    (201, b""): Result.DELIVERED,
    (204, b""): Result.DELIVERED,
    (200, refusal("invalid_blocks")): Result.REFUSED,
    (200, refusal("invalid_payload")): Result.REFUSED,
    (200, refusal("no_text")): Result.REFUSED,
    (200, refusal("msg_too_long")): Result.REFUSED,
    (200, refusal("msg_blocks_too_long")): Result.REFUSED,
    (200, refusal("channel_not_found")): Result.GONE,
    (200, refusal("not_in_channel")): Result.GONE,
    (200, refusal("is_archived")): Result.GONE,
    (200, refusal("invalid_auth")): Result.GONE,
    (200, refusal(None)): Result.GONE,
    (200, refusal("used_url")): Result.GONE,
    (200, b"used_url"): Result.GONE,
    (200, b" expired_url\n"): Result.GONE,
    (301, b""): Result.GONE,
    (307, b""): Result.GONE,
    (400, b""): Result.REFUSED,
    (400, b"invalid_payload"): Result.REFUSED,
    (400, b"<html>"): Result.REFUSED,
    (400, refusal("invalid_blocks")): Result.REFUSED,
    (400, refusal("used_url")): Result.GONE,
    (400, b"expired_url"): Result.GONE,
    (400, refusal("channel_not_found")): Result.GONE,
    (401, b""): Result.GONE,
    (403, b"action_prohibited"): Result.GONE,
    (404, refusal("used_url")): Result.GONE,
    (404, b"channel_not_found"): Result.GONE,
    (408, b""): Result.UNKNOWN,
    (410, b"channel_is_archived"): Result.GONE,
    (413, b""): Result.GONE,
    (429, b""): Result.LATER,
    (429, refusal("ratelimited")): Result.LATER,
    (500, b"<html>"): Result.UNKNOWN,
    (500, refusal("invalid_blocks")): Result.UNKNOWN,
    (502, b""): Result.UNKNOWN,
    (503, b""): Result.UNKNOWN,
    (504, b""): Result.UNKNOWN,
    (599, b""): Result.UNKNOWN,
}


def test_meaning_of_each_answer() -> None:
    assert {answer: classify(*answer) for answer in ANSWERS} == ANSWERS


class Script:
    """A server that does what it is told, once for each request."""

    def __init__(self) -> None:
        self.answer = web.Response(text="ok")
        self.cut = False
        self.hang = False
        self.requests: list[tuple[str, bytes]] = []
        self.connections: set[object] = set()
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        self.requests.append((request.headers["Content-Type"], await request.read()))
        if self.hang:
            await asyncio.sleep(60)
        if self.cut and request.transport is not None:
            request.transport.abort()
        return self.answer


@pytest.fixture
async def script() -> AsyncIterator[Script]:
    script = Script()
    app = web.Application()
    app.router.add_post("/", script.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    script.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield script
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def test_message_is_posted_as_json(script: Script, session: aiohttp.ClientSession) -> None:
    payload = {"text": "Zo\u00eb \U0001f389", "blocks": []}
    assert (await post(session, script.url, payload, 5)).result is Result.DELIVERED
    ((content_type, body),) = script.requests
    assert content_type == "application/json; charset=utf-8"
    assert body == '{"text":"Zo\u00eb \U0001f389","blocks":[]}'.encode()


async def test_rate_limit_comes_with_the_delay(script: Script, session: aiohttp.ClientSession) -> None:
    script.answer = web.Response(status=429, headers={"Retry-After": "7"})
    assert await post(session, script.url, {}, 5) == Delivery(Result.LATER, 7.0)


async def test_long_answer_is_cut_off(script: Script, session: aiohttp.ClientSession) -> None:
    script.answer = web.Response(body=b" " * 10_000_000)
    assert (await post(session, script.url, {}, 5)).result is Result.DELIVERED


async def test_redirect_is_not_followed(script: Script, session: aiohttp.ClientSession) -> None:
    script.answer = web.Response(status=307, headers={"Location": script.url})
    assert (await post(session, script.url, {}, 5)).result is Result.GONE
    assert len(script.requests) == 1


async def test_cut_connection_is_unknown_and_not_retried(script: Script, session: aiohttp.ClientSession) -> None:
    script.cut = True
    assert (await post(session, script.url, {}, 5)).result is Result.UNKNOWN
    assert len(script.requests) == 1


async def test_timeout_is_unknown(script: Script, session: aiohttp.ClientSession) -> None:
    script.hang = True
    assert (await post(session, script.url, {}, 0.1)).result is Result.UNKNOWN
    assert len(script.requests) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://:/", "http://[", "http://127.0.0.1:99999/"])
async def test_failed_connection_means_nothing_was_delivered(session: aiohttp.ClientSession, url: str) -> None:
    assert (await post(session, url, {}, 5)).result is Result.GONE


@pytest.mark.parametrize(("pause", "connections"), [(0.0, 1), (0.4, 2)], ids=["in use", "idle for long"])
async def test_idle_connection_that_slack_may_be_closing_is_not_reused(
    pause: float, connections: int, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.response_url.IDLE_SECONDS", 0.3)
    async with slack_session() as session:
        for _ in range(2):
            script.answer = web.Response(text="ok")
            assert (await post(session, script.url, {"text": "Ada"}, 5)).result is Result.DELIVERED
            await asyncio.sleep(pause)
    assert len(script.connections) == connections
