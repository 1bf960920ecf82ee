"""A local Slack with a stopped clock, and a small app that it sends to."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack.server import LocalSlack
from tests.sandbox.small_app import ALL_SCOPES, Clock, SmallApp, listening


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LocalSlack]:
    local = LocalSlack(scopes=ALL_SCOPES, clock=clock, acknowledge_within=0.3)
    await local.start()
    yield local
    await local.stop()


@pytest.fixture
async def bot(slack: LocalSlack) -> AsyncIterator[SmallApp]:
    fake = SmallApp()
    async with listening(fake) as url:
        slack.connect_http(url)
        yield fake


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def client(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
