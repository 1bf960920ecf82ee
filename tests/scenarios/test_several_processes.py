"""Two processes on one database, to which Slack delivers in turn."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from pathlib import Path

import pytest

from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.sandbox.world import PATIENT, World, world
from bot.server.process import Process
from bot.store import claims, engine
from bot.store.patience import Patience
from bot.store.store import Store
from tests.front_door import settled
from tests.polling import until
from tests.scenarios.actions import journal, readyz
from tests.store.databases import ENGINES, database

EVENTS = 40


@asynccontextmanager
async def two_processes(url: str) -> AsyncIterator[tuple[World, World]]:
    """Two processes that know each other, with the same Slack and Spott."""
    async with world(
        socket_mode=True,
        database_url=url,
        enforce_tiers=False,
        lookups_per_person=(2 * EVENTS, 500),
        # One of them may get nearly all of the events, and would use up its half of the usual calls.
        spott_calls_per_minute=100 * EVENTS,
    ) as here:
        there = replace(here, process=Process(here.process.settings, clock=here.clock, limits=PATIENT))
        try:
            starting = asyncio.create_task(there.process.start())
            await until(lambda: there.process.port > 0)
            assert await readyz(there) == (HTTPStatus.SERVICE_UNAVAILABLE, "not ready: starting\n")
            await starting
            await until(lambda: not any(store_of(one).processes.alone for one in (here, there)))
            yield here, there
        finally:
            await there.process.close()


def store_of(here: World) -> Store:
    store = here.process.bot.workspace.store
    assert store is not None
    return store


@pytest.mark.parametrize("kind", ENGINES)
async def test_events_delivered_three_times_to_two_processes_are_answered_once(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.telemetry.journal")
    # So that a busy machine doesn't matter: a claim is granted if the database is too busy for it.
    monkeypatch.setattr(claims, "Patience", partial(Patience, 30.0))
    monkeypatch.setattr(engine, "_BUSY_MILLISECONDS", 30_000)
    async with database(kind, tmp_path) as url, two_processes(url) as (here, there):
        here.slack.events.copies = 3
        channel = here.slack.workspace.channel(PUBLIC)
        channels = [f"C0CHANNEL{number:03}" for number in range(EVENTS)]
        for number, channel_id in enumerate(channels, 1):
            here.slack.change(replace(channel, id=channel_id, name=channel_id.lower()))
            here.slack.say("@Spott Ada Lovelace", user=MEMBER, channel=channel_id)
            if number % 10 == 0:
                await here.slack.events.delivered()
        for one in (here, there):
            await settled(one)
        assert [sent.acknowledgement.error for sent in here.slack.events.sent] == [None] * 3 * EVENTS
        assert sorted(post.channel for post in here.slack.posts if post.via != "say") == channels
        assert Counter(line["outcome"] for line in journal(caplog)) == {"card": EVENTS, "twice": EVENTS}
