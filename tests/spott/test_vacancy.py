"""Jobs and their applications, in every form of Spott's answers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.spott.errors import AnswerNotUnderstoodError
from bot.spott.models import read
from bot.spott.vacancy import Vacancy, VacancyApplications, VacancyPage

SAMPLES = Path(__file__).parent / "samples"
WHEN = datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)
A = "<string>"
MEMBER = {"id": A, "name": A, "deactivated_at": WHEN}
IN_ALL_FORMS = {
    "id": A,
    "title": A,
    "client": {"id": A, "name": A},
    "created_at": WHEN,
    "start_at": WHEN,
}
OLDER = {
    **IN_ALL_FORMS,
    "status": "open",
    "team": (MEMBER | {"email": A},),
    "stage_totals": ({"id": A, "name": A, "order": 123.0, "total": 123},),
}
ANA = {
    "id": "5a1c0de0-0000-4000-8000-0000000000a1",
    "name": "Ana Testington",
    "email": "ana@agency.example",
}
BOB = {"id": "5a1c0de0-0000-4000-8000-0000000000b0", "name": "Bob Samplerson", "email": "bob@agency.example"}
BACKEND = {
    "id": "clxvac000000acme1",
    "title": "Senior Backend Engineer",
    "client": {"id": "clxcmp000000acme", "name": "Acme Robotics Example"},
    "stage": {"id": "clxvst000000open", "order": 1.0, "name": "Open", "color_hex": "#22C55E", "is_open": True},
    "created_at": datetime(2026, 10, 15, 8, tzinfo=UTC),
    "start_at": datetime(2027, 1, 1, tzinfo=UTC),
    "team": (ANA, BOB),
    "restricted": False,
}


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.200.json").read_bytes()


def known(record: BaseModel) -> dict[str, Any]:
    return record.model_dump(exclude_defaults=True)


def vacancy(**members: object) -> Vacancy:
    return read(Vacancy, json.dumps({"id": "v-1", **members}).encode())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "vacancy-documented",
            {
                **IN_ALL_FORMS,
                "stage": {"id": A, "order": 123.0, "name": A, "color_hex": A, "is_open": True},
                "team": (MEMBER | {"email": "jsmith@example.com"},),
            },
            id="newest",
        ),
        pytest.param("vacancy-older-documented", OLDER, id="older"),
        pytest.param("vacancy-realistic", BACKEND, id="realistic"),
    ],
)
def test_job_is_parsed_without_pay_and_client_contacts(name: str, expected: dict[str, object]) -> None:
    assert known(read(Vacancy, sample(name))) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("vacancies-search", BACKEND, id="wrapped"),
        pytest.param(
            "vacancies-search-flat",
            {
                "id": "clxvac000000acme1",
                "title": "Senior Backend Engineer",
                "company_id": "clxcmp000000acme",
                "company_name": "Acme Robotics Example",
                "stage": BACKEND["stage"],
                "created_at": BACKEND["created_at"],
            },
            id="flat",
        ),
    ],
)
def test_found_jobs_are_parsed_in_both_forms(name: str, expected: dict[str, object]) -> None:
    page = read(VacancyPage, sample(name))
    assert [known(item) for item in page.items] == [expected]
    assert (page.has_more, page.items[0].client_name, page.items[0].is_open) == (False, "Acme Robotics Example", True)


@pytest.mark.parametrize(
    ("members", "is_open"),
    [
        pytest.param({}, None, id="not-said"),
        pytest.param({"stage": {"stage": {"isOpen": True}}}, True, id="open-stage"),
        pytest.param({"stage": {"isOpen": False}, "status": "open"}, False, id="the-stage-decides"),
        pytest.param({"stage": {"name": "Open"}, "status": {"status": "open"}}, True, id="older-open"),
        pytest.param({"status": "hold"}, False, id="older-on-hold"),
        pytest.param({"status": {"viewType": "vacancyStatus"}}, None, id="wrapper-alone"),
    ],
)
def test_job_is_open_closed_or_unknown(members: dict[str, object], is_open: bool | None) -> None:  # noqa: FBT001 - a column of the table
    assert vacancy(**members).is_open is is_open


@pytest.mark.parametrize(
    "totals",
    [
        pytest.param([{"name": "Offer", "total": "2"}], id="a-list"),
        pytest.param({"viewType": "t", "totals": [{"name": "Offer", "total": 2}]}, id="wrapped"),
        pytest.param({"stageTotals": {"totals": [{"name": "Offer", "total": 2.0}]}}, id="wrapped-twice"),
    ],
)
def test_totals_are_parsed_in_every_form(totals: object) -> None:
    assert known(vacancy(stageTotals=totals)) == {"id": "v-1", "stage_totals": ({"name": "Offer", "total": 2},)}


def test_documented_part_of_a_jobs_applications_is_parsed() -> None:
    answer = read(VacancyApplications, sample("vacancy-applications-documented"))
    assert known(answer) == {"vacancy": OLDER}


def test_a_jobs_applications_are_parsed() -> None:
    answer = read(VacancyApplications, sample("vacancy-applications-realistic"))
    assert [(total.name, total.total) for total in answer.vacancy.stage_totals if total.total] == [
        ("Presented", 1),
        ("Interview", 1),
    ]
    assert [
        (item.candidate and item.candidate.first_name, item.stage and item.stage.name, item.owner and item.owner.name)
        for item in answer.applications
    ] == [("Jovia", "Interview", "Ana Testington"), ("Mirko", "Presented", None)]


LISTED = [{"id": "a-1", "stage": {"name": "Offer"}}]


@pytest.mark.parametrize(
    ("members", "ids"),
    [
        pytest.param({"applications": LISTED}, ["a-1"], id="applications"),
        pytest.param({"items": LISTED}, ["a-1"], id="items"),
        pytest.param({"columns": [{"id": "x"}], "page": 0, "rows": LISTED}, ["a-1"], id="the-first-that-is-one"),
        pytest.param({"applications": [*LISTED, {"stage": {}}, None]}, ["a-1"], id="invalid-ones"),
        pytest.param({"applications": []}, [], id="none"),
        pytest.param({}, [], id="absent"),
        pytest.param({"applications": {"id": "a-1", "stage": {}}}, [], id="no-list"),
    ],
)
def test_the_list_of_applications_is_found_under_any_name(members: dict[str, object], ids: list[str]) -> None:
    answer = read(VacancyApplications, json.dumps({"vacancy": {"id": "v-1"}, **members}).encode())
    assert [item.id for item in answer.applications] == ids


@pytest.mark.parametrize("answer", [{}, {"vacancy": None}, {"vacancy": {"name": "CFO"}}, [], {"id": "v-1"}], ids=repr)
def test_applications_without_a_job_are_refused(answer: object) -> None:
    with pytest.raises(AnswerNotUnderstoodError):
        read(VacancyApplications, json.dumps(answer).encode())
