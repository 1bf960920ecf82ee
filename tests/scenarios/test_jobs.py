"""`/spott job <which>`: a job's card with its candidates, a list of several jobs, or why there is neither."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import buttons, notices
from bot.sandbox.agency.applications import Applied
from bot.sandbox.agency.records import users
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import ADMIN, COLLEAGUE, GUEST, MEMBER, PUBLIC
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import NAMES, assert_all_accepted, carried, click, look_up, settled, shown
from tests.scenarios.canaries import ASK
from tests.scenarios.entries import options

BACKEND = "Backend Engineer\nAcorn Analytics, Open"
PAGE = "https://app.example.com/jobs/{vacancy_id}"


def actions(post: Post) -> list[str]:
    """The buttons, in order."""
    rows = [block["elements"] for block in post.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def shows(post: Post) -> list[str]:
    """The values of a list's buttons."""
    return [carried(block["accessory"]["value"]) for block in post.blocks if "accessory" in block]


def notes(post: Post) -> list[str]:
    return [element["text"] for block in post.blocks if block["type"] == "context" for element in block["elements"]]


async def over(here: World, text: str, **by: Any) -> Post:  # noqa: ANN401 - as `look_up`
    post = await look_up(here, text, **by)
    assert_all_accepted(here)
    return post


@pytest.mark.parametrize("transport", ["HTTP", "Socket Mode"])
async def test_one_open_job_is_shown_to_everyone(transport: str) -> None:
    async with world(socket_mode=transport == "Socket Mode") as here:
        card = await over(here, "job backend acorn")
        assert card.text.startswith(BACKEND)
        assert card.user_visible_to is None
        assert actions(card) == [buttons.REFRESH_JOB, buttons.REMOVE, buttons.OPEN_PERSON]
        people = [carried(value) for value in options(card, buttons.OPEN_PERSON)]
        assert people[:2] == ["c-joris-vandenbroucke", "c-jean-baptiste-moreau"]
        assert "c-ada-lovelace" in people
        # A rejected candidate is no longer in the job.
        assert "c-lies-dhondt" not in people


async def test_several_jobs_are_a_private_list_that_goes_once_one_is_chosen() -> None:
    async with world() as here:
        picker = await over(here, "job acorn")
        assert (picker.user_visible_to, shows(picker)) == (MEMBER, ["j-backend", "j-data-lead"])
        await click(here, picker, buttons.SHOW_JOB)
        card = here.slack.posts[-1]
        assert (card.text.startswith(BACKEND), card.user_visible_to) == (True, None)
        assert picker not in shown(here)
        await click(here, picker, buttons.SHOW_JOB)
        assert here.slack.posts[-1].text == notices.of(say, "picker_used")["text"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("job nonsense", "no_open_job"),
        ("job comptable", "no_open_job"),
        ("job all nonsense", "no_job"),
        ("job Cohen", "no_open_job"),
    ],
)
async def test_missing_job_is_a_private_notice(text: str, key: str) -> None:
    async with world() as here:
        post = await over(here, text)
        assert (post.text, post.user_visible_to) == (notices.of(say, key)["text"], MEMBER)


async def test_closed_jobs_are_found_with_all() -> None:
    async with world() as here:
        card = await over(here, "job all comptable")
        assert card.text.startswith("Responsable comptable\nMaison Bélanger, On hold")


async def test_a_confidential_job_is_shown_to_the_user_alone_and_says_why() -> None:
    async with world() as here:
        card = await over(here, "job financial")
        assert (card.text.splitlines()[0], card.user_visible_to) == ("Chief Financial Officer", MEMBER)
        assert say("private_confidential") in notes(card)


async def test_a_card_is_covered_once_its_job_is_confidential() -> None:
    async with world() as here:
        card = await over(here, "job backend")
        here.spott.agency.vacancies["j-backend"]["restricted"] = True
        await click(here, card, buttons.REFRESH_JOB)
        assert [post.text for post in shown(here)] == [notices.of(say, "covered_confidential")["text"]]


@pytest.mark.parametrize("text", ["private job backend", "job backend private"])
async def test_private_shows_a_job_to_the_user_alone(text: str) -> None:
    async with world() as here:
        card = await over(here, text)
        assert (card.text.startswith(BACKEND), card.user_visible_to) == (True, MEMBER)
        picker = await over(here, text.replace("backend", "acorn"))
        assert shows(picker) == ["j-backend private", "j-data-lead private"]


