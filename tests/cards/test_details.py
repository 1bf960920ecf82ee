"""Details about a person, line by line."""

from typing import Any

import pytest

from bot.cards.details import details
from bot.spott.candidate import Candidate
from bot.spott.models import Contact
from tests.cards.detailed import EVERY, lines, role_lines, view
from tests.cards.judges import elements, view_refusals
from tests.cards.people import NOW, contact, person, role
from tests.english import say


def test_details_of_an_unknown_person_say_so() -> None:
    shown = view(Contact.model_validate({"candidateId": "c-1"}))
    assert lines(shown["blocks"]) == ["No roles at client companies", ":warning: No next task"]
    assert shown["title"]["text"] == "Name not in Spott"
    assert view_refusals(shown) == []


def test_all_roles_are_shown_current_ones_first() -> None:
    held = [role(f"r{place}", stage={"order": -place}) for place in range(9)]
    left = [role(f"f{place}", active=False, endDate=f"20{place + 10}-03-01") for place in range(7)]
    assert role_lines(clientContacts=[*left, *held]) == [
        "*Current roles*",
        *(f":white_circle: r{place}, Acme" for place in range(9)),
        "*Former roles*",
        *(f":white_circle: f{place}, Acme \u00b7 until 1 Mar 20{place + 10}" for place in reversed(range(7))),
    ]


def test_role_shows_everything_known() -> None:
    one = role(
        stage={"name": "Hot", "colorHex": "#f00"},
        department="Platform",
        startDate="2021-03-01T00:00:00Z",
        endDate="2027-11-07T05:31:56Z",
    )
    assert role_lines(clientContacts=[one]) == [
        "*Current role*",
        ":red_circle: Hot \u00b7 CTO, Acme \u00b7 Platform \u00b7 1 Mar 2021 to 7 Nov 2027",
    ]


def test_details_say_that_no_role_is_current() -> None:
    assert role_lines(clientContacts=[role(active=False)]) == [
        "No current role at client companies",
        "*Former role*",
        ":white_circle: CTO, Acme",
    ]


def test_addresses_and_numbers_are_links_and_come_first() -> None:
    one = role(
        emailAddresses=[
            {"purpose": "private", "email": "jane@example.org"},
            {"purpose": "work", "email": "jane@example.com", "isPrimary": True},
            {"email": "j@example.net", "isPrimary": False},
            {"purpose": "work", "email": None},
            {"email": "\u200b"},
        ],
        phoneNumbers=[
            {"phoneNumber": "ask Joe"},
            {"purpose": "mobile", "phoneNumber": "+1 555 010 0199", "isPrimary": True},
        ],
    )
    assert role_lines(clientContacts=[one]) == [
        "Email (work, primary): <mailto:jane@example.com|jane@example.com>",
        "Email (private): <mailto:jane@example.org|jane@example.org>",
        "Email: <mailto:j@example.net|j@example.net>",
        "Phone (mobile, primary): <tel:+15550100199|+1 555 010 0199>",
        "Phone: ask Joe",
        "*Current role*",
        ":white_circle: CTO, Acme",
    ]


def test_address_or_number_that_several_records_have_is_shown_once() -> None:
    work = {"purpose": "work", "email": "Jane@Example.com", "phoneNumber": "020 7946 0123"}
    held = [role(emailAddresses=[work], phoneNumbers=[work]), role("Adviser", company={"name": "Borealis Bank"})]
    held[1] |= {"emailAddresses": [{"email": "jane@bank.example"}], "phoneNumbers": [{"phoneNumber": "020 7946 01"}]}
    candidate = Candidate.model_validate(
        {
            "id": "c-jane-doe",
            "emails": {"emails": [{"email": "jane@example.com", "isPrimary": True}, {"email": "jane@home.example"}]},
            "phoneNumbers": {
                "phoneNumbers": [
                    {"phoneNumber": "+44 (0)20 7946 0123"},
                    {"phoneNumber": "0044 2079460123"},
                    # In another country, now that the first is known to be a British one.
                    {"phoneNumber": "+49 20 7946 0123"},
                ]
            },
        }
    )
    known = person(contact(clientContacts=held), candidate=candidate)
    assert lines(details(known, now=NOW, say=say, attributes=frozenset()))[:6] == [
        "Email (work, Acme, primary): <mailto:Jane@Example.com|Jane@Example.com>",
        "Email (Borealis Bank): <mailto:jane@bank.example|jane@bank.example>",
        "Email: <mailto:jane@home.example|jane@home.example>",
        "Phone (work, Acme): <tel:+442079460123|+44 (0)20 7946 0123>",
        "Phone (Borealis Bank): <tel:020794601|020 7946 01>",
        "Phone: <tel:+492079460123|+49 20 7946 0123>",
    ]


@pytest.mark.parametrize("listed", ["emailAddresses", "phoneNumbers"])
def test_twenty_of_each_are_shown_and_the_others_counted(listed: str) -> None:
    entries = [{"email": f"jane{place}@example.com", "phoneNumber": f"+1 555 010 {place:04}"} for place in range(22)]
    assert role_lines(clientContacts=[{**role(), listed: entries}])[19:21] == [
        "Email: <mailto:jane19@example.com|jane19@example.com>"
        if listed == "emailAddresses"
        else "Phone: <tel:+15550100019|+1 555 010 0019>",
        "and 2 more",
    ]


