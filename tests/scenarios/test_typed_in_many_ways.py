"""The same person, typed in the many ways in which people type, from the command to the search in Spott."""

from typing import Any

import pytest

from bot.cards import notices
from bot.sandbox.slack.workspace import MEMBER
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import look_up, settled

ADA = "c-ada-lovelace"


def searches(here: World) -> list[str]:
    return [request.query["query"] for request in here.spott.requests if request.path == "/search/people"]


def keep_number(here: World, candidate_id: str, number: str) -> None:
    here.spott.people[candidate_id]["clientContacts"][0]["phoneNumbers"] = [
        {"purpose": "work", "phoneNumber": number, "isPrimary": True}
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "*Ada Lovelace*",
        "\u2022 _Ada Lovelace_",
        "Ada Lovelace | LinkedIn",
        "@Ada Lovelace \U0001f389",
        "where does Ada Lovelace stand?",
        "wie is Ada Lovelace?",
        "Dr. Ada Lovelace, SHRM-SCP",
        "Lovelace, Mme Ada",
        "Ada Love\u00adlace",
        "\u202dAda\u00a0Lovelace\u202c",
    ],
)
async def test_name_is_found_within_other_words(over_http: World, typed: str) -> None:
    card = await look_up(over_http, typed)
    assert (card.user_visible_to, card.text.splitlines()[0]) == (None, "Ada Lovelace")
    assert searches(over_http) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    "typed",
    [
        "foo/hello@acornanalytics.example.com",
        "prvs=0123=hello@acornanalytics.example.com",
        "hello@acornanalytics.example.com@evil.example",
        "+31612345678-0001-99",
    ],
)
async def test_parts_of_longer_texts_are_not_looked_up(over_http: World, typed: str) -> None:
    keep_number(over_http, ADA, "+31 6 12345678")
    told = await look_up(over_http, typed)
    assert (told.user_visible_to, told.text) == (MEMBER, notices.of(say, "not_understood")["text"])
    assert over_http.spott.requests == []


@pytest.mark.parametrize(
    ("settings", "kept", "typed", "searched"),
    [
        ({"phone_region": ("NL",)}, "06 12 34 56 78", "+31 6 12345678", ["+31612345678", "0612345678"]),
        ({"phone_region": ("NL",)}, "06-12345678", "https://wa.me/31612345678", ["+31612345678", "0612345678"]),
        ({"phone_region": ("NL", "FR")}, "+33 6 12 34 56 78", "06 12345678 (mobile)", ["+31612345678", "+33612345678"]),
        ({}, "+1 212 555 0142", "+1 (212) 555-0142, ext. 12", ["+12125550142"]),
    ],
)
async def test_number_is_found_in_any_notation(
    settings: dict[str, Any], kept: str, typed: str, searched: list[str]
) -> None:
    async with world(**settings) as here:
        keep_number(here, ADA, kept)
        card = await look_up(here, typed)
        await settled(here)
        assert (card.user_visible_to, card.text.splitlines()[0]) == (MEMBER, "Ada Lovelace")
        assert searches(here) == searched