async def test_a_job_is_private_in_a_shared_channel() -> None:
    async with world() as here:
        here.slack.change(replace(here.slack.workspace.channel(PUBLIC), is_ext_shared=True))
        card = await over(here, "job backend")
        assert (card.text.startswith(BACKEND), card.user_visible_to) == (True, MEMBER)
        assert say("private_shared") in notes(card)
        assert actions(card) == [buttons.REFRESH_JOB, buttons.OPEN_PERSON, buttons.DISMISS]


async def test_guests_see_no_job() -> None:
    async with world() as here:
        post = await over(here, "job backend", user=GUEST)
        assert (post.text, post.user_visible_to) == (notices.of(say, "guest", ask=ASK)["text"], GUEST)


async def test_a_job_counts_as_a_look_up() -> None:
    async with world(lookups_per_person=(1, 5)) as here:
        assert (await over(here, "job backend")).text.startswith(BACKEND)
        assert "look-up limit" in (await over(here, "job backend")).text


@pytest.mark.parametrize(
    ("answer", "key", "values"),
    [
        (RawAnswer(status=500), "spott_unavailable", {}),
        (RawAnswer(delay=math.inf), "spott_timeout", {}),
        (RawAnswer(status=429, headers={"Retry-After": "3"}), "spott_busy", {"wait": notices.Wait(3)}),
        (RawAnswer(status=401), "key_refused", {}),
    ],
    ids=["down", "hangs", "limits us", "refuses the key"],
)
async def test_spotts_failure_is_a_private_notice(answer: RawAnswer, key: str, values: dict[str, str]) -> None:
    # Short only if Spott never answers, since a busy machine may take longer.
    async with world(spott_timeout=0.5 if answer.delay else 8) as here:
        here.spott.answers["/vacancies/_search"] = answer
        post = await over(here, "job backend")
        assert (post.text, post.user_visible_to) == (notices.of(say, key, **values)["text"], MEMBER)


async def test_job_is_shown_without_candidates_that_failed_and_refresh_loads_them() -> None:
    async with world() as here:
        here.spott.answers["/applications/vacancy/j-backend"] = RawAnswer(status=500)
        here.spott.answers["/applications"] = RawAnswer(status=500)
        card = await over(here, "job backend")
        assert card.text.startswith(BACKEND)
        assert say("job_people_not_loaded") in str(card.blocks)
        assert actions(card) == [buttons.REFRESH_JOB, buttons.REMOVE]
        here.spott.answers.clear()
        await click(here, card, buttons.REFRESH_JOB)
        (refreshed,) = shown(here)
        assert say("job_people_not_loaded") not in str(refreshed.blocks)
        assert actions(refreshed)[-1] == buttons.OPEN_PERSON


async def test_refresh_asks_spott_again_and_names_who_refreshed() -> None:
    async with world() as here:
        card = await over(here, "job backend")
        here.spott.agency.vacancies["j-backend"]["name"]["name"] = "Backend Lead"
        await click(here, card, buttons.REFRESH_JOB, user=COLLEAGUE)
        (refreshed,) = shown(here)
        assert refreshed.text.startswith("Backend Lead\n")
        assert notes(refreshed)[:2] == [
            say("looked_up_by", who=NAMES[MEMBER]),
            say("refreshed_by", who=NAMES[COLLEAGUE]),
        ]


async def test_notice_says_that_a_job_is_gone_and_the_card_stays() -> None:
    async with world() as here:
        card = await over(here, "job backend")
        del here.spott.agency.vacancies["j-backend"]
        await click(here, card, buttons.REFRESH_JOB)
        assert [post.text for post in shown(here)] == [card.text, notices.of(say, "job_gone")["text"]]


async def test_only_the_asker_or_an_admin_removes_a_job() -> None:
    async with world(admins={ADMIN}) as here:
        card = await over(here, "job backend")
        await click(here, card, buttons.REMOVE, user=COLLEAGUE)
        assert card in shown(here)
        await click(here, card, buttons.REMOVE, user=ADMIN)
        assert card not in shown(here)
        card = await over(here, "job backend")
        await click(here, card, buttons.REMOVE)
        assert card not in shown(here)


@pytest.mark.parametrize(
    ("text", "user"), [("job backend", COLLEAGUE), ("private job backend", MEMBER)], ids=["public", "private"]
)
async def test_a_name_opens_that_persons_card_for_the_user_alone(text: str, user: str) -> None:
    async with world() as here:
        card = await over(here, text)
        (ada,) = (one for one in options(card, buttons.OPEN_PERSON) if carried(one) == "c-ada-lovelace")
        await here.slack.click(card, buttons.OPEN_PERSON, user=user, chosen=ada)
        await settled(here)
        assert_all_accepted(here)
        person = here.slack.posts[-1]
        assert (person.text.splitlines()[0], person.user_visible_to) == ("Ada Lovelace", user)
        assert card in shown(here)


