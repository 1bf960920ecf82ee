"""The message shortcut "Look up in Spott": its modal, the search in it, and the card in the message's thread."""

from dataclasses import replace

import pytest

from bot.cards import buttons, notices, views
from bot.sandbox.slack.workspace import (
    GUEST,
    MEMBER,
    PUBLIC,
)
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import age_facts, carried, click, look_up, modal, point_at, shown, submit
from tests.scenarios.pointing import (
    ADA,
    MAE,
    MAIL,
    PAGE,
    blocks_text,
    can_post,
    choices,
    from_a_bot,
    is_notice,
    names,
    somebody,
    the_form,
    write,
)


async def test_message_that_names_one_person_opens_their_card(here: World) -> None:
    message = write(here, f"Please call {MAIL} today.")
    view = await point_at(here, message)
    assert (names(view), view.content["title"]["text"]) == (["Ada Lovelace"], say("title_person"))
    assert can_post(view)
    assert carried(view.content["private_metadata"]) == f"{PUBLIC} {message.ts}"
    # Opened before any call, since the trigger expires after three seconds.
    first, last = (call for call in here.slack.calls if call.method.startswith("views."))
    assert (first.method, first.arguments["view"]["blocks"]) == ("views.open", views.loading(say)["blocks"])
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
    assert "Did you mean this person?" in blocks_text(view)
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
    assert (f"and {left} more in this message" in blocks_text(view)) == bool(left)


async def test_with_too_few_look_ups_left_no_one_is_looked_up_and_none_is_used() -> None:
    async with world(lookups_per_person=(5, 500)) as here:
        ada = here.spott.people[ADA]
        emails = [f"number{n}@example.org" for n in range(3)]
        here.spott.people |= {f"c-{n}": somebody(f"c-{n}", f"N{n}", email, ada) for n, email in enumerate(emails)}
        for _ in range(3):
            await look_up(here, "c-alan-turing")
        here.spott.requests.clear()
        view = await point_at(here, write(here, " ".join(emails)))
        assert "You've reached your look-up limit for now." in blocks_text(view)
        assert here.spott.requests == []
        assert names(await point_at(here, write(here, " ".join(emails[:2])))) == ["N0 Lovelace", "N1 Lovelace"]


async def test_of_more_people_than_the_quota_allows_the_first_are_shown() -> None:
    async with world(lookups_per_person=(2, 500)) as here:
        ada = here.spott.people[ADA]
        emails = [f"number{n}@example.org" for n in range(3)]
        here.spott.people |= {f"c-{n}": somebody(f"c-{n}", f"N{n}", email, ada) for n, email in enumerate(emails)}
        view = await point_at(here, write(here, " ".join(emails)))
        assert names(view) == ["N0 Lovelace", "N1 Lovelace"]
        assert view.blocks[-1]["text"]["text"] == notices.of(say, "too_many_lookups", wait=notices.Wait(None))["text"]


async def test_candidate_who_is_not_a_contact_has_a_card_too(over_http: World) -> None:
    over_http.spott.search_only[0]["emailAddresses"] = ["mary@example.org"]
    view = await point_at(over_http, write(over_http, "mary@example.org"))
    assert names(view) == ["Mary Jackson"]
    assert can_post(view)


async def test_bot_messages_attachments_and_cards_are_read_too() -> None:
    async with world(spott_app_url=PAGE) as here:
        messages = [
            from_a_bot(here, text="New lead", attachments=[{"fields": [{"title": "Mail", "value": MAIL}]}]),
            from_a_bot(here, text="", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": f"`{MAE}`"}}]),
            await look_up(here, "c-grace-hopper"),
        ]
        found = [names(await point_at(here, message)) for message in messages]
        assert found == [["Ada Lovelace"], ["Mae Jemison"], ["Grace Hopper"]]


async def test_failures_for_some_people_do_not_hide_the_others(over_http: World) -> None:
    over_http.spott.answers[MAE] = RawAnswer(status=500)
    view = await point_at(over_http, write(over_http, f"{MAIL} or {MAE}?"))
    assert names(view) == ["Ada Lovelace"]
    assert notices.of(say, "spott_unavailable")["text"] in blocks_text(view)
    over_http.spott.search_answer = RawAnswer(status=500)
    assert is_notice(
        await point_at(over_http, write(over_http, f"{MAIL} or {MAE}?")), {**notices.of(say, "spott_unavailable")}
    )


async def test_guest_sees_no_one_and_causes_no_calls(over_http: World) -> None:
    message = write(over_http, f"{MAIL} or {MAE}?")
    await point_at(over_http, message, user=GUEST)
    asked = len(over_http.spott.requests)
    for text in (MAIL, "Shall we have lunch?"):
        view = await point_at(over_http, write(over_http, text), user=GUEST)
        assert is_notice(view, {**notices.of(say, "guest", ask="a workspace admin")})
    assert len(over_http.spott.requests) == asked


async def test_user_who_became_a_guest_cannot_search_or_post(over_http: World) -> None:
    form = await the_form(over_http)
    over_http.slack.change(replace(over_http.slack.workspace.user(MEMBER), role="guest"))
    age_facts(over_http)
    view = await submit(over_http, form, "Grace Hopper")
    assert is_notice(view, {**notices.of(say, "guest", ask="a workspace admin")})


async def test_journal_records_each_look_ups_outcome(over_http: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.telemetry.journal")
    view = await point_at(over_http, write(over_http, MAIL))
    await click(over_http, view, buttons.POST_TO_THREAD)
    view = await submit(over_http, await the_form(over_http), "sam taylor")
    await click(over_http, view, buttons.SHOW)
    await submit(over_http, await the_form(over_http), "../users?x=1")
    lines = [record.__dict__["fields"] for record in caplog.records if record.name == "bot.telemetry.journal"]
    assert [(line["entry"], line["outcome"], line["arrival"], "candidate" in line) for line in lines] == [
        ("message", "card", "in_place", True),
        ("post to thread", "card", "in_place", True),
        ("message", "not_found", "in_place", False),
        ("search", "choice", "in_place", False),
        ("choice", "card", "in_place", True),
        ("message", "not_found", "in_place", False),
        ("search", "unclear", "in_place", False),
    ]
