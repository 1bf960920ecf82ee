"""Requests acknowledged after Slack has reported them as failed: users may have tried again, and see nothing twice."""

import asyncio
import signal
from typing import Literal

import pytest

from bot.cards import buttons, notices
from bot.listeners.ack_deadline import AckDeadlines
from bot.sandbox.slack.workspace import COLLEAGUE, DM_WITH_BOT, MEMBER, PUBLIC, SHARED
from bot.sandbox.world import PATIENT, World, world
from bot.server.paths import EVENTS_PATH
from tests.connected import cut_what_waits
from tests.deploy import site
from tests.english import say
from tests.front_door import click, look_up, modal, point_at, settled, shown

ADA = "c-ada-lovelace"
MAIL = "hello@acornanalytics.example.com"
LATE = say("private_late")


TOO_LATE = PATIENT.acknowledged_within + 2.0


def be_late(here: World, seconds: float = TOO_LATE) -> None:
    """From now on, make users' actions reach the app too late."""
    if not here.process.settings.socket_mode:
        here.slack.connect_http(here.bot_url + EVENTS_PATH, seconds=seconds)
    else:
        # Envelopes have no timestamp, so this pretends that the process was paused before it read each one.
        deadlines = here.process.bot.ack_deadlines
        deadlines.until = lambda stamp: AckDeadlines.until(deadlines, stamp) - seconds  # type: ignore[method-assign]


async def test_late_command_is_answered_in_private(here: World, caplog: pytest.LogCaptureFixture) -> None:
    be_late(here)
    caplog.set_level("INFO", "bot.telemetry.journal")
    card = await look_up(here, ADA)
    assert (card.user_visible_to, card.via) == (MEMBER, "response_url")
    assert LATE in str(card.blocks)
    (line,) = [record.fields for record in caplog.records if record.name == "bot.telemetry.journal"]  # type: ignore[attr-defined]
    assert (line["entry"], line["outcome"], line["arrival"], line["late"]) == ("command", "card", "in_place", True)


async def test_repeated_command_posts_one_card(here: World) -> None:
    again = await look_up(here, ADA)
    be_late(here)
    first = await look_up(here, ADA)
    assert [post for post in shown(here) if post.user_visible_to is None] == [again]
    assert shown(here) == [again, first]


async def test_late_card_can_still_be_posted(over_http: World) -> None:
    be_late(over_http)
    card = await look_up(over_http, ADA)
    be_late(over_http, 0.0)
    await click(over_http, card, buttons.POST_HERE)
    (posted,) = shown(over_http)
    assert posted.user_visible_to is None
    assert LATE not in str(posted.blocks)


@pytest.mark.parametrize(
    ("channel", "typed", "why"),
    [
        (SHARED, ADA, say("private_shared")),
        (PUBLIC, MAIL, say("private_typed_contact")),
        (PUBLIC, f"private {ADA}", None),
    ],
)
async def test_card_that_is_private_anyway_gives_its_usual_reason(
    over_http: World, channel: str, typed: str, why: str | None
) -> None:
    be_late(over_http)
    card = await look_up(over_http, typed, channel=channel)
    assert card.user_visible_to == MEMBER
    assert LATE not in str(card.blocks)
    assert why is None or why in str(card.blocks)


async def test_late_choice_from_a_list_is_answered_in_private(here: World) -> None:
    picker = await look_up(here, "Sam Taylor")
    be_late(here)
    await click(here, picker, buttons.SHOW)
    (card,) = shown(here)
    assert card.user_visible_to == MEMBER
    assert LATE in str(card.blocks)


async def test_late_post_here_posts_nothing_and_can_be_clicked_again(here: World) -> None:
    card = await look_up(here, f"private {ADA}")
    asked = len(here.spott.requests)
    be_late(here)
    await click(here, card, buttons.POST_HERE)
    assert [(post.user_visible_to, post.text) for post in shown(here)] == [
        (MEMBER, card.text),
        (MEMBER, notices.of(say, "click_too_late")["text"]),
    ]
    assert len(here.spott.requests) == asked
    be_late(here, 0.0)
    await click(here, card, buttons.POST_HERE)
    assert [post.user_visible_to for post in shown(here)] == [MEMBER, None]


