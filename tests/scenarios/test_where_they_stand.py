"""A person's jobs on the card, for any combination of Spott's answers: one answer, in time, with nothing private."""

import itertools
import json
import math

import pytest

from bot.cards import buttons
from bot.clients import Limits
from bot.sandbox.slack.workspace import COLLEAGUE, MEMBER
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import age_facts, click, look_up, modal, names_on, shown

ADA = "c-ada-lovelace"
MARY = "c-mary-jackson"
BAD: dict[str, RawAnswer | None] = {
    "good": None,
    "404": RawAnswer(404),
    "401": RawAnswer(401),
    "429": RawAnswer(429, headers={"Retry-After": "3"}),
    "500": RawAnswer(500),
    "slow": RawAnswer(delay=math.inf),
    "garbage": RawAnswer(body=b"<!doctype html>"),
    "empty": RawAnswer(body=json.dumps({"candidateId": ADA, "firstName": "Ada", "items": []}).encode()),
}
CARD = {"good", "empty"}
"""Overviews that make a card whatever the other answers are."""


async def assert_one_answer(here: World, overview: str, jobs: str, candidate: str) -> None:
    answers = {
        f"/clients/contacts/{ADA}": BAD[overview],
        f"/applications/candidate/{ADA}": BAD[jobs],
        f"/candidates/{ADA}": BAD[candidate],
    }
    for path, answer in answers.items():
        here.spott.answers.pop(path, None)
        if answer:
            here.spott.answers[path] = answer
    post = await look_up(here, ADA)
    is_card = overview in CARD or (overview, candidate) == ("404", "good")
    if (overview, jobs, candidate) == ("404", "429", "good"):
        # Spott's limit may be known before the candidate is asked for, or only afterwards.
        is_card = "busy" not in post.text
    seen_by = None if is_card else MEMBER
    assert (bool(names_on(post.blocks)), post.user_visible_to) == (is_card, seen_by), (jobs, candidate, post.text)
    if is_card:
        without_jobs = say("jobs_not_loaded") in str(post.blocks)
        assert without_jobs == (jobs not in {"good", "empty", "404"}), (jobs, candidate)


@pytest.mark.parametrize("overview", sorted(set(BAD) - {"slow"}))
async def test_each_combination_of_answers_is_one_answer(overview: str) -> None:
    async with world(cache_seconds=0) as here:
        for jobs, candidate in itertools.product(sorted(set(BAD) - {"slow"}), ("good", "404", "500")):
            # Spott is asked for the candidate only if there is no overview.
            if overview == "404" or candidate == "good" or jobs == "good":
                await assert_one_answer(here, overview, jobs, candidate)
                age_facts(here, 61)  # What Spott has limited is no longer limited.


@pytest.mark.parametrize(
    ("overview", "jobs", "candidate"),
    [("good", "slow", "good"), ("404", "slow", "good"), ("slow", "good", "good"), ("slow", "slow", "slow")],
)
async def test_slow_answers_are_awaited_concurrently(overview: str, jobs: str, candidate: str) -> None:
    # As with 4 of the 10 seconds that a look-up may take.
    async with world(cache_seconds=0, spott_timeout=0.8, limits=Limits(background_seconds=2.0)) as here:
        await assert_one_answer(here, overview, jobs, candidate)


async def test_refresh_loads_missing_jobs(over_http: World) -> None:
    over_http.spott.answers[f"/applications/candidate/{ADA}"] = RawAnswer(500)
    card = await look_up(over_http, ADA)
    assert say("jobs_not_loaded") in str(card.blocks)
    del over_http.spott.answers[f"/applications/candidate/{ADA}"]
    await click(over_http, card, buttons.REFRESH)
    (fresh,) = shown(over_http)
    assert "Backend Engineer, Acorn Analytics" in str(fresh.blocks)
    assert say("jobs_not_loaded") not in str(fresh.blocks)


async def test_details_have_every_application_and_how_it_ended(over_http: World) -> None:
    card = await look_up(over_http, ADA)
    await click(over_http, card, buttons.DETAILS)
    details = str(modal(over_http).blocks)
    for words in ("Lead Data Scientist", "Chief Financial Officer", "Wanted a qualified accountant", "Speculative"):
        assert words in details
    assert "Wanted a qualified accountant" not in str(card.blocks)


CANARIES = ("21987", "18765", "68321", "61234", "71234", "85678", "compensation", "commentCount", "for-review")


@pytest.mark.parametrize("who", [ADA, MARY, "c-katherine-johnson", "c-jean-baptiste-moreau", "c-lies-dhondt"])
async def test_no_fee_no_pay_and_no_state_is_shown_to_anybody(over_http: World, who: str) -> None:
    post = await look_up(over_http, who)
    await click(over_http, post, buttons.DETAILS)
    said = json.dumps([post.text, post.blocks, modal(over_http).blocks]).replace(",", "").replace(".", "")
    assert [canary for canary in CANARIES if canary in said] == []


async def test_client_of_a_placement_elsewhere_is_named_in_details_only(over_http: World) -> None:
    post = await look_up(over_http, "c-katherine-johnson")
    assert "Placed 100 days ago" in str(post.blocks)
    assert "Rheingold" not in str((post.text, post.blocks))
    await click(over_http, post, buttons.DETAILS)
    assert "Placed at Rheingold Maschinenbau 100 days ago" in str(modal(over_http).blocks)


async def test_do_not_contact_is_a_candidates_first_line(over_http: World) -> None:
    over_http.spott.agency.candidates[MARY]["status"] = {"status": ["do_not_contact"]}
    post = await look_up(over_http, MARY)
    assert post.text.splitlines()[:2] == ["Mary Jackson", "Do not contact"]


async def test_person_and_applications_are_fetched_once_for_everybody(over_http: World) -> None:
    for user in (MEMBER, COLLEAGUE):
        await look_up(over_http, ADA, user=user)
    assert sum(ADA in request.path for request in over_http.spott.requests) == 2
