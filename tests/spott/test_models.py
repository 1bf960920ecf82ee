import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.spott.errors import AnswerNotUnderstoodError
from bot.spott.models import CANDIDATE_ID, MAX_VALUES, Contact, SearchHit, UserList, read

SAMPLES = Path(__file__).parent / "samples"
DOCUMENTED = (SAMPLES / "contact-documented.200.json").read_bytes()
NOON = datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)
MIDNIGHT = datetime(2023, 11, 7, tzinfo=UTC)
A = "<string>"


def sample(case: str) -> Contact:
    return read(Contact, (SAMPLES / f"contact-{case}.200.json").read_bytes())


def known(record: BaseModel) -> dict[str, Any]:
    """A record's values except None and empty lists, including those of nested records."""
    return record.model_dump(exclude_defaults=True)


_COLLEAGUE = {"id": A, "name": A, "deactivated_at": NOON}
DOCUMENTED_FIELDS = {
    "candidate_id": A,
    "first_name": A,
    "last_name": A,
    "client_contacts": (
        {
            "id": A,
            "company": {"id": A, "name": A},
            "role": A,
            "department": A,
            "start_date": NOON,
            "end_date": NOON,
            "active": True,
            "stage": {"id": A, "order": 123.0, "name": A, "color_hex": A},
            "email_addresses": ({"purpose": "personal", "email": "jsmith@example.com", "is_primary": True},),
            "phone_numbers": ({"purpose": "personal", "phone_number": A, "is_primary": True},),
            "custom_attributes": (
                {
                    "attribute_definition_id": A,
                    "label": A,
                    "value": {"view_type": "customText", "text": A},
                    "ai_fill_ongoing": True,
                    "ai_overridden": True,
                    "is_filled_by_ai": True,
                },
            ),
        },
    ),
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
    "last_interaction_date": NOON,
    "last_interaction_with": _COLLEAGUE,
    "next_interaction_date": NOON,
    "next_interaction_with": _COLLEAGUE,
    "last_activity_date": NOON,
    "next_task_due": {"id": A, "content": A, "due_date": NOON},
    "main_contact": _COLLEAGUE | {"email": "jsmith@example.com"},
}


def test_every_field_of_the_documented_example_but_pictures_is_parsed() -> None:
    assert known(sample("documented")) == DOCUMENTED_FIELDS


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("identity-only", {"candidate_id": "c-1"}),
        ("nulls", {"candidate_id": "c-1", "next_interaction_with": {}, "main_contact": {}}),
        (
            "sparse",
            {
                "candidate_id": "c-1",
                "first_name": "Kim",
                "client_contacts": (
                    {"id": "cc-1", "active": True, "company": {"name": "Acorn"}, "stage": {"name": "Client"}},
                ),
                "locations": ({"city": "Porto"},),
                "next_task_due": {"content": "Call"},
            },
        ),
        (
            "other-revision",
            {
                "candidate_id": "c-1",
                "client_contacts": (
                    {
                        "id": "cc-1",
                        "email_addresses": ({"email": "kim@example.com", "is_primary": True},),
                        "phone_numbers": ({"phone_number": "+1 555 0100", "purpose": "pager"},),
                        "custom_attributes": ({"label": "Notes", "value": {"text": "Likes tea"}},),
                    },
                ),
                "locations": ({"type": "second_moon_base", "country": "Belgium"},),
                "main_contact": {"id": "u-1", "name": "Jo"},
                "last_interaction_with": {"id": "u-2", "name": "Noor"},
            },
        ),
        (
            "other-types",
            {
                "candidate_id": "4711",
                "first_name": "7",
                "client_contacts": (
                    {"id": "1.5", "active": True, "stage": {"id": "3", "order": 2.0, "color_hex": "0"}},
                    {"active": False, "stage": {}},
                    {},
                ),
                "locations": ({"postal_code": "1000", "latitude": 50.85, "longitude": 4444.0}, {}),
            },
        ),
        (
            "odd-lists",
            {
                "candidate_id": "c-1",
                "client_contacts": ({"id": "cc-1", "email_addresses": ({"email": "kim@example.org"},)},),
                "locations": ({"city": "Ghent"},),
            },
        ),
        (
            "half-emoji",
            {
                "candidate_id": "c-1",
                "first_name": "Kim �",
                "last_name": "� 😀 \\ud83d",
                "main_contact": {"name": "\\�"},
            },
        ),
        ("byte-order-mark", {"candidate_id": "c-1", "first_name": "NaN", "last_name": "Infinity"}),
    ],
)
def test_unreadable_fields_are_dropped_and_the_rest_is_kept(case: str, expected: dict[str, Any]) -> None:
    assert known(sample(case)) == expected


