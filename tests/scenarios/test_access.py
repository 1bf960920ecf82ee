"""Nothing about a person reaches a user who may not look people up, by any entry point.

A new command, shortcut or button is one more line in `ENTRIES`.
"""

import re
from dataclasses import replace
from typing import Any
from unittest.mock import MagicMock

import pytest

from bot import listeners
from bot.access import facts, slack_questions
from bot.cards import buttons, find, notices, views
from bot.cards.forget import ASK_TO_FORGET, FORGET
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    COLLEAGUE,
    MEMBER,
    PUBLIC,
    STRANGER,
)
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import age_facts, look_up, undismissed
from tests.scenarios.canaries import CANARY, NAMESAKE, leaked
from tests.scenarios.entries import ENTRIES, FACTS, MESSAGES, SHOWING, act, blocks_sent
from tests.scenarios.refused import WHO, expected
from tests.scenarios.screen import Screen, a_member_looks_around, add_canaries

AS_OFTEN_AS_WE_LIKE: dict[str, Any] = {
    "cache_seconds": 0,
    "lookups_per_person": (1_000, 1_000),
    "enforce_tiers": False,
}


TRY_EVERYTHING = ("guest", "stranger", "Slack fails")
"""A user who is known to be refused, one of another workspace, and one about whom nothing can be known.

Everybody else tries one entry of each kind, and a share of all of them.
"""
ONE_OF_A_KIND = ("the command", "Details", "Post here", "Remove", "the shortcut", "the form", "a mention")


def tried_by(who: str) -> list[str]:
    if who in TRY_EVERYTHING:
        return list(ENTRIES)
    others = [one for one in WHO if one not in TRY_EVERYTHING]
    return list(dict.fromkeys((*ONE_OF_A_KIND, *list(ENTRIES)[others.index(who) :: len(others)])))


def hangs(who: str) -> bool:
    told = WHO[who].facts
    return told is not None and told.delay > 0


def under_the_same_settings() -> list[list[str]]:
    """The users who can share a world; one for whom Slack hangs comes last, since it does so to the end."""
    found: dict[str, list[str]] = {}
    for who in sorted(WHO, key=hangs):
        found.setdefault(str(WHO[who].overrides), []).append(who)
    return list(found.values())


