"""A local Spott, and the bot's client for it."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.spott import LocalSpott
from bot.spott.client import SpottClient
from tests.sandbox.agency.asking import KEY


@pytest.fixture
async def spott() -> AsyncIterator[LocalSpott]:
    spott = LocalSpott(api_key=KEY, clock=lambda: 1_795_000_000.0)
    await spott.start()
    yield spott
    await spott.stop()


@pytest.fixture
async def client(spott: LocalSpott) -> AsyncIterator[SpottClient]:
    async with SpottClient(api_key=KEY, base_url=spott.url, timeout=5.0, retry=False) as client:
        yield client
