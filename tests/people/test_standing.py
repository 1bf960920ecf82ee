"""Which applications are open, in which order, and how the others ended."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.people.standing import Ending, Position, position, standing
from bot.spott.application import Application, ApplicationList, ApplicationStage
from bot.spott.models import Colleague, Company, read

SAMPLES = Path(__file__).parents[1] / "spott" / "samples"
JOB = {"id": "v-1", "title": "Backend Engineer"}


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


def application(application_id: str = "a-1", /, **members: object) -> Application:
    return Application.model_validate({"id": application_id, "vacancy": JOB, **members})


def moved(number: int, by: str | None = None) -> dict[str, object]:
    return {"date": day(number).isoformat(), "triggeredByUser": {"name": by} if by else None}


def test_realistic_person_has_one_open_application_and_three_ended() -> None:
    where = standing(
        read(ApplicationList, (SAMPLES / "applications-by-candidate-realistic.200.json").read_bytes()).items
    )
    (interview,) = where.open
    assert interview.stage
    assert interview.stage.status
    assert (interview.job, interview.client and interview.client.name, interview.stage.name) == (
        "Senior Backend Engineer",
        "Acme Robotics Example",
        "Interview",
    )
    assert (interview.stage.status.name, interview.moved_by) == ("2nd round", "Bob Samplerson")
    assert [(one.client and one.client.name, one.endings) for one in where.over] == [
        (
            "Placeholder Foods",
            (Ending("speculative", datetime(2026, 11, 12, 9, tzinfo=UTC), "Ana Testington"),),
        ),
        (
            "Example & Partners <Holding>",
            (
                Ending(
                    "rejected",
                    datetime(2026, 10, 2, 8, 15, tzinfo=UTC),
                    "Cleo Placeholder",
                    "Client wanted more people-management experience",
                ),
            ),
        ),
        ("Nullstadt Energy", (Ending("placed", datetime(2024, 4, 1, tzinfo=UTC), "Bob Samplerson"),)),
    ]
    assert Counter(position.endings[0].how for position in where.over) == {"speculative": 1, "rejected": 1, "placed": 1}


PLACED = {"placedAt": day(3).isoformat(), "placedByUser": {"name": "Bo"}}
REJECTED = {"reason": "Too far", "createdAt": day(5).isoformat(), "createdBy": {"name": "Jo"}}
WAS_PLACED = Ending("placed", day(3), "Bo")
WAS_REJECTED = Ending("rejected", day(5), "Jo", "Too far")


@pytest.mark.parametrize(
    ("members", "endings"),
    [
        pytest.param({}, (), id="open"),
        pytest.param({"stage": {"name": "Hired"}}, (), id="open-whatever-its-stage-is-called"),
        pytest.param({"placements": []}, (), id="open-without-placements"),
        pytest.param({"rejection": REJECTED}, (WAS_REJECTED,), id="rejected"),
        pytest.param(
            {"rejection": {"rejectedAt": day(4).isoformat(), "rejectedByUser": {"name": "Al"}, **REJECTED}},
            (Ending("rejected", day(4), "Al", "Too far"),),
            id="rejected-in-both-forms",
        ),
        pytest.param({"rejection": {"id": "r-1"}}, (Ending("rejected"),), id="rejected-by-nobody-known"),
        pytest.param({"placements": [PLACED]}, (WAS_PLACED,), id="placed"),
        pytest.param(
            {"placements": [{"startDate": day(9).isoformat(), "placedAt": day(1).isoformat()}]},
            (Ending("placed", day(9)),),
            id="placed-from-its-start",
        ),
        pytest.param(
            {"placements": [{"placedAt": day(1).isoformat()}, PLACED, {"id": "p-3"}]}, (WAS_PLACED,), id="placed-thrice"
        ),
        pytest.param({"placements": [{"id": "p-1"}]}, (Ending("placed"),), id="placed-at-no-known-time"),
        pytest.param(
            {"placements": [PLACED], "rejection": REJECTED}, (WAS_REJECTED, WAS_PLACED), id="placed-then-rejected"
        ),
        pytest.param(
            {"placements": [{"startDate": day(9).isoformat()}], "rejection": REJECTED},
            (Ending("placed", day(9)), WAS_REJECTED),
            id="rejected-then-placed",
        ),
        pytest.param({"vacancy": None}, (Ending("speculative"),), id="speculative"),
        pytest.param(
            {"vacancy": {}, "latestActivity": moved(7, "Al")},
            (Ending("speculative", day(7), "Al"),),
            id="empty-vacancy",
        ),
        pytest.param({"vacancy": None, "rejection": REJECTED}, (WAS_REJECTED,), id="speculative-and-rejected"),
    ],
)
def test_how_an_application_ended(members: dict[str, object], endings: tuple[Ending, ...]) -> None:
    assert position(application(**members)).endings == endings


@pytest.mark.parametrize(
    ("members", "job", "client"),
    [
        pytest.param({}, "Backend Engineer", None, id="title"),
        pytest.param({"vacancy": {"name": "CFO"}}, "CFO", None, id="name"),
        pytest.param({"vacancy": {"id": "v-1"}}, None, None, id="neither"),
        pytest.param({"vacancy": None}, None, None, id="no-job"),
        pytest.param({"client": {"id": "1", "name": "Acorn"}}, "Backend Engineer", ("1", "Acorn"), id="client"),
        pytest.param(
            {"client": {"id": "1"}, "vacancy": {"client": {"id": "1", "name": "Acorn"}}},
            None,
            ("1", "Acorn"),
            id="of-job",
        ),
        pytest.param({"vacancy": {"companyId": "1", "companyName": "Acorn"}}, None, ("1", "Acorn"), id="company"),
        pytest.param({"client": {"id": "1"}}, "Backend Engineer", ("1", None), id="client-without-a-name"),
        pytest.param({"client": {"industry": "x"}}, "Backend Engineer", None, id="client-without-anything"),
    ],
)
def test_the_job_and_the_client(members: dict[str, object], job: str | None, client: tuple[str, str] | None) -> None:
    one = position(application(**members))
    assert (one.job, one.client and (one.client.id, one.client.name)) == (job, client)


def test_since_when_and_by_whom() -> None:
    one = position(
        application(
            latestActivity=moved(7, "Noor"),
            owner={"owner": {"id": "u-1", "name": "Jo"}},
            client={"id": "c", "name": "Acorn"},
            stage={"id": "s", "name": "Offer", "order": 6},
        )
    )
    assert one == Position(
        application_id="a-1",
        vacancy_id="v-1",
        job="Backend Engineer",
        client=Company(id="c", name="Acorn"),
        stage=ApplicationStage(id="s", name="Offer", order=6),
        owner=Colleague(id="u-1", name="Jo"),
        moved_at=day(7),
        moved_by="Noor",
    )


def test_the_furthest_stage_comes_first_then_the_newest() -> None:
    where = standing(
        [
            application("old-offer", stage={"order": 6}, latestActivity=moved(1)),
            application("no-stage", latestActivity=moved(30)),
            application("interview", stage={"order": 5}, latestActivity=moved(29)),
            application("undated-offer", stage={"order": 6}),
            application("new-offer", stage={"order": 6}, latestActivity=moved(2)),
            application("no-order", stage={"name": "Odd"}, latestActivity=moved(28)),
        ]
    )
    ids = [one.application_id for one in where.open]
    assert ids == ["new-offer", "old-offer", "undated-offer", "interview", "no-stage", "no-order"]


def test_ended_applications_are_sorted_by_their_last_ending() -> None:
    where = standing(
        [
            application("undated", rejection={"id": "r"}),
            application("rejected", rejection=REJECTED),
            application("placed", placements=[PLACED]),
            application("undated-but-moved", rejection={"id": "r"}, latestActivity=moved(4)),
            application("placed-again", placements=[{"startDate": day(9).isoformat()}], rejection=REJECTED),
            application("open", stage={"order": 1}),
        ]
    )
    ids = [one.application_id for one in where.over]
    assert ids == ["placed-again", "rejected", "undated-but-moved", "placed", "undated"]
    assert Counter(position.endings[0].how for position in where.over) == {"placed": 2, "rejected": 3}


@pytest.mark.parametrize(
    ("others", "open_ids"),
    [
        pytest.param([], ["a-1"], id="no-application-tells-its-job"),
        pytest.param([{"id": "a-2"}], ["a-1", "a-2"], id="none-of-two-does"),
        pytest.param([{"id": "a-2", "vacancy": None}], [], id="another-has-none"),
        pytest.param([{"id": "a-2", "vacancy": JOB}], ["a-2"], id="another-has-one"),
    ],
)
def test_nothing_is_speculative_if_no_job_is_mentioned(others: list[dict[str, object]], open_ids: list[str]) -> None:
    where = standing([Application.model_validate(one) for one in [{"id": "a-1"}, *others]])
    assert [one.application_id for one in where.open] == open_ids


def test_no_applications_means_no_positions() -> None:
    where = standing([])
    assert (where.open, where.over, Counter(position.endings[0].how for position in where.over)) == ((), (), {})