@pytest.mark.parametrize("together", under_the_same_settings(), ids=lambda together: together[0])
async def test_refused_users_see_nothing_about_a_person(
    together: list[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world(**AS_OFTEN_AS_WE_LIKE, **WHO[together[0]].overrides) as here:
        screen = await a_member_looks_around(here)
        for who in together:
            calls, posts = len(here.slack.calls), len(here.slack.posts)
            if facts_told := WHO[who].facts:
                here.slack.faults.add("users.info", facts_told, times=400)
                if hangs(who):
                    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 0.1)
            for entry in tried_by(who):
                if WHO[who].stays:
                    age_facts(here, FACTS_ARE_OLD)
                await is_refused(here, screen, who, entry)
                if WHO[who].stays and entry in ONE_OF_A_KIND:
                    await is_refused_without_a_call(here, screen, who, entry)
            assert leaked(here, calls, posts) == set(), who
            assert not any(post.deleted for post in here.slack.posts), who
            assert not any(everyone_sees(post) for post in here.slack.posts[posts:]), who
            assert "canary" not in caplog.text, who
            forget_facts(here)


async def is_refused(here: World, screen: Screen, who: str, entry: str) -> None:
    tried = f"{entry}, by {who}"
    answers = await act(here, entry, screen, WHO[who].user)
    if entry in MESSAGES and who == "bot":
        assert answers == [], tried
        return
    *opening, answer = answers
    assert undismissed(blocks_sent(answer)) == expected(who, entry)["blocks"], tried
    assert answer.arguments.get("response_type") in {None, "ephemeral"}, tried
    assert not answer.arguments.get("replace_original"), tried
    assert [blocks_sent(call) for call in opening] in ([], [views.loading(say)["blocks"]]), tried


async def is_refused_without_a_call(here: World, screen: Screen, who: str, entry: str) -> None:
    """As the facts are known by now."""
    asked_spott, asked_slack = len(here.spott.requests), len(here.slack.calls)
    await is_refused(here, screen, who, entry)
    assert len(here.spott.requests) == asked_spott, f"{entry}, by {who}"
    assert FACTS.isdisjoint(call.method for call in here.slack.calls[asked_slack:]), f"{entry}, by {who}"


def forget_facts(here: World) -> None:
    """Make everything be asked again, and answered as usual."""
    while here.slack.faults.take("users.info"):
        pass
    age_facts(here)


def everyone_sees(post: Post) -> bool:
    """Whether others can see what the app has posted."""
    return post.user_visible_to is None and post.via != "say" and not post.channel.startswith("D")


FACTS_ARE_OLD = facts.PERSON_SECONDS + 1


@pytest.mark.parametrize("who", ["guest", "stranger", "in none of the listed groups"])
async def test_known_refusals_make_no_call_to_spott(who: str) -> None:
    refused = WHO[who]
    async with world(**AS_OFTEN_AS_WE_LIKE, **refused.overrides) as here:
        screen = await a_member_looks_around(here)
        await act(here, "Details", screen, refused.user)
        calls, posts = len(here.slack.calls), len(here.slack.posts)
        asked = len(here.spott.requests)
        # The cached facts expire again and again, so Slack is called again.
        for entry in ENTRIES if who == "guest" else ONE_OF_A_KIND:
            age_facts(here, FACTS_ARE_OLD)
            answers = await act(here, entry, screen, refused.user)
            assert len(here.spott.requests) == asked, entry
            # Another workspace's request is refused in the acknowledgement itself.
            if answers:
                assert undismissed(blocks_sent(answers[-1])) == expected(who, entry)["blocks"], entry
        age_facts(here, FACTS_ARE_OLD)
        limited = Fault(429, {"Retry-After": "999"}, {"ok": False, "error": "ratelimited"})
        here.slack.faults.add("users.info", limited, times=400)
        for entry in ONE_OF_A_KIND:
            await act(here, entry, screen, refused.user)
            assert len(here.spott.requests) == asked, entry
        assert leaked(here, calls, posts) == set()


async def test_members_can_continue_while_slack_rate_limits_us(over_http: World) -> None:
    here = over_http
    add_canaries(here)
    await look_up(here, CANARY)
    age_facts(here, FACTS_ARE_OLD)
    limited = Fault(429, {"Retry-After": "3600"}, {"ok": False, "error": "ratelimited"})
    for method in ("users.info", "conversations.members", "users.list"):
        here.slack.faults.add(method, limited, times=400)
    before = len(here.slack.calls)
    for number in range(10):
        post = await look_up(here, CANARY)
        assert (post.text.startswith("canary"), post.user_visible_to) == (True, MEMBER), number
        # Users about whom Slack has said nothing yet are refused.
        post = await look_up(here, CANARY, user=COLLEAGUE)
        assert post.text == notices.of(say, "access_slack_limits", wait=notices.Wait(3_599))["text"], number
    asked = [call.method for call in here.slack.calls[before:] if call.method in FACTS]
    # Facts about the conversation are fetched again, since that method is not rate-limited.
    assert set(asked) == {"conversations.info", "conversations.members", "users.info"}
    assert [asked.count(method) for method in ("users.info", "conversations.members")] == [1, 1]


async def test_no_call_to_spott_where_no_card_may_be_posted(over_http: World) -> None:
    here = over_http
    screen = await a_member_looks_around(here)
    here.slack.change(replace(here.slack.workspace.channel(PUBLIC), is_ext_shared=True))
    for entry in ("Post to thread", "Refresh"):
        age_facts(here, FACTS_ARE_OLD)
        # The conversation is cached; the user is not, so the app waits for Slack.
        await look_up(here, f"private {NAMESAKE}", user=COLLEAGUE)
        asked = len(here.spott.requests)
        await act(here, entry, screen, MEMBER)
        assert len(here.spott.requests) == asked, entry


TAKING_AWAY = {"Show", "Post here", "Remove", "Show in a list of jobs", "Post here of a job"}
"""Actions that remove a message which others need; these come last."""


async def test_every_entry_point_works_for_a_member() -> None:
    async with world(lookups_per_person=(1_000, 1_000)) as here:
        screen = await a_member_looks_around(here)
        for entry in sorted(SHOWING, key=TAKING_AWAY.__contains__):
            calls, posts = len(here.slack.calls), len(here.slack.posts)
            await act(here, entry, screen, MEMBER)
            shown, texts = leaked(here, calls, posts), SHOWING[entry]
            assert len(shown) >= texts if texts else shown == set(), entry


def test_every_listener_has_an_entry() -> None:
    app, create_listener, journeys = MagicMock(), MagicMock(), MagicMock()
    listeners.register(app, create_listener, journeys)
    clicks = [action_id for action_id, _ in listeners.for_clicks(create_listener, journeys)]
    registered = [*clicks, *(name for _, (name,), _ in app.method_calls if isinstance(name, str))]
    show_nobody = {buttons.OPEN_IN_SPOTT, buttons.GO_TO_CARD, buttons.DISMISS, buttons.NONE_OF_THESE}
    show_nobody |= {buttons.PREVIEWS_OFF, buttons.PREVIEWS_ON}
    show_nobody |= {listeners.HOME_OPENED, buttons.CLEAR_RECENTS, ASK_TO_FORGET, FORGET}  # test_home.py
    show_nobody |= {listeners.LINK_SHARED}  # says nothing to anyone who may not ask: test_link_previews.py
    show_nobody |= {find.WHO}  # is answered in the acknowledgement: test_find.py
    assert sorted(registered) == sorted({entry.reaches for entry in ENTRIES.values()} | show_nobody)


@pytest.mark.parametrize("who", ["guest", "stranger", "not on the list", "Slack fails"])
async def test_help_is_open_to_everyone_and_contains_no_data(who: str) -> None:
    refused = WHO[who]
    async with world(**refused.overrides) as here:
        if refused.facts:
            here.slack.faults.add("users.info", refused.facts)
        post = await look_up(here, "help", user=refused.user)
        # Another workspace's command is not answered at all.
        told = notices.of(say, "outsider") if refused.user == STRANGER else notices.of(say, "help")
        assert (post.text, post.user_visible_to) == (told["text"], refused.user)
        assert here.spott.requests == []
        assert FACTS.isdisjoint(call.method for call in here.slack.calls)


async def test_look_ups_per_person_are_limited() -> None:
    async with world(cache_seconds=0, lookups_per_person=(16, 500)) as here:
        screen = await a_member_looks_around(here)
        asked = len(here.spott.requests)
        for _ in range(2):
            post = await look_up(here, CANARY)
            told = r"You've reached your look-up limit for now\. Please try again in (\d\d) seconds\."
            assert re.fullmatch(told, post.text)
            assert post.user_visible_to == MEMBER
        calls, posts = len(here.slack.calls), len(here.slack.posts)
        for entry, texts in SHOWING.items():
            if texts:
                answers = await act(here, entry, screen, MEMBER)
                # Of many messages, only one in a minute is told.
                limited = ["look-up limit" in str(blocks_sent(answer)) for answer in answers[-1:]]
                assert limited == ([] if entry in MESSAGES and entry != "a mention" else [True]), entry
        assert leaked(here, calls, posts) == set()
        assert len(here.spott.requests) == asked
        assert (await look_up(here, "c-ada-lovelace", user=COLLEAGUE)).text.startswith("Ada Lovelace\n")
