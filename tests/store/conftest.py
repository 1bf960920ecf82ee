"""Each test of the store runs on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import database as opened
from tests.store.databases import ENGINES, QUICK, database


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "PACE", QUICK)


@pytest.fixture(params=ENGINES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The DATABASE_URL of a database without rows."""
    async with database(str(request.param), tmp_path) as url:
        yield url
