"""The app's Home tab, as people open it."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.cards import buttons, find, notices
from bot.cards.home import SEARCH_FROM_HOME
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import ADMIN, COLLEAGUE, DEACTIVATED, GUEST, MEMBER, RECRUITERS, STRANGER, UserGroup
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from bot.store.keys import MICROSECONDS
from bot.store.tables import look_ups
from tests.english import say
from tests.front_door import (
    age_facts,
    assert_all_accepted,
    carried,
    click,
    look_up,
    modal,
    names_on,
    restarted,
    settled,
)
from tests.scenarios.canaries import ASK
from tests.scenarios.home_tab import advance_slacks_clock, open_home, recents, shown_to
from tests.store.databases import sqlite

ADA = "Ada Lovelace"
GRACE = "Grace Hopper"


def published(here: World) -> int:
    return [call.method for call in here.slack.calls].count("views.publish")


async def test_member_starts_here_and_searches_without_a_store(here: World) -> None:
    tab = await open_home(here)
    assert recents(tab) == [say("home_not_remembered")]
    assert tab is not None
    receipt = await here.slack.click(tab, SEARCH_FROM_HOME, user=MEMBER, chosen=GRACE)
    await settled(here)
    assert_all_accepted(here)
    card = modal(here)
    assert (receipt.error, names_on(card.blocks)) == (None, [GRACE])
    for action_id in (SEARCH_FROM_HOME, find.OPEN):
        receipt = await here.slack.click(tab, action_id, user=MEMBER)
        await settled(here)
        assert (receipt.error, modal(here).callback_id) == (None, find.FIND)


async def test_last_look_ups_are_named_shown_and_cleared(remembering: World) -> None:
    here = remembering
    await look_up(here, ADA)
    await look_up(here, "job backend engineer")
    await look_up(here, GRACE)
    await look_up(here, ADA)
    tab = await open_home(here)
    assert recents(tab) == [f"{ADA}\ntoday", f"{GRACE}\ntoday", "Backend Engineer\njob \u00b7 today"]
    assert tab is not None
    await click(here, tab, buttons.SHOW_RECENT)
    assert names_on(modal(here).blocks) == [ADA]
    await click(here, tab, buttons.SHOW_RECENT_JOB)
    assert "Backend Engineer" in str(modal(here).blocks)
    await click(here, tab, buttons.CLEAR_RECENTS)
    assert recents(here.slack.installation.home_tabs.of(MEMBER)) == [say("home_no_recents")]
    advance_slacks_clock(here)
    assert recents(await open_home(here)) == [say("home_no_recents")]
    await look_up(here, GRACE)
    advance_slacks_clock(here)
    assert recents(await open_home(here)) == [f"{GRACE}\ntoday"]


@pytest.mark.parametrize(
    ("user", "why"),
    [
        pytest.param(GUEST, "guest", id="guest"),
        pytest.param(STRANGER, "outsider", id="another organisation"),
        pytest.param(DEACTIVATED, "deactivated", id="deactivated"),
        pytest.param(COLLEAGUE, "not_listed", id="not listed"),
    ],
)
async def test_refused_user_sees_whom_to_ask(user: str, why: str) -> None:
    async with world(allowed_users=f"{MEMBER},{GUEST},{STRANGER},{DEACTIVATED}") as here:
        told = await shown_to(here, user)
        asked = [request.path for request in here.spott.requests]
    values = {"ask": ASK} if "{ask}" in say(why) else {}
    assert told == [say("home_title"), say("home_about"), notices.of(say, why, **values)["text"]]
    assert [path for path in asked if "/clients/" in path] == []


async def test_user_removed_from_the_group_sees_no_look_ups(tmp_path: Path) -> None:
    database = sqlite(tmp_path)
    async with world(database_url=database, allowed_user_groups=RECRUITERS) as here:
        await look_up(here, ADA)
        before = recents(await open_home(here))
        here.slack.change(UserGroup(RECRUITERS, "recruiters", "Recruiters", (ADMIN,)))
        age_facts(here)
        advance_slacks_clock(here)
        after = await shown_to(here)
    assert before == [f"{ADA}\ntoday"]
    assert after == [say("home_title"), say("home_about"), notices.of(say, "not_listed", ask=ASK)["text"]]


async def test_three_hundred_look_ups_and_a_slow_spott_show_ten_in_two_seconds(remembering: World) -> None:
    here = remembering
    store = here.process.bot.workspace.store
    assert store is not None
    row = {"workspace": "T1", "person": MEMBER, "entry": "command", "outcome": "shown", "milliseconds": 1}
    now = int(time.time())
    ids = ["c-gone", "c-hang", "c-ada-lovelace", "c-500", *(f"c-{number}" for number in range(296))]
    rows = [
        {**row, "candidate_id": one, "at": (now - 60 - at) * MICROSECONDS, "process": 1} for at, one in enumerate(ids)
    ]
    async with store.begin() as connection:
        await connection.execute(insert(look_ups), rows)
    here.spott.answers |= dict.fromkeys([f"c-{number}" for number in range(6)], RawAnswer(delay=60.0))
    started = asyncio.get_running_loop().time()
    told = recents(await open_home(here))
    assert asyncio.get_running_loop().time() - started < 4
    assert told == [
        f"c-gone\n{say('home_gone')} \u00b7 today",
        "c-hang\ntoday",
        f"{ADA}\ntoday",
        "c-500\ntoday",
        *(f"c-{number}\ntoday" for number in range(6)),
    ]


async def test_tab_is_published_once_in_ten_seconds_by_all_processes(here: World) -> None:
    now = time.time()
    here.slack.installation.clock = lambda: now
    for _ in range(20):
        here.slack.events.open_app(MEMBER)
    here.slack.events.open_app(COLLEAGUE)
    here.slack.events.open_app(MEMBER, "messages")
    await here.slack.events.delivered()
    await settled(here)
    assert published(here) == 2
    advance_slacks_clock(here, 8.0)
    async with restarted(here) as again:
        await open_home(again)
        assert published(again) == 2
        advance_slacks_clock(again, 2.0)
        await open_home(again)
        assert published(again) == 3


@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param(Fault(200, body={"ok": False, "error": "hash_conflict"}), id="published meanwhile"),
        pytest.param(Fault(429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"}), id="too often"),
        pytest.param(Fault(200, body={"ok": False, "error": "not_enabled"}), id="tab turned off"),
        pytest.param(Fault(reset="before"), id="no answer"),
    ],
)
async def test_refused_tab_is_left_as_it_was_and_nobody_is_told(over_http: World, refusal: Fault) -> None:
    here = over_http
    first = await open_home(here)
    advance_slacks_clock(here)
    here.slack.faults.add("views.publish", refusal)
    assert await open_home(here) == first
    advance_slacks_clock(here)
    assert await open_home(here) != first
    assert (published(here), here.slack.posts) == (3, [])


async def test_buttons_of_a_tab_work_only_for_its_user(remembering: World) -> None:
    here = remembering
    await look_up(here, "c-ada-lovelace")
    tab = await open_home(here)
    assert tab is not None
    [button] = [block["accessory"] for block in tab.blocks if "accessory" in block]
    await here.slack.click(replace(tab, user=COLLEAGUE), buttons.SHOW_RECENT, user=COLLEAGUE)
    await settled(here)
    assert carried(button["value"]) == "c-ada-lovelace"
    assert here.slack.views == []
    [told] = [post.text for post in here.slack.posts if post.channel.startswith("D")]
    assert told == notices.of(say, "button_too_old")["text"]
