"""A list shows what distinguishes people, even with the same name, and never waits long for it."""

import pytest

from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World, world
from tests.front_door import look_up

FORMER = (
    "Head of Talent, Umber Retail \u00b7 Ghent \u00b7 Candidate \u00b7 "
    "h\u2026@umberretail.example.com \u00b7 phone ending in 11"
)
SANNE = "Utrecht \u00b7 Candidate \u00b7 s\u2026@example.org \u00b7 phone ending in 94 \u00b7 LinkedIn"


async def rows(here: World, typed: str) -> list[list[str]]:
    """The people in the list, each with their name and facts."""
    picker = await look_up(here, typed)
    return [block["text"]["text"].split("\n") for block in picker.blocks if "accessory" in block]


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        pytest.param("Sam Taylor", [["Sam Taylor", "Porto \u00b7 Candidate"], ["Sam Taylor", FORMER]], id="one-name"),
        pytest.param(
            "Sann de Vries",
            [["Sanne de Vries", SANNE]],
            id="a-candidate-without-a-contact",
        ),
    ],
)
async def test_list_shows_role_company_and_city(typed: str, people: list[list[str]], over_http: World) -> None:
    assert await rows(over_http, typed) == people


@pytest.mark.parametrize(
    "answer",
    [RawAnswer(404), RawAnswer(429, {"Retry-After": "9"}), RawAnswer(500), RawAnswer(delay=30.0), RawAnswer(body=b"[")],
    ids=["gone", "busy", "fails", "slow", "garbage"],
)
async def test_list_without_these_facts_shows_what_the_search_found(answer: RawAnswer) -> None:
    async with world() as here:
        here.spott.answers |= dict.fromkeys(("c-no-roles", "c-former"), answer)
        first, second = await rows(here, "Sam Taylor")
    assert (first, second[1]) == (["Sam Taylor", "Candidate"], FORMER.partition("Ghent \u00b7 ")[2])


async def test_chosen_person_is_not_fetched_again(over_http: World) -> None:
    await look_up(over_http, "Sam Taylor")
    asked = [request.path for request in over_http.spott.requests]
    await look_up(over_http, "c-former")
    assert asked.count("/clients/contacts/c-former") == 1
    assert [request.path for request in over_http.spott.requests].count("/clients/contacts/c-former") == 1
