"""When outsiders can read a conversation, its reachable public cards are covered, and no new ones are posted."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from bot.cards import buttons, notices
from bot.sandbox.slack.grid import SISTER, SISTER_TEAM, grid_workspace
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC, STRANGER, Channel
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import age_facts, click, look_up, point_at, settled, shown

ADA = "c-ada-lovelace"
HER_UUID = "5ca1ab1e-0000-4000-8000-00000000ada0"
COVERED = notices.of(say, "covered")

SHARING: Mapping[str, Callable[[Channel], Channel]] = {
    "with another organisation": lambda channel: replace(
        channel, is_ext_shared=True, members=channel.members | {STRANGER}
    ),
    "with another organisation that is invited": lambda channel: replace(channel, is_pending_ext_shared=True),
    "with another workspace": lambda channel: replace(
        channel, is_org_shared=True, shared_with=(SISTER_TEAM,), members=channel.members | {SISTER}
    ),
    "with the whole organisation": lambda channel: replace(channel, is_org_wide=True, is_org_default=True),
}


def gets_shared(here: World, how: str = "with another organisation") -> None:
    """Share the channel, and expire what the bot has cached about it."""
    here.slack.change(SHARING[how](here.slack.workspace.channel(PUBLIC)))
    age_facts(here, 120)


def now(here: World, card: Post) -> Post:
    (found,) = [post for post in here.slack.posts if post.ts == card.ts]
    return found


def is_covered(here: World, card: Post) -> bool:
    post = now(here, card)
    return (post.text, post.blocks, post.user_visible_to) == (COVERED["text"], COVERED["blocks"], None)


async def refreshed(here: World) -> Post:
    card = await look_up(here, ADA)
    await click(here, card, buttons.REFRESH)
    return now(here, card)


async def with_details_seen(here: World) -> Post:
    card = await look_up(here, ADA)
    await click(here, card, buttons.DETAILS, user=COLLEAGUE)
    return card


async def not_theirs_to_remove(here: World) -> Post:
    card = await look_up(here, ADA)
    await click(here, card, buttons.REMOVE, user=COLLEAGUE)
    return card


async def in_a_thread(here: World) -> Post:
    here.spott.people[HER_UUID] = {**here.spott.people[ADA], "candidateId": HER_UUID}
    message = here.slack.say(f"Who is {HER_UUID}?", user=MEMBER, channel=PUBLIC)
    modal = await point_at(here, message)
    await click(here, modal, buttons.POST_TO_THREAD)
    (card,) = [post for post in here.slack.posts if post.thread_ts == message.ts]
    return card


async def chosen_then_refreshed(here: World) -> Post:
    private = await look_up(here, f"private {ADA}")
    await click(here, private, buttons.POST_HERE)
    card = shown(here)[-1]
    await click(here, card, buttons.REFRESH)
    return now(here, card)


async def list_with_a_person_opened(here: World) -> Post:
    post = await look_up(here, f"{ADA}; c-katherine-johnson")
    await click(here, post, buttons.OPEN_PERSON, user=COLLEAGUE)
    return post


async def job_refreshed(here: World) -> Post:
    card = await look_up(here, "job backend")
    await click(here, card, buttons.REFRESH_JOB)
    return now(here, card)


REACHED = {
    "refreshed": refreshed,
    "with Details seen": with_details_seen,
    "not theirs to remove": not_theirs_to_remove,
    "in a thread": in_a_thread,
    "posted here and refreshed": chosen_then_refreshed,
    "a list with a person opened": list_with_a_person_opened,
    "a job refreshed": job_refreshed,
}


@pytest.mark.parametrize(
    ("card", "how"),
    [
        *((card, "with another organisation") for card in REACHED),
        *(("refreshed", how) for how in SHARING if how != "with another organisation"),
    ],
)
async def test_reachable_cards_are_covered_as_soon_as_sharing_is_known(card: str, how: str) -> None:
    async with world(workspace=grid_workspace()) as here:
        standing = await REACHED[card](here)
        assert "Ada" in f"{standing.text}{standing.blocks}"
        gets_shared(here, how)
        # Any look-up will do, since it fetches the fact.
        post = await look_up(here, "c-grace-hopper", user=COLLEAGUE)
        assert post.user_visible_to == COLLEAGUE
        await settled(here)
        assert is_covered(here, standing)
        assert not any("Ada" in post.text for post in shown(here) if post.user_visible_to is None)


@pytest.mark.parametrize(
    ("how", "typed", "button"),
    [
        *((how, ADA, buttons.REFRESH) for how in SHARING),
        ("with another organisation", f"{ADA}; c-katherine-johnson", buttons.REFRESH_LIST),
        ("with another organisation", "job backend", buttons.REFRESH_JOB),
    ],
)
async def test_refresh_covers_a_card_without_a_call_to_spott(how: str, typed: str, button: str) -> None:
    async with world(workspace=grid_workspace(), cache_seconds=0) as here:
        card = await look_up(here, typed)
        gets_shared(here, how)
        await look_up(here, f"private {ADA}")
        asked, posts = len(here.spott.requests), len(here.slack.posts)
        await click(here, card, button, user=COLLEAGUE)
        assert is_covered(here, card)
        assert (len(here.spott.requests), len(here.slack.posts)) == (asked, posts)


async def test_commands_card_is_covered_only_after_a_click(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    gets_shared(over_http)
    await look_up(over_http, "c-grace-hopper")
    assert "Ada" in now(over_http, card).text
    await click(over_http, card, buttons.DETAILS, user=COLLEAGUE)
    await settled(over_http)
    assert is_covered(over_http, card)


async def test_refresh_of_a_private_card_covers_nothing(over_http: World) -> None:
    private = await look_up(over_http, f"private {ADA}")
    gets_shared(over_http)
    await click(over_http, private, buttons.REFRESH)
    assert "Ada" in now(over_http, private).text


async def test_cards_stay_if_a_setting_allows_the_organisation() -> None:
    async with world(workspace=grid_workspace(), organisation_in_channel="allow") as here:
        card = await refreshed(here)
        gets_shared(here, "with another workspace")
        await look_up(here, "c-grace-hopper")
        await settled(here)
        assert "Ada" in now(here, card).text
        gets_shared(here)
        age_facts(here, 120)
        await look_up(here, "c-grace-hopper")
        await settled(here)
        assert is_covered(here, card)


@pytest.mark.parametrize("card", ["refreshed", "in a thread"])
@pytest.mark.parametrize(
    "fault",
    [Fault(500), Fault(reset="before"), Fault(429, {"Retry-After": "0"}, {"ok": False, "error": "ratelimited"})],
)
async def test_failed_cover_is_retried_with_the_next_fact(over_http: World, card: str, fault: Fault) -> None:
    here = over_http
    standing = await REACHED[card](here)
    gets_shared(here)
    method = "chat.update" if card == "in a thread" else "response_url"
    place = here.slack.workspace.channel(PUBLIC)
    here.slack.faults.add(method, fault, times=4 if fault.reset else 1)
    await here.process.bot.workspace.facts.channels.get(place.id)
    await here.process.bot.workspace.messenger.finish(10)
    while here.slack.faults.take(method):
        pass
    age_facts(here, 120)
    await look_up(here, "c-grace-hopper")
    await here.process.bot.workspace.messenger.finish(10)
    assert is_covered(here, standing)


async def test_removed_card_is_not_covered(over_http: World) -> None:
    card = await refreshed(over_http)
    await click(over_http, card, buttons.REMOVE)
    assert len(over_http.process.bot.workspace.posted_cards) == 0
    gets_shared(over_http)
    await look_up(over_http, "c-grace-hopper")
    await settled(over_http)
    assert now(over_http, card).deleted
    assert not any(post.text == COVERED["text"] for post in over_http.slack.posts)


async def test_other_conversations_keep_their_cards(over_http: World) -> None:
    card = await look_up(over_http, ADA, channel="C0PRIVATE1")
    await click(over_http, card, buttons.REFRESH)
    gets_shared(over_http)
    await look_up(over_http, "c-grace-hopper")
    await settled(over_http)
    assert "Ada" in now(over_http, card).text


def test_covering_line_is_public_and_names_no_one() -> None:
    assert "outside your workspace" in COVERED["text"]
