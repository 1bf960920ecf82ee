"""The lines of a card, and the data that each needs."""

from typing import Any

import pytest

from bot.spott.candidate import Candidate
from tests.cards.drawn import block, lines
from tests.cards.people import applications, card_of, contact, role


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Jane", "Doe", "Jane Doe"),
        ("Jane", None, "Jane"),
        (None, "Doe", "Doe"),
        ("\u200b", None, "Name not in Spott"),
        ("jane@", "example.com", "(email hidden)"),
        ("J" * 200, None, "J" * 149 + "\u2026"),
    ],
)
def test_the_card_begins_with_the_name(first: str | None, last: str | None, name: str) -> None:
    assert lines(card_of(contact(firstName=first, lastName=last))).splitlines()[0] == name


@pytest.mark.parametrize(
    ("app_url", "first"),
    [
        (None, {"type": "text", "text": "Jane Doe", "style": {"bold": True}}),
        (
            "https://app.example.com/people/{candidate_id}",
            {
                "type": "link",
                "url": "https://app.example.com/people/c-jane-doe",
                "text": "Jane Doe",
                "style": {"bold": True},
            },
        ),
    ],
)
def test_name_links_to_spott_if_its_address_is_set(app_url: str | None, first: dict[str, Any]) -> None:
    message = card_of(contact(), app_url=app_url)
    assert message["blocks"][0]["elements"][0] == {"type": "rich_text_section", "elements": [first]}


REJECTED: dict[str, Any] = {"rejection": {"reason": "Too far", "createdAt": "2026-04-24T09:00:00Z"}}


@pytest.mark.parametrize(
    ("goes_on", "over", "held", "told", "counted"),
    [
        (1, 0, 2, ["Job 0", "r0, Acme", "r1, Acme"], []),
        (2, 0, 3, ["Job 0", "Job 1", "r0, Acme"], ["2 more roles"]),
        (3, 1, 1, ["Job 0", "Job 1", "Job 2", "r0, Acme"], ["1 earlier job"]),
        (5, 3, 0, ["Job 0", "Job 1", "Job 2", "and 2 more applications"], ["3 earlier jobs"]),
        (
            4,
            1,
            2,
            ["Job 0", "Job 1", "Job 2", "and 1 more application", "r0, Acme"],
            ["1 more role", "1 earlier job"],
        ),
        (0, 0, 5, ["r0, Acme", "r1, Acme", "r2, Acme"], ["2 more roles"]),
        (0, 2, 0, ["No open applications"], ["2 earlier jobs"]),
        (0, 0, 0, ["No open applications"], []),
    ],
)
@pytest.mark.parametrize("form", ["full", "short"])
def test_three_stages_are_shown_or_four_for_a_role_and_the_others_counted(
    goes_on: int, over: int, held: int, *, told: list[str], counted: list[str], form: str
) -> None:
    jobs = [{"id": f"a-{at}", "vacancy": {"title": f"Job {at}"}, "stage": {"order": -at}} for at in range(goes_on)]
    ended = [{"id": f"o-{at}", "vacancy": {"title": "CFO"}, **REJECTED} for at in range(over)]
    record = contact(clientContacts=[role(f"r{at}", stage={"order": -at}) for at in range(held)])
    message = card_of(record, applications({"items": [*ended, *jobs]}), form=form)
    _, *shown, task = lines(message).splitlines()
    assert [line.removeprefix(":white_circle: ") for line in shown] == told
    assert task == ":warning: No next task"
    *quiet, _ = block(message, "context")["elements"]
    assert [one["text"] for one in quiet] == ([" \u00b7 ".join(counted)] if counted else [])


def test_no_photo_is_on_a_card() -> None:
    message = card_of(contact(avatarUrl="https://images.example.com/jane.png", clientContacts=[role()]))
    assert "images.example.com" not in str(message)


