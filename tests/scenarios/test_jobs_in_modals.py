"""Jobs in the modal of the message shortcut: those that a message links to, and those that are searched for there."""

import json

import pytest

from bot.cards import buttons, notices
from bot.clients import Limits
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.workspace import COLLEAGUE, GUEST, MEMBER, PUBLIC
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import NAMES, assert_all_accepted, carried, click, modal, point_at, settled, shown, submit
from tests.scenarios.canaries import ASK
from tests.scenarios.entries import options

PAGE = "https://app.example.com/jobs/{vacancy_id}"
BACKEND = PAGE.format(vacancy_id="j-backend")
LEAD = PAGE.format(vacancy_id="j-data-lead")
MAIL = "hello@acornanalytics.example.com"


async def pointed_at(here: World, text: str, *, user: str = MEMBER) -> View:
    return await point_at(here, here.slack.say(text, user=COLLEAGUE, channel=PUBLIC), user=user)


def headers(view: View) -> list[str]:
    return [block["text"]["text"] for block in view.blocks if block["type"] == "header"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"Any news about {BACKEND}?", ["Backend Engineer"]),
        (f"{LEAD}/people, then {BACKEND} (and {BACKEND}#top)", ["Lead Data Scientist", "Backend Engineer"]),
    ],
    ids=["one", "two"],
)
async def test_jobs_that_a_message_links_to_are_shown(text: str, titles: list[str]) -> None:
    async with world(spott_job_url=PAGE) as here:
        assert headers(await pointed_at(here, text)) == titles


async def test_post_to_thread_posts_the_job_once_and_it_works_like_any_other_card() -> None:
    async with world(spott_job_url=PAGE) as here:
        message = here.slack.say(BACKEND, user=COLLEAGUE, channel=PUBLIC)
        view = await point_at(here, message)
        for _ in range(2):
            await here.slack.click(view, buttons.POST_JOB_TO_THREAD, user=MEMBER)
        await settled(here)
        (card,) = (post for post in shown(here) if post.thread_ts)
        assert (card.thread_ts, card.text.splitlines()[0], card.user_visible_to) == (
            message.ts,
            "Backend Engineer",
            None,
        )
        assert say("shared_by", who=NAMES[MEMBER]) in json.dumps(card.blocks)
        assert modal(here).blocks[0]["text"]["text"] == say("posted_to_thread")
        await click(here, card, buttons.REFRESH_JOB, user=COLLEAGUE)
        assert say("refreshed_by", who=NAMES[COLLEAGUE]) in json.dumps(shown(here)[-1].blocks)


async def test_a_confidential_job_is_not_posted_to_a_thread() -> None:
    async with world(spott_job_url=PAGE, cache_seconds=0) as here:
        view = await pointed_at(here, BACKEND)
        here.spott.agency.vacancies["j-backend"]["restricted"] = True
        await click(here, view, buttons.POST_JOB_TO_THREAD)
        assert modal(here).blocks[0]["text"]["text"] == say("not_posted_confidential")
        assert len(shown(here)) == 1
        offered = json.dumps((await pointed_at(here, BACKEND)).blocks)
        assert (say("private_confidential") in offered, buttons.POST_JOB_TO_THREAD in offered) == (True, False)


async def test_modal_says_why_a_job_was_not_posted() -> None:
    async with world(spott_job_url=PAGE, cache_seconds=0) as here:
        view = await pointed_at(here, BACKEND)
        here.spott.answers["/vacancies/j-backend"] = RawAnswer(status=500)
        await click(here, view, buttons.POST_JOB_TO_THREAD)
        assert modal(here).blocks[0]["text"]["text"] == say("spott_unavailable")


async def test_jobs_are_below_the_people_of_a_message() -> None:
    async with world(spott_job_url=PAGE) as here:
        shown = json.dumps((await pointed_at(here, f"{BACKEND} {MAIL}")).blocks)
        assert 0 < shown.index("Ada Lovelace") < shown.index("Backend Engineer")


async def test_modal_says_that_a_job_is_gone_beside_the_others() -> None:
    async with world(spott_job_url=PAGE) as here:
        view = await pointed_at(here, f"{BACKEND} and {PAGE.format(vacancy_id='j-gone')}")
        assert headers(view) == ["Backend Engineer"]
        assert say("job_gone") in json.dumps(view.blocks)


async def test_guests_see_no_job_in_a_message() -> None:
    async with world(spott_job_url=PAGE) as here:
        view = await pointed_at(here, BACKEND, user=GUEST)
        assert view.blocks[0]["text"]["text"] == notices.of(say, "guest", ask=ASK)["text"]
        assert len(view.blocks) == 1


async def test_jobs_of_a_message_count_as_look_ups() -> None:
    async with world(spott_job_url=PAGE, lookups_per_person=(1, 9)) as here:
        view = await pointed_at(here, f"{BACKEND} {LEAD}")
        assert headers(view) == ["Backend Engineer"]
        assert "look-up limit" in json.dumps(view.blocks)


async def test_a_person_in_the_job_opens_on_top_of_it() -> None:
    async with world(spott_job_url=PAGE) as here:
        view = await pointed_at(here, BACKEND)
        (ada,) = (one for one in options(view, buttons.OPEN_PERSON) if carried(one) == "c-ada-lovelace")
        await here.slack.click(view, buttons.OPEN_PERSON, user=MEMBER, chosen=ada)
        await settled(here)
        assert_all_accepted(here)
        assert "Ada Lovelace" in json.dumps(modal(here).blocks)
        assert modal(here).id != view.id


async def test_a_job_can_be_searched_for_in_the_form() -> None:
    async with world() as here:
        form = await pointed_at(here, "Lunch?")
        picker = await submit(here, form, "job acorn")
        await click(here, picker, buttons.SHOW_JOB)
        job = modal(here)
        assert headers(job) == ["Backend Engineer"]
        # The modal still knows the thread of the message.
        assert carried(job.content["private_metadata"]) == carried(form.content["private_metadata"]) != ""


async def test_modal_says_why_a_job_is_not_shown() -> None:
    async with world() as here:
        here.spott.answers["/vacancies/_search"] = RawAnswer(status=500)
        view = await submit(here, await pointed_at(here, "Lunch?"), "job acorn")
        assert view.blocks[0]["text"]["text"] == say("spott_unavailable")


async def test_a_slow_spott_is_announced_in_the_modal() -> None:
    async with world(limits=Limits(slow_after=0.1)) as here:
        here.spott.answers["/vacancies/j-backend"] = RawAnswer(delay=0.5, body=b'{"id": "j-backend", "name": "Slow"}')
        await submit(here, await pointed_at(here, "Lunch?"), "job backend")
        told = [call for call in here.slack.calls if say("spott_slow") in str(call.arguments)]
        assert [call.method for call in told] == ["views.update"]
        assert headers(modal(here)) == ["Slow"]
