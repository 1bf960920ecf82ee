"""Fixtures for the scenarios."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.access import slack_questions
from bot.sandbox.world import World, world
from bot.slack import modal
from bot.store import database
from tests.store.databases import QUICK, sqlite


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait long enough for Slack's facts that a busy machine doesn't matter, and for all else no longer than needed."""
    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 30.0)
    monkeypatch.setattr(modal, "_ACKNOWLEDGED_SECONDS", 0.02)
    monkeypatch.setattr(database, "PACE", QUICK)


@pytest.fixture
async def remembering(tmp_path: Path) -> AsyncIterator[World]:
    """A bot that remembers look-ups."""
    async with world(database_url=sqlite(tmp_path)) as running:
        yield running
