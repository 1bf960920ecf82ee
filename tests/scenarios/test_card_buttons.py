"""The buttons of a card: Details, Refresh, Post here, Remove."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from bot import journeys
from bot.cards import buttons, notices
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import ADMIN, COLLEAGUE, GUEST, MEMBER, PUBLIC
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import NAMES, age_facts, click, look_up, modal, point_at, shown

ADA = "c-ada-lovelace"
MAIL = "hello@acornanalytics.example.com"
LATER = datetime(2031, 5, 17, 9, 30, tzinfo=UTC)


def let_years_pass(monkeypatch: pytest.MonkeyPatch) -> str:
    """Let years pass; returns how cards write the current time from then on."""
    monkeypatch.setattr(journeys, "datetime", SimpleNamespace(now=lambda _: LATER))
    return f"<!date^{int(LATER.timestamp())}^"


def blocks_text(where: Post | View) -> str:
    return json.dumps(where.blocks, ensure_ascii=False)


def footer(post: Post) -> str:
    """Who looked, who refreshed, and when."""
    foot = next(block for block in post.blocks if block["type"] == "context")
    said = " \u00b7 ".join(element["text"] for element in foot["elements"])
    return said[said.index("Looked up") if "Looked up" in said else said.index("Shared") :]


def action_ids(where: Post | View) -> list[str]:
    rows = [block["elements"] for block in where.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def share(here: World, channel_id: str = PUBLIC) -> None:
    """Share the channel with another organisation, and expire what the app has cached about it."""
    here.slack.change(replace(here.slack.workspace.channel(channel_id), is_ext_shared=True))
    age_facts(here)


async def test_details_are_shown_only_to_the_user_who_clicks(here: World) -> None:
    card = await look_up(here, ADA)
    await click(here, card, buttons.DETAILS, user=COLLEAGUE)
    (view,) = here.slack.views
    assert (view.user, view.content["title"]["text"]) == (COLLEAGUE, "Ada Lovelace")
    assert f"mailto:{MAIL}" in blocks_text(view)
    assert "tel:" in blocks_text(view)
    assert MAIL not in blocks_text(card)
    assert shown(here) == [card]


async def test_details_of_a_private_card(over_http: World) -> None:
    card = await look_up(over_http, f"private {ADA}")
    await click(over_http, card, buttons.DETAILS)
    assert MAIL in blocks_text(modal(over_http))
    assert shown(over_http) == [card]


async def test_details_in_the_shortcuts_modal_open_on_top(over_http: World) -> None:
    message = over_http.slack.say(f"Who is {MAIL}?", user=COLLEAGUE, channel=PUBLIC)
    card = await point_at(over_http, message)
    await click(over_http, card, buttons.DETAILS)
    below, above = over_http.slack.views
    assert below == card
    assert (above.previous_view_id, above.content["title"]["text"]) == (card.id, "Ada Lovelace")
    assert MAIL in blocks_text(above)
    await over_http.slack.close(above)
    assert modal(over_http) == card


async def test_details_show_the_configured_attributes() -> None:
    told = []
    for labels in (frozenset[str](), frozenset({"habits"}), frozenset({"*"})):
        async with world(details_attributes=labels) as here:
            await click(here, await look_up(here, ADA), buttons.DETAILS)
            told.append("Prefers a call before noon" in blocks_text(modal(here)))
    assert told == [False, True, True]


async def test_failure_of_details_is_shown_in_the_modal(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    over_http.spott.answers[ADA] = RawAnswer(status=500)
    age_facts(over_http)
    await click(over_http, card, buttons.DETAILS)
    view = modal(over_http)
    assert view.content["blocks"] == notices.of(say, "spott_unavailable")["blocks"]
    assert view.content["title"]["text"] == say("title_person")
    assert shown(over_http) == [card]


async def test_refresh_updates_the_card_and_names_asker_and_refresher(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await look_up(here, ADA)
    asked = len(here.spott.requests)
    here.spott.people[ADA]["clientContacts"][1]["role"] = "Chief of Everything"
    now = let_years_pass(monkeypatch)
    await click(here, card, buttons.REFRESH, user=COLLEAGUE)
    (fresh,) = shown(here)
    assert (fresh.ts, fresh.user_visible_to, fresh.edited) == (card.ts, None, True)
    assert "Chief of Everything" in blocks_text(fresh)
    both = f"Looked up by {NAMES[MEMBER]} \u00b7 Refreshed by {NAMES[COLLEAGUE]}"
    assert footer(fresh).startswith(f"{both} \u00b7 As of {now}")
    assert now not in footer(card)
    assert action_ids(fresh) == action_ids(card)
    assert sorted(request.path for request in here.spott.requests[asked:]) == [
        f"/applications/candidate/{ADA}",
        f"/clients/contacts/{ADA}",
    ]


@pytest.mark.parametrize("before", ["", "private "], ids=["public", "private"])
async def test_who_refreshes_their_own_card_is_named_once(over_http: World, before: str) -> None:
    await click(over_http, await look_up(over_http, f"{before}{ADA}"), buttons.REFRESH)
    (card,) = shown(over_http)
    assert footer(card).startswith(f"Looked up by {NAMES[MEMBER]} \u00b7 As of ")


async def test_remove_says_who_can_remove_before_it_refuses(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    asks = [element.get("confirm") for block in card.blocks for element in block.get("elements", [])]
    (ask,) = filter(None, asks)
    assert "Only the person who looked this up, or an admin, can remove it." in ask["text"]["text"]
    await click(over_http, card, buttons.REMOVE, user=COLLEAGUE)
    untouched, told = shown(over_http)
    assert (untouched, told.text) == (card, notices.of(say, "not_yours_to_remove")["text"])


async def test_refresh_updates_a_private_card_in_place(over_http: World, monkeypatch: pytest.MonkeyPatch) -> None:
    card = await look_up(over_http, f"private {ADA}")
    now = let_years_pass(monkeypatch)
    await click(over_http, card, buttons.REFRESH)
    (fresh,) = shown(over_http)
    assert (fresh.ts, fresh.user_visible_to, fresh.edited) == (card.ts, MEMBER, True)
    assert now in footer(fresh)
    offered = [buttons.DETAILS, buttons.REFRESH, buttons.POST_HERE, buttons.DISMISS]
    assert action_ids(fresh) == action_ids(card) == offered


async def test_refresh_in_a_newly_shared_channel_covers_the_card(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    share(over_http)
    await click(over_http, card, buttons.REFRESH, user=COLLEAGUE)
    (covered,) = shown(over_http)
    assert (covered.ts, covered.text, covered.blocks) == (
        card.ts,
        notices.of(say, "covered")["text"],
        notices.of(say, "covered")["blocks"],
    )


async def test_refresh_in_a_channel_with_new_guests_is_private_and_keeps_the_card(
    over_http: World,
) -> None:
    card = await look_up(over_http, ADA)
    channel = over_http.slack.workspace.channel(PUBLIC)
    over_http.slack.change(replace(channel, members=channel.members | {GUEST}))
    age_facts(over_http)
    await click(over_http, card, buttons.REFRESH, user=COLLEAGUE)
    untouched, private = shown(over_http)
    assert untouched == card
    assert (private.user_visible_to, private.channel) == (COLLEAGUE, PUBLIC)
    assert say("private_guests") in blocks_text(private)
    assert buttons.POST_HERE not in action_ids(private)


@pytest.mark.parametrize(
    ("answer", "notice"),
    [
        (RawAnswer(status=404), notices.of(say, "no_card")),
        (RawAnswer(status=503), notices.of(say, "spott_unavailable")),
        (RawAnswer(status=429, headers={"Retry-After": "9"}), notices.of(say, "spott_busy", wait=notices.Wait(9.0))),
    ],
)
async def test_failed_refresh_is_reported_in_private_and_keeps_the_card(
    over_http: World, answer: RawAnswer, notice: dict[str, object]
) -> None:
    card = await look_up(over_http, ADA)
    over_http.spott.answers[ADA] = answer
    await click(over_http, card, buttons.REFRESH, user=COLLEAGUE)
    untouched, told = shown(over_http)
    assert untouched == card
    assert (told.user_visible_to, told.text) == (COLLEAGUE, notice["text"])


async def test_post_here_posts_the_card_and_removes_the_private_one(here: World) -> None:
    private = await look_up(here, f"private {ADA}")
    await click(here, private, buttons.POST_HERE)
    (card,) = shown(here)
    assert (card.user_visible_to, card.channel, card.command) == (None, PUBLIC, None)
    assert footer(card).startswith(f"Shared by {NAMES[MEMBER]} \u00b7 As of")
    assert action_ids(card) == [buttons.DETAILS, buttons.REFRESH, buttons.REMOVE]


async def test_shared_card_still_says_so_after_a_refresh(over_http: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await click(over_http, await look_up(over_http, f"private {ADA}"), buttons.POST_HERE)
    now = let_years_pass(monkeypatch)
    for _ in range(2):
        await click(over_http, shown(over_http)[0], buttons.REFRESH, user=COLLEAGUE)
    (card,) = shown(over_http)
    both = f"Shared by {NAMES[MEMBER]} \u00b7 Refreshed by {NAMES[COLLEAGUE]}"
    assert footer(card).startswith(f"{both} \u00b7 As of {now}")


async def test_post_here_in_a_newly_shared_channel_stays_private_and_says_why(over_http: World) -> None:
    private = await look_up(over_http, f"private {ADA}")
    share(over_http)
    await click(over_http, private, buttons.POST_HERE)
    (card,) = shown(over_http)
    assert (card.ts, card.user_visible_to) == (private.ts, MEMBER)
    assert say("private_shared") in blocks_text(card)
    assert buttons.POST_HERE not in action_ids(card)


@pytest.mark.parametrize("fault", [Fault(status=503), Fault(status=429, headers={"Retry-After": "60"})])
async def test_card_that_slack_did_not_accept_can_be_posted_again(over_http: World, fault: Fault) -> None:
    private = await look_up(over_http, f"private {ADA}")
    over_http.slack.faults.add("response_url", fault)
    await click(over_http, private, buttons.POST_HERE)
    await click(over_http, private, buttons.POST_HERE)
    here_now = [post for post in shown(over_http) if post.channel == PUBLIC]
    assert [(post.user_visible_to, footer(post).split(" \u00b7 As of")[0]) for post in here_now] == [
        (None, f"Shared by {NAMES[MEMBER]}")
    ]


@pytest.mark.parametrize("user", [MEMBER, ADMIN])
async def test_asker_and_admins_can_remove_a_card(over_http: World, user: str) -> None:
    await click(over_http, await look_up(over_http, ADA), buttons.REMOVE, user=user)
    assert shown(over_http) == []


async def test_no_one_else_can_remove_a_card(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    await click(over_http, card, buttons.REMOVE, user=COLLEAGUE)
    untouched, told = shown(over_http)
    assert untouched == card
    assert (told.user_visible_to, told.text) == (COLLEAGUE, notices.of(say, "not_yours_to_remove")["text"])


async def test_remove_can_be_retried_after_slack_failed(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    over_http.slack.faults.add("response_url", Fault(status=503))
    await click(over_http, card, buttons.REMOVE)
    untouched, told = shown(over_http)
    assert untouched == card
    assert (told.user_visible_to, told.text) == (MEMBER, notices.of(say, "not_removed")["text"])
    await click(over_http, card, buttons.REMOVE)
    assert card.ts not in {post.ts for post in shown(over_http)}


async def test_journal_records_whose_card_each_button_was_for(
    over_http: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.telemetry.journal")
    card = await look_up(over_http, ADA)
    private = await look_up(over_http, f"private {ADA}")
    await click(over_http, card, buttons.DETAILS)
    await click(over_http, card, buttons.REFRESH)
    await click(over_http, private, buttons.POST_HERE)
    fields = [record.__dict__["fields"] for record in caplog.records if record.name == "bot.telemetry.journal"]
    assert [(line["entry"], line["outcome"]) for line in fields] == [
        ("command", "card"),
        ("command", "card"),
        ("details", "card"),
        ("refresh", "card"),
        ("post here", "card"),
    ]
    assert len({line["candidate"] for line in fields}) == 1
