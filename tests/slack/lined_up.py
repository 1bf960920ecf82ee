"""A Slack that gives queued answers, and records what was posted to it."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web

from bot.cards import notices
from bot.cards.message import Message
from tests.english import say

TEXT = {"type": "section", "text": {"type": "plain_text", "text": "Ada", "emoji": False}}
CARD: Message = {"text": "Ada", "blocks": [TEXT, {**TEXT, "accessory": {"type": "button", "action_id": "b"}}]}
NOTICE = notices.of(say, "no_card")
SLOW = notices.of(say, "spott_slow")
OK: dict[str, Any] = {"ok": True}
Answer = tuple[int, dict[str, Any]] | tuple[int, dict[str, Any], dict[str, str]]


@dataclass(frozen=True)
class Who:
    team_id: str = "T1"
    channel_id: str = "C1"
    user_id: str = "U1"
    delivery: str | None = None


ANSWERED = ("respond", "chat.postMessage", "views.open", "views.update")


class Slack:
    """Gives the answers queued for a path, then `ok`; records what was posted."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: dict[str, list[Answer]] = {name: [] for name in ANSWERED}
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.asked = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        self.posted.append((name, await request.json()))
        self.asked.set()
        await self.gate.wait()
        status, body, *headers = self.answers[name].pop(0) if self.answers[name] else (200, OK)
        return web.json_response(body, status=status, headers=headers[0] if headers else {})


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.__dict__["fields"] for record in caplog.records if record.name == "bot.telemetry.journal"]


def through(name: str, slack: Slack) -> list[dict[str, Any]]:
    return [body for called, body in slack.posted if called == name]
