"""Messages to the app: mentions in channels and threads, and direct messages."""

from collections import Counter
from dataclasses import replace
from functools import partial

import pytest

from bot.cards import buttons
from bot.cards.texts import ENGLISH
from bot.clients import Limits
from bot.sandbox.slack import api
from bot.sandbox.slack.limits import Limit
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    ADMIN,
    COLLEAGUE,
    DM_WITH_BOT,
    GROUP_DM,
    MEMBER,
    OTHER_BOT,
    OWNER,
    PENDING_SHARED,
    PRIVATE,
    PUBLIC,
    SHARED,
    WITH_GUEST,
)
from bot.sandbox.world import World, world
from bot.slack import messenger
from bot.slack.pace import Turns
from tests.front_door import click, settled, write
from tests.scenarios.actions import journal

ADA = "Ada Lovelace"


QUICKER = Limit(5, seconds=0.4, per_channel=True)
"""Slack's limit for posting, but twelve times as fast."""


def where(posts: list[Post], message: Post) -> list[tuple[str, str]]:
    """Where the app's answers were posted, and how they begin."""
    return [(_place(post, message), post.text.partition("\n")[0][:40]) for post in posts]


def _place(post: Post, message: Post) -> str:
    thread = ""
    if post.thread_ts:
        thread = " in its thread" if post.thread_ts == message.ts else " in the same thread"
    if post.via == "chat.postMessage":
        return f"{'beside it' if post.channel == message.channel else 'directly'}{thread}"
    assert (post.via, post.user_visible_to) == ("chat.postEphemeral", message.author)
    return f"privately{thread}"


def a_channel(here: World, number: int) -> str:
    """A new channel, since Slack lets an app post only once a second in each."""
    channel = replace(here.slack.workspace.channel(PUBLIC), id=f"C0CHANNEL{number:03}", name=f"number-{number}")
    here.slack.change(channel)
    return channel.id


OUTCOMES = {
    "where is Ada Lovelace?": ("everyone", ADA, "card"),
    "private c-ada-lovelace": ("alone", ADA, "card"),
    "who is jane@example.com?": ("everyone", "Jane Doe", "card"),
    "Ada Lovelace and Jane Doe": ("everyone", "Ada Lovelace, Offer, Backend Engineer, A", "card"),
    "who is in job backend?": ("everyone", "Backend Engineer", "card"),
    "Sam Taylor": ("alone", "Several people in Spott match. Which one", "choice"),
    "Zebedee Quux": ("alone", "I couldn't find anyone by that name in S", "not_found"),
    "thanks!": ("alone", "I'm not sure who you mean. Try a full na", "unclear"),
    "help": ("alone", "*Look someone up in Spott*", "help"),
    "c-500": ("alone", "I can't reach Spott right now. Please tr", "spott_unavailable"),
}
"""Messages, who sees the answer, how it begins, and its outcome."""


