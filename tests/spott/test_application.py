"""Applications in every form in which Spott's answers show them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.spott.application import Application, ApplicationList, ApplicationPage
from bot.spott.errors import AnswerNotUnderstoodError
from bot.spott.models import read

SAMPLES = Path(__file__).parent / "samples"
WHEN = datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)
A = "<string>"
USER = {"id": A, "name": A, "deactivated_at": WHEN}
STAGE = {
    "id": A,
    "name": A,
    "order": 123.0,
    "color_hex": A,
    "status": {"id": A, "name": A, "color_hex": A},
}
CANDIDATE = {"id": A, "first_name": A, "middle_name": A, "last_name": A, "second_last_name": A}
PLACEMENT = {"placed_at": WHEN, "placed_by_user": USER, "start_date": WHEN, "end_date": WHEN}
COMPANY = {"id": A, "name": A}


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.200.json").read_bytes()


def known(record: BaseModel) -> dict[str, Any]:
    """A record's values except None and empty lists, including those of nested records."""
    return record.model_dump(exclude_defaults=True)


def one(**fields: object) -> Application:
    """An application as the answer about a person has it, with these members."""
    (application,) = read(ApplicationList, json.dumps({"items": [{"id": "a-1", **fields}]}).encode()).items
    return application


def test_documented_applications_of_a_person_are_parsed() -> None:
    (application,) = read(ApplicationList, sample("applications-by-candidate-documented")).items
    assert known(application) == {
        "id": A,
        "stage": STAGE,
        "owner": USER,
        "placements": (PLACEMENT,),
        "latest_activity": {
            "type": "applicationCreated",
            "date": WHEN,
            "triggered_by_user": USER,
        },
        "client": COMPANY,
        "rejection": {"rejected_by_user": USER},
        "vacancy": {"id": A, "title": A},
    }


def test_older_form_of_an_application_is_parsed() -> None:
    application = read(Application, sample("application-older-documented"))
    assert known(application) == {
        "id": A,
        "stage": STAGE,
        "latest_activity": {
            "type": "applicationCreated",
            "date": WHEN,
            "triggered_by_user_name": A,
        },
        "rejection": {"created_at": WHEN, "reason": A, "created_by": USER},
        "candidate": CANDIDATE,
        "interviews": ({"id": A, "start_time": WHEN, "title": A},),
    }


def test_newest_form_of_an_application_is_parsed() -> None:
    application = read(Application, sample("application-documented"))
    assert application.vacancy
    assert known(application.vacancy) == {"id": A, "title": A, "client": COMPANY}
    assert (application.id, known(application)["stage"], known(application)["owner"]) == (A, STAGE, USER)


def test_documented_page_of_applications_is_parsed() -> None:
    page = read(ApplicationPage, sample("applications-documented"))
    assert [known(item) for item in page.items] == [
        {
            "id": A,
            "candidate": CANDIDATE,
            "vacancy": {"id": A, "name": A, "company_id": A, "company_name": A},
            "stage": {"id": A, "order": 123.0, "name": A, "color_hex": A},
        }
    ]
    assert (page.has_more, page.next_cursor) == (True, A)


def test_realistic_applications_of_a_person_are_parsed() -> None:
    applications = read(ApplicationList, sample("applications-by-candidate-realistic")).items
    assert [
        (
            item.vacancy and item.vacancy.title,
            item.client and item.client.name,
            item.stage and item.stage.name,
            item.latest_activity and item.latest_activity.by,
            item.rejection and item.rejection.reason,
            len(item.placements),
        )
        for item in applications
    ] == [
        ("Senior Backend Engineer", "Acme Robotics Example", "Interview", "Bob Samplerson", None, 0),
        (None, "Placeholder Foods", "Open application", "Ana Testington", None, 0),
        (
            "Platform Lead (m/f/d)",
            "Example & Partners <Holding>",
            "Presented",
            "Cleo Placeholder",
            "Client wanted more people-management experience",
            0,
        ),
        ("Staff Engineer, grid software", "Nullstadt Energy", "Placed", None, None, 1),
    ]


def test_realistic_page_has_candidates_and_last_activity() -> None:
    page = read(ApplicationPage, sample("applications-realistic"))
    assert [
        (item.id, item.candidate and item.candidate.first_name, item.latest_activity and item.latest_activity.by)
        for item in page.items
    ] == [
        ("clxapp0speculative", "Jovia", None),
        ("clxapp0000000002", "Mirko", None),
        ("clxapp000interview", "Jovia", "Bob Samplerson"),
    ]
    assert (page.has_more, page.next_cursor) == (False, None)


