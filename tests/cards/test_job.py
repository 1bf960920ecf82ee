"""A job's card and a list of jobs: their content, within Slack's limits."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import buttons
from bot.cards.foot import LookedUp
from bot.cards.job import PEOPLE_SHOWN, job_card
from bot.cards.job_results import picker
from bot.cards.message import Message
from bot.jobs.funnel import InJob
from bot.spott.application import Application
from bot.spott.models import read
from bot.spott.vacancy import StageTotal, Vacancy, VacancyApplications
from tests.cards.drawn import lines
from tests.cards.hostile import hostile_strings, moments, texts, with_every_text
from tests.cards.judges import faults, refusals, strings
from tests.cards.people import NOW, expected
from tests.english import say

SAMPLES = Path(__file__).parents[1] / "spott" / "samples"
APP = "https://app.example.com/jobs/{vacancy_id}"
WHO = LookedUp("U012ABCDEF", "Grace Hopper")
PRESENTED = {"id": "s-4", "name": "Presented", "order": 4, "colorHex": "#38BDF8"}
OFFER = {"id": "s-6", "name": "Offer", "order": 6, "colorHex": "#F59E0B"}


def job(**members: object) -> Vacancy:
    return Vacancy.model_validate({"id": "j-1", "name": "Backend Engineer", "companyName": "Acorn", **members})


def somebody(number: int, stage: Mapping[str, Any] = OFFER, days: float = 1, **members: object) -> Application:
    candidate = {"id": f"c-{number}", "firstName": "Jane", "lastName": f"Doe{number}"}
    activity = {"date": (NOW - timedelta(days=days)).isoformat()}
    known = {"id": f"a-{number}", "stage": stage, "candidate": candidate, "latestActivity": activity}
    return Application.model_validate({**known, **members})


def interview(hours: float) -> list[dict[str, str]]:
    return [{"id": "i-1", "startTime": (NOW + timedelta(hours=hours)).isoformat()}]


def people(*applications: Application, complete: bool = True, totals: tuple[StageTotal, ...] = ()) -> InJob:
    return InJob(totals, applications, complete)


def drawn(vacancy: Vacancy, found: InJob | None, **settings_: Any) -> Message:  # noqa: ANN401 - as `job_card`
    offered = (buttons.refresh_job(say, "j-1", "U012ABCDEF"), buttons.remove(say, "U012ABCDEF"))
    return job_card(vacancy, found, now=NOW, looked_up=WHO, job_url=APP, buttons=offered, **settings_, say=say)


def menu(message: Message) -> list[tuple[str, str]]:
    """The people in the menu, with distinguishing facts."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    found = [element["options"] for row in rows for element in row if element["type"] == "static_select"]
    return [
        (option["text"]["text"], option.get("description", {}).get("text", ""))
        for options in found
        for option in options
    ]


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.200.json").read_bytes()


def test_short_cards_lack_team_and_stuck_candidates_and_confidential_ones_the_team() -> None:
    team = [{"id": "u-1", "name": "Jo Martin"}]
    found = people(somebody(1, days=30, interviews=interview(3)))
    said = {
        kind: str(drawn(job(team=team, restricted=kind == "confidential"), found, form=form)["blocks"])
        for kind, form in (("full", "full"), ("short", "short"), ("confidential", "full"))
    }
    has = {kind: ["Jo Martin" in text, "Not moved" in text, "Interviews" in text] for kind, text in said.items()}
    assert has == {
        "full": [True, True, True],
        "short": [False, False, True],
        "confidential": [False, True, True],
    }


@pytest.mark.parametrize("kind", ["documented", "realistic"])
def test_documented_examples_give_exactly_this_card(kind: str) -> None:
    answer = read(VacancyApplications, sample(f"vacancy-applications-{kind}"))
    found = InJob(answer.vacancy.stage_totals, answer.applications, complete=True)
    message = drawn(read(Vacancy, sample(f"vacancy-{kind}")), found)
    assert message == expected(f"job.{kind}.json", message)
    assert (faults(message), refusals(message)) == ([], [])


