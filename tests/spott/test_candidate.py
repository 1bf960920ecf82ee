"""A candidate's record, wrapped and not."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.spott.candidate import Candidate
from bot.spott.errors import AnswerNotUnderstoodError
from bot.spott.models import read

SAMPLES = Path(__file__).parent / "samples"
WHEN = datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)
A = "<string>"
USER = {"id": A, "name": A, "email": A, "deactivated_at": WHEN}


def known(answer: object) -> dict[str, Any]:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return read(Candidate, body).model_dump(exclude_defaults=True)


def test_documented_candidate_is_parsed_without_confidential_fields() -> None:
    assert known((SAMPLES / "candidate-documented.200.json").read_bytes()) == {
        "id": A,
        "first_name": A,
        "last_name": A,
        "status": ("actively_looking",),
        "email_addresses": ({"purpose": "personal", "email": "jsmith@example.com", "is_primary": True},),
        "phone_numbers": ({"purpose": "personal", "phone_number": A, "is_primary": True},),
        "locations": (
            {
                "type": "primary_home",
                "street1": A,
                "street2": A,
                "postal_code": A,
                "city": A,
                "region": A,
                "state": A,
                "country": A,
                "raw_city_country": A,
                "formatted_address": A,
                "latitude": 123.0,
                "longitude": 123.0,
            },
        ),
        "last_interaction_date": WHEN,
        "last_interaction_with": USER,
        "next_interaction_date": WHEN,
        "next_interaction_with": USER,
        "main_contact": USER | {"email": "jsmith@example.com"},
        "current_placements": ({"company": {"id": A}},),
    }


def test_realistic_candidate_is_parsed() -> None:
    ana = {
        "id": "5a1c0de0-0000-4000-8000-0000000000a1",
        "name": "Ana Testington",
        "email": "ana@agency.example",
    }
    bob = {"id": "5a1c0de0-0000-4000-8000-0000000000b0", "name": "Bob Samplerson", "email": "bob@agency.example"}
    assert known((SAMPLES / "candidate-realistic.200.json").read_bytes()) == {
        "id": "c0ffee00-0000-4000-8000-000000000001",
        "first_name": "Jovia",
        "last_name": "O'Examplesson",
        "status": ("approachable_but_not_actively_looking", "do_not_poach"),
        "email_addresses": ({"purpose": "personal", "email": "jovia@mail.example", "is_primary": True},),
        "phone_numbers": ({"purpose": "personal", "phone_number": "+44 20 7946 0101", "is_primary": True},),
        "last_interaction_date": datetime(2026, 11, 24, 15, 42, 10, 512000, tzinfo=UTC),
        "last_interaction_with": bob,
        "main_contact": ana,
        "current_placements": ({"company": {"id": "clxcmp000000null", "name": "Nullstadt Energy"}},),
    }


JO = {"first_name": "Jo", "last_name": "Martin"}
NAMES = {"firstName": "Jo", "lastName": "Martin"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"id": "c-1"}, {"id": "c-1"}, id="identity-only"),
        pytest.param({"candidateId": "c-1"}, {"id": "c-1"}, id="the-other-name-of-the-id"),
        pytest.param({"id": 7}, {"id": "7"}, id="id-as-number"),
        pytest.param({"id": "c-1", "name": NAMES}, {"id": "c-1", **JO}, id="name-in-its-wrapper"),
        pytest.param({"id": "c-1", "name": {"name": NAMES}}, {"id": "c-1", **JO}, id="name-wrapped-twice"),
        pytest.param({"id": "c-1", **NAMES}, {"id": "c-1", **JO}, id="name-not-wrapped"),
        pytest.param({"id": "c-1", "name": "Jo Martin"}, {"id": "c-1"}, id="name-of-another-type"),
        pytest.param(
            {"id": "c-1", "status": "do_not_contact"}, {"id": "c-1", "status": ("do_not_contact",)}, id="one-status"
        ),
        pytest.param(
            {"id": "c-1", "status": {"status": ["a", None, {}, "b"]}},
            {"id": "c-1", "status": ("a", "b")},
            id="statuses",
        ),
        pytest.param({"id": "c-1", "status": {"viewType": "candidateStatus"}}, {"id": "c-1"}, id="wrapper-alone"),
        pytest.param(
            {"id": "c-1", "mainContact": {"userId": "u-1"}}, {"id": "c-1", "main_contact": {"id": "u-1"}}, id="a-user"
        ),
        pytest.param({"id": "c-1", "mainContact": {"user": None}}, {"id": "c-1"}, id="no-user"),
        pytest.param(
            {"id": "c-1", "emails": [{"email": "jo@example.com"}]},
            {"id": "c-1", "email_addresses": ({"email": "jo@example.com"},)},
            id="list-not-wrapped",
        ),
        pytest.param(
            {"id": "c-1", "lastInteractionDate": "2023-11-07T05:31:56Z"},
            {"id": "c-1", "last_interaction_date": WHEN},
            id="date-not-wrapped",
        ),
        pytest.param(
            {"id": "c-1", "lastInteractionDate": {"lastInteractionDate": "soon"}}, {"id": "c-1"}, id="no-date"
        ),
        pytest.param(
            {"id": "c-1", "currentPlacements": {"currentPlacements": {"placements": [{"company": {"name": "Acorn"}}]}}},
            {"id": "c-1", "current_placements": ({"company": {"name": "Acorn"}},)},
            id="placements-wrapped",
        ),
    ],
)
def test_every_form_of_a_candidate_is_parsed(given: dict[str, object], expected: dict[str, object]) -> None:
    assert known(given) == expected


@pytest.mark.parametrize("answer", [{}, {"id": None}, {"id": " "}, {"name": NAMES}, [], None, "c-1"], ids=repr)
def test_record_without_an_identity_is_refused(answer: object) -> None:
    with pytest.raises(AnswerNotUnderstoodError):
        known(answer)
