from typing import Any

import pytest

from bot.cards.buttons import OPEN_IN_SPOTT
from bot.cards.foot import LookedUp
from bot.cards.person import person_card
from bot.cards.views import details_view
from bot.people.person import Person
from bot.spott.candidate import Candidate
from bot.spott.models import Contact
from tests.cards.detailed import EVERY
from tests.cards.detailed import faults as detailed_faults
from tests.cards.drawn import block, kinds, lines
from tests.cards.judges import faults, refusals, strings, view_refusals
from tests.cards.people import (
    NOW,
    applications,
    card_of,
    contact,
    documented,
    expected,
    from_spott,
    person,
    role,
    sample,
)
from tests.english import say

APP = "https://app.example.com/people/{candidate_id}"
AS_OF = "as of <!date^1795341600^{date_short} at {time}|22 Nov 2026, 10:00 UTC>"


def samples() -> dict[str, Person]:
    """People as Spott's reference and a realistic agency have them."""
    realistic = applications(from_spott("applications-by-candidate-realistic"))
    return {
        "documented": person(
            Contact.model_validate(documented()),
            applications(from_spott("applications-by-candidate-documented")),
            Candidate.model_validate(from_spott("candidate-documented")),
        ),
        "rich": person(Contact.model_validate(sample("contact.rich.json")), realistic),
        "candidate": person(Candidate.model_validate(from_spott("candidate-realistic")), realistic),
        "without-jobs": person(Contact.model_validate(sample("contact.rich.json")), None),
    }


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("name", sorted(samples()))
def test_a_person_gives_exactly_this_card(name: str, form: Any) -> None:  # noqa: ANN401  (a literal)
    looked_up = LookedUp("U012ABCDEF", "Grace Hopper")
    message = person_card(samples()[name], now=NOW, looked_up=looked_up, form=form, app_url=APP, say=say)
    assert message == expected(f"card.{name}.{form}.json", message)
    assert refusals(message) == []
    assert faults(message) == []


@pytest.mark.parametrize("name", sorted(samples()))
def test_a_person_gives_exactly_these_details(name: str) -> None:
    shown = details_view(say, samples()[name], now=NOW, attributes=EVERY)
    assert shown["blocks"] == expected(f"details.{name}.json", shown["blocks"])
    assert view_refusals(shown) == []
    assert detailed_faults(shown) == []


def test_card_of_an_unknown_person_says_so() -> None:
    message = card_of(Contact.model_validate({"candidateId": "c-1"}))
    assert message == {
        "text": "Name not in Spott\nNo open applications\nNo next task",
        "blocks": [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": "Name not in Spott", "style": {"bold": True}}],
                    },
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "No open applications"}]},
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "emoji", "name": "warning"},
                            {"type": "text", "text": " "},
                            {"type": "text", "text": "No next task", "style": {"bold": True}},
                        ],
                    },
                ],
            },
            {"type": "context", "elements": [{"type": "mrkdwn", "text": f"A{AS_OF[1:]}", "verbatim": True}]},
        ],
    }


def test_candidates_next_task_is_unknown() -> None:
    message = card_of(Candidate(id="c-1", first_name="Jane"))
    assert (lines(message), message["text"]) == ("Jane\nNo open applications\n", "Jane\nNo open applications")


def test_card_says_that_jobs_could_not_be_loaded() -> None:
    message = card_of(contact(clientContacts=[role()]), None)
    assert lines(message).splitlines()[:3] == ["Jane Doe", "Jobs could not be loaded", ":white_circle: CTO, Acme"]
    assert card_of(contact(), None)["text"] == "Jane Doe\nJobs could not be loaded\nNo next task"


def test_null_and_missing_are_the_same() -> None:
    nulls = dict.fromkeys(documented()) | {"candidateId": "c-1"}
    assert card_of(Contact.model_validate(nulls)) == card_of(Contact.model_validate({"candidateId": "c-1"}))


def with_nulls(value: Any) -> Any:  # noqa: ANN401  (JSON)
    """The same objects and lists, every plain value null."""
    if isinstance(value, dict):
        return {key: with_nulls(member) for key, member in value.items()}
    return [with_nulls(member) for member in value] if isinstance(value, list) else None


def test_empty_objects_show_nothing() -> None:
    message = card_of(Contact.model_validate(with_nulls(documented()) | {"candidateId": "c-1"}))
    assert lines(message) == "Name not in Spott\nNo open applications\n:warning: No next task\n"
    assert kinds(message) == ["rich_text", "context"]


def test_the_short_form_is_name_jobs_and_task() -> None:
    owners = [
        {"id": f"a-{one}", "client": {"id": "cl-1"}, "vacancy": {"id": "j-1"}, "owner": {"id": one}}
        for one in ("u-1", "u-2")
    ]
    record = contact(
        clientContacts=[role(stage={"name": "Hot"}, department="Platform", startDate="2021-03-01")],
        lastInteractionDate="2026-11-21T17:00:00Z",
        locations=[{"city": "Ghent"}],
    )
    message = card_of(record, applications({"items": owners}), form="short", app_url=APP)
    assert kinds(message) == ["rich_text", "context", "actions"]
    assert lines(message).splitlines() == [
        "Jane Doe",
        *[":white_circle: Open application"] * 2,
        ":white_circle: Hot \u00b7 CTO, Acme",
        ":warning: No next task",
    ]
    assert len(block(message, "context")["elements"]) == 1


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
def test_foot_names_the_asker_without_a_mention(looked_up: LookedUp | None, said: list[str]) -> None:
    message = card_of(contact(), looked_up=looked_up)
    assert message["blocks"][-1] == {
        "type": "context",
        "elements": [
            *({"type": "plain_text", "text": text, "emoji": False} for text in said),
            {"type": "mrkdwn", "text": f"A{AS_OF[1:]}", "verbatim": True},
        ],
    }
    assert refusals(message) == []


def test_open_in_spott_is_a_link() -> None:
    message = card_of(contact(), app_url=APP)
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
def test_unsafe_link_is_left_out(app_url: str | None, candidate_id: str) -> None:
    assert "actions" not in kinds(card_of(contact(candidateId=candidate_id), app_url=app_url))


def test_the_fallback_has_the_name_three_jobs_and_the_task() -> None:
    jobs = [{"id": f"a-{number}", "vacancy": {"title": f"Job {number}"}} for number in range(2)]
    record = contact(clientContacts=[role(f"r{number}", stage={"name": "Hot"}) for number in range(5)])
    assert card_of(record, applications({"items": jobs}))["text"].splitlines() == [
        "Jane Doe",
        "Job 0",
        "Job 1",
        "Hot, r0, Acme",
        "No next task",
    ]


def test_card_is_the_same_for_a_time_in_any_zone() -> None:
    record = Contact.model_validate(documented())
    from_brussels = NOW.astimezone().replace(microsecond=0)
    assert card_of(record, now=from_brussels) == card_of(record)


def test_custom_attributes_are_not_on_the_card() -> None:
    answer = documented()
    answer["clientContacts"][0]["customAttributes"] = [{"label": "Salary", "value": {"text": "a fortune"}}]
    told = " ".join(strings(card_of(Contact.model_validate(answer))))
    assert "Salary" not in told
    assert "fortune" not in told
