"""A reply, and a Slack that gives queued answers."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.slack.address import Address
from bot.slack.languages import Languages
from bot.slack.messenger import Messenger
from bot.slack.replies import Replies
from bot.slack.reply import Reply
from bot.slack.seal import Seal
from bot.slack.web_api import WebApi
from bot.telemetry.journal import Journal
from bot.telemetry.metrics import Metrics
from tests.slack.lined_up import Slack, Who


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    slack = Slack()
    app = web.Application()
    app.router.add_post("/{name}", slack.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield slack
    await runner.cleanup()


@pytest.fixture
def now() -> list[float]:
    """The time, to be changed by the test."""
    return [1_000.0]


@pytest.fixture
async def messenger(slack: Slack, now: list[float]) -> AsyncIterator[Messenger]:
    async with aiohttp.ClientSession() as session:
        client = WebApi(token="xoxb-test", base_url=slack.url, session=session, retry_handlers=[])
        yield Messenger(session, client, Seal("xoxb-1"), Languages(), clock=lambda: now[0])


@pytest.fixture
def replies(messenger: Messenger) -> Replies:
    return Replies(messenger, Journal(Metrics(), "secret"))


@pytest.fixture
async def reply(slack: Slack, replies: Replies) -> Reply:
    return replies.open("command", Who(), Address("U1", f"{slack.url}respond"))
