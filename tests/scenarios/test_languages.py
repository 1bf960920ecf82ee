"""Private answers are in the language of the user's Slack, and public cards in the workspace's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import buttons, notices
from bot.cards.texts import DUTCH, ENGLISH, FRENCH, GERMAN, LANGUAGES, Language
from bot.sandbox.slack import speakers
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.speakers import with_speakers
from bot.sandbox.slack.workspace import ADMIN, COLLEAGUE, MEMBER, OWNER, PUBLIC, User, Workspace, sample_workspace
from bot.sandbox.world import World, world
from tests.front_door import age_facts, click, look_up, modal, point_at, settled
from tests.scenarios.places import ADA

NOBODY = "Nobody Atall"


@asynccontextmanager
async def world_with_speakers(workspace: Workspace | None = None, **settings: Any) -> AsyncIterator[World]:  # noqa: ANN401 - settings
    async with world(workspace=workspace or with_speakers(sample_workspace(crowd=5)), **settings) as here:
        yield here


def speaking(*locales: str | None) -> Workspace:
    """A workspace in which only the first members have locales, and these ones."""
    sample = sample_workspace(crowd=0)
    members = dict(zip((MEMBER, COLLEAGUE, ADMIN, OWNER), locales, strict=False))
    return replace(sample, users=tuple(replace(user, locale=members.get(user.id)) for user in sample.users))


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    """The buttons' texts."""
    return [one["text"]["text"] for block in blocks if block["type"] == "actions" for one in block["elements"]]


def public_card(say: Language) -> list[str]:
    return [say("button_details"), say("button_refresh"), say("button_remove")]


def private_card(say: Language) -> list[str]:
    return [say("button_details"), say("button_refresh"), say("button_post_here"), say("button_dismiss")]


@pytest.mark.parametrize(
    ("user", "say"),
    [(speakers.DUTCH, DUTCH), (speakers.FRENCH, FRENCH), (speakers.GERMAN, GERMAN), (MEMBER, ENGLISH)],
    ids=["nl", "fr", "de", "en"],
)
async def test_private_answers_are_in_the_askers_language_and_public_cards_in_the_workspaces(
    user: str, say: Language
) -> None:
    async with world_with_speakers() as here:
        card = await look_up(here, ADA, user=user)
        assert (card.user_visible_to, labels(card.blocks)) == (None, public_card(ENGLISH))
        mine = await look_up(here, f"private {ADA}", user=user)
        assert (mine.user_visible_to, labels(mine.blocks)) == (user, private_card(say))
        nobody = await look_up(here, NOBODY, user=user)
        assert (nobody.user_visible_to, nobody.text) == (user, notices.of(say, "nobody_by_name")["text"])
        await click(here, card, buttons.DETAILS, user=user)
        assert modal(here, user).content["close"]["text"] == say("close")


async def test_a_modal_and_a_direct_message_are_in_the_askers_language() -> None:
    async with world_with_speakers() as here:
        message = here.slack.say("Met wie spraken we?", user=MEMBER, channel=PUBLIC)
        form = await point_at(here, message, user=speakers.DUTCH)
        assert (form.content["title"]["text"], form.content["submit"]["text"]) == (
            "Opzoeken in Spott",
            DUTCH("search_submit"),
        )
        here.slack.faults.add("response_url", Fault(404, body={"ok": False, "error": "expired_url"}))
        told = await look_up(here, NOBODY, user=speakers.DUTCH)
        assert (told.via, told.text) == ("chat.postMessage", notices.of(DUTCH, "nobody_by_name")["text"])


async def test_two_people_see_the_same_person_each_in_their_own_language() -> None:
    async with world_with_speakers() as here:
        dutch = await look_up(here, f"privé {ADA}", user=speakers.DUTCH)
        german = await look_up(here, f"privat {ADA}", user=speakers.GERMAN)
        assert (labels(dutch.blocks), labels(german.blocks)) == (private_card(DUTCH), private_card(GERMAN))
        assert [post.user_visible_to for post in (dutch, german)] == [speakers.DUTCH, speakers.GERMAN]


@pytest.mark.parametrize("locale", ["xx-YY", "", None, "english, please"])
async def test_user_with_an_unknown_language_reads_english(locale: str | None) -> None:
    async with world_with_speakers(speaking(locale)) as here:
        nobody = await look_up(here, NOBODY)
        assert nobody.text == notices.of(ENGLISH, "nobody_by_name")["text"]


async def test_changed_language_in_slack_is_followed() -> None:
    async with world_with_speakers() as here:
        assert (await look_up(here, NOBODY)).text == notices.of(ENGLISH, "nobody_by_name")["text"]
        here.slack.change(User(MEMBER, "robin.demo", "Robin Demo", locale="fr-CA"))
        age_facts(here, 301)
        await look_up(here, NOBODY)
        await settled(here)
        assert (await look_up(here, NOBODY)).text == notices.of(FRENCH, "nobody_by_name")["text"]


@pytest.mark.parametrize(
    ("locales", "language", "expected"),
    [
        (("de-DE", "de-AT", "en-GB", None), "auto", GERMAN),
        (("de-DE", "fr-FR", "en-GB", "en-US"), "auto", ENGLISH),
        (("de-DE", "en-GB", None, None), "auto", ENGLISH),
        (("es-ES", "es-LA", "nl-NL", None), "auto", ENGLISH),
        ((None, None, None, None), "auto", ENGLISH),
        (("en-GB", "en-GB", "en-GB", "en-GB"), "nl", DUTCH),
        (("de-DE", "de-DE", "de-DE", "de-DE"), "fr", FRENCH),
    ],
)
async def test_what_everyone_reads_is_in_the_most_common_language_or_as_set(
    locales: tuple[str | None, ...], language: str, expected: Language
) -> None:
    async with world_with_speakers(speaking(*locales), language=language) as here:
        await settled(here)
        assert labels((await look_up(here, ADA)).blocks) == public_card(expected)


@pytest.mark.parametrize("code", LANGUAGES)
async def test_no_call_is_made_for_a_language(code: str) -> None:
    async with world_with_speakers(speaking(f"{code}-XX", f"{code}-YY")) as here:
        await look_up(here, ADA)
        await look_up(here, f"private {ADA}")
        assert [call.method for call in here.slack.calls].count("users.info") == 1
