"""Posting the card in a modal to a channel of the user's choice."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.cards import buttons, channel_form, notices
from bot.cards.carried import PersonOrJob
from bot.cards.text import plain_text
from bot.listeners import channel_post
from bot.listeners.channel_payloads import ChannelForm
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.server import Fault, Receipt
from bot.sandbox.slack.workspace import (
    COLLEAGUE,
    DM_BETWEEN_PEOPLE,
    DM_WITH_BOT,
    GUEST,
    LARGE,
    MEMBER,
    PENDING_SHARED,
    PRIVATE,
    PRIVATE_WITHOUT_BOT,
    PUBLIC,
    PUBLIC_WITHOUT_BOT,
    SHARED,
    WITH_GUEST,
)
from bot.sandbox.world import World, world
from tests.cards.judges import view_refusals
from tests.english import say
from tests.front_door import NAMES, age_facts, assert_all_accepted, click, look_up, modal, names_on, settled, shown
from tests.scenarios.find_form import choose, the_form
from tests.scenarios.places import joins, turns
from tests.scenarios.pointing import is_notice
from tests.scenarios.test_late_requests import be_late
from tests.scenarios.test_look_up_log import row, rows
from tests.store.databases import sqlite

GRACE = PersonOrJob("person", "c-grace-hopper")
BACKEND = PersonOrJob("job", "j-backend")


async def the_card(here: World, of: PersonOrJob = GRACE, user: str = MEMBER) -> View:
    option = {"text": plain_text("whoever it is"), "value": of.encode()}
    return await choose(here, await the_form(here, user), option)


async def submitted(here: World, card: View, channel: str) -> Receipt:
    receipt = await here.slack.submit(card, {channel_form.CHANNEL: {channel_form.CHOSEN: channel}})
    assert (receipt.error, receipt.detail) == (None, "")
    await settled(here)
    assert_all_accepted(here)
    return receipt


def says(here: World, key: Any, user: str = MEMBER) -> bool:  # noqa: ANN401 - a text's key
    return is_notice(modal(here, user), {**notices.of(say, key)})


@pytest.mark.parametrize("channel", [PUBLIC, PUBLIC_WITHOUT_BOT, PRIVATE])
async def test_card_is_posted_where_its_reader_chooses(here: World, channel: str) -> None:
    card = await the_card(here)
    content: Any = card.content
    assert (names_on(card.blocks), view_refusals(content)) == (["Grace Hopper"], [])
    await submitted(here, card, channel)
    (post,) = shown(here)
    assert (post.channel, post.user_visible_to, post.via, names_on(post.blocks)) == (
        channel,
        None,
        "response_url",
        ["Grace Hopper"],
    )
    assert f"Shared by {NAMES[MEMBER]}" in str(post.blocks)
    assert "@example.com" not in str(post.blocks)
    assert (modal(here).id, says(here, "posted_to_channel")) == (card.id, True)
    await click(here, post, buttons.REFRESH, user=COLLEAGUE)
    assert [(one.ts, one.edited) for one in shown(here)] == [(post.ts, True)]


async def test_job_is_posted_but_not_one_that_is_confidential_by_now(over_http: World) -> None:
    here = over_http
    await submitted(here, await the_card(here, BACKEND), PUBLIC)
    (post,) = shown(here)
    assert (post.channel, post.user_visible_to, "Backend" in post.text) == (PUBLIC, None, True)

    card = await the_card(here, BACKEND)
    here.spott.agency.vacancies["j-backend"]["restricted"] = True
    age_facts(here)
    await submitted(here, card, PUBLIC)
    assert (shown(here), says(here, "not_posted_confidential")) == ([post], True)
    assert channel_form.CHOSEN not in str((await the_card(here, BACKEND)).blocks)


Prepare = Callable[[World], None]


def nothing(_: World) -> None:
    """Change nothing."""


@pytest.mark.parametrize(
    ("channel", "key", "prepare"),
    [
        (PRIVATE_WITHOUT_BOT, "invite_me_to_post", nothing),
        (PENDING_SHARED, "not_posted_shared", nothing),
        (WITH_GUEST, "not_posted_guests", nothing),
        (LARGE, "not_posted_not_listed", nothing),
        (PUBLIC, "not_posted_guests", lambda here: joins(here, PUBLIC, GUEST)),
        (PUBLIC, "not_posted_unknown", lambda here: here.slack.faults.add("conversations.info", Fault(500), times=9)),
    ],
)
async def test_form_says_why_a_card_cannot_be_posted(channel: str, key: Any, prepare: Prepare) -> None:  # noqa: ANN401
    async with world(allowed_channels={PUBLIC, PRIVATE_WITHOUT_BOT, PENDING_SHARED, WITH_GUEST}) as here:
        card = await the_card(here)
        prepare(here)
        asked = len(here.spott.requests)
        await submitted(here, card, channel)
        still = modal(here)
        assert (still.id, still.hash, names_on(still.blocks)) == (card.id, card.hash, ["Grace Hopper"])
        assert still.errors == {channel_form.CHANNEL: say(key).replace("`", "")}
        assert (shown(here), len(here.spott.requests)) == ([], asked)


async def test_refusal_that_takes_long_is_shown_in_the_modal(over_http: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = over_http
    card = await the_card(here)
    monkeypatch.setattr(channel_post, "_SOON", 0.0)
    await submitted(here, card, WITH_GUEST)
    assert (shown(here), says(here, "not_posted_guests")) == ([], True)


async def test_late_form_posts_nothing(here: World) -> None:
    card = await the_card(here)
    be_late(here)
    await submitted(here, card, PUBLIC)
    (told,) = shown(here)
    assert (told.channel, told.text) == (DM_WITH_BOT, notices.of(say, "click_too_late")["text"])


async def test_refusal_is_a_direct_message_if_the_modal_was_closed(
    over_http: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = over_http
    card = await the_card(here)
    monkeypatch.setattr(channel_post, "_SOON", 0.0)
    await here.slack.close(card)
    await submitted(here, card, WITH_GUEST)
    (told,) = shown(here)
    assert (told.channel, told.text) == (DM_WITH_BOT, notices.of(say, "not_posted_guests")["text"])


def test_card_is_posted_only_with_the_url_for_the_channel_that_was_chosen() -> None:
    def leads_to(channel: str) -> str | None:
        chosen = {channel_form.CHANNEL: {channel_form.CHOSEN: {"selected_conversation": PUBLIC}}}
        view = {"id": "V1", "private_metadata": GRACE.encode(), "state": {"values": chosen}}
        urls = [{"channel_id": channel, "response_url": "https://hooks.slack.com/app/T1/1/x"}]
        form = {"user": {"id": MEMBER}, "trigger_id": "1.2.x", "view": view, "response_urls": urls}
        return ChannelForm.model_validate(form).address.response_url

    assert (leads_to(PUBLIC), leads_to(PRIVATE)) == ("https://hooks.slack.com/app/T1/1/x", None)


async def test_nobody_posts_where_they_are_not(over_http: World) -> None:
    here = over_http
    card = await the_card(here)
    private = here.slack.workspace.channel(PRIVATE)
    here.slack.change(replace(private, members=private.members - {MEMBER}))
    for hidden in (PRIVATE, SHARED, DM_BETWEEN_PEOPLE):
        with pytest.raises(LookupError, match="does not offer"):
            await submitted(here, card, hidden)
    # The app goes by what it knows, as when Slack has not told it yet that somebody has left.
    await look_up(here, "private c-grace-hopper", user=COLLEAGUE, channel=PRIVATE)
    here.slack.change(private)
    await submitted(here, card, PRIVATE)
    assert modal(here).errors == {channel_form.CHANNEL: say("not_a_member_there")}


async def test_user_who_may_no_longer_look_people_up_loses_the_card(over_http: World) -> None:
    here = over_http
    card = await the_card(here)
    turns(MEMBER, "guest")(here)
    joins(here, PUBLIC, MEMBER)
    age_facts(here)
    await submitted(here, card, PUBLIC)
    assert (names_on(modal(here).blocks), shown(here)) == ([], [])
    assert is_notice(modal(here), {**notices.of(say, "guest", ask=notices.WhomToAsk(()))})


async def test_card_is_posted_once(here: World) -> None:
    card = await the_card(here)
    await asyncio.gather(*(submitted(here, card, channel) for channel in (PUBLIC, PUBLIC, PUBLIC_WITHOUT_BOT)))
    assert len(shown(here)) == 1


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        (Fault(404, body={"ok": False, "error": "expired_url"}), "delivery_refused"),
        (Fault(429, {"Retry-After": "60"}), "slack_is_limiting"),
        (Fault(reset="before"), "maybe_not_arrived"),
    ],
)
async def test_modal_says_that_slack_has_not_accepted_the_card(over_http: World, fault: Fault, key: Any) -> None:  # noqa: ANN401
    here = over_http
    card = await the_card(here)
    here.slack.faults.add("response_url", fault)
    await submitted(here, card, PUBLIC)
    assert (shown(here), says(here, key)) == ([], True)


async def test_own_post_in_the_apps_channels_and_a_row_for_each(tmp_path: Path) -> None:
    async with world(database_url=sqlite(tmp_path)) as here:
        for channel in (PUBLIC, PUBLIC_WITHOUT_BOT, WITH_GUEST):
            await submitted(here, await the_card(here), channel)
        assert [(post.channel, post.via) for post in shown(here)] == [
            (PUBLIC, "chat.postMessage"),
            (PUBLIC_WITHOUT_BOT, "response_url"),
        ]
        everyone = {"audience": "channel", "candidate_id": GRACE.id}
        readers = {one: len(here.slack.workspace.channel(one).members) for one in (PUBLIC, PUBLIC_WITHOUT_BOT)}
        assert [one for one in await rows(here) if one["entry"] == "post to channel"] == [
            row("post to channel", "shown", channel=PUBLIC, readers=readers[PUBLIC], **everyone),
            row(
                "post to channel", "shown", channel=PUBLIC_WITHOUT_BOT, readers=readers[PUBLIC_WITHOUT_BOT], **everyone
            ),
            row("post to channel", "refused", channel=WITH_GUEST, candidate_id=GRACE.id, reason="not_posted_guests"),
        ]
        for fault, count in (
            (Fault(200, body={"ok": False, "error": "restricted_action"}), 3),
            (Fault(reset="after"), 4),
        ):
            here.slack.faults.add("chat.postMessage", fault)
            await submitted(here, await the_card(here), PUBLIC)
            assert len(shown(here)) == count
        assert ([post.via for post in shown(here)[2:]], says(here, "maybe_not_arrived")) == (
            ["response_url", "chat.postMessage"],
            True,
        )
