"""Posting a private card for everybody, and taking a card away."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.cards import buttons, notices
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    ADMIN,
    COLLEAGUE,
    GROUP_DM,
    GUEST,
    MEMBER,
    OWNER,
    PRIVATE,
    PUBLIC,
    STRANGER,
)
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import NAMES, age_facts, carried, look_up, shown
from tests.scenarios.places import ADA, click, gets_shared, in_words, joins, offered, small_print, turns


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (PUBLIC, "#recruiting is public, so every member of your workspace will be able to see it."),
        (PRIVATE, "Everyone in #search-acme will be able to see it."),
        (GROUP_DM, "Everyone in this conversation will be able to see it."),
    ],
)
async def test_post_here_confirms_the_audience_then_replaces_the_private_card(
    over_http: World, channel: str, said: str
) -> None:
    private = await look_up(over_http, f"private {ADA}", channel=channel)
    (button,) = offered(private)
    assert (button["action_id"], carried(button["value"]), button["confirm"]["text"]["text"]) == (
        buttons.POST_HERE,
        ADA,
        said,
    )
    post = await click(over_http, private, buttons.POST_HERE)
    assert (in_words(post), post.channel) == ("everyone", channel)
    assert any(f"Shared by {NAMES[MEMBER]}" in text for text in small_print(post))
    assert shown(over_http) == [post]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (gets_shared, say("private_shared")),
        (lambda here: joins(here, PUBLIC, GUEST), say("private_guests")),
        (turns(COLLEAGUE, "guest"), say("private_guests")),
        (lambda here: here.slack.faults.add("conversations.info", Fault(500)), say("private_unknown")),
    ],
)
async def test_post_here_checks_the_conversation_again(
    over_http: World, change: Callable[[World], None], line: str
) -> None:
    private = await look_up(over_http, f"private {ADA}")
    change(over_http)
    age_facts(over_http)
    await click(over_http, private, buttons.POST_HERE)
    (now,) = shown(over_http)
    assert (now.ts, now.user_visible_to, offered(now), small_print(now)[-1]) == (private.ts, MEMBER, [], line)


async def test_post_here_checks_the_user_again(over_http: World) -> None:
    private = await look_up(over_http, f"private {ADA}")
    turns(MEMBER, "guest")(over_http)
    age_facts(over_http)
    post = await click(over_http, private, buttons.POST_HERE)
    assert (post.text, post.user_visible_to) == (notices.of(say, "guest", ask="a workspace admin")["text"], MEMBER)
    assert not any(post.user_visible_to is None for post in over_http.slack.posts)


REMOVERS: Mapping[str, tuple[str, dict[str, Any], bool]] = {
    "who asked": (MEMBER, {}, True),
    "an admin of the workspace": (ADMIN, {}, True),
    "an owner of the workspace": (OWNER, {}, True),
    "an admin who is not on the list": (ADMIN, {"allowed_users": {MEMBER}}, True),
    "one of ADMINS": (COLLEAGUE, {"admins": {COLLEAGUE}}, True),
    "another member": (COLLEAGUE, {"admins": {ADMIN}}, False),
    "a guest": (GUEST, {}, False),
    "a guest in ADMINS": (GUEST, {"admins": {GUEST}}, False),
    "a stranger": (STRANGER, {}, False),
}


@pytest.mark.parametrize("who", REMOVERS)
async def test_only_the_asker_and_admins_can_remove_a_card(who: str) -> None:
    user, overrides, may = REMOVERS[who]
    async with world(**overrides) as here:
        card = await look_up(here, ADA)
        await click(here, card, buttons.REMOVE, user=user)
        assert (card in shown(here), len(shown(here))) == (not may, 0 if may else 2)


async def test_user_who_became_a_guest_cannot_remove_their_own_card(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    turns(MEMBER, "guest")(over_http)
    age_facts(over_http)
    notice = await click(over_http, card, buttons.REMOVE)
    assert notice.text == notices.of(say, "guest", ask="a workspace admin")["text"]


async def test_failed_removal_is_reported(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    over_http.slack.faults.add("response_url", Fault(500))
    notice = await click(over_http, card, buttons.REMOVE)
    assert (notice.text, notice.user_visible_to) == (notices.of(say, "not_removed")["text"], MEMBER)


async def test_private_card_stays_if_posting_fails(over_http: World) -> None:
    private = await look_up(over_http, f"private {ADA}")
    over_http.slack.faults.add("response_url", Fault(404, body={"ok": False, "error": "expired_url"}))
    await click(over_http, private, buttons.POST_HERE)
    assert private in shown(over_http)