@pytest.mark.parametrize(
    ("task", "shown", "fallback"),
    [
        (None, ":warning: No next task\n", "No next task"),
        ({}, ":warning: No next task\n", "No next task"),
        ({"id": None, "content": None, "dueDate": None}, ":warning: No next task\n", "No next task"),
        (
            {"content": "Call Jane", "dueDate": "2026-11-24T09:30:00Z"},
            ":pushpin: In 2 days \u00b7 Call Jane\n",
            "Next task due 24 Nov 2026, 09:30 UTC (in 2 days): Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-22T09:59:00Z"},
            ":rotating_light: Overdue \u00b7 Call Jane\n",
            "Next task overdue since 22 Nov 2026, 09:59 UTC: Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-22T00:00:00Z"},
            ":pushpin: Today \u00b7 Call Jane\n",
            "Next task due 22 Nov 2026 (today): Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-21T00:00:00.000Z"},
            ":rotating_light: 1 day overdue \u00b7 Call Jane\n",
            "Next task 1 day overdue (due 21 Nov 2026): Call Jane",
        ),
        (
            {"content": "Call Jane"},
            ":pushpin: Next task \u00b7 Call Jane\n",
            "Next task, no due date: Call Jane",
        ),
        ({"id": "t-1"}, ":pushpin: Next task\n", "Next task, no due date"),
        (
            {"dueDate": "2026-11-24T00:00:00Z"},
            ":pushpin: In 2 days \u00b7 Next task\n",
            "Next task due 24 Nov 2026 (in 2 days)",
        ),
        (
            {"content": "Call\njane@example.com\non +1 555 010 0199", "dueDate": "2026-11-24T00:00:00Z"},
            ":pushpin: In 2 days \u00b7 Call (email hidden) on (phone hidden)\n",
            "Next task due 24 Nov 2026 (in 2 days): Call (email hidden) on (phone hidden)",
        ),
        (
            {"content": "x" * 151},
            ":pushpin: Next task \u00b7 " + "x" * 149 + "\u2026\n",
            "Next task, no due date: " + "x" * 149 + "\u2026",
        ),
    ],
)
@pytest.mark.parametrize("form", ["full", "short"])
def test_the_next_task_and_its_absence_stand_out(task: Any, shown: str, fallback: str, form: Any) -> None:  # noqa: ANN401
    message = card_of(contact(nextTaskDue=task, clientContacts=[role()]), form=form)
    assert shown in lines(message)
    assert message["text"].splitlines()[-1] == fallback


KNOWN_SINCE: list[tuple[dict[str, Any], str | None]] = [
    ({"mainContact": {"userId": "u-1", "name": "Joe Roe"}}, "Owner Joe Roe"),
    (
        {"mainContact": {"name": "Joe Roe", "deactivatedAt": "2024-01-01T00:00:00Z"}},
        "Owner Joe Roe (left)",
    ),
    ({"mainContact": {"userId": "u-1", "email": "joe@example.com"}}, None),
    (
        {"lastInteractionDate": "2026-11-20T08:00:00Z", "lastInteractionWith": {"name": "Joe Roe"}},
        "Last spoke 2 days ago (Joe)",
    ),
    ({"lastInteractionDate": "2026-11-20T00:00:00Z"}, "Last spoke 2 days ago"),
    ({"lastInteractionWith": {"name": "Joe Roe"}}, None),
    ({"nextInteractionDate": "2026-12-02T08:00:00Z", "nextInteractionWith": {"name": "Joe Roe"}}, "Next 2 Dec"),
    ({"nextInteractionDate": "2026-12-02T00:00:00Z"}, "Next 2 Dec"),
    ({"nextInteractionDate": "2026-11-21T08:00:00Z"}, None),
    ({"nextInteractionDate": "2027-12-02T08:00:00Z"}, "Next 2 Dec 2027"),
    ({"lastActivityDate": "2026-11-21T17:00:00Z"}, None),
    ({"locations": [{"city": "Ghent", "country": "Belgium"}]}, "Ghent"),
    ({"locations": [{"country": "Belgium"}]}, "Belgium"),
    ({"locations": [{"type": "x"}, {"city": "den Haag"}]}, "Den Haag"),
    (
        {"locations": [{"street1": "1 Main Street", "postalCode": "9000", "formattedAddress": "1 Main Street"}]},
        None,
    ),
    (
        {
            "mainContact": {"name": "Joe Roe"},
            "lastInteractionDate": "2026-11-21T08:00:00Z",
            "nextInteractionDate": "2026-12-02T08:00:00Z",
            "locations": [{"city": "Ghent"}],
        },
        "Owner Joe Roe \u00b7 last spoke yesterday \u00b7 next 2 Dec \u00b7 Ghent",
    ),
]


def test_who_knows_the_person_and_since_when() -> None:
    for fields, line in KNOWN_SINCE:
        *quiet, as_of = block(card_of(contact(**fields)), "context")["elements"]
        assert as_of["type"] == "mrkdwn", fields
        assert [one["text"] for one in quiet] == ([line] if line else []), fields


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (["actively_looking"], ["Actively looking"]),
        (["approachable_but_not_actively_looking"], ["Open to offers"]),
        (["zz", "not_actively_looking"], ["Not looking"]),
        (["do_not_contact"], []),
        ([], []),
    ],
)
def test_the_status_of_a_candidate(status: list[str], line: list[str]) -> None:
    *quiet, _ = block(card_of(Candidate(id="c-1", status=tuple(status))), "context")["elements"]
    assert [one["text"] for one in quiet] == line
