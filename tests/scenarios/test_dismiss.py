"""Private answers can be dismissed by the only person who sees them, and nothing else can."""

from dataclasses import replace

import pytest

from bot.cards import buttons, notices, views
from bot.sandbox.slack.workspace import COLLEAGUE, GUEST, MEMBER, PUBLIC
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import click, look_up, modal, point_at, shown, submit

ANSWERS = {
    "a card": "private Ada Lovelace",
    "a card by email": "jane@example.com",
    "a card by number": "+44 20 7946 0123",
    "a candidate": "Sanne de Vries private",
    "help": "help",
    "nobody by that name": "Zzyzx Qwrtp",
    "nobody with that ID": "c-404",
    "nothing that can be read": "???",
    "a refused key": "c-401",
    "a busy Spott": "c-429",
    "a Spott that fails": "c-500",
    "no such job": "job zzyzx",
}


@pytest.mark.parametrize("typed", ANSWERS.values(), ids=ANSWERS)
async def test_private_answer_is_dismissed(typed: str, over_http: World) -> None:
    answer = await look_up(over_http, typed)
    assert answer.user_visible_to == MEMBER
    await click(over_http, answer, buttons.DISMISS)
    assert shown(over_http) == []


async def test_refusal_is_dismissed(over_http: World) -> None:
    answer = await look_up(over_http, "Ada Lovelace", user=GUEST)
    await click(over_http, answer, buttons.DISMISS, user=GUEST)
    assert shown(over_http) == []


@pytest.mark.parametrize("typed", ["Sam Taylor", "jan do", "job acorn"], ids=["two-of-a-name", "a-guess", "two-jobs"])
async def test_none_of_these_removes_a_list(typed: str, over_http: World) -> None:
    picker = await look_up(over_http, typed)
    asked = len(over_http.spott.requests)
    await click(over_http, picker, buttons.NONE_OF_THESE)
    assert (shown(over_http), len(over_http.spott.requests)) == ([], asked)


async def test_none_of_these_in_a_modal_shows_the_search_form(over_http: World) -> None:
    message = over_http.slack.say("Who knows somebody here?", user=COLLEAGUE, channel=PUBLIC)
    form = await point_at(over_http, message)
    found = await submit(over_http, form, "Sam Taylor")
    await click(over_http, found, buttons.NONE_OF_THESE)
    again = modal(over_http)
    assert again.content["callback_id"] == views.SEARCH
    # It still knows the thread of the message.
    card = await submit(over_http, again, "Jane Doe")
    await click(over_http, card, buttons.POST_TO_THREAD)
    (posted,) = [post for post in shown(over_http) if post.thread_ts == message.ts]
    assert posted.text.startswith("Jane Doe\n")


async def test_public_card_has_no_dismiss_and_cannot_be_dismissed(over_http: World) -> None:
    card = await look_up(over_http, "Ada Lovelace")
    assert buttons.DISMISS not in str(card.blocks)
    forged = replace(card, blocks=[{"type": "actions", "elements": [buttons.dismiss(say)]}])
    await click(over_http, forged, buttons.DISMISS, user=COLLEAGUE)
    left, told = shown(over_http)
    assert (left.ts, told.user_visible_to, told.text) == (card.ts, COLLEAGUE, notices.of(say, "button_too_old")["text"])
