"""Slack's requests about events, whatever the event is."""

import json
import time

import pytest

from bot.sandbox.slack.identity import SIGNING_SECRET
from bot.sandbox.slack.signature import sign
from bot.sandbox.world import World
from tests.raw_http import exchange, request_bytes


async def test_request_url_is_verified(over_http: World) -> None:
    assert await over_http.slack.events.verify()


@pytest.mark.parametrize(
    ("secret", "status", "answer"), [(SIGNING_SECRET, 200, {"challenge": "3eZbrw1aB"}), ("another", 401, None)]
)
async def test_challenge_is_answered_only_if_it_is_signed(
    over_http: World, secret: str, status: int, answer: object
) -> None:
    body = json.dumps({"token": "x", "challenge": "3eZbrw1aB", "type": "url_verification"}).encode()
    headers = {"Content-Type": "application/json", **sign(secret, int(time.time()), body)}
    got = await exchange(over_http.process.port, request_bytes(headers, body))
    assert (got.status, json.loads(got.body) if got.body else None) == (status, answer)
