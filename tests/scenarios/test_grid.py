"""Enterprise Grid: nothing about a person reaches people in other workspaces, or guests of theirs.

Each kind of conversation is combined with each kind of member, for every way to show a card to others.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

import pytest

from bot.cards import buttons, notices
from bot.sandbox.slack.grid import (
    GROUP_DM_WITH_SISTER,
    IN_BOTH,
    ORG_AND_CLIENT,
    ORG_DEFAULT,
    ORG_SHARED,
    ORG_SHARED_PRIVATE,
    ORG_WIDE,
    SISTER,
    SISTER_GUEST,
    SISTER_TEAM,
    grid_workspace,
)
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import BOT, COLLEAGUE, GUEST, MEMBER, OTHER_TEAM, STRANGER, Channel
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import click, look_up, point_at, settled
from tests.scenarios.canaries import CANARY, canaries, with_canaries

Setting = Literal["private", "allow"]

OURS = frozenset({MEMBER, COLLEAGUE, BOT})


@dataclass(frozen=True)
class Where:
    """A conversation, and the values of ORGANISATION_IN_CHANNEL with which a card may be posted there."""

    channel: str
    shown_with: frozenset[Setting]
    made: Channel | None = None


NEVER: frozenset[Setting] = frozenset()
IF_ALLOWED: frozenset[Setting] = frozenset({"allow"})
ALWAYS: frozenset[Setting] = frozenset({"private", "allow"})


def made(shown_with: frozenset[Setting], channel: Channel) -> Where:
    return Where(channel.id, shown_with, channel)


PLACES: Mapping[str, Where] = {
    "shared with another workspace": Where(ORG_SHARED, IF_ALLOWED),
    "private and shared with another workspace": Where(ORG_SHARED_PRIVATE, IF_ALLOWED),
    "of the whole organisation": Where(ORG_WIDE, IF_ALLOWED),
    "default for the whole organisation": Where(ORG_DEFAULT, IF_ALLOWED),
    "shared with a workspace and a client": Where(ORG_AND_CLIENT, NEVER),
    "group message with another workspace": Where(GROUP_DM_WITH_SISTER, IF_ALLOWED),
    "group message flagged as shared": made(
        IF_ALLOWED, Channel("C0GRID0001", "mpdm", "mpim", OURS, is_org_shared=True, shared_with=(SISTER_TEAM,))
    ),
    "shared with a workspace, its guest is there": made(
        NEVER, Channel("C0GRID0002", "two", "public", OURS | {SISTER, SISTER_GUEST}, is_org_shared=True)
    ),
    "shared with a workspace, our guest is there": made(
        NEVER, Channel("C0GRID0003", "three", "public", OURS | {GUEST}, is_org_shared=True)
    ),
    "shared with a workspace, a client is invited": made(
        NEVER, Channel("C0GRID0004", "four", "public", OURS, is_org_shared=True, is_pending_ext_shared=True)
    ),
    "shared with a workspace, a client is pending": made(
        NEVER, Channel("C0GRID0005", "five", "public", OURS, is_org_shared=True, pending_with=(OTHER_TEAM,))
    ),
    "a client is pending": made(NEVER, Channel("C0GRID0006", "six", "public", OURS, pending_with=(OTHER_TEAM,))),
    "lists a workspace, without any flag": made(
        NEVER, Channel("C0GRID0007", "seven", "public", OURS, shared_with=(SISTER_TEAM,))
    ),
    "default channel, without any other flag": made(
        IF_ALLOWED, Channel("C0GRID0008", "eight", "private", OURS, is_org_wide=True, is_org_default=True)
    ),
    "shared with a workspace, without the bot": made(
        IF_ALLOWED, Channel("C0GRID0009", "nine", "public", OURS - {BOT}, is_org_shared=True)
    ),
    "private and shared with a workspace, without the bot": made(
        NEVER, Channel("C0GRID0010", "ten", "private", OURS - {BOT}, is_org_shared=True)
    ),
    "our own, with a member of both workspaces": made(
        ALWAYS, Channel("C0GRID0011", "eleven", "public", OURS | {IN_BOTH})
    ),
    "our own, with a member of the other workspace": made(
        IF_ALLOWED, Channel("C0GRID0012", "twelve", "private", OURS | {SISTER})
    ),
    "direct message with the bot": made(ALWAYS, Channel("D0INBOTH01", "Spott", "im", frozenset({IN_BOTH, BOT}))),
}
MAY = frozenset({MEMBER, IN_BOTH})
MAY_NOT = (SISTER, SISTER_GUEST, GUEST, STRANGER)


@asynccontextmanager
async def organisation(setting: Setting) -> AsyncIterator[World]:
    workspace = grid_workspace()
    for place in PLACES.values():
        workspace = workspace.having(place.made) if place.made else workspace
    async with world(workspace=workspace, organisation_in_channel=setting, lookups_per_person=(900, 900)) as here:
        person = with_canaries(here.spott.people["c-ada-lovelace"], iter(range(676)))
        here.spott.people[CANARY] = {**person, "candidateId": CANARY}
        yield here


def shows(here: World, post: Post) -> bool:
    return any(canary in str(vars(post)) for canary in canaries(here.spott.people[CANARY]))


def who_sees(here: World, since: int) -> set[str | None]:
    """Who sees something about the person; None for everyone."""
    return {post.user_visible_to for post in here.slack.posts[since:] if shows(here, post)}


@pytest.mark.parametrize("setting", ["private", "allow"])
async def test_card_is_posted_only_where_every_reader_may_look_people_up(setting: Setting) -> None:
    async with organisation(setting) as here:
        for number, (name, place) in enumerate(PLACES.items()):
            # In each place, the users who may, and one of those who may not.
            for user in (MEMBER, IN_BOTH, MAY_NOT[number % len(MAY_NOT)]):
                since = len(here.slack.posts)
                await look_up(here, CANARY, user=user, channel=place.channel)
                expected = {None if setting in place.shown_with else user} if user in MAY else set()
                assert (name, user, who_sees(here, since)) == (name, user, expected)
        assert not any(shows(here, post) for post in here.slack.posts if post.user_visible_to not in {None, *MAY})


@pytest.mark.parametrize("setting", ["private", "allow"])
async def test_no_click_posts_a_card_where_it_is_not_allowed(setting: Setting) -> None:
    async with organisation(setting) as here:
        for name, place in PLACES.items():
            if place.channel.startswith("D"):
                continue
            expected = {None} if setting in place.shown_with else set()
            since = len(here.slack.posts)
            private = await look_up(here, f"private {CANARY}", channel=place.channel)
            offered = buttons.POST_HERE in str(private.blocks)
            assert (name, offered) == (name, bool(expected))
            if offered:
                await click(here, private, buttons.POST_HERE)
            assert (name, who_sees(here, since) - {MEMBER}) == (name, expected)
            since = len(here.slack.posts)
            message = here.slack.say(f"Who is {CANARY}?", user=MEMBER, channel=place.channel)
            modal = await point_at(here, message)
            await here.slack.click(modal, buttons.POST_TO_THREAD, user=MEMBER)
            await settled(here)
            in_thread = setting in place.shown_with and BOT in here.slack.workspace.channel(place.channel).members
            assert (name, who_sees(here, since) - {MEMBER}) == (name, {None} if in_thread else set())


async def test_refusal_names_no_person() -> None:
    async with organisation("private") as here:
        for user in (SISTER, SISTER_GUEST):
            post = await look_up(here, CANARY, user=user, channel=ORG_SHARED)
            assert (post.text, post.user_visible_to) == (notices.of(say, "outsider")["text"], user)
