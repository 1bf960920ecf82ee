"""Warnings: only true ones, the most important first."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.people.standing import Ending, Position, Standing
from bot.people.to_mind import (
    DoNotContact,
    DoNotPoach,
    NoNextTask,
    PlacedWithinAYear,
    RejectedBefore,
    TaskOverdue,
    TaskState,
    ToMind,
    TwoOwners,
    to_mind,
)
from bot.spott.models import Colleague, Company

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
ACORN, BOREALIS = Company(id="1", name="Acorn"), Company(id="2", name="Borealis")
JO, NOOR = Colleague(id="u-jo", name="Jo"), Colleague(id="u-noor", name="Noor")


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def is_open(client: Company | None, owner: Colleague | None = JO, name: str = "a") -> Position:
    return Position(name, client=client, owner=owner)


def rejected(client: Company | None, at: datetime | None = None) -> Position:
    return Position("r", client=client, endings=(Ending("rejected", at),))


def placed(client: Company | None, at: datetime | None, name: str = "p") -> Position:
    return Position(name, client=client, endings=(Ending("placed", at),), placed_at=at)


def where(*positions: Position) -> Standing:
    return Standing(
        open=tuple(one for one in positions if not one.endings), over=tuple(one for one in positions if one.endings)
    )


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([is_open(ACORN, JO), is_open(ACORN, NOOR)], [TwoOwners(ACORN, ("Jo", "Noor"))], id="two-owners"),
        pytest.param([is_open(ACORN, JO), is_open(ACORN, JO)], [], id="one-owner"),
        pytest.param([is_open(ACORN, JO), is_open(BOREALIS, NOOR)], [], id="two-clients"),
        pytest.param([is_open(ACORN, JO), is_open(ACORN, None)], [], id="an-unknown-owner"),
        pytest.param([is_open(None, JO), is_open(None, NOOR)], [], id="unknown-clients"),
        pytest.param(
            [is_open(Company(name="ACORN"), JO), is_open(Company(name="Acorn"), NOOR)],
            [TwoOwners(Company(name="ACORN"), ("Jo", "Noor"))],
            id="one-client-by-name",
        ),
        pytest.param(
            [is_open(ACORN, Colleague(name="Jo")), is_open(ACORN, Colleague(id="u-x"))],
            [TwoOwners(ACORN, ("Jo",))],
            id="an-owner-without-a-name",
        ),
        pytest.param(
            [is_open(ACORN), rejected(ACORN, ago(400))], [RejectedBefore(ACORN, ago(400))], id="rejected-there"
        ),
        pytest.param(
            [is_open(ACORN), rejected(ACORN, ago(400)), rejected(ACORN), rejected(ACORN, ago(9))],
            [RejectedBefore(ACORN, ago(9))],
            id="rejected-there-thrice",
        ),
        pytest.param([is_open(ACORN), rejected(ACORN)], [RejectedBefore(ACORN, None)], id="rejected-at-no-known-time"),
        pytest.param([is_open(ACORN), rejected(BOREALIS, ago(9))], [], id="rejected-elsewhere"),
        pytest.param([rejected(ACORN, ago(9))], [], id="rejected-and-nothing-open"),
        pytest.param([is_open(None), rejected(None, ago(9))], [], id="rejected-by-somebody"),
        pytest.param([placed(ACORN, ago(364))], [PlacedWithinAYear(ACORN, ago(364), there=False)], id="placed"),
        pytest.param([placed(ACORN, ago(366))], [], id="placed-long-ago"),
        pytest.param([placed(ACORN, None)], [], id="placed-at-no-known-time"),
        pytest.param([placed(ACORN, ago(-30))], [PlacedWithinAYear(ACORN, ago(-30), there=False)], id="starts-soon"),
        pytest.param(
            [is_open(ACORN), placed(ACORN, ago(30))], [PlacedWithinAYear(ACORN, ago(30), there=True)], id="placed-there"
        ),
        pytest.param(
            [placed(ACORN, ago(200)), placed(BOREALIS, ago(100))],
            [PlacedWithinAYear(BOREALIS, ago(100), there=False)],
            id="the-latest-placement",
        ),
        pytest.param([placed(None, ago(1))], [PlacedWithinAYear(None, ago(1), there=False)], id="placed-somewhere"),
    ],
)
def test_warnings_from_applications(positions: list[Position], expected: list[ToMind]) -> None:
    assert list(to_mind(where(*positions), next_task=None, now=NOW)) == expected


@pytest.mark.parametrize(
    ("statuses", "next_task", "expected"),
    [
        pytest.param((), None, [], id="not-known"),
        pytest.param((), "due", [], id="a-task-is-due"),
        pytest.param((), "none", [NoNextTask()], id="no-task"),
        pytest.param((), "overdue", [TaskOverdue()], id="overdue"),
        pytest.param(("actively_looking", "do_not_poach"), None, [DoNotPoach()], id="do-not-poach"),
        pytest.param(("do_not_poach", "do_not_contact"), None, [DoNotContact(), DoNotPoach()], id="both"),
        pytest.param(("zz-not-documented", "actively_looking"), None, [], id="other-statuses"),
    ],
)
def test_warnings_from_the_candidate_and_the_task(
    statuses: tuple[str, ...], next_task: TaskState | None, expected: list[ToMind]
) -> None:
    assert list(to_mind(Standing(), statuses=statuses, next_task=next_task, now=NOW)) == expected


def test_the_most_important_comes_first() -> None:
    everything = where(is_open(ACORN, JO), is_open(ACORN, NOOR), rejected(ACORN, ago(9)), placed(BOREALIS, ago(30)))
    found = to_mind(everything, statuses=("do_not_poach", "do_not_contact"), next_task="none", now=NOW)
    assert [type(one) for one in found] == [
        DoNotContact,
        DoNotPoach,
        PlacedWithinAYear,
        TwoOwners,
        RejectedBefore,
        NoNextTask,
    ]
