"""A local Slack with its page, and an app that gives the answers that a test queued."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox.slack.page import PageContent, Shortcut, Suggestion
from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.page.bot import Bot

CONTENT = PageContent(
    suggestions=(Suggestion("c-ada-lovelace", "three roles"),),
    shortcuts=(Shortcut("look_up", "Look up in Spott"),),
)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    local = LocalSlack(page=CONTENT, events=frozenset({"app_home_opened"}))
    await local.start()
    yield local
    await local.stop()


@pytest.fixture
async def bot(slack: LocalSlack) -> AsyncIterator[Bot]:
    fake = Bot()
    app = web.Application()
    app.router.add_post("/", fake.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.connect_http(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    yield fake
    await runner.cleanup()


@pytest.fixture
async def page(slack: LocalSlack) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(slack.url) as session:
        yield session
