"""Fixtures that many tests share."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.world import World, world


@pytest.fixture(params=["http", "socket mode"])
def transport(request: pytest.FixtureRequest) -> str:
    """Both ways in which Slack's requests come."""
    return str(request.param)


@pytest.fixture
async def here(transport: str) -> AsyncIterator[World]:
    """A local Slack, a local Spott and the bot between them, over either transport."""
    async with world(socket_mode=transport == "socket mode") as running:
        yield running


@pytest.fixture
async def over_http() -> AsyncIterator[World]:
    """The same over HTTP alone, for what does not depend on the transport."""
    async with world() as running:
        yield running
