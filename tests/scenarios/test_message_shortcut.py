"""The message shortcut "Look up in Spott": its modal, the search in it, and the card in the message's thread."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.app import Limits
from bot.cards import buttons, notices, views
from bot.cards.texts import say
from bot.sandbox.people import Person
from bot.sandbox.slack.delivery import Acknowledgement, Delivery
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    COLLEAGUE,
    DM_BETWEEN_PEOPLE,
    GROUP_DM_WITHOUT_BOT,
    GUEST,
    LARGE,
    MEMBER,
    OTHER_BOT,
    PRIVATE_WITHOUT_BOT,
    PUBLIC,
    PUBLIC_WITHOUT_BOT,
    SHARED,
    WITH_GUEST,
)
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.front_door import age_facts, carried, click, look_up, modal, point_at, shown, submit

PAGE = "https://app.example.com/people/{candidate_id}"
ADA = "c-ada-lovelace"
MAIL = "hello@acornanalytics.example.com"
MAE = "550e8400-e29b-41d4-a716-446655440000"


def said(view: View | Post) -> str:
    return json.dumps(view.blocks, ensure_ascii=False)


def names(view: View) -> list[str]:
    return [block["text"]["text"] for block in view.blocks if block["type"] == "header"]


def choices(view: View) -> list[str]:
    rows = [block["accessory"] for block in view.blocks if block.get("accessory", {}).get("action_id") == buttons.SHOW]
    return [carried(button["value"]) for button in rows]


def hint(form: View) -> str:
    assert form.callback_id == views.SEARCH
    above, field = form.blocks
    assert field["block_id"] == views.QUERY
    return str(above["text"]["text"])


def is_notice(view: View, notice: dict[str, Any]) -> bool:
    return bool(view.content["blocks"] == notice["blocks"])


def can_post(view: View) -> bool:
    return f'"{buttons.POST_TO_THREAD}"' in said(view)


def write(here: World, text: str, *, channel: str = PUBLIC, thread_ts: str | None = None) -> Post:
    return here.slack.say(text, user=COLLEAGUE, channel=channel, thread_ts=thread_ts)


def from_a_bot(here: World, **content: Any) -> Post:  # noqa: ANN401 - a message's members
    return here.slack.installation.posts.add(content, channel=PUBLIC, author=OTHER_BOT, via="chat.postMessage")


def somebody(candidate_id: str, name: str, email: str, like: Person) -> Person:
    role = {**like["clientContacts"][0], "emailAddresses": [{"purpose": None, "email": email, "isPrimary": True}]}
    return {**like, "candidateId": candidate_id, "firstName": name, "clientContacts": [role]}


async def the_form(here: World) -> View:
    return await point_at(here, write(here, "Shall we have lunch?"))


async def test_message_that_names_one_person_opens_their_card(here: World) -> None:
    message = write(here, f"Please call {MAIL} today.")
    view = await point_at(here, message)
    assert (names(view), view.content["title"]["text"]) == (["Ada Lovelace"], say("title_person"))
    assert can_post(view)
    assert carried(view.content["private_metadata"]) == f"{PUBLIC} {message.ts}"
    # Opened before any call, since the trigger expires after three seconds.
    first, last = (call for call in here.slack.calls if call.method.startswith("views."))
    assert (first.method, first.arguments["view"]["blocks"]) == ("views.open", views.loading()["blocks"])
    assert last.method == "views.update"
    assert shown(here) == [message]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"id {MAE}, please", "Mae Jemison"),
        (f"see {PAGE.format(candidate_id=ADA)}?tab=notes", "Ada Lovelace"),
        ("She is at +1 555 555 0116 until noon", "Ada Lovelace"),
        (f"Ada Lovelace\n{MAIL}\n+1 555 555 0116\n{PAGE.format(candidate_id=ADA)}", "Ada Lovelace"),
    ],
)
async def test_several_mentions_of_one_person_show_one_card(text: str, name: str) -> None:
    async with world(spott_app_url=PAGE) as here:
        number = {"purpose": "work", "phoneNumber": "+1 555 555 0116", "isPrimary": True}
        here.spott.people[ADA]["clientContacts"][0]["phoneNumbers"] = [number]
        view = await point_at(here, write(here, text))
        assert (names(view), choices(view)) == ([name], [])


async def test_several_people_are_shown_one_below_the_other(over_http: World) -> None:
    view = await point_at(over_http, write(over_http, f"{MAIL} or {MAE}?"))
    assert names(view) == ["Ada Lovelace", "Mae Jemison"]
    assert view.content["title"]["text"] == say("title_look_up")


async def test_certain_matches_need_no_confirmation(over_http: World) -> None:
    spott = over_http.spott
    office = [{"purpose": "office", "phoneNumber": "+1 212 555 0142", "isPrimary": False}]
    for candidate_id in (ADA, "c-alan-turing"):
        spott.people[candidate_id]["clientContacts"][0]["phoneNumbers"] = office
    view = await point_at(over_http, write(over_http, "office +1 212 555 0142"))
    assert sorted(choices(view)) == [f"{ADA} private", "c-alan-turing private"]
    view = await point_at(over_http, write(over_http, f"{MAIL}\noffice +1 212 555 0142"))
    assert (names(view), choices(view)) == (["Ada Lovelace"], [])


async def test_similar_address_needs_confirmation(over_http: World) -> None:
    over_http.spott.search_only.clear()
    ada = over_http.spott.people[ADA]
    over_http.spott.people = {"c-jo": somebody("c-jo", "Jo", "jo.martin@acme.example", ada)}
    view = await point_at(over_http, write(over_http, "jo.marten@acme.example"))
    assert (names(view), choices(view)) == ([], ["c-jo private"])
    assert "Is this who you mean?" in said(view)
    await click(over_http, view, buttons.SHOW)
    assert names(modal(over_http)) == ["Jo Lovelace"]


async def test_at_most_ten_people_are_looked_up(over_http: World) -> None:
    ada = over_http.spott.people[ADA]
    emails = [f"number{n}@example.org" for n in range(12)]
    over_http.spott.people = {f"c-{n}": somebody(f"c-{n}", f"N{n}", email, ada) for n, email in enumerate(emails)}
    view = await point_at(over_http, write(over_http, " ".join(emails)))
    told = names(view)
    assert told == [f"N{n} Lovelace" for n in range(len(told))]
    assert sum(request.path == "/search/people" for request in over_http.spott.requests) == 10
    left = 10 - len(told)
    assert (f"and {left} more in this message" in said(view)) == bool(left)


async def test_with_too_few_look_ups_left_no_one_is_looked_up_and_none_is_used() -> None:
    async with world(lookups_per_person=(5, 500)) as here:
        ada = here.spott.people[ADA]
        emails = [f"number{n}@example.org" for n in range(3)]
        here.spott.people |= {f"c-{n}": somebody(f"c-{n}", f"N{n}", email, ada) for n, email in enumerate(emails)}
        for _ in range(3):
            await look_up(here, "c-alan-turing")
        here.spott.requests.clear()
        view = await point_at(here, write(here, " ".join(emails)))
        assert "You've reached your look-up limit for now." in said(view)
        assert here.spott.requests == []
        assert names(await point_at(here, write(here, " ".join(emails[:2])))) == ["N0 Lovelace", "N1 Lovelace"]


async def test_of_more_people_than_the_quota_allows_the_first_are_shown() -> None:
    async with world(lookups_per_person=(2, 500)) as here:
        ada = here.spott.people[ADA]
        emails = [f"number{n}@example.org" for n in range(3)]
        here.spott.people |= {f"c-{n}": somebody(f"c-{n}", f"N{n}", email, ada) for n, email in enumerate(emails)}
        view = await point_at(here, write(here, " ".join(emails)))
        assert names(view) == ["N0 Lovelace", "N1 Lovelace"]
        assert view.blocks[-1]["text"]["text"] == notices.of("too_many_lookups", wait=notices.wait(None))["text"]


async def test_person_without_a_card_is_described_as_such(over_http: World) -> None:
    over_http.spott.search_only[0]["emailAddresses"] = ["mary@example.org"]
    view = await point_at(over_http, write(over_http, "mary@example.org"))
    assert names(view) == ["Mary Jackson"]
    assert "not a contact at a client company" in said(view)
    assert not can_post(view)


async def test_bot_messages_attachments_and_cards_are_read_too() -> None:
    async with world(spott_app_url=PAGE) as here:
        messages = [
            from_a_bot(here, text="New lead", attachments=[{"fields": [{"title": "Mail", "value": MAIL}]}]),
            from_a_bot(here, text="", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": f"`{MAE}`"}}]),
            await look_up(here, "c-grace-hopper"),
        ]
        found = [names(await point_at(here, message)) for message in messages]
        assert found == [["Ada Lovelace"], ["Mae Jemison"], ["Grace Hopper"]]


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


async def test_search_field_shows_several_and_the_choice_replaces_them(here: World) -> None:
    view = await submit(here, await the_form(here), "sam taylor")
    assert choices(view) == ["c-no-roles private", "c-former private"]
    await click(here, view, buttons.SHOW)
    card = modal(here)
    assert (card.id, names(card), can_post(card)) == (view.id, ["Sam Taylor"], True)


@pytest.mark.parametrize(
    ("typed", "above"),
    [
        ("Zzyzx Qqq", notices.of("nobody_by_name")["text"]),
        ("zq@zq.example", notices.of("nobody_by_email")["text"]),
        ("../users?x=1", notices.of("not_understood")["text"]),
        ("help", notices.of("help")["text"]),
        (" ", notices.of("help")["text"]),
        ("c-500", notices.of("spott_unavailable")["text"]),
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
        assert updates[1] == notices.of("spott_slow")["blocks"]
        assert [post.text for post in shown(here)] == ["Shall we have lunch?"]


@pytest.mark.parametrize("in_a_reply", [False, True])
async def test_post_to_thread_posts_the_card_in_the_messages_thread(here: World, *, in_a_reply: bool) -> None:
    parent = write(here, f"Who is {MAIL}?")
    pointed_at = write(here, f"I mean {MAIL}", thread_ts=parent.ts) if in_a_reply else parent
    await click(here, await point_at(here, pointed_at), buttons.POST_TO_THREAD)
    card = shown(here)[-1]
    assert (card.channel, card.thread_ts, card.user_visible_to, card.via) == (
        PUBLIC,
        parent.ts,
        None,
        "chat.postMessage",
    )
    assert f"Shared by <@{MEMBER}>" in said(card)
    assert is_notice(modal(here), {**notices.of("posted_to_thread")})
    # The card in the thread works like any other.
    await click(here, card, buttons.REFRESH, user=COLLEAGUE)
    assert (shown(here)[-1].ts, shown(here)[-1].edited) == (card.ts, True)
    await click(here, card, buttons.REMOVE)
    assert card.ts not in {post.ts for post in shown(here)}


Prepare = Callable[[World], None]


def nothing(_: World) -> None:
    """Change nothing."""


def limited(here: World) -> None:
    here.slack.faults.add("chat.postMessage", Fault(429, {"Retry-After": "60"}, {"ok": False, "error": "ratelimited"}))


def says(error: str) -> Prepare:
    return lambda here: here.slack.faults.add("chat.postMessage", Fault(200, body={"ok": False, "error": error}))


def lost(here: World) -> None:
    here.slack.faults.add("chat.postMessage", Fault(reset="before"))


@pytest.mark.parametrize(
    ("channel", "overrides", "prepare", "notice"),
    [
        (PUBLIC_WITHOUT_BOT, {}, nothing, notices.of("invite_me_to_post")),
        (PRIVATE_WITHOUT_BOT, {}, nothing, notices.of("invite_me_to_post")),
        (GROUP_DM_WITHOUT_BOT, {}, nothing, notices.of("invite_me_to_post")),
        (SHARED, {}, nothing, notices.of("not_posted_shared")),
        (WITH_GUEST, {}, nothing, notices.of("not_posted_guests")),
        (LARGE, {}, nothing, notices.of("not_posted_large")),
        (PUBLIC, {"allowed_channels": {LARGE}}, nothing, notices.of("not_posted_not_listed")),
        (PUBLIC, {}, limited, notices.of("slack_is_limiting")),
        (PUBLIC, {}, lost, notices.of("maybe_not_arrived")),
        (PUBLIC, {}, says("fatal_error"), notices.of("maybe_not_arrived")),
        (PUBLIC, {}, says("is_archived"), notices.of("delivery_refused")),
    ],
)
async def test_modal_says_why_a_card_cannot_be_posted(
    channel: str, overrides: dict[str, Any], prepare: Prepare, notice: dict[str, Any]
) -> None:
    async with world(**overrides) as here:
        message = write(here, MAIL, channel=channel)
        view = await point_at(here, message)
        assert names(view) == ["Ada Lovelace"]
        prepare(here)
        await click(here, view, buttons.POST_TO_THREAD)
        assert is_notice(modal(here), notice)
        assert shown(here) == [message]


async def test_card_is_posted_to_the_thread_without_a_broken_image(over_http: World) -> None:
    view = await point_at(over_http, write(over_http, MAIL))
    says("invalid_blocks")(over_http)
    await over_http.slack.click(view, buttons.POST_TO_THREAD, user=MEMBER)
    await over_http.slack.wait_for(lambda: len(shown(over_http)) == 2)
    assert "image_url" not in said(shown(over_http)[1])


async def test_no_post_to_thread_in_a_direct_message_between_others(over_http: World) -> None:
    view = await point_at(over_http, write(over_http, MAIL, channel=DM_BETWEEN_PEOPLE))
    assert (names(view), can_post(view)) == (["Ada Lovelace"], False)


async def test_failures_for_some_people_do_not_hide_the_others(over_http: World) -> None:
    over_http.spott.answers[MAE] = RawAnswer(status=500)
    view = await point_at(over_http, write(over_http, f"{MAIL} or {MAE}?"))
    assert names(view) == ["Ada Lovelace"]
    assert notices.of("spott_unavailable")["text"] in said(view)
    over_http.spott.search_answer = RawAnswer(status=500)
    assert is_notice(
        await point_at(over_http, write(over_http, f"{MAIL} or {MAE}?")), {**notices.of("spott_unavailable")}
    )


async def test_guest_sees_no_one_and_causes_no_calls(over_http: World) -> None:
    message = write(over_http, f"{MAIL} or {MAE}?")
    await point_at(over_http, message, user=GUEST)
    asked = len(over_http.spott.requests)
    for text in (MAIL, "Shall we have lunch?"):
        view = await point_at(over_http, write(over_http, text), user=GUEST)
        assert is_notice(view, {**notices.of("guest", ask="a workspace admin")})
    assert len(over_http.spott.requests) == asked


async def test_user_who_became_a_guest_cannot_search_or_post(over_http: World) -> None:
    form = await the_form(over_http)
    over_http.slack.change(replace(over_http.slack.workspace.user(MEMBER), role="guest"))
    age_facts(over_http)
    view = await submit(over_http, form, "Grace Hopper")
    assert is_notice(view, {**notices.of("guest", ask="a workspace admin")})


async def test_journal_records_each_look_ups_outcome(over_http: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.telemetry.journal")
    view = await point_at(over_http, write(over_http, MAIL))
    await click(over_http, view, buttons.POST_TO_THREAD)
    view = await submit(over_http, await the_form(over_http), "sam taylor")
    await click(over_http, view, buttons.SHOW)
    await submit(over_http, await the_form(over_http), "../users?x=1")
    lines = [record.__dict__["fields"] for record in caplog.records if record.name == "bot.telemetry.journal"]
    assert [(line["entry"], line["outcome"], line["arrival"], "candidate" in line) for line in lines] == [
        ("message", "card", "in_place", False),
        ("post to thread", "card", "in_place", True),
        ("message", "not_found", "in_place", False),
        ("search", "choice", "in_place", False),
        ("choice", "card", "in_place", True),
        ("message", "not_found", "in_place", False),
        ("search", "unclear", "in_place", False),
    ]
