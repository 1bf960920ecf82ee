from collections.abc import Iterator
from typing import Any

import pytest

from bot.cards.buttons import OPEN_IN_SPOTT
from bot.cards.contact import contact_card
from bot.cards.message import Message
from bot.spott.models import Contact
from tests.cards.judges import faults, refusals, strings
from tests.cards.people import NOW, contact, documented, expected, role, sample

APP = "https://app.example.com/people/{candidate_id}"
AS_OF = "as of <!date^1795341600^{date_short_pretty} at {time}|22 Nov 2026, 10:00 UTC>"


def block(message: Message, kind: str) -> dict[str, Any]:
    return next(one for one in message["blocks"] if one["type"] == kind)


def kinds(message: Message) -> list[str]:
    return [one["type"] for one in message["blocks"]]


def lines(message: Message) -> str:
    """All rich text as a reader without dates and emoji would see it."""

    def words(value: object) -> Iterator[str]:
        match value:
            case {"type": "text", "text": str(text)}:
                yield text
            case {"type": "emoji", "name": str(name)}:
                yield f":{name}:"
            case {"type": "date", "fallback": str(fallback)}:
                yield fallback
            case {"elements": list(elements), "type": str(kind)}:
                for element in elements:
                    yield from words(element)
                if kind in {"rich_text_section", "rich_text_quote"}:
                    yield "\n"

    return "".join(word for one in message["blocks"] for word in words(one))


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("name", ["documented", "rich"])
def test_a_person_gives_exactly_this_card(name: str, form: Any) -> None:  # noqa: ANN401  (a literal)
    person = Contact.model_validate(sample(f"contact.{name}.json"))
    message = contact_card(person, now=NOW, asked_by="U012ABCDEF", form=form, app_url=APP)
    assert message == expected(f"card.{name}.{form}.json", message)
    assert refusals(message) == []
    assert faults(message) == []


def test_a_person_of_whom_nothing_is_known_is_a_card_that_says_so() -> None:
    message = contact_card(Contact.model_validate({"candidateId": "c-1"}), now=NOW)
    assert message == {
        "text": "Name not in Spott\nNo roles at client companies\nNo next task",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Name not in Spott", "emoji": False}},
            {
                "type": "section",
                "text": {"type": "plain_text", "text": "No roles at client companies", "emoji": False},
            },
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "emoji", "name": "warning"},
                            {"type": "text", "text": " "},
                            {"type": "text", "text": "No next task", "style": {"bold": True}},
                        ],
                    }
                ],
            },
            {"type": "context", "elements": [{"type": "mrkdwn", "text": f"A{AS_OF[1:]}", "verbatim": True}]},
        ],
    }


def test_null_and_missing_are_the_same() -> None:
    nulls = dict.fromkeys(documented()) | {"candidateId": "c-1"}
    assert contact_card(Contact.model_validate(nulls), now=NOW) == contact_card(
        Contact.model_validate({"candidateId": "c-1"}), now=NOW
    )


def hollow(value: Any) -> Any:  # noqa: ANN401  (JSON)
    """The same objects and lists, every plain value null."""
    if isinstance(value, dict):
        return {key: hollow(member) for key, member in value.items()}
    return [hollow(member) for member in value] if isinstance(value, list) else None


def test_objects_with_nothing_in_them_show_nothing() -> None:
    message = contact_card(Contact.model_validate(hollow(documented()) | {"candidateId": "c-1"}), now=NOW)
    assert lines(message) == ":warning: No next task\nCurrent role\n:white_circle: Unnamed role\n"
    assert kinds(message) == ["header", "section", "rich_text", "rich_text", "context"]


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


def test_the_photo_stands_beside_the_headline() -> None:
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
            ":pushpin: Next task due 24 Nov 2026, 09:30 UTC\nCall Jane\n",
            "Next task due 24 Nov 2026, 09:30 UTC: Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-22T09:59:00Z"},
            ":rotating_light: Overdue: next task was due 22 Nov 2026, 09:59 UTC\nCall Jane\n",
            "Next task overdue since 22 Nov 2026, 09:59 UTC: Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-22T00:00:00Z"},
            ":pushpin: Next task due 22 Nov 2026\nCall Jane\n",
            "Next task due 22 Nov 2026: Call Jane",
        ),
        (
            {"content": "Call Jane", "dueDate": "2026-11-21T00:00:00.000Z"},
            ":rotating_light: Overdue: next task was due 21 Nov 2026\nCall Jane\n",
            "Next task overdue since 21 Nov 2026: Call Jane",
        ),
        (
            {"content": "Call Jane"},
            ":pushpin: Next task, no due date\nCall Jane\n",
            "Next task, no due date: Call Jane",
        ),
        ({"id": "t-1"}, ":pushpin: Next task, no due date\n", "Next task, no due date"),
        (
            {"dueDate": "2026-11-24T00:00:00Z"},
            ":pushpin: Next task due 24 Nov 2026\n",
            "Next task due 24 Nov 2026",
        ),
        (
            {"content": "Call\njane@example.com\non +1 555 010 0199", "dueDate": "2026-11-24T00:00:00Z"},
            ":pushpin: Next task due 24 Nov 2026\nCall (email hidden) on (phone hidden)\n",
            "Next task due 24 Nov 2026: Call (email hidden) on (phone hidden)",
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
            "Last interaction: 20 Nov 2026, 08:00 UTC with Joe Roe",
        ),
        ({"lastInteractionDate": "2026-11-20T00:00:00Z"}, "Last interaction: 20 Nov 2026"),
        ({"lastInteractionWith": {"name": "Joe Roe"}}, "Last interaction: with Joe Roe"),
        (
            {
                "nextInteractionDate": "2026-11-25T08:00:00Z",
                "nextInteractionWith": {"name": "Joe Roe", "deactivatedAt": "2024-01-01T00:00:00Z"},
            },
            "Next interaction: 25 Nov 2026, 08:00 UTC with Joe Roe (left)",
        ),
        ({"lastActivityDate": "2026-11-21T17:00:00Z"}, "Last activity: 21 Nov 2026, 17:00 UTC"),
    ],
)
def test_who_knows_the_person_and_since_when(fields: dict[str, Any], line: str) -> None:
    message = contact_card(contact(**fields), now=NOW)
    told = lines(message).removeprefix(":warning: No next task\n").removesuffix("\n")
    assert told == line


