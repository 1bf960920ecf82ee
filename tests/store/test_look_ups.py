"""The log's rows about a look-up: one for each person or job, with the reason, and who saw it."""

from dataclasses import dataclass
from typing import Any

import pytest

from bot.store.look_ups import RESULTS, rows
from bot.telemetry.journal import Arrival, Audience, Ending, Outcome, Subject

ADA = Subject(candidate_id="c-ada")


@dataclass(frozen=True)
class Who:
    team_id: str = "T1"
    channel_id: str | None = "C1"
    user_id: str = "U1"
    delivery: str | None = None


ROW = {
    "workspace": "T1",
    "person": "U1",
    "channel": "C1",
    "entry": "command",
    "candidate_id": None,
    "job_id": None,
    "outcome": "shown",
    "reason": None,
    "audience": "channel",
    "readers": 7,
    "milliseconds": 12,
}
UNSEEN = {"audience": None, "readers": None}
PRIVATE = {"audience": "private", "readers": 1}


def ending(outcome: Outcome, arrival: Arrival = Arrival.IN_PLACE, **others: Any) -> Ending:  # noqa: ANN401 - fields
    fields = {"audience": Audience.CHANNEL, "readers": 7, "milliseconds": 12, **others}
    return Ending("command", Who(), outcome, arrival, **fields)


def test_every_outcome_has_its_word() -> None:
    assert set(RESULTS) == set(Outcome)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (ending(Outcome.CARD, subjects=(ADA,)), [{"candidate_id": "c-ada"}]),
        (ending(Outcome.CARD, subjects=(Subject(job_id="v-1"),)), [{"job_id": "v-1"}]),
        (ending(Outcome.CARD, subjects=(ADA,), audience=Audience.PRIVATE), [{"candidate_id": "c-ada", **PRIVATE}]),
        (
            ending(Outcome.CARD, subjects=(ADA,), audience=Audience.THREAD),
            [{"candidate_id": "c-ada", "audience": "thread"}],
        ),
        (ending(Outcome.CARD, Arrival.DIRECT, subjects=(ADA,)), [{"candidate_id": "c-ada", **PRIVATE}]),
        (
            ending(Outcome.CARD, Arrival.TOLD, subjects=(ADA,)),
            [{"candidate_id": "c-ada", "outcome": "failed", "reason": "maybe_not_delivered", **UNSEEN}],
        ),
        (ending(Outcome.CHOICE), [{"outcome": "choice"}]),
        (
            ending(Outcome.NOT_FOUND, reason="nobody_by_name"),
            [{"outcome": "not_found", "reason": "nobody_by_name", **UNSEEN}],
        ),
        (
            ending(Outcome.NOT_ALLOWED, reason="guest", subjects=(ADA,)),
            [{"candidate_id": "c-ada", "outcome": "refused", "reason": "guest", **UNSEEN}],
        ),
        (ending(Outcome.BROKE), [{"outcome": "failed", "reason": "broke", **UNSEEN}]),
        (
            ending(
                Outcome.CARD,
                subjects=(
                    Subject(candidate_id="c-ada", outcome=Outcome.CARD),
                    Subject(outcome=Outcome.CHOICE),
                    Subject(outcome=Outcome.NOT_FOUND),
                ),
            ),
            [
                {"candidate_id": "c-ada"},
                {"outcome": "choice"},
                {"outcome": "not_found", "reason": "not_found", **UNSEEN},
            ],
        ),
        (ending(Outcome.HELP), []),
        (ending(Outcome.REMOVED), []),
        (ending(Outcome.TWICE, subjects=(ADA,)), []),
    ],
    ids=[
        "card",
        "job",
        "private",
        "thread",
        "direct message",
        "may not have arrived",
        "choice",
        "nobody",
        "refused",
        "broke",
        "list",
        "help",
        "removed",
        "second click",
    ],
)
def test_rows_say_what_happened(kept: Ending, expected: list[dict[str, object]]) -> None:
    assert list(rows(kept)) == [{**ROW, **differs} for differs in expected]
