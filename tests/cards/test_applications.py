"""A person's applications on a card and in Details."""

from typing import Any

import pytest

from bot.cards import applications
from bot.cards.message import Block
from bot.cards.reader import Reader
from bot.people.standing import standing
from tests.cards import people
from tests.cards.drawn import lines
from tests.cards.judges import elements
from tests.cards.people import NOW
from tests.english import say

ANA = {"id": "u-1", "name": "Ana Poe"}


def application(number: int = 0, **fields: object) -> dict[str, Any]:
    return {
        "id": f"a-{number}",
        "vacancy": {"id": f"j-{number}", "title": f"Job {number}", "client": {"id": "cl-1", "name": "Acme"}},
        "stage": {"order": 5 - number, "name": "Interview", "colorHex": "#f00"},
        **fields,
    }


def as_lines(shown: list[Block]) -> list[str]:
    return lines({"text": "", "blocks": [{"type": "rich_text", "elements": shown}]}).splitlines()


def in_short(*of: dict[str, Any]) -> list[str]:
    shown, _ = applications.in_short(
        standing(people.applications({"items": list(of)})).open, NOW, Reader.of_masked(say)
    )
    return as_lines(shown)


OPEN: list[tuple[dict[str, Any], str]] = [
    ({}, ":red_circle: Interview \u00b7 Job 0, Acme"),
    (
        {"latestActivity": {"date": "2026-11-20T09:00:00Z", "triggeredByUser": ANA}},
        ":red_circle: Interview \u00b7 Job 0, Acme \u00b7 2 days ago, Ana",
    ),
    (
        {"latestActivity": {"date": "2026-11-21T00:00:00Z"}},
        ":red_circle: Interview \u00b7 Job 0, Acme \u00b7 yesterday",
    ),
    ({"latestActivity": {"triggeredByUser": ANA}}, ":red_circle: Interview \u00b7 Job 0, Acme"),
    (
        {"stage": {"name": "Interview", "status": {"name": "2nd round"}}},
        ":white_circle: Interview (2nd round) \u00b7 Job 0, Acme",
    ),
    ({"stage": {"status": {"name": "2nd round"}}}, ":white_circle: 2nd round \u00b7 Job 0, Acme"),
    ({"stage": None}, ":white_circle: Job 0, Acme"),
    ({"vacancy": {"id": "j-0"}, "client": {"name": "Acme"}}, ":red_circle: Interview \u00b7 Acme"),
    ({"vacancy": {"id": "j-0"}, "stage": None}, ":white_circle: Open application"),
    (
        {"vacancy": {"title": "Call jane@example.com", "client": {"name": "+1 555 010 0199"}}},
        ":red_circle: Interview \u00b7 Call (email hidden), (phone hidden)",
    ),
]


def test_open_application_on_a_card() -> None:
    for fields, line in OPEN:
        assert in_short(application(**fields)) == [line], fields


def test_the_stage_is_bold_and_each_reader_sees_how_long_ago_it_was() -> None:
    moved = application(latestActivity={"date": "2026-11-20T09:00:00Z"})
    (shown,), _ = applications.in_short(
        standing(people.applications({"items": [moved]})).open, NOW, Reader.of_masked(say)
    )
    styled = [(one.get("text"), one.get("style")) for one in elements(shown) if "style" in one]
    assert styled == [("Interview", {"bold": True})]
    assert shown["elements"][-1] == {
        "type": "date",
        "timestamp": 1795165200,
        "format": "{ago}",
        "fallback": "2 days ago",
    }


REJECTED: dict[str, Any] = {
    "rejection": {"reason": "Too far", "rejectedByUser": ANA, "createdAt": "2026-04-24T09:00:00Z"}
}
PLACED: dict[str, Any] = {"placements": [{"startDate": "2026-06-01T00:00:00Z", "placedByUser": ANA}]}


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (REJECTED, ":white_circle: Rejected \u00b7 Job 0, Acme \u00b7 24 Apr 2026, Ana Poe \u00b7 Too far"),
        (PLACED, ":white_circle: Placed \u00b7 Job 0, Acme \u00b7 1 Jun 2026, Ana Poe"),
        (
            REJECTED | PLACED,
            (
                ":white_circle: Placed \u00b7 Job 0, Acme \u00b7 1 Jun 2026, Ana Poe"
                " \u00b7 Rejected \u00b7 24 Apr 2026, Ana Poe \u00b7 Too far"
            ),
        ),
        ({"rejection": {"rejectedByUser": ANA}}, ":white_circle: Rejected \u00b7 Job 0, Acme \u00b7 Ana Poe"),
        (
            {"vacancy": None, "latestActivity": {"date": "2026-04-24T09:00:00Z"}},
            ":white_circle: Speculative \u00b7 24 Apr 2026",
        ),
    ],
)
def test_ended_application_in_details(fields: dict[str, Any], line: str) -> None:
    known = standing(people.applications({"items": [application(**fields)]}))
    assert as_lines(applications.over_in_full(known.over, NOW, Reader.of_masked(say))) == [line]


def test_details_name_the_owner_of_an_open_application() -> None:
    known = standing(people.applications({"items": [application(owner=ANA)]}))
    assert as_lines(applications.open_in_full(known.open, NOW, Reader.of_masked(say))) == [
        ":red_circle: Interview \u00b7 Job 0, Acme \u00b7 owner Ana Poe"
    ]