def test_stages_are_in_pipeline_order_with_the_newest_first() -> None:
    found = people(somebody(1, OFFER), somebody(2, PRESENTED, days=3), somebody(3, PRESENTED, days=2))
    assert lines(drawn(job(), found)).splitlines() == [
        "Acorn",
        ":large_blue_circle: Presented 2 \u00b7 Jane Doe3, Jane Doe2",
        ":large_orange_circle: Offer 1 \u00b7 Jane Doe1",
    ]


def test_furthest_candidates_are_named_first_and_the_rest_are_counted() -> None:
    found = people(*(somebody(one, PRESENTED) for one in range(20)), *(somebody(one) for one in range(20, 24)))
    told = lines(drawn(job(), found)).splitlines()
    assert [line.count("Jane Doe") for line in told] == [0, PEOPLE_SHOWN - 4, 4, 0]
    assert told[-1] == "and 9 more"
    assert menu(drawn(job(), found))[0] == ("Jane Doe0", "Presented")


def test_spotts_totals_include_unlisted_candidates() -> None:
    totals = (StageTotal(id="s-4", name="Presented", order=4, total=1_200), StageTotal(id="s-0", order=0, total=0))
    told = lines(drawn(job(), people(somebody(1, PRESENTED), totals=totals))).splitlines()
    assert told[1:] == [":large_blue_circle: Presented 1,200 \u00b7 Jane Doe1", "and 1,199 more"]


@pytest.mark.parametrize(
    ("found", "key"),
    [(None, "job_people_not_loaded"), (people(), "job_empty"), (people(complete=False), "job_incomplete")],
    ids=["failed", "nobody", "incomplete"],
)
def test_card_says_why_nobody_is_named(found: InJob | None, key: str) -> None:
    message = drawn(job(), found)
    assert lines(message).splitlines() == ["Acorn", say(key)]
    assert menu(message) == []


def test_stuck_candidates_and_interviews_are_shown() -> None:
    found = people(
        somebody(1, days=7),
        somebody(2, days=6.9),
        somebody(3, days=40, placements=[{"id": "p-1"}]),
        somebody(4, days=1, interviews=interview(30)),
        somebody(5, days=1, interviews=interview(24 * 8)),
        *(somebody(10 + one, days=20 + one) for one in range(6)),
    )
    told = lines(drawn(job(), found)).splitlines()
    still = (
        "Jane Doe15 (25 days), Jane Doe14 (24 days), Jane Doe13 (23 days), Jane Doe12 (22 days), Jane Doe11 (21 days)"
    )
    assert told[-2:] == [
        f":hourglass_flowing_sand: Not moved for 7 days: {still} and 2 more",
        ":calendar: Interviews: Jane Doe4, 23 Nov 2026, 16:00 UTC",
    ]
    assert "Not moved for 30 days" not in lines(drawn(job(), found, stuck_days=30))


def test_a_person_is_in_the_menu_once_and_only_with_a_valid_id() -> None:
    odd = somebody(9, candidate={"id": "../c", "firstName": "Odd"})
    found = people(somebody(1, days=30, interviews=interview(2)), odd)
    assert menu(drawn(job(), found)) == [("Jane Doe1", "Offer")]


def test_a_job_with_thousands_of_candidates_and_stages_is_within_slacks_limits() -> None:
    long = "n\u00e4" * 400
    found = [
        somebody(
            one,
            {"id": f"s-{one % 50}", "name": f"{long}{one % 50}", "order": one % 50},
            days=100,
            candidate={"id": f"{one:064}", "firstName": long, "lastName": long},
            interviews=interview(1),
        )
        for one in range(2_000)
    ]
    team = [{"id": f"u-{one}", "name": long} for one in range(100)]
    message = drawn(job(name=long, companyName=long, team=team, id="j" * 64), people(*found), note="x" * 200)
    assert refusals(message) == []
    assert len(menu(message)) <= 25
    assert max(len(option["value"]) for option in _options(message)) + 23 <= 150