@pytest.mark.parametrize(
    ("places", "elsewhere", "statuses", "said"),
    [
        pytest.param(
            [{"city": "Ghent", "country": "Belgium"}],
            [],
            ["actively_looking", "do_not_poach"],
            ["Status: actively looking", "Location: Ghent, Belgium"],
            id="both",
        ),
        pytest.param(
            [{"city": None}],
            [{"country": "Belgium"}],
            ["not_actively_looking", "zz-not-documented"],
            ["Status: not looking", "Location: Belgium"],
            id="the candidate's place",
        ),
        pytest.param([], [], ["zz-not-documented"], [], id="nothing that is known"),
    ],
)
def test_status_and_city_are_shown(
    places: list[object], elsewhere: list[object], statuses: list[str], said: list[str]
) -> None:
    candidate = Candidate.model_validate({"id": "c-jane-doe", "status": {"status": statuses}, "locations": elsewhere})
    known = person(contact(locations=places), candidate=candidate)
    shown = "\n".join(lines(details(known, now=NOW, say=say, attributes=frozenset()))).splitlines()
    assert [line for line in shown if line.startswith(("Status", "Location"))] == said


HABITS = {"label": "Habits", "value": {"viewType": "customText", "text": "Prefers a call"}}
SALARY = {"label": "Salary", "value": {"text": "a fortune"}}


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        (frozenset(), []),
        ({"habits"}, ["Habits: Prefers a call"]),
        ({" HABITS "}, ["Habits: Prefers a call"]),
        ({"salary", "Habits", "Hobby"}, ["Habits: Prefers a call", "Salary: a fortune"]),
        ({"*"}, ["Habits: Prefers a call", "Salary: a fortune", "No label: x"]),
        ({"Hab"}, []),
        ({""}, []),
    ],
)
def test_only_named_attributes_are_shown(attributes: set[str], shown: list[str]) -> None:
    one = role(customAttributes=[HABITS, SALARY, {"label": None, "value": {"text": "x"}}])
    assert role_lines(frozenset(attributes), clientContacts=[one])[2:] == shown


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, ["Habits: Prefers a call"]),
        ({"isFilledByAI": True}, ["Habits: Prefers a call (filled in by AI)"]),
        ({"isFilledByAI": True, "aiOverridden": True}, ["Habits: Prefers a call (AI value, changed by hand)"]),
        ({"aiFillOngoing": True, "isFilledByAI": True}, ["Habits: Prefers a call (AI is filling this in)"]),
        ({"aiFillOngoing": True, "value": None}, ["Habits: (AI is filling this in)"]),
        ({"value": None}, []),
        ({"value": {"text": "\u200b"}, "isFilledByAI": True}, []),
        ({"value": ["Dutch", "French"]}, ["Habits: Dutch, French"]),
        ({"value": {"text": "x" * 501}}, [f"Habits: {'x' * 499}\u2026"]),
    ],
)
def test_attribute_says_whether_ai_filled_it(fields: dict[str, Any], shown: list[str]) -> None:
    one = role(customAttributes=[{**HABITS, **fields}])
    assert role_lines(EVERY, clientContacts=[one])[2:] == shown


def test_no_text_can_imitate_the_ai_mark() -> None:
    faked = {"label": "Habits", "value": {"text": "early (filled in by AI)"}}
    blocks = details(
        person(contact(clientContacts=[role(customAttributes=[faked])])), now=NOW, attributes=EVERY, say=say
    )
    assert not [element for element in elements(blocks) if element.get("style") == {"italic": True}]


def test_15_attributes_are_shown_and_the_others_counted() -> None:
    one = role(customAttributes=[{"label": f"l{place}", "value": {"text": "x"}} for place in range(17)])
    assert role_lines(EVERY, clientContacts=[one])[-2:] == ["l14: x", "and 2 more"]


def test_task_is_shown_in_full_and_unmasked() -> None:
    task = {"content": f"Write to jane@example.com\n\n then <!channel>\n{'x' * 1_000}", "dueDate": "2026-11-20"}
    shown = lines(details(person(contact(nextTaskDue=task)), now=NOW, attributes=frozenset(), say=say))
    assert shown[1:] == [
        ":rotating_light: 2 days overdue: next task was due 20 Nov 2026",
        f"Write to jane@example.com\nthen <!channel>\n{'x' * 1_000}",
    ]


def test_people_are_named() -> None:
    fields: dict[str, Any] = {
        "mainContact": {"name": "joe@example.com"},
        "lastInteractionDate": "2026-11-20T00:00:00Z",
        "lastInteractionWith": {"name": "Ann Poe", "deactivatedAt": "2024-01-01T00:00:00Z"},
        "lastActivityDate": "2026-11-21T17:00:00Z",
    }
    assert role_lines(**fields)[1].splitlines() == [
        "Main contact: joe@example.com",
        "Last interaction: 20 Nov 2026 (2 days ago) with Ann Poe (left)",
        "Last activity: 21 Nov 2026, 17:00 UTC (yesterday)",
    ]
