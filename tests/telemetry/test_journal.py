"""One line for each look-up, and nothing personal in it."""

import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest

from bot.telemetry import logs
from bot.telemetry.journal import Arrival, Journal, Outcome, Subject
from bot.telemetry.metrics import Metrics


@dataclass(frozen=True)
class Who:
    team_id: str = "T1"
    channel_id: str = "C1"
    user_id: str = "U1"
    delivery: str | None = None


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, ours = root.handlers[:], root.level, logging.getLogger(logs.OURS).level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger(logs.OURS).setLevel(ours)
    logging.captureWarnings(capture=False)


def written(stream: io.StringIO, form: Literal["json", "text"], arrival: Arrival, failed: str | None = None) -> str:
    logs.configure("INFO", form, stream)
    clock = Clock()
    record = Journal(Metrics(), "secret", clock).open("command", Who())
    record.reference = "0badcafe"
    record.add([Subject(candidate_id="c-ada-lovelace")])
    clock.now += 1.2345
    record.close(Outcome.CARD, arrival, failed=failed)
    return stream.getvalue()


def test_log_line_as_json(stream: io.StringIO) -> None:
    line = json.loads(written(stream, "json", Arrival.IN_PLACE))
    assert re.fullmatch(r"[0-9-]{10}T[0-9:.]{12}Z", line.pop("time"))
    assert line == {
        "level": "INFO",
        "logger": "bot.telemetry.journal",
        "message": "answered",
        "reference": "0badcafe",
        "entry": "command",
        "outcome": "card",
        "arrival": "in_place",
        "ms": 1234,
        "team": "T1",
        "channel": "C1",
        "user": "U1",
        "candidate": Journal(Metrics(), "secret").hashed("c-ada-lovelace"),
    }


def test_log_line_as_text(stream: io.StringIO) -> None:
    hashed = Journal(Metrics(), "secret").hashed("c-ada-lovelace")
    assert written(stream, "text", Arrival.DIRECT, "gone").partition(" ")[2] == (
        "WARNING bot.telemetry.journal answered reference=0badcafe entry=command outcome=card arrival=direct "
        f"failed=gone ms=1234 team=T1 channel=C1 user=U1 candidate={hashed}\n"
    )


def test_record_is_closed_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    metrics = Metrics()
    record = Journal(metrics, "secret").open("command", Who())
    record.close(Outcome.CARD, Arrival.IN_PLACE)
    record.close(Outcome.BROKE, Arrival.NOWHERE)
    assert len(caplog.records) == 1
    assert b'spott_slack_look_ups_total{entry="command",outcome="card"} 1.0' in metrics.text()


@pytest.mark.parametrize(
    ("outcome", "arrival", "counted"),
    [
        (Outcome.CARD, Arrival.IN_PLACE, 1),
        (Outcome.CARD, Arrival.DIRECT, 1),
        (Outcome.CARD, Arrival.TOLD, 0),
        (Outcome.CARD, Arrival.NOWHERE, 0),
        (Outcome.NOT_FOUND, Arrival.IN_PLACE, 0),
    ],
)
def test_time_to_the_card_is_measured_only_if_one_arrived(outcome: Outcome, arrival: Arrival, counted: int) -> None:
    metrics = Metrics()
    Journal(metrics, "secret").open("command", Who()).close(outcome, arrival)
    assert f"spott_slack_card_seconds_count {counted}.0".encode() in metrics.text()


def test_hash_does_not_reveal_the_id() -> None:
    journal = Journal(Metrics(), "secret")
    hashed = journal.hashed("c-1")
    assert re.fullmatch(r"[0-9a-f]{16}", hashed)
    assert hashed == Journal(Metrics(), "secret").hashed("c-1")
    assert len({hashed, journal.hashed("c-2"), Journal(Metrics(), "another").hashed("c-1")}) == 3