def test_interviews_of_an_application_are_parsed() -> None:
    assert [
        (interview.title, interview.start_time)
        for interview in read(Application, sample("application-realistic")).interviews
    ] == [
        ("1st round", datetime(2026, 11, 18, 13, tzinfo=UTC)),
        ("2nd round with the team", datetime(2026, 11, 27, 9, 30, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    "unset",
    [
        pytest.param({}, id="absent"),
        *(
            pytest.param(
                dict.fromkeys(("rejection", "owner", "vacancy", "client", "stage", "latestActivity"), value), id=name
            )
            for name, value in (
                ("null", None),
                ("empty", {}),
                ("a-wrapper-alone", {"viewType": "applicationOwner"}),
                ("only-nulls", {"id": None, "name": None}),
                ("another-type", "words"),
                ("a-list", [1]),
            )
        ),
        pytest.param({"rejection": {"viewType": "x", "rejection": None}, "owner": {"owner": {}}}, id="wrapped-nothing"),
        pytest.param({"vacancy": {"vacancy": {"viewType": "x"}}, "owner": {"user": None}}, id="wrapped-wrapper"),
        pytest.param({"placements": None, "interviews": "none"}, id="no-lists"),
        pytest.param({"placements": [{}, None, 7, {"viewType": "x"}]}, id="placements-without-anything"),
    ],
)
def test_unset_values_are_none_in_every_form(unset: dict[str, object]) -> None:
    assert known(one(**unset)) == {"id": "a-1"}


JO = {"id": "u-1", "name": "Jo"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"owner": JO}, {"owner": JO}, id="owner-not-wrapped"),
        pytest.param({"owner": {"owner": JO}}, {"owner": JO}, id="owner"),
        pytest.param(
            {"owner": {"viewType": "x", "user": {"userId": "u-1", "name": "Jo"}}}, {"owner": JO}, id="owner-as-user"
        ),
        pytest.param({"stage": {"stage": {"name": "Offer"}}}, {"stage": {"name": "Offer"}}, id="stage-wrapped"),
        pytest.param({"stage": {"order": "3"}}, {"stage": {"order": 3.0}}, id="number-as-text"),
        pytest.param(
            {"client": {"id": 7, "name": "Acorn"}}, {"client": {"id": "7", "name": "Acorn"}}, id="client-not-wrapped"
        ),
        pytest.param(
            {"vacancy": {"name": {"viewType": "n", "name": "CFO"}}}, {"vacancy": {"name": "CFO"}}, id="name-wrapped"
        ),
        pytest.param({"vacancy": {"title": {"title": "CFO"}}}, {"vacancy": {"title": "CFO"}}, id="title-wrapped"),
        pytest.param(
            {"lastActivity": {"date": "2023-11-07T05:31:56"}}, {"latest_activity": {"date": WHEN}}, id="last-activity"
        ),
        pytest.param(
            {"placements": [{"placedAt": "soon", "startDate": None, "id": "p-1"}]}, {"placements": ({},)}, id="placed"
        ),
        pytest.param({"rejection": {"id": "r-1"}}, {"rejection": {}}, id="rejected-by-nobody-known"),
        pytest.param({"rejection": {"reason": 5}}, {"rejection": {"reason": "5"}}, id="reason-as-number"),
    ],
)
def test_every_form_of_a_member_is_parsed(given: dict[str, object], expected: dict[str, object]) -> None:
    assert known(one(**given)) == {"id": "a-1", **expected}


def test_items_without_an_id_are_left_out() -> None:
    answer = {"items": [{"stage": {"name": "Offer"}}, {"id": None}, {"id": " "}, None, 5, {"id": 6}], "more": 1}
    assert [known(item) for item in read(ApplicationList, json.dumps(answer).encode()).items] == [{"id": "6"}]


def test_long_job_descriptions_do_not_hide_names() -> None:
    vacancy = {"id": "v-1", "title": "R&amp;D Lead", "description": "<p>About us &amp; you</p>" * 250}
    items = [{"id": f"a-{number}", "vacancy": vacancy, "client": {"name": "O&#39;Neill"}} for number in range(300)]
    applications = read(ApplicationList, json.dumps({"items": items}).encode()).items
    assert {(one.vacancy and one.vacancy.title, one.client and one.client.name) for one in applications} == {
        ("R&D Lead", "O'Neill")
    }


@pytest.mark.parametrize("answer", [b"{}", b'{"items": null}', b'{"items": {}}', b"[]", b'{"message": "no"}'])
def test_invalid_list_of_applications_is_refused(answer: bytes) -> None:
    with pytest.raises(AnswerNotUnderstoodError):
        read(ApplicationList, answer)


def test_money_comments_and_states_are_not_kept() -> None:
    text = sample("applications-by-candidate-realistic").decode()
    assert all(words in text for words in ("21000", "18500", "for-review", "commentCount", "51-200 employees"))
    kept = repr(read(ApplicationList, text.encode()))
    assert [words for words in ("21000", "18500", "EUR", "for-review", "omment", "employees") if words in kept] == []


@pytest.mark.parametrize(
    ("paging", "more", "cursor"),
    [
        pytest.param({}, None, None, id="nothing-said"),
        pytest.param({"pageInfo": {"nextCursor": "n", "hasNextPage": True}}, True, "n", id="page-info"),
        pytest.param({"pageInfo": {"nextCursor": "n", "hasNextPage": False}}, False, None, id="last-page-info"),
        pytest.param({"pageInfo": {"nextCursor": None, "hasNextPage": False}}, False, None, id="last-without-cursor"),
        pytest.param({"pagination": {"cursor": "n", "hasMore": True}}, True, "n", id="pagination"),
        pytest.param({"pagination": {"cursor": "n", "hasMore": False}}, False, None, id="last-pagination"),
        pytest.param({"pagination": {"cursor": "n"}}, None, "n", id="cursor-alone"),
        pytest.param({"pagination": {"totalItems": 70, "page": 0, "hasNextPage": True}}, True, None, id="by-number"),
        pytest.param({"pagination": 4, "pageInfo": "none"}, None, None, id="other-types"),
    ],
)
def test_every_form_of_paging_is_parsed(paging: dict[str, object], more: bool | None, cursor: str | None) -> None:  # noqa: FBT001 - a column of the table
    page = read(ApplicationPage, json.dumps({"items": [], **paging}).encode())
    assert (page.has_more, page.next_cursor) == (more, cursor)