def _options(message: Message) -> list[dict[str, Any]]:
    return [
        option for block in message["blocks"] for one in block.get("elements", []) for option in one.get("options", [])
    ]


def test_only_candidates_names_are_shown() -> None:
    canary = "c4nary"
    never = ("applicationState", "comments", "grossFee", "salary", "emails", "phoneNumber", "avatarUrl")
    owner = {"owner": {"owner": {"id": canary, "name": canary}}}
    one = Application.model_validate({**somebody(1).model_dump(by_alias=True), **dict.fromkeys(never, canary), **owner})
    salary = {"salaryRange": {"min": canary}, "clientTeam": [{"firstName": canary}], "description": canary}
    assert canary not in json.dumps(drawn(job(**salary), people(one)))


def test_hostile_texts_are_only_text() -> None:
    for text in hostile_strings(40):
        answer = with_every_text(json.loads(sample("vacancy-applications-realistic")), text)
        for application in answer["applications"]:
            application["id"] = "a-1"
            application["candidate"]["id"] = "c-1"
        answer["vacancy"]["id"] = "j-1"
        known = VacancyApplications.model_validate(answer)
        message = drawn(known.vacancy, people(*known.applications))
        assert (faults(message), refusals(message)) == ([], []), text
        several = picker([known.vacancy, job(id="j-2")], more=False, private=False, now=NOW, say=say)
        ours = [block for block in several["blocks"] if "accessory" in block]
        assert (faults({**several, "blocks": ours}), refusals(several)) == ([], []), text


stages = st.none() | st.fixed_dictionaries({"id": texts, "name": texts, "order": st.integers(), "colorHex": texts})
applications = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        "stage": stages,
        "candidate": st.none()
        | st.fixed_dictionaries({"id": st.text(min_size=1), "firstName": texts, "lastName": texts}),
        "latestActivity": st.none() | st.fixed_dictionaries({"date": moments}),
        "interviews": st.lists(st.fixed_dictionaries({"startTime": moments}), max_size=2),
    }
)
vacancies = st.fixed_dictionaries(
    {"id": st.text("jJ09_-", min_size=1, max_size=64)},
    optional={
        "name": texts,
        "companyName": texts,
        "createdAt": moments,
        "team": st.lists(st.fixed_dictionaries({"id": texts, "name": texts}), max_size=3),
        "stage": st.none() | st.fixed_dictionaries({"name": texts, "isOpen": st.none() | st.booleans()}),
        "restricted": st.booleans(),
    },
)


@settings(max_examples=40)
@given(vacancies, st.lists(applications, max_size=8), st.booleans())
def test_any_job_is_a_valid_message(vacancy: dict[str, Any], found: list[dict[str, Any]], complete: bool) -> None:  # noqa: FBT001 - generated
    known = people(*map(Application.model_validate, found), complete=complete)
    message = drawn(Vacancy.model_validate(vacancy), known)
    assert (faults(message), refusals(message)) == ([], [])


def test_a_list_shows_ten_jobs_and_says_that_there_are_more() -> None:
    found = [job(id=f"j-{one}", restricted=one == 1) for one in range(12)]
    message = picker([job(id="no id"), *found], more=False, private=False, now=NOW, say=say)
    rows = [block["accessory"]["value"] for block in message["blocks"] if "accessory" in block]
    assert rows == ["j-0", "j-1 private", *(f"j-{one}" for one in range(2, 10))]
    assert message["text"].splitlines()[-1] == say("pick_more_jobs")
    assert refusals(message) == []
    assert say("pick_more_jobs") not in strings(picker(found[:2], more=False, private=False, now=NOW, say=say))