async def test_a_job_with_thousands_of_candidates_is_shown() -> None:
    async with world() as here:
        known = list(here.spott.agency.candidates)
        here.spott.agency.applications[:] = [
            Applied(known[number % len(known)], "j-backend", "Inbound", "u-jo", number % 300, "u-jo", interview=-1)
            for number in range(2_000)
        ]
        assert (await over(here, "job backend")).text.splitlines()[-1] == "Inbound 2,000"


async def test_links_to_a_job_open_it_and_the_card_links_to_spott() -> None:
    async with world(spott_job_url=PAGE) as here:
        card = await over(here, f"<{PAGE.format(vacancy_id='j-backend')}?tab=people>")
        assert card.text.startswith(BACKEND)
        (link,) = (one for block in card.blocks for one in block.get("elements", []) if "url" in one)
        assert (link["action_id"], link["url"]) == (buttons.OPEN_IN_SPOTT, "https://app.example.com/jobs/j-backend")


async def test_no_money_contact_data_or_reason_reaches_slack(caplog: pytest.LogCaptureFixture) -> None:
    async with world() as here:
        before = len(here.slack.calls)
        for text in ("job backend", "job production", "job acorn", "private job backend"):
            await over(here, text)
        # Everybody in the demo's jobs, several at a time.
        for start in range(0, len(known := sorted(here.spott.agency.candidates)), 5):
            await over(here, ", ".join(known[start : start + 5]))
        sent = json.dumps([call.arguments for call in here.slack.calls[before:]]) + caplog.text
        vacancies, candidates = here.spott.agency.vacancies.values(), here.spott.agency.candidates.values()
        hidden = {str(one["salaryRange"]["salaryRange"][most]) for one in vacancies for most in ("min", "max")}
        hidden |= {str(one.rejected) for one in here.spott.agency.applications if one.rejected}
        hidden |= {mail["email"] for one in candidates for mail in one["emails"]["emails"]}
        hidden |= {number["phoneNumber"] for one in candidates for number in one["phoneNumbers"]["phoneNumbers"]}
        hidden |= {user["email"] for user in users()} | {"21987", "18765"}
        assert len(hidden) > 20
        assert {text for text in hidden if text in sent} == set()


@pytest.mark.parametrize("stuck_days", [7, 10, 365])
async def test_stuck_candidates_are_shown_after_the_days_in_the_setting(stuck_days: int) -> None:
    async with world(job_stuck_days=stuck_days) as here:
        card = await over(here, "job backend")
        words = str(card.blocks)
        assert f"Not moved for {stuck_days} days: " in words
        assert ("Imogen Clarke (9 days)" in words) == (stuck_days == 7)
        assert "Thomas O'Neill (700 days)" in words


async def test_post_here_shows_a_private_job_to_everyone_once() -> None:
    async with world() as here:
        private = await over(here, "private job backend")
        assert actions(private) == [buttons.REFRESH_JOB, buttons.POST_JOB_HERE, buttons.OPEN_PERSON, buttons.DISMISS]
        await click(here, private, buttons.POST_JOB_HERE)
        (card,) = shown(here)
        assert (card.text.startswith(BACKEND), card.user_visible_to) == (True, None)
        assert notes(card)[0] == say("shared_by", who=NAMES[MEMBER])
        await click(here, private, buttons.POST_JOB_HERE)
        assert shown(here) == [card]
        await click(here, card, buttons.REFRESH_JOB)
        (refreshed,) = shown(here)
        assert notes(refreshed)[0] == say("shared_by", who=NAMES[MEMBER])


async def test_a_job_that_has_become_confidential_is_not_posted() -> None:
    async with world(cache_seconds=0) as here:
        private = await over(here, "private job backend")
        here.spott.agency.vacancies["j-backend"]["restricted"] = True
        await click(here, private, buttons.POST_JOB_HERE)
        (still,) = shown(here)
        assert (still.user_visible_to, buttons.POST_JOB_HERE in actions(still)) == (MEMBER, False)
        assert say("private_confidential") in notes(still)


async def test_a_job_is_private_when_an_address_is_typed_beside_it() -> None:
    async with world() as here:
        post = await over(here, "job backend jane@example.com")
        assert post.user_visible_to == MEMBER