async def test_late_post_to_thread_posts_nothing_and_keeps_the_button(here: World) -> None:
    message = here.slack.say(f"Who is {MAIL}?", user=COLLEAGUE, channel=PUBLIC)
    view = await point_at(here, message)
    be_late(here)
    await click(here, view, buttons.POST_TO_THREAD)
    assert modal(here) == view
    told = shown(here)[-1]
    assert (told.channel, told.text) == (DM_WITH_BOT, notices.of(say, "click_too_late")["text"])
    assert [post for post in shown(here) if post.thread_ts is not None] == []


async def test_late_refresh_and_late_remove_still_work(here: World) -> None:
    card = await look_up(here, ADA)
    be_late(here)
    await click(here, card, buttons.REFRESH)
    (fresh,) = shown(here)
    assert (fresh.ts, fresh.user_visible_to, fresh.edited) == (card.ts, None, True)
    await click(here, fresh, buttons.REMOVE)
    assert shown(here) == []


async def test_envelope_from_a_dead_connection_is_answered_in_private() -> None:
    async with world(socket_mode=True) as here:
        # If it dies before the envelope is read, there is nothing to answer.
        for _ in range(5):
            await here.slack.wait_for(lambda: here.slack.socket_connections > 0)
            typing = asyncio.create_task(here.slack.command("/spott", ADA, user=MEMBER, channel=PUBLIC))
            await cut_what_waits(here.slack)
            assert (await typing).error == "dispatch_failed"
            await asyncio.sleep(0.3)
            await settled(here)
            if shown(here):
                break
        assert [(card.user_visible_to, LATE in str(card.blocks)) for card in shown(here)] == [(MEMBER, True)]


@pytest.mark.waits
async def test_paused_process_posts_nothing_twice() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(nothing_is_posted_twice("http"))
        group.create_task(nothing_is_posted_twice("socket mode"))


async def nothing_is_posted_twice(transport: Literal["http", "socket mode"]) -> None:
    async with site(forked=True) as here:
        here.spott_answers("well", of=21)
        running = await here.run(socket_mode=transport == "socket mode")
        if transport == "http":
            here.send_to(running)
        assert (await here.slack.command("/spott", "c-21", user=MEMBER, channel=PUBLIC)).acknowledged
        await here.slack.wait_for(lambda: len(here.slack.posts) == 1)
        await asyncio.sleep(0.5)  # The app has to learn that Slack accepted the card.

        async def ask() -> list[str | None]:
            asked = (here.slack.command("/spott", f"c-{n}", user=MEMBER, channel=PUBLIC) for n in range(1, 21))
            return [receipt.error for receipt in await asyncio.gather(*asked)]

        stopped = running.signal(signal.SIGSTOP)
        try:
            assert await ask() == ["operation_timeout"] * 20
            await asyncio.sleep(stopped + 5.0 - asyncio.get_running_loop().time())
            again = asyncio.create_task(ask())
            await asyncio.sleep(stopped + 5.5 - asyncio.get_running_loop().time())
        finally:
            running.signal(signal.SIGCONT)
        assert await again == [None] * 20
        answers = 20 if transport == "http" else 40
        await here.slack.wait_for(lambda: len(here.slack.posts) > answers)
        await asyncio.sleep(1.5)  # Over HTTP, the first request may or may not be answered.
        cards = here.slack.posts[1:]
        everybodys = [post for post in cards if post.user_visible_to is None]
        if transport == "http":
            # According to Slack's timestamps, the second request was in time.
            assert len(everybodys) == len({post.command for post in everybodys}) == 20
            assert len(cards) <= 40
        else:
            # Nothing shows how long each of them waited.
            assert (len(everybodys), len(cards)) == (0, 40)
        assert all(LATE in str(post.blocks) for post in cards if post not in everybodys)
        # Later requests are answered as usual.
        assert (await here.slack.command("/spott", "c-21", user=MEMBER, channel=PUBLIC)).acknowledged
        await here.slack.wait_for(lambda: len(here.slack.posts) == len(cards) + 2)
        assert here.slack.posts[-1].user_visible_to is None
