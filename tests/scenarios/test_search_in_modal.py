"""The field to search in, for a message that names nobody."""

import asyncio
from typing import Any

import pytest

from bot.cards import buttons, notices
from bot.clients import Limits
from bot.sandbox.slack.delivery import Acknowledgement, Delivery
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import click, modal, point_at, shown, submit
from tests.scenarios.pointing import MAE, can_post, choices, hint, names, the_form, write


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("Shall we have lunch?", say("nothing_in_message")),
        ("Write to zq@zq.example", say("nobody_in_message")),
    ],
)
async def test_message_that_names_no_one_opens_a_search_field(over_http: World, text: str, above: str) -> None:
    assert hint(await point_at(over_http, write(over_http, text))) == above


async def test_search_field_finds_a_person_whose_card_can_be_posted(here: World) -> None:
    form = await the_form(here)
    view = await submit(here, form, "Grace Hopper")
    assert (view.id, names(view), can_post(view)) == (form.id, ["Grace Hopper"], True)
    await click(here, view, buttons.POST_TO_THREAD)
    message, card = shown(here)
    assert (card.thread_ts, card.text.splitlines()[0]) == (message.ts, "Grace Hopper")


async def test_search_field_shows_several_and_the_choice_replaces_them(over_http: World) -> None:
    view = await submit(over_http, await the_form(over_http), "sam taylor")
    assert choices(view) == ["c-no-roles private", "c-former private"]
    await click(over_http, view, buttons.SHOW)
    card = modal(over_http)
    assert (card.id, names(card), can_post(card)) == (view.id, ["Sam Taylor"], True)


@pytest.mark.parametrize(
    ("typed", "above"),
    [
        ("Zzyzx Qqq", notices.of(say, "nobody_by_name")["text"]),
        ("zq@zq.example", notices.of(say, "nobody_by_email")["text"]),
        ("../users?x=1", notices.of(say, "not_understood")["text"]),
        ("help", notices.of(say, "help")["text"]),
        (" ", notices.of(say, "help")["text"]),
        ("c-500", notices.of(say, "spott_unavailable")["text"]),
    ],
)
async def test_search_field_reappears_with_a_hint_and_the_typed_text(over_http: World, typed: str, above: str) -> None:
    form = await the_form(over_http)
    again = await submit(over_http, form, typed)
    assert (again.id, hint(again), again.blocks[1]["element"]["initial_value"]) == (form.id, above, typed)
    assert names(await submit(over_http, again, "Grace Hopper")) == ["Grace Hopper"]


async def test_result_is_shown_even_if_slack_processes_the_acknowledgement_late(
    over_http: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # wait as long as outside of the tests
    form = await the_form(over_http)
    send = Delivery.send

    async def slow_to_hear(*arguments: Any) -> Acknowledgement:  # noqa: ANN401 - passed on
        acknowledgement = await send(*arguments)
        await asyncio.sleep(0.15)
        return acknowledgement

    monkeypatch.setattr(Delivery, "send", slow_to_hear)
    assert names(await submit(over_http, form, "Grace Hopper")) == ["Grace Hopper"]


async def test_slow_search_is_announced_in_the_modal() -> None:
    async with world(limits=Limits(slow_after=0.1)) as here:
        form = await the_form(here)
        here.spott.delay = 0.7
        assert names(await submit(here, form, MAE)) == ["Mae Jemison"]
        updates = [call.arguments["view"]["blocks"] for call in here.slack.calls if call.method == "views.update"]
        assert updates[1] == notices.of(say, "spott_slow")["blocks"]
        assert [post.text for post in shown(here)] == ["Shall we have lunch?"]


@pytest.mark.parametrize(
    ("typed", "found"), [("Grace Hopper privte", ["Grace Hopper"]), ("private Grace Hopper", ["Grace Hopper"])]
)
async def test_search_field_finds_the_person_in_a_text_with_private(
    over_http: World, typed: str, found: list[str]
) -> None:
    assert names(await submit(over_http, await the_form(over_http), typed)) == found


async def test_search_field_asks_whether_somebody_who_only_resembles_the_name_was_meant(over_http: World) -> None:
    view = await submit(over_http, await the_form(over_http), "grase hoper")
    assert (names(view), choices(view)) == ([], ["c-grace-hopper private"])
    assert view.blocks[0]["text"]["text"] == say("did_you_mean")
