"""What everyone sees below a message with links to Spott: settings, places, people, repetitions."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.access import slack_questions
from bot.cards import buttons, notices
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    COLLEAGUE,
    DM_BETWEEN_PEOPLE,
    DM_WITH_BOT,
    GROUP_DM,
    GUEST,
    MEMBER,
    PENDING_SHARED,
    PRIVATE,
    PRIVATE_WITHOUT_BOT,
    PUBLIC,
    PUBLIC_WITHOUT_BOT,
    SHARED,
    WITH_GUEST,
)
from bot.sandbox.world import PATIENT, World
from tests.english import say
from tests.front_door import age_facts, assert_all_accepted, settled
from tests.polling import until
from tests.scenarios.links import ADA, BACKEND, GRACE, below, post, world_with_links
from tests.scenarios.refused import WHO
from tests.store.databases import sqlite

HALF_AN_HOUR = 1_800.0

PLACES = {
    "public": (PUBLIC, "all of it"),
    "public, without the bot": (PUBLIC_WITHOUT_BOT, "all of it"),
    "private": (PRIVATE, "all of it"),
    "group": (GROUP_DM, "all of it"),
    "with a guest": (WITH_GUEST, "no name"),
    "private, without the bot": (PRIVATE_WITHOUT_BOT, "nothing"),
    "shared": (SHARED, "nothing"),
    "about to be shared": (PENDING_SHARED, "nothing"),
    "between two people": (DM_BETWEEN_PEOPLE, "nothing"),
    "direct message with the bot": (DM_WITH_BOT, "nothing"),
}
SETTINGS: dict[str, tuple[dict[str, Any], dict[str, list[str]]]] = {
    "off": ({"unfurl": "off"}, {"all of it": [], "no name": []}),
    "button": ({}, {"all of it": ["Ada Lovelace"], "no name": ["A person in Spott"]}),
    "card": ({"unfurl": "card"}, {"all of it": ["card: Ada Lovelace"], "no name": ["A person in Spott"]}),
    "card, but private": (
        {"unfurl": "card", "reply_in": "private"},
        {"all of it": ["Ada Lovelace"], "no name": ["A person in Spott"]},
    ),
    "card, guests allowed": (
        {"unfurl": "card", "guests_in_channel": "allow"},
        {"all of it": ["card: Ada Lovelace"], "no name": ["card: Ada Lovelace"]},
    ),
}


@pytest.mark.parametrize("setting", sorted(SETTINGS))
async def test_preview_shows_only_what_everyone_in_the_place_may_see(setting: str) -> None:
    chosen, shown = SETTINGS[setting]
    async with world_with_links(chosen) as here:
        found = {place: below(await post(here, ADA, channel=channel)) for place, (channel, _) in PLACES.items()}
    assert found == {place: shown.get(much, []) for place, (_, much) in PLACES.items()}


@pytest.mark.parametrize("who", sorted(WHO))
async def test_nothing_is_shown_or_said_if_the_author_may_not_look_people_up(
    who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = WHO[who]
    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.2)
    async with world_with_links({"unfurl": "card", "guests_in_channel": "allow"}, refused.overrides) as here:
        if refused.facts:
            here.slack.faults.add("users.info", refused.facts, times=9)
        assert below(await post(here, f"{ADA} {BACKEND}", user=refused.user)) == []
        assert [found.via for found in here.slack.posts] == ["say"]
        assert "ada" not in str([call.arguments for call in here.slack.calls]).lower()


async def test_same_link_is_shown_once_in_half_an_hour_in_a_conversation() -> None:
    async with world_with_links() as here:
        first = await post(here, f"Look at {ADA}")
        again = [await post(here, ADA, user=user) for user in (MEMBER, COLLEAGUE)]
        reply = await post(here, f"{ADA}?from=slack {GRACE}", thread=first.ts)
        elsewhere = await post(here, ADA, channel=PRIVATE)
        age_facts(here, HALF_AN_HOUR + 1)
        later = await post(here, ADA)
        messages = [first, *again, reply, elsewhere, later]
        assert [below(one) for one in messages] == [
            ["Ada Lovelace"],
            [],
            [],
            ["Grace Hopper"],
            ["Ada Lovelace"],
            ["Ada Lovelace"],
        ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{ADA} and {BACKEND}", ["Ada Lovelace", "Backend Engineer"]),
        (f"{ADA} {GRACE} {BACKEND}", []),
        ("https://app.example.com/people/c-404", []),
        ("https://app.example.com/settings https://elsewhere.example.org/people/c-ada-lovelace", []),
        ("app.example.com/people/c-ada-lovelace", []),
    ],
    ids=["two links", "three links", "nobody", "other pages", "no URL"],
)
async def test_what_a_message_links_to_is_shown(text: str, shown: list[str]) -> None:
    async with world_with_links() as here:
        assert below(await post(here, text)) == shown
        assert not [found for found in here.slack.posts if found.via != "say"]


async def test_confidential_job_is_not_named() -> None:
    async with world_with_links({"unfurl": "card"}) as here:
        jobs = here.spott.agency.vacancies
        jobs["j-backend"] = {**jobs["j-backend"], "restricted": True}
        assert below(await post(here, BACKEND)) == ["A job in Spott"]


async def test_show_opens_the_card_for_a_user_who_may_see_it() -> None:
    async with world_with_links() as here:
        message = await post(here, f"{ADA} {BACKEND}", channel=WITH_GUEST)
        assert below(message) == [say("preview_person"), say("preview_job")]
        for action_id, user in (
            (buttons.SHOW_LINKED_PERSON, COLLEAGUE),
            (buttons.SHOW_LINKED_JOB, COLLEAGUE),
            (buttons.SHOW_LINKED_PERSON, GUEST),
        ):
            receipt = await here.slack.click(message, action_id, user=user)
            assert receipt.error is None
            await settled(here)
        assert_all_accepted(here)
        answers = [(found.user_visible_to, found.text.splitlines()[0]) for found in here.slack.posts[1:]]
        refused = notices.of(say, "guest", ask="a workspace admin")["text"]
        assert answers == [(COLLEAGUE, "Ada Lovelace"), (COLLEAGUE, "Backend Engineer"), (GUEST, refused)]


async def test_link_in_a_message_that_is_being_written_is_left_alone() -> None:
    async with world_with_links() as here:
        here.slack.paste(ADA, user=MEMBER)
        await here.slack.events.delivered()
        await settled(here)
        assert [sent.acknowledgement.status for sent in here.slack.events.sent] == [200]
        assert here.spott.requests == []
        assert below(await post(here, ADA)) == ["Ada Lovelace"]


FAILURES: dict[str, Callable[[World], None]] = {
    "Spott": lambda here: here.spott.people.update({"c-ada-lovelace": {}}),
    "Slack": lambda here: here.slack.faults.add("chat.unfurl", Fault(500)),
    "Slack's facts": lambda here: here.slack.faults.add("users.info", Fault(500)),
}


@pytest.mark.parametrize("what", sorted(FAILURES))
async def test_failure_is_silent_and_the_link_is_shown_the_next_time(what: str) -> None:
    async with world_with_links({"cache_seconds": 0}) as here:
        person = here.spott.people["c-ada-lovelace"]
        FAILURES[what](here)
        assert below(await post(here, ADA)) == []
        here.spott.people["c-ada-lovelace"] = person
        assert below(await post(here, ADA)) == ["Ada Lovelace"]
        assert [found.via for found in here.slack.posts] == ["say", "say"]


async def test_event_that_is_delivered_three_times_is_answered_once() -> None:
    async with world_with_links() as here:
        here.slack.events.copies = 3
        await post(here, ADA)
        assert [call.method for call in here.slack.calls].count("chat.unfurl") == 1


@pytest.mark.parametrize("mentions", ["at once", "later"])
async def test_message_that_mentions_the_app_gets_its_answer_and_no_preview(mentions: str) -> None:
    async with world_with_links({"unfurl": "card"}, limits=replace(PATIENT, mention_within=20.0)) as here:
        message = here.slack.say(f"@Spott {ADA}" if mentions == "at once" else ADA, user=MEMBER, channel=PUBLIC)
        if mentions == "later":
            await here.slack.events.delivered()
            same = {"user": MEMBER, "text": f"<@U0SPOTTBOT> <{ADA}>", "channel": PUBLIC, "ts": message.ts}
            here.slack.events.publish("app_mention", same)
        await here.slack.events.delivered()
        await settled(here)
        asked, answer = here.slack.posts
        assert (asked.unfurls, answer.thread_ts, answer.text.splitlines()[0]) == ({}, message.ts, "Ada Lovelace")


async def test_preview_is_covered_when_the_conversation_is_shared() -> None:
    async with world_with_links({"unfurl": "card"}) as here:
        message = await post(here, ADA)
        here.slack.change(replace(here.slack.workspace.channel(PUBLIC), is_ext_shared=True))
        age_facts(here, HALF_AN_HOUR + 1)
        await post(here, ADA)
        await here.slack.wait_for(lambda: "Ada" not in str(here.slack.posts[0].unfurls))
        (blocks,) = here.slack.posts[0].unfurls.values()
        assert (message.ts, blocks) == (here.slack.posts[0].ts, notices.of(say, "covered")["blocks"])


async def test_previews_can_be_turned_off_on_the_home_tab(tmp_path: Path) -> None:
    async with world_with_links({"database_url": sqlite(tmp_path)}) as here:
        assert await switch(here) == [say("home_previews_on"), buttons.PREVIEWS_OFF]
        assert await switch(here, buttons.PREVIEWS_OFF) == [say("home_previews_off"), buttons.PREVIEWS_ON]
        assert [below(await post(here, ADA, user=user)) for user in (MEMBER, COLLEAGUE)] == [[], ["Ada Lovelace"]]
        assert await switch(here, buttons.PREVIEWS_ON) == [say("home_previews_on"), buttons.PREVIEWS_OFF]
        assert below(await post(here, GRACE)) == ["Grace Hopper"]


async def switch(here: World, action_id: str = "") -> list[str]:
    """Click on the Home tab, or open it; returns what it then says about previews, and its button."""
    store = here.process.bot.workspace.store
    assert store is not None
    if action_id:
        tab = here.slack.installation.home_tabs.of(MEMBER)
        assert tab
        assert (await here.slack.click(tab, action_id, user=MEMBER)).error is None
    else:
        here.slack.events.open_app(MEMBER)
        await here.slack.events.delivered()
    await settled(here)
    await until(lambda: not len(store.writer))
    assert_all_accepted(here)
    shown = here.slack.installation.home_tabs.of(MEMBER)
    assert shown
    titles = [block.get("text", {}).get("text") for block in shown.blocks]
    block = shown.blocks[titles.index(say("home_previews")) + 1]
    return [block["text"]["text"], block["accessory"]["action_id"]]


async def test_home_tab_offers_no_switch_where_nothing_is_shown(tmp_path: Path) -> None:
    async with world_with_links({"unfurl": "off", "database_url": sqlite(tmp_path)}) as here:
        here.slack.events.open_app(MEMBER)
        await here.slack.events.delivered()
        await settled(here)
        shown = here.slack.installation.home_tabs.of(MEMBER)
        assert shown
        assert say("home_previews") not in str(shown.blocks)


async def test_people_on_a_job_that_is_shown_as_a_card_can_be_opened() -> None:
    async with world_with_links({"unfurl": "card"}) as here:
        message = await post(here, f"{ADA} {BACKEND}")
        assert below(message) == ["card: Ada Lovelace", "card: Backend Engineer"]
        (menu,) = (
            element
            for blocks in message.unfurls.values()
            for block in blocks
            for element in block.get("elements", ())
            if element.get("action_id") == buttons.OPEN_PERSON
        )
        receipt = await here.slack.click(
            message, buttons.OPEN_PERSON, user=COLLEAGUE, chosen=menu["options"][0]["value"]
        )
        assert receipt.error is None
        await settled(here)
        assert_all_accepted(here)
        shown = here.slack.posts[-1]
        assert (shown.user_visible_to, shown.text.splitlines()[0]) == (COLLEAGUE, menu["options"][0]["text"]["text"])
