"""The header, the headline and the lines of a card, each with what it is made of."""

from typing import Any

import pytest

from bot.cards.contact import contact_card
from tests.cards.drawn import block, kinds, lines
from tests.cards.people import NOW, contact, role


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
def test_the_header_is_the_name(first: str | None, last: str | None, name: str) -> None:
    message = contact_card(contact(firstName=first, lastName=last), now=NOW)
    assert block(message, "header")["text"]["text"] == name


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        ({}, "No roles at client companies"),
        ({"clientContacts": [role()]}, "CTO at Acme"),
        ({"clientContacts": [role(active=False)]}, "No current role at client companies"),
        (
            {"clientContacts": [role()], "locations": [{"city": "Ghent", "country": "Belgium"}]},
            "CTO at Acme\nGhent, Belgium",
        ),
        ({"locations": [{"country": "Belgium"}]}, "No roles at client companies\nBelgium"),
        ({"locations": [{"type": "x"}, {"city": "Ghent"}]}, "No roles at client companies\nGhent"),
        (
            {"locations": [{"street1": "1 Main Street", "postalCode": "9000", "formattedAddress": "1 Main Street"}]},
            "No roles at client companies",
        ),
    ],
)
def test_the_headline_is_role_city_and_country_and_never_the_street(fields: dict[str, Any], headline: str) -> None:
    message = contact_card(contact(**fields), now=NOW)
    assert block(message, "section")["text"]["text"] == headline


def test_photo_is_next_to_the_headline() -> None:
    message = contact_card(contact(avatarUrl="https://images.example.com/jane.png"), now=NOW)
    assert block(message, "section")["accessory"] == {
        "type": "image",
        "image_url": "https://images.example.com/jane.png",
        "alt_text": "Jane Doe",
    }
    assert "image" not in kinds(message)


@pytest.mark.parametrize(
    "url", [None, "http://example.com/a.png", "https://a:b@example.com/a", "https://example.com/" + "a" * 3_000]
)
def test_a_photo_that_slack_must_not_fetch_is_left_out(url: str | None) -> None:
    assert "accessory" not in block(contact_card(contact(avatarUrl=url), now=NOW), "section")


@pytest.mark.parametrize(
    ("task", "shown", "fallback"),
    [
        (None, ":warning: No next task\n", "No next task"),
        ({}, ":warning: No next task\n", "No next task"),
        ({"id": None, "content": None, "dueDate": None}, ":warning: No next task\n", "No next task"),
        (
            {"content": "Call Jane", "dueDate": "2026-11-24T09:30:00Z"},
            ":pushpin: Next task due 24 Nov 2026, 09:30 UTC (in 2 days)\nCall Jane\n",
            "Next task due 24 Nov 2026, 09:30 UTC (in 2 days): Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-22T09:59:00Z"},
            ":rotating_light: Overdue: next task was due 22 Nov 2026, 09:59 UTC\nCall Jane\n",
            "Next task overdue since 22 Nov 2026, 09:59 UTC: Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-22T00:00:00Z"},
            ":pushpin: Next task due 22 Nov 2026 (today)\nCall Jane\n",
            "Next task due 22 Nov 2026 (today): Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-21T00:00:00.000Z"},
            ":rotating_light: 1 day overdue: next task was due 21 Nov 2026\nCall Jane\n",
            "Next task 1 day overdue (due 21 Nov 2026): Call Jane",
        ),
        (
            {"content": "Call Jane"},
            ":pushpin: Next task, no due date\nCall Jane\n",
            "Next task, no due date: Call Jane",
        ),
        ({"id": "t-1"}, ":pushpin: Next task, no due date\n", "Next task, no due date"),
        (
            {"dueDate": "2026-11-24T00:00:00Z"},
            ":pushpin: Next task due 24 Nov 2026 (in 2 days)\n",
            "Next task due 24 Nov 2026 (in 2 days)",
        ),
        (
            {"content": "Call\njane@example.com\non +1 555 010 0199", "dueDate": "2026-11-24T00:00:00Z"},
            ":pushpin: Next task due 24 Nov 2026 (in 2 days)\nCall (email hidden) on (phone hidden)\n",
            "Next task due 24 Nov 2026 (in 2 days): Call (email hidden) on (phone hidden)",
        ),
        (
            {"content": "x" * 151},
            ":pushpin: Next task, no due date\n" + "x" * 149 + "\u2026\n",
            "Next task, no due date: " + "x" * 149 + "\u2026",
        ),
    ],
)
@pytest.mark.parametrize("form", ["full", "short"])
def test_the_next_task_and_its_absence_stand_out(task: Any, shown: str, fallback: str, form: Any) -> None:  # noqa: ANN401
    message = contact_card(contact(nextTaskDue=task, clientContacts=[role()]), now=NOW, form=form)
    assert shown in lines(message)
    assert message["text"].splitlines()[-1] == fallback


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"mainContact": {"userId": "u-1", "name": "Joe Roe"}}, "Main contact: Joe Roe"),
        (
            {"mainContact": {"name": "Joe Roe", "deactivatedAt": "2024-01-01T00:00:00Z"}},
            "Main contact: Joe Roe (left)",
        ),
        ({"mainContact": {"userId": "u-1", "email": "joe@example.com"}}, ""),
        (
            {"lastInteractionDate": "2026-11-20T08:00:00Z", "lastInteractionWith": {"name": "Joe Roe"}},
            "Last interaction: 20 Nov 2026, 08:00 UTC (2 days ago) with Joe Roe",
        ),
        ({"lastInteractionDate": "2026-11-20T00:00:00Z"}, "Last interaction: 20 Nov 2026 (2 days ago)"),
        ({"lastInteractionWith": {"name": "Joe Roe"}}, "Last interaction: with Joe Roe"),
        (
            {
                "nextInteractionDate": "2026-11-25T08:00:00Z",
                "nextInteractionWith": {"name": "Joe Roe", "deactivatedAt": "2024-01-01T00:00:00Z"},
            },
            "Next interaction: 25 Nov 2026, 08:00 UTC (in 3 days) with Joe Roe (left)",
        ),
        ({"lastActivityDate": "2026-11-21T17:00:00Z"}, "Last activity: 21 Nov 2026, 17:00 UTC (yesterday)"),
    ],
)
def test_who_knows_the_person_and_since_when(fields: dict[str, Any], line: str) -> None:
    message = contact_card(contact(**fields), now=NOW)
    told = lines(message).removeprefix(":warning: No next task\n").removesuffix("\n")
    assert told == line
