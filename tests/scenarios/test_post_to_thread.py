"""Posting a card under the message that was chosen."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.cards import buttons, notices
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    COLLEAGUE,
    DM_BETWEEN_PEOPLE,
    GROUP_DM_WITHOUT_BOT,
    LARGE,
    MANY_PEOPLE,
    MEMBER,
    PRIVATE_WITHOUT_BOT,
    PUBLIC,
    PUBLIC_WITHOUT_BOT,
    SHARED,
    WITH_GUEST,
    sample_workspace,
)
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import NAMES, click, modal, point_at, shown
from tests.scenarios.pointing import MAIL, blocks_text, can_post, is_notice, names, write


@pytest.mark.parametrize("in_a_reply", [False, True])
async def test_post_to_thread_posts_the_card_in_the_messages_thread(here: World, *, in_a_reply: bool) -> None:
    parent = write(here, f"Who is {MAIL}?")
    pointed_at = write(here, f"I mean {MAIL}", thread_ts=parent.ts) if in_a_reply else parent
    await click(here, await point_at(here, pointed_at), buttons.POST_TO_THREAD)
    card = shown(here)[-1]
    assert (card.channel, card.thread_ts, card.user_visible_to, card.via) == (
        PUBLIC,
        parent.ts,
        None,
        "chat.postMessage",
    )
    assert f"Shared by {NAMES[MEMBER]}" in blocks_text(card)
    assert is_notice(modal(here), {**notices.of(say, "posted_to_thread")})
    # The card in the thread works like any other.
    await click(here, card, buttons.REFRESH, user=COLLEAGUE)
    assert (shown(here)[-1].ts, shown(here)[-1].edited) == (card.ts, True)
    await click(here, card, buttons.REMOVE)
    assert card.ts not in {post.ts for post in shown(here)}


Prepare = Callable[[World], None]


def nothing(_: World) -> None:
    """Change nothing."""


def limited(here: World) -> None:
    here.slack.faults.add("chat.postMessage", Fault(429, {"Retry-After": "60"}, {"ok": False, "error": "ratelimited"}))


def says(error: str) -> Prepare:
    return lambda here: here.slack.faults.add("chat.postMessage", Fault(200, body={"ok": False, "error": error}))


def lost(here: World) -> None:
    here.slack.faults.add("chat.postMessage", Fault(reset="before"))


@pytest.mark.parametrize(
    ("channel", "overrides", "prepare", "notice"),
    [
        (PUBLIC_WITHOUT_BOT, {}, nothing, notices.of(say, "invite_me_to_post")),
        (PRIVATE_WITHOUT_BOT, {}, nothing, notices.of(say, "invite_me_to_post")),
        (GROUP_DM_WITHOUT_BOT, {}, nothing, notices.of(say, "invite_me_to_post")),
        (SHARED, {}, nothing, notices.of(say, "not_posted_shared")),
        (WITH_GUEST, {}, nothing, notices.of(say, "not_posted_guests")),
        (LARGE, {"workspace": sample_workspace(crowd=MANY_PEOPLE)}, nothing, notices.of(say, "not_posted_large")),
        (PUBLIC, {"allowed_channels": {LARGE}}, nothing, notices.of(say, "not_posted_not_listed")),
        (PUBLIC, {}, limited, notices.of(say, "slack_is_limiting")),
        (PUBLIC, {}, lost, notices.of(say, "maybe_not_arrived")),
        (PUBLIC, {}, says("fatal_error"), notices.of(say, "maybe_not_arrived")),
        (PUBLIC, {}, says("is_archived"), notices.of(say, "delivery_refused")),
    ],
)
async def test_modal_says_why_a_card_cannot_be_posted(
    channel: str, overrides: dict[str, Any], prepare: Prepare, notice: dict[str, Any]
) -> None:
    async with world(**overrides) as here:
        message = write(here, MAIL, channel=channel)
        view = await point_at(here, message)
        assert names(view) == ["Ada Lovelace"]
        prepare(here)
        await click(here, view, buttons.POST_TO_THREAD)
        assert is_notice(modal(here), notice)
        assert shown(here) == [message]


async def test_card_is_posted_to_the_thread_without_a_broken_image(over_http: World) -> None:
    view = await point_at(over_http, write(over_http, MAIL))
    says("invalid_blocks")(over_http)
    await over_http.slack.click(view, buttons.POST_TO_THREAD, user=MEMBER)
    await over_http.slack.wait_for(lambda: len(shown(over_http)) == 2)
    assert "image_url" not in blocks_text(shown(over_http)[1])


async def test_no_post_to_thread_in_a_direct_message_between_others(over_http: World) -> None:
    view = await point_at(over_http, write(over_http, MAIL, channel=DM_BETWEEN_PEOPLE))
    assert (names(view), can_post(view)) == (["Ada Lovelace"], False)
