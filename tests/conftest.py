"""Fixtures that many tests share."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.world import World, world
from tests.raw_server import RawServer


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


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    """A Spott that says exactly the bytes it was told to."""
    server = RawServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def elsewhere() -> AsyncIterator[RawServer]:
    """Another host, where nothing must ever arrive."""
    server = RawServer()
    await server.start()
    yield server
    await server.stop()
