"""None"""

from typing import Any

import pytest

from bot.cards.buttons import OPEN_IN_SPOTT
from bot.cards.contact import LookedUp, contact_card
from bot.spott.models import Contact
from tests.cards.drawn import block, kinds, lines
from tests.cards.judges import faults, refusals, strings
from tests.cards.people import NOW, contact, documented, expected, role, sample

APP = "https://app.example.com/people/{candidate_id}"
AS_OF = "as of <!date^1795341600^{date_short} at {time}|22 Nov 2026, 10:00 UTC>"


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("name", ["documented", "rich"])
def test_a_person_gives_exactly_this_card(name: str, form: Any) -> None:  # noqa: ANN401  (a literal)
    person = Contact.model_validate(sample(f"contact.{name}.json"))
    message = contact_card(person, now=NOW, looked_up=LookedUp("U012ABCDEF", "Grace Hopper"), form=form, app_url=APP)
    assert message == expected(f"card.{name}.{form}.json", message)
    assert refusals(message) == []
    assert faults(message) == []


def test_card_of_an_unknown_person_says_so() -> None:
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
    ("looked_up", "said"),
    [
        pytest.param(LookedUp("U1", "Grace Hopper"), ["Looked up by Grace Hopper"], id="looked up"),
        pytest.param(LookedUp("U1", "Grace Hopper", shared=True), ["Shared by Grace Hopper"], id="shared"),
        pytest.param(
            LookedUp("U1", "Grace Hopper", refreshed_by="Alan Turing"),
            ["Looked up by Grace Hopper", "Refreshed by Alan Turing"],
            id="refreshed",
        ),
        pytest.param(
            LookedUp("U1", "Grace Hopper", shared=True, refreshed_by="Alan Turing"),
            ["Shared by Grace Hopper", "Refreshed by Alan Turing"],
            id="shared, then refreshed",
        ),
        pytest.param(LookedUp("U1", "", refreshed_by="Alan Turing"), ["Refreshed by Alan Turing"], id="half known"),
        pytest.param(LookedUp("U1"), [], id="no name known"),
        pytest.param(None, [], id="outside of Slack"),
        pytest.param(LookedUp("U1", "<!channel> <@U2>"), ["Looked up by <!channel> <@U2>"], id="markup"),
        pytest.param(LookedUp("U1", "@here *bold* :tada:"), ["Looked up by @here *bold* :tada:"], id="shown literally"),
        pytest.param(LookedUp("U1", "Grace\u202e\nHopper"), ["Looked up by Grace Hopper"], id="line and direction"),
        pytest.param(LookedUp("U1", "G" * 100), [f"Looked up by {'G' * 59}\u2026"], id="long"),
    ],
)
def test_footer_names_the_user_without_a_mention(looked_up: LookedUp | None, said: list[str]) -> None:
    message = contact_card(contact(), now=NOW, looked_up=looked_up)
    assert message["blocks"][-1] == {
        "type": "context",
        "elements": [
            *({"type": "plain_text", "text": text, "emoji": False} for text in said),
            {"type": "mrkdwn", "text": f"A{AS_OF[1:]}", "verbatim": True},
        ],
    }
    assert refusals(message) == []


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
