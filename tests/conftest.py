"""Fixtures for many tests."""

import gc
import os
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.raw_server import RawServer

if TYPE_CHECKING:
    # Whatever starts the workers imports this file first, so the app is imported only where it is used.
    from bot.sandbox.world import World

# How long an example takes says more about the machine than about the code.
settings.register_profile("any machine", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# slack_sdk's own client, which some tests use, would take a proxy of the environment to reach this machine.
for proxy in ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"):
    os.environ.pop(proxy, None)
    os.environ.pop(proxy.lower(), None)

# Importing aiohttp loads the system's certificate authorities, a tenth of each start; no test uses them.
os.environ["SSL_CERT_FILE"] = os.devnull

# Looking for garbage among all that is imported and collected takes a tenth of the tests' time.
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # While one worker waits, the others use its processor; at the end, nobody would.
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    gc.enable()


@pytest.fixture(params=["http", "socket mode"])
def transport(request: pytest.FixtureRequest) -> str:
    """Both transports for Slack's requests."""
    return str(request.param)


@pytest.fixture
async def here(transport: str) -> "AsyncIterator[World]":
    """A local Slack, a local Spott and the bot between them, over either transport."""
    from bot.sandbox.world import world  # noqa: PLC0415

    async with world(socket_mode=transport == "socket mode") as running:
        yield running


@pytest.fixture
async def over_http() -> "AsyncIterator[World]":
    """The same over HTTP only, for tests that do not depend on the transport."""
    from bot.sandbox.world import world  # noqa: PLC0415

    async with world() as running:
        yield running


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    """A Spott that answers with given bytes."""
    server = RawServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def elsewhere() -> AsyncIterator[RawServer]:
    """Another host, which must never receive a request."""
    server = RawServer()
    await server.start()
    yield server
    await server.stop()