def test_the_short_form_is_roles_task_and_foot() -> None:
    person = contact(
        clientContacts=[role(stage={"name": "Hot"}, department="Platform", startDate="2021-03-01")],
        lastActivityDate="2026-11-21T17:00:00Z",
        avatarUrl="https://images.example.com/jane.png",
    )
    message = contact_card(person, now=NOW, form="short", app_url=APP)
    assert kinds(message) == ["header", "rich_text", "rich_text", "actions", "context"]
    assert lines(message) == ":white_circle: CTO at Acme \u00b7 Hot\n:warning: No next task\n"


@pytest.mark.parametrize(
    ("asked_by", "foot"),
    [
        ("U012ABCDEF", f"Looked up by <@U012ABCDEF> {AS_OF}"),
        ("W012ABCDEF", f"Looked up by <@W012ABCDEF> {AS_OF}"),
        (None, f"A{AS_OF[1:]}"),
        ("", f"A{AS_OF[1:]}"),
        ("U1> <!channel", f"A{AS_OF[1:]}"),
        ("U012ABCDEF\n", f"A{AS_OF[1:]}"),
        ("u012abcdef", f"A{AS_OF[1:]}"),
        ("C012ABCDEF", f"A{AS_OF[1:]}"),
    ],
)
def test_the_foot_says_who_looked_and_as_of_when(asked_by: str | None, foot: str) -> None:
    message = contact_card(contact(), now=NOW, asked_by=asked_by)
    assert message["blocks"][-1] == {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": foot, "verbatim": True}],
    }


def test_open_in_spott_is_a_link() -> None:
    message = contact_card(contact(), now=NOW, app_url=APP)
    assert block(message, "actions")["elements"] == [
        {
            "type": "button",
            "action_id": OPEN_IN_SPOTT,
            "text": {"type": "plain_text", "text": "Open in Spott", "emoji": False},
            "url": "https://app.example.com/people/c-jane-doe",
        }
    ]


@pytest.mark.parametrize(
    ("app_url", "candidate_id"),
    [
        (None, "c-1"),
        ("", "c-1"),
        ("http://app.example.com/{candidate_id}", "c-1"),
        ("https:///{candidate_id}", "c-1"),
        ("https://app.example.com/" + "a" * 3_000 + "{candidate_id}", "c-1"),
        (APP, "../users"),
        (APP, "jane@example.com"),
        (APP, "c-1?x=<!channel>"),
    ],
)
def test_a_link_that_leads_nowhere_good_is_left_out(app_url: str | None, candidate_id: str) -> None:
    assert "actions" not in kinds(contact_card(contact(candidateId=candidate_id), now=NOW, app_url=app_url))


def test_the_fallback_carries_name_three_roles_and_task() -> None:
    person = contact(clientContacts=[role(f"r{number}", stage={"name": "Hot"}) for number in range(5)])
    assert contact_card(person, now=NOW)["text"] == (
        "Jane Doe\nr0 at Acme, Hot\nr1 at Acme, Hot\nr2 at Acme, Hot\nNo next task"
    )


def test_a_moment_in_any_time_zone_is_the_same_card() -> None:
    person = Contact.model_validate(documented())
    from_brussels = NOW.astimezone().replace(microsecond=0)
    assert contact_card(person, now=from_brussels) == contact_card(person, now=NOW)


def test_custom_attributes_are_not_on_the_card() -> None:
    answer = documented()
    answer["clientContacts"][0]["customAttributes"] = [{"label": "Salary", "value": {"text": "a fortune"}}]
    told = " ".join(strings(contact_card(Contact.model_validate(answer), now=NOW)))
    assert "Salary" not in told
    assert "fortune" not in told
