"""A job's candidates by stage, who is stuck, and who has interviews."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.jobs.funnel import StageOfJob, funnel, interviews, stuck
from bot.spott.application import Application
from bot.spott.models import read
from bot.spott.vacancy import StageTotal, VacancyApplications

SAMPLES = Path(__file__).parents[1] / "spott" / "samples"
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
OFFER = {"id": "s-6", "name": "Offer", "order": 6, "colorHex": "#F59E0B"}
INTERVIEW = {"id": "s-5", "name": "Interview", "order": 5}


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def somebody(
    name: str, stage: Mapping[str, Any] | None = OFFER, days: float | None = None, **members: object
) -> Application:
    activity = {} if days is None else {"latestActivity": {"date": ago(days).isoformat()}}
    candidate = {"candidate": {"id": f"c-{name}", "firstName": name}}
    return Application.model_validate({"id": f"a-{name}", "stage": stage, **candidate, **activity, **members})


def totals(*known: tuple[str | None, str | None, float | None, int | None]) -> list[StageTotal]:
    return [StageTotal(id=one[0], name=one[1], order=one[2], total=one[3]) for one in known]


def rows(stages: tuple[StageOfJob, ...]) -> list[tuple[str | None, int, list[str | None]]]:
    return [(stage.name, stage.total, [one.candidate.first_name for one in stage.people]) for stage in stages]


def test_the_funnel_of_a_realistic_job() -> None:
    answer = read(VacancyApplications, (SAMPLES / "vacancy-applications-realistic.200.json").read_bytes())
    assert rows(funnel(answer.vacancy.stage_totals, answer.applications)) == [
        ("Inbound", 0, []),
        ("Outreach", 0, []),
        ("Long List", 0, []),
        ("Short List", 0, []),
        ("Presented", 1, ["Mirko"]),
        ("Interview", 1, ["Jovia"]),
        ("Offer", 0, []),
        ("Placed", 0, []),
    ]
    assert [one.candidate.first_name for one in stuck(answer.applications, 7, NOW)] == ["Mirko"]


@pytest.mark.parametrize(
    ("known", "applications", "expected"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param(
            [],
            [somebody("Al", OFFER), somebody("Bo", INTERVIEW), somebody("Cy", OFFER)],
            [("Interview", 1, ["Bo"]), ("Offer", 2, ["Al", "Cy"])],
            id="counted-without-totals",
        ),
        pytest.param(
            totals(("s-6", "Offer", 6, 9), ("s-5", "Interview", 5, 0)),
            [somebody("Al", OFFER)],
            [("Interview", 0, []), ("Offer", 9, ["Al"])],
            id="totals-count",
        ),
        pytest.param(
            totals(("s-6", "Offer", 6, None)), [somebody("Al")], [("Offer", 1, ["Al"])], id="a-total-is-missing"
        ),
        pytest.param(
            totals(("s-6", "Offer", 6, 1)),
            [somebody("Al", {"id": "s-9", "name": "Extra", "order": 1})],
            [("Extra", 1, ["Al"]), ("Offer", 1, [])],
            id="a-stage-without-a-total",
        ),
        pytest.param(
            totals(("s-1", "No order", None, 1), ("s-2", "First", 0, 2), (None, None, 3, 7), (None, "Named", 2, 3)),
            [],
            [("First", 2, []), ("Named", 3, []), ("No order", 1, [])],
            id="odd-totals",
        ),
        pytest.param([], [somebody("Al", rejection={"id": "r"}), somebody("Bo", None)], [], id="rejected-or-nowhere"),
        pytest.param([], [somebody("Al", candidate=None)], [("Offer", 1, [])], id="counted-though-not-known-who"),
        pytest.param(
            [],
            [somebody("Al", days=9), somebody("Bo"), somebody("Cy", days=1)],
            [("Offer", 3, ["Cy", "Al", "Bo"])],
            id="newest-first",
        ),
    ],
)
def test_the_stages_of_a_job(
    known: list[StageTotal], applications: list[Application], expected: list[tuple[str, int, list[str]]]
) -> None:
    assert rows(funnel(known, applications)) == expected


def test_stage_takes_its_colour_from_its_candidates() -> None:
    assert [stage.color_hex for stage in funnel([], [somebody("Al", INTERVIEW), somebody("Bo", OFFER)])] == [
        None,
        "#F59E0B",
    ]


@pytest.mark.parametrize(
    ("application", "is_stuck"),
    [
        pytest.param(somebody("Al", days=7), True, id="seven-days"),
        pytest.param(somebody("Al", days=6.9), False, id="not-yet"),
        pytest.param(somebody("Al"), False, id="not-known"),
        pytest.param(somebody("Al", days=30, rejection={"id": "r"}), False, id="rejected"),
        pytest.param(somebody("Al", days=30, placements=[{"id": "p"}]), False, id="placed"),
        pytest.param(somebody("Al", days=30, candidate=None), False, id="nobody-known"),
    ],
)
def test_candidates_who_have_not_moved(application: Application, is_stuck: bool) -> None:  # noqa: FBT001 - a column of the table
    assert [one.moved_at for one in stuck([application], 7, NOW)] == ([ago(7)] if is_stuck else [])


def test_longest_without_a_move_comes_first() -> None:
    people = stuck([somebody("Al", days=8), somebody("Bo", days=80), somebody("Cy", days=18)], 7, NOW)
    assert [one.candidate.first_name for one in people] == ["Bo", "Cy", "Al"]


def test_upcoming_interviews_are_in_order() -> None:
    def at(*days: float) -> dict[str, Any]:
        return {"interviews": [{"id": "i", "startTime": ago(-one).isoformat()} for one in days]}

    soon = interviews(
        [
            somebody("Al", **at(6, -1, 8)),
            somebody("Bo", **at(2)),
            somebody("Cy", rejection={"id": "r"}, **at(3)),
            somebody("Di", interviews=[{"id": "i"}]),
            somebody("Ed", candidate=None, **at(3)),
        ],
        timedelta(days=7),
        NOW,
    )
    assert [(one.candidate.first_name, one.starts_at) for one in soon] == [("Bo", ago(-2)), ("Al", ago(-6))]
