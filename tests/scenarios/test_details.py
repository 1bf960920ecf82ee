"""Details, and what can be done in a modal about a person: the jobs once more, and other records of the same person."""

import pytest

from bot.cards import buttons, notices
from bot.sandbox.slack.modals import View
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import assert_all_accepted, click, look_up, modal, names_on, point_at
from tests.scenarios.pointing import ADA, blocks_text, can_post, choices, is_notice, somebody, write

MAIL = "hello@acornanalytics.example.com"
JANE = "c-jane-doe"
JOBS = f"/applications/candidate/{ADA}"


async def details_of(here: World, who: str) -> View:
    await click(here, await look_up(here, who), buttons.DETAILS)
    return modal(here)


@pytest.mark.parametrize("phone", ["+44 20 7946 0123", "020 7946 0123"])
async def test_records_with_the_same_email_or_phone_are_found_and_shown(phone: str) -> None:
    async with world(phone_region="GB") as here:
        mails = ("JANE@example.com", "other@example.org", "jan@example.com")
        others = [somebody(f"c-{number}", "J.", mail, here.spott.people[JANE]) for number, mail in enumerate(mails)]
        for one, number in zip(others, ("", phone, "+44 20 7946 0199"), strict=True):
            one["clientContacts"][0]["phoneNumbers"] = [{"phoneNumber": number}]
        here.spott.people |= {one["candidateId"]: one for one in others}
        details = await details_of(here, JANE)
        await click(here, details, buttons.OTHER_RECORDS)
        found = modal(here)
        assert found.blocks[0]["text"]["text"] == say("other_records")
        assert choices(found) == ["c-0 private", "c-1 private"]
        await click(here, found, buttons.SHOW)
        assert names_on(modal(here).blocks) == ["J. Doe"]


async def test_modal_says_that_there_is_no_other_record(over_http: World) -> None:
    await click(over_http, await details_of(over_http, JANE), buttons.OTHER_RECORDS)
    assert is_notice(modal(over_http), dict(notices.of(say, "no_other_records")))


async def test_modal_says_that_the_search_for_other_records_failed(over_http: World) -> None:
    details = await details_of(over_http, JANE)
    over_http.spott.search_answer = RawAnswer(500)
    await click(over_http, details, buttons.OTHER_RECORDS)
    assert is_notice(modal(over_http), dict(notices.of(say, "spott_unavailable")))


async def test_person_without_address_and_number_has_no_other_records_to_find(over_http: World) -> None:
    assert buttons.OTHER_RECORDS not in blocks_text(await details_of(over_http, "c-no-roles"))


async def test_refresh_in_a_modal_loads_missing_jobs(over_http: World) -> None:
    over_http.spott.answers[JOBS] = RawAnswer(500)
    card = await point_at(over_http, write(over_http, MAIL))
    assert say("jobs_not_loaded") in blocks_text(card)
    await click(over_http, card, buttons.REFRESH_IN_MODAL)
    assert say("jobs_not_loaded") in blocks_text(modal(over_http))
    del over_http.spott.answers[JOBS]
    await click(over_http, modal(over_http), buttons.REFRESH_IN_MODAL)
    fresh = modal(over_http)
    assert "Backend Engineer, Acorn Analytics" in blocks_text(fresh)
    assert [word for word in (say("jobs_not_loaded"), buttons.REFRESH_IN_MODAL) if word in blocks_text(fresh)] == []
    assert can_post(fresh)
    assert_all_accepted(over_http)


async def test_refresh_in_details_loads_missing_jobs(over_http: World) -> None:
    over_http.spott.answers[JOBS] = RawAnswer(500)
    details = await details_of(over_http, ADA)
    assert say("jobs_not_loaded") in blocks_text(details)
    del over_http.spott.answers[JOBS]
    await click(over_http, details, buttons.REFRESH_DETAILS)
    fresh = modal(over_http)
    assert fresh.content["title"]["text"] == "Ada Lovelace"
    assert "Backend Engineer, Acorn Analytics" in blocks_text(fresh)
    assert [word for word in (say("jobs_not_loaded"), buttons.REFRESH_DETAILS) if word in blocks_text(fresh)] == []
