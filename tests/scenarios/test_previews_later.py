"""Previews of links expire, are covered after a restart, and are taken down when a person is forgotten."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cards import buttons, notices
from bot.sandbox.slack.workspace import COLLEAGUE, GROUP_DM, PRIVATE, PUBLIC, PUBLIC_WITHOUT_BOT, WITH_GUEST
from bot.sandbox.world import World
from bot.schedule.expiry import Expiry, Pace
from bot.slack.forgetting import Forgetter, Forgotten
from bot.store.store import Store
from tests.english import say
from tests.front_door import click, restarted
from tests.polling import until
from tests.scenarios.links import ADA, BACKEND, GRACE, below, post, world_with_links
from tests.store.databases import sqlite
from tests.store.files import bytes_in

ADAS_ID = "c-ada-lovelace"
REMOVED = notices.of(say, "preview_removed")["blocks"]
DAY = 86_400.0


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world_with_links({"unfurl": "card", "database_url": sqlite(tmp_path)}) as running:
        yield running


async def kept(here: World) -> Store:
    """The store, once everything is written."""
    store = here.process.bot.workspace.store
    assert store is not None
    await until(lambda: len(store.writer) == 0)
    return store


async def forgotten(here: World) -> Forgotten:
    store, messenger = await kept(here), here.process.bot.workspace.messenger
    forgetter = Forgetter(messenger.client, messenger.languages.shared, store.cards, store.forgetting, between=0.0)
    return await forgetter.candidate(ADAS_ID)


async def expire(here: World, days: float) -> None:
    """Let previews older than 30 days expire, as if it were this many days later."""
    store, messenger = await kept(here), here.process.bot.workspace.messenger
    pace = Pace(between=0.0)
    later = Expiry(
        store.cards, store.leases, messenger, days=30, keep_days=365, clock=lambda: time.time() + days * DAY, pace=pace
    )
    await later.run()


async def test_previews_of_a_person_are_taken_down_and_the_id_is_gone(here: World, tmp_path: Path) -> None:
    both = await post(here, f"{ADA} {BACKEND}")
    messages = [both, await post(here, ADA, channel=PRIVATE), await post(here, ADA, channel=WITH_GUEST)]
    edited = await post(here, f"{ADA}?tab=notes {GRACE}", channel=GROUP_DM)
    deleted = await post(here, ADA, channel=PUBLIC_WITHOUT_BOT)
    here.slack.edit(edited, GRACE)
    here.slack.installation.posts.delete(deleted)

    done = await forgotten(here)
    assert (done.removed, [(left.channel, left.ts) for left in done.left]) == (4, [(GROUP_DM, edited.ts)])
    now = [here.slack.installation.posts.get(one.channel, one.ts) for one in messages]
    assert [one.unfurls[ADA] for one in now if one] == [REMOVED] * 3
    assert now[0]
    assert now[0].unfurls[BACKEND] == both.unfurls[BACKEND]
    assert bytes_in(tmp_path, ADAS_ID) == 0


async def test_preview_expires_into_one_without_a_name_and_can_still_be_taken_down(here: World) -> None:
    message = await post(here, f"{ADA} {BACKEND}")
    await expire(here, 29)
    assert below(here.slack.posts[0]) == ["card: Ada Lovelace", "card: Backend Engineer"]
    await expire(here, 31)
    assert below(here.slack.posts[0]) == [say("preview_person"), say("preview_job")]
    await click(here, here.slack.posts[0], buttons.SHOW_LINKED_PERSON, user=COLLEAGUE)
    assert (here.slack.posts[-1].user_visible_to, here.slack.posts[-1].text[:12]) == (COLLEAGUE, "Ada Lovelace")

    assert await forgotten(here) == Forgotten(removed=1, rows=2)
    found = here.slack.installation.posts.get(message.channel, message.ts)
    assert found
    assert found.unfurls[ADA] == REMOVED


async def test_previews_are_covered_by_a_process_that_did_not_post_them(here: World) -> None:
    await post(here, f"{ADA} {BACKEND}")
    await kept(here)
    async with restarted(here) as again:
        again.slack.change(replace(again.slack.workspace.channel(PUBLIC), is_ext_shared=True))
        await post(again, GRACE)
        covered = notices.of(say, "covered")["blocks"]
        await again.slack.wait_for(lambda: list(again.slack.posts[0].unfurls.values()) == [covered, covered])