async def test_answers_of_every_kind(over_http: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.telemetry.journal")
    found = []
    for number, text in enumerate(OUTCOMES):
        channel = a_channel(over_http, number)
        root = over_http.slack.say("Who do we know?", user=COLLEAGUE, channel=channel)
        user = (MEMBER, COLLEAGUE, ADMIN, OWNER)[number % 4]
        direct = over_http.slack.installation.direct_message(user).id
        for place, thread_ts, mention in (
            (channel, None, "@Spott "),
            (channel, root.ts, "@Spott "),
            (direct, None, ""),
        ):
            message, posts = await write(over_http, mention + text, user=user, channel=place, thread_ts=thread_ts)
            found.append(where(posts, message))
    expected: list[list[tuple[str, str]]] = []
    for who, begins, _ in OUTCOMES.values():
        places = {
            "everyone": ("beside it in its thread", "beside it in the same thread", "beside it"),
            "alone": ("privately", "privately in the same thread", "beside it"),
        }[who]
        expected += [[(place, begins)] for place in places]
    assert found == expected
    lines = [(line["entry"], line["outcome"], line["arrival"]) for line in journal(caplog)]
    assert lines == [
        (entry, outcome, "in_place")
        for *_, outcome in OUTCOMES.values()
        for entry in ("mention", "mention", "direct message")
    ]


async def test_answer_in_a_direct_message_follows_into_a_thread(over_http: World) -> None:
    root, _ = await write(over_http, "hello", channel=DM_WITH_BOT)
    message, posts = await write(over_http, "thanks", channel=DM_WITH_BOT, thread_ts=root.ts)
    assert [post.thread_ts for post in posts] == [root.ts] == [message.thread_ts]


PLACES = {
    PUBLIC: "everyone",
    PRIVATE: "everyone",
    GROUP_DM: "everyone",
    DM_WITH_BOT: "everyone",
    SHARED: "private_shared",
    PENDING_SHARED: "private_shared",
    WITH_GUEST: "private_guests",
}


async def test_who_sees_the_card_depends_on_the_place(over_http: World) -> None:
    found = {}
    for channel in PLACES:
        _, (card,) = await write(over_http, "@Spott Ada Lovelace", channel=channel)
        notes = [key for key in set(PLACES.values()) - {"everyone"} if ENGLISH(key) in str(card.blocks)]
        found[channel] = notes[0] if card.user_visible_to else "everyone"
        assert card.text.startswith(ADA)
    assert found == PLACES


async def test_a_choice_and_post_here_lead_into_the_thread(over_http: World) -> None:
    here = over_http
    root = here.slack.say("Who do we know?", user=COLLEAGUE, channel=PUBLIC)
    for thread_ts in (None, root.ts):
        message, (picker,) = await write(here, "@Spott Sam Taylor", thread_ts=thread_ts)
        await click(here, picker, buttons.SHOW)
        card = here.slack.posts[-1]
        assert (card.user_visible_to, card.thread_ts) == (None, thread_ts or message.ts)
        assert here.slack.installation.posts.get(PUBLIC, picker.ts) is None

        message, (private,) = await write(here, "@Spott private c-ada-lovelace", thread_ts=thread_ts)
        await click(here, private, buttons.POST_HERE)
        card = here.slack.posts[-1]
        assert (card.user_visible_to, card.thread_ts) == (None, thread_ts or message.ts)


async def test_a_list_in_a_direct_message_can_be_removed(over_http: World) -> None:
    _, (picker,) = await write(over_http, "Sam Taylor", channel=DM_WITH_BOT)
    await click(over_http, picker, buttons.NONE_OF_THESE)
    assert over_http.slack.installation.posts.get(DM_WITH_BOT, picker.ts) is None


async def test_only_what_people_write_is_answered(here: World) -> None:
    message, (_,) = await write(here, "@Spott Ada Lovelace")
    typed, (card,) = await write(here, "Ada Lovelace", channel=DM_WITH_BOT)
    before = len(here.slack.posts)
    here.slack.edit(message, "@Spott Jane Doe")
    here.slack.edit(typed, "Jane Doe")
    here.slack.installation.posts.delete(card)
    fields = {"user": MEMBER, "text": "<@U0SPOTTBOT> Jane Doe", "channel": PUBLIC, "ts": "1.2"}
    for more in ({"subtype": "file_share"}, {"subtype": "channel_topic"}, {"bot_id": "B0OTHER"}, {"user": None}):
        here.slack.events.publish("app_mention", fields | more)
    here.slack.events.publish("message.im", fields | {"channel_type": "channel"})
    written = (("@Spott Jane Doe", OTHER_BOT, PUBLIC), ("Jane Doe", COLLEAGUE, PUBLIC))
    for text, user, channel in written:
        here.slack.say(text, user=user, channel=channel)
    await here.slack.events.delivered()
    await settled(here)
    assert {sent.acknowledgement.error for sent in here.slack.events.sent} == {None}
    assert [post.via for post in here.slack.posts[before:]] == ["say"] * len(written)


async def test_reply_that_is_also_sent_to_the_channel_is_answered_once(over_http: World) -> None:
    message, _ = await write(over_http, "@Spott Ada Lovelace")
    again = {"user": MEMBER, "text": "<@U0SPOTTBOT> Jane Doe", "channel": PUBLIC, "thread_ts": message.ts, "ts": "9.9"}
    before = len(over_http.slack.posts)
    for more in ({}, {"subtype": "thread_broadcast"}):
        over_http.slack.events.publish("app_mention", again | more)
        await over_http.slack.events.delivered()
    await settled(over_http)
    assert [(post.thread_ts, post.text[:8]) for post in over_http.slack.posts[before:]] == [(message.ts, "Jane Doe")]


async def test_forty_events_delivered_three_times_have_forty_answers() -> None:
    async with world(lookups_per_person=(200, 500)) as here:
        here.slack.events.copies = 3
        for number in range(40):
            here.slack.say("@Spott Ada Lovelace", user=MEMBER, channel=a_channel(here, number))
            if number % 4 == 3:
                await here.slack.events.delivered()
        await here.slack.events.delivered()
        await settled(here)
        assert [sent.acknowledgement.error for sent in here.slack.events.sent] == [None] * 3 * 40
        answers = [post.channel for post in here.slack.posts if post.via != "say"]
        assert sorted(answers) == sorted(f"C0CHANNEL{number:03}" for number in range(40))


async def test_many_answers_to_one_direct_message_wait_for_their_turns(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(messenger, "Turns", partial(Turns, 0.1))
    monkeypatch.setitem(api.METHODS, "chat.postMessage", replace(api.METHODS["chat.postMessage"], limit=QUICKER))
    limits = Limits(acknowledged_within=20.0, background_seconds=1.0)
    async with world(lookups_per_person=(200, 500), limits=limits) as here:
        here.slack.faults.add("chat.postMessage", Fault(429, headers={"Retry-After": "1"}))
        for _ in range(20):
            here.slack.say("Ada Lovelace", user=MEMBER, channel=DM_WITH_BOT)
        await here.slack.events.delivered()
        await settled(here)
        answers = [(post.channel, post.text[:12]) for post in here.slack.posts if post.via != "say"]
        assert answers == [(DM_WITH_BOT, ADA)] * 20
        assert [call.method for call in here.slack.calls].count("chat.postMessage") < 30
        assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_answers_that_wait_for_their_turns_are_posted_when_the_process_stops() -> None:
    async with world(enforce_tiers=False) as here:
        for _ in range(12):
            here.slack.say("Ada Lovelace", user=MEMBER, channel=DM_WITH_BOT)
        await here.slack.events.delivered()
        await here.slack.wait_for(lambda: len(here.slack.posts) == 12 + 5)
        await here.process.stop()
        assert [post.text[:12] for post in here.slack.posts if post.via != "say"] == [ADA] * 12


async def test_storm_of_messages_is_acknowledged_and_gets_one_notice(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.telemetry.journal")
    async with world(lookups_per_person=(5, 500)) as here:
        for number in range(200):
            here.slack.say("@Spott Ada Lovelace" if number % 2 else "@Spott thanks", user=MEMBER, channel=PUBLIC)
            if number % 20 == 19:
                await here.slack.events.delivered()
        await settled(here)
        assert {sent.acknowledgement.error for sent in here.slack.events.sent} == {None}
        assert Counter(line["outcome"] for line in journal(caplog)) == {"card": 5, "too_often": 95, "unclear": 100}
        told = Counter(post.text.partition(".")[0][:40] for post in here.slack.posts if post.via != "say")
        assert sorted(told.values()) == [1, 5, 20]


async def test_event_that_arrives_after_a_minute_is_answered_in_private(here: World) -> None:
    here.slack.events.waits = (0.0, 0.0)
    for lost, late in ((1, False), (2, True)):
        here.slack.events.lost = lost
        here.slack.say("@Spott Ada Lovelace", user=MEMBER, channel=PUBLIC)
        await here.slack.events.delivered()
        await settled(here)
        card = here.slack.posts[-1]
        assert (card.text[:12], card.user_visible_to) == (ADA, MEMBER if late else None)
        assert (ENGLISH("private_late") in str(card.blocks)) is late


async def test_event_is_left_to_another_process_while_this_one_is_full(transport: str) -> None:
    limits = Limits(background_tasks=0, acknowledged_within=0.3)
    async with world(socket_mode=transport == "socket mode", limits=limits) as here:
        here.slack.events.waits = ()
        here.slack.say("@Spott Ada Lovelace", user=MEMBER, channel=PUBLIC)
        await here.slack.events.delivered()
        assert [sent.acknowledgement.error is None for sent in here.slack.events.sent] == [False]
        assert [post.via for post in here.slack.posts] == ["say"]


@pytest.mark.parametrize("error", ["user_not_in_channel", "channel_not_found", "not_in_channel"])
async def test_private_answer_that_slack_refuses_becomes_a_direct_message(over_http: World, error: str) -> None:
    here = over_http
    here.slack.faults.add("chat.postEphemeral", Fault(200, body={"ok": False, "error": error}))
    message, posts = await write(here, "@Spott thanks")
    assert where(posts, message) == [("directly", "I'm not sure who you mean. Try a full na")]


async def test_card_is_covered_when_outsiders_join(over_http: World) -> None:
    here = over_http
    _, (card,) = await write(here, "@Spott Ada Lovelace")
    here.slack.change(replace(here.slack.workspace.channel(PUBLIC), is_ext_shared=True))
    here.clock.ahead += 120
    await write(here, "@Spott Jane Doe")
    covered = here.slack.installation.posts.get(PUBLIC, card.ts)
    assert covered is not None
    assert "took this card down" in covered.text
