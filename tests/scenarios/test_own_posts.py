"""With a store, cards in the app's conversations are its own messages, which it finds again."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cards import buttons, notices
from bot.cards.texts import ENGLISH
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER, PUBLIC, STRANGER
from bot.sandbox.world import World, world
from tests.front_door import age_facts, click, look_up, names_on, restarted, settled, shown, type_command
from tests.polling import until
from tests.store.databases import sqlite

ADA = "c-ada-lovelace"
COVERED = notices.of(ENGLISH, "covered")


@pytest.fixture
def here(remembering: World) -> World:
    return remembering


def posted_via(here: World) -> list[str]:
    """How the messages in the channel were posted."""
    return [post.via for post in shown(here)]


async def kept(here: World) -> None:
    """Wait until the store has the results of the look-ups."""
    store = here.process.bot.workspace.store
    assert store is not None
    await until(lambda: len(store.writer) == 0)


@pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])
async def test_card_is_the_apps_own_message_and_asking_again_leads_to_it(tmp_path: Path, *, socket_mode: bool) -> None:
    async with world(socket_mode=socket_mode, database_url=sqlite(tmp_path)) as here:
        await asks_again(here)


async def asks_again(here: World) -> None:
    card = await look_up(here, ADA)
    assert (card.via, card.user_visible_to, names_on(card.blocks)) == ("chat.postMessage", None, ["Ada Lovelace"])

    pointer = await look_up(here, "ada lovelace", user=COLLEAGUE)
    assert pointer.user_visible_to == COLLEAGUE
    assert pointer.text == "This card was posted here a minute ago."
    elements = pointer.blocks[-1]["elements"]
    assert [element["text"]["text"] for element in elements] == ["Go to the card", "Post again", "Dismiss"]
    assert elements[0]["url"] == f"https://northwind-demo.slack.com/archives/{PUBLIC}/p{card.ts.replace('.', '')}"

    await click(here, pointer, buttons.POST_HERE, user=COLLEAGUE)
    assert [(post.via, names_on(post.blocks)) for post in shown(here)] == [
        ("chat.postMessage", ["Ada Lovelace"]),
        ("chat.postMessage", ["Ada Lovelace"]),
    ]


async def test_restarted_app_finds_the_card_and_can_remove_it(here: World) -> None:
    card = await look_up(here, ADA)
    await kept(here)
    async with restarted(here) as again:
        store = again.process.bot.workspace.store
        assert store is not None
        await store.cards.read_recent()
        assert (await look_up(again, ADA)).text == "This card was posted here a minute ago."
        await click(again, card, buttons.REMOVE)
        assert card.ts not in [post.ts for post in shown(again)]
        assert names_on((await look_up(again, ADA)).blocks) == ["Ada Lovelace"]


async def test_card_that_somebody_deleted_is_posted_anew(here: World) -> None:
    card = await look_up(here, ADA)
    here.slack.installation.posts.delete(card)
    assert names_on((await look_up(here, ADA)).blocks) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    ("code", "via"),
    [("not_in_channel", "response_url"), ("ratelimited", "response_url"), ("restricted_action", "response_url")],
)
async def test_what_slack_does_not_let_the_app_post_goes_through_the_response_url(
    here: World, code: str, via: str
) -> None:
    refused = Fault(status=200, body={"ok": False, "error": code})
    here.slack.faults.add("chat.postMessage", refused)
    card = await look_up(here, ADA)
    assert (card.via, card.user_visible_to, names_on(card.blocks)) == (via, None, ["Ada Lovelace"])


async def test_card_whose_answer_was_lost_is_not_posted_twice(here: World) -> None:
    here.slack.faults.add("chat.postMessage", Fault(reset="after"))
    await type_command(here, ADA)
    await settled(here)
    first, second = shown(here)
    assert names_on(first.blocks) == ["Ada Lovelace"]
    assert second.user_visible_to is not None
    assert names_on(second.blocks) == []


async def test_list_and_job_are_own_messages_and_only_the_job_is_found_again(here: World) -> None:
    await look_up(here, "Ada Lovelace, Grace Hopper")
    await look_up(here, "Ada Lovelace, Grace Hopper")
    await look_up(here, "job backend engineer acorn")
    pointer = await look_up(here, "job backend engineer acorn")
    assert posted_via(here)[:3] == ["chat.postMessage"] * 3
    assert pointer.text == "This card was posted here a minute ago."
    await click(here, pointer, buttons.POST_JOB_HERE)
    assert len(posted_via(here)) == 4


async def test_conversation_without_the_app_gets_its_card_through_the_response_url(tmp_path: Path) -> None:
    async with world(database_url=sqlite(tmp_path)) as here:
        outside = next(
            channel
            for channel in here.slack.workspace.channels
            if channel.kind == "public" and here.slack.workspace.bot not in channel.members
        )
        user = min(outside.members)
        first = await look_up(here, ADA, channel=outside.id, user=user)
        assert first.via == "response_url"


async def test_cards_of_an_earlier_process_are_covered_when_others_join(here: World) -> None:
    await look_up(here, ADA)
    await kept(here)
    async with restarted(here) as again:
        channel = again.slack.workspace.channel(PUBLIC)
        again.slack.change(replace(channel, is_ext_shared=True, members=channel.members | {STRANGER}))
        age_facts(again, 120)
        private = await look_up(again, "c-grace-hopper")
        await settled(again)
        assert private.user_visible_to == MEMBER
        assert [post.text for post in shown(again) if post.user_visible_to is None] == [COVERED["text"]]