def test_dates_become_utc_and_other_values_none() -> None:
    assert [(role.start_date, role.end_date) for role in sample("odd-dates").client_contacts] == [
        (MIDNIGHT, NOON.replace(microsecond=123000)),
        (NOON, NOON.replace(hour=3)),
        (NOON.replace(second=0), NOON.replace(hour=7, minute=1, microsecond=123456)),
        (NOON, NOON),
        (None, None),
        (None, None),
        (None, None),
        (None, None),
        (None, None),
    ]


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("tokyo")
def test_date_without_an_offset_is_utc() -> None:
    contact = Contact(candidate_id="c-1", last_activity_date=datetime(2023, 11, 7, 5, 31, 56))  # noqa: DTZ001 - the point
    assert contact.last_activity_date == NOON


def test_readable_custom_attributes_are_kept() -> None:
    (role,) = sample("odd-attributes").client_contacts
    assert [(a.label, a.value and a.value.view_type, a.value and a.value.text) for a in role.custom_attributes] == [
        ("number", "customNumber", "5"),
        ("choice", "customSelect", "Red, Blue"),
        ("flag", "customCheckbox", "Yes"),
        ("bare", None, "as it is"),
        ("list", None, "one, 2"),
        ("empty", "customText", None),
        ("none", None, None),
    ]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("refused-*.200.json")), ids=lambda path: path.name)
def test_invalid_contact_is_refused_without_quoting_it(path: Path) -> None:
    with pytest.raises(AnswerNotUnderstoodError) as refused:
        read(Contact, path.read_bytes())
    assert (str(refused.value), refused.value.__context__) == ("Spott's answer was not understood.", None)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<!doctype html><html></html>", id="a web page"),
        pytest.param(DOCUMENTED[:-2], id="truncated"),
        pytest.param('{"candidateId": "é"}'.encode("latin-1"), id="Latin-1"),
        pytest.param('{"candidateId": "c-1"}'.encode("utf-16"), id="UTF-16"),
        pytest.param(b'{"candidateId": "c-1", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", id="lists in lists"),
        pytest.param(b'{"candidateId": "c-1", "x": ' + b'{"x": ' * 9_000, id="objects in objects"),
        pytest.param(b'{"candidateId": "c-1", "x": ' + b"9" * 100_000 + b"}", id="an endless number"),
        pytest.param(b'{"candidateId": "c-1", "x": [%s]}' % b",".join([b"{}"] * MAX_VALUES), id="too many values"),
    ],
)
def test_invalid_json_is_refused(body: bytes) -> None:
    with pytest.raises(AnswerNotUnderstoodError):
        read(Contact, body)


def test_invalid_users_are_not_counted() -> None:
    users = read(UserList, (SAMPLES / "users.200.json").read_bytes()).users
    assert [known(user) for user in users] == [{"id": "u-1", "name": "Jo", "email": "jo@example.com"}, {"id": "u-2"}]


def test_search_hit_is_parsed_as_tolerantly() -> None:
    hit = {"entityType": "candidate", "id": 5, "linkedInUrl": "", "phoneNumbers": [None, "", "+1 555 0100", 555]}
    assert known(SearchHit.model_validate(hit)) == {
        "entity_type": "candidate",
        "id": "5",
        "phone_numbers": ("+1 555 0100", "555"),
    }


def test_records_are_immutable() -> None:
    with pytest.raises(ValueError, match="frozen"):
        sample("identity-only").candidate_id = "c-2"  # type: ignore[misc] # the point


@pytest.mark.parametrize(
    ("candidate_id", "accepted"),
    [
        ("550e8400-e29b-41d4-a716-446655440000", True),
        ("clxkq1a_B-9", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("", False),
        ("a\n", False),
        ("é", False),
        ("１", False),
    ],
)
def test_candidate_ids(candidate_id: str, accepted: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool(CANDIDATE_ID.fullmatch(candidate_id)) is accepted


@settings(max_examples=60)
@given(st.integers(0, len(DOCUMENTED)), st.integers(0, 40), st.binary(max_size=6), st.integers(0, len(DOCUMENTED)))
def test_any_mutated_answer_is_a_contact_or_the_one_error(start: int, dropped: int, added: bytes, end: int) -> None:
    body = DOCUMENTED[:start] + added + DOCUMENTED[start + dropped : max(end, start + dropped) or None]
    try:
        contact = read(Contact, body)
    except AnswerNotUnderstoodError:
        return
    assert contact.candidate_id.strip()
