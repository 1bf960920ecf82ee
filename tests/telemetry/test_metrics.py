"""The metrics, and who may read them."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.server.metrics_page import carries, is_local
from bot.telemetry.journal import Arrival, Outcome
from bot.telemetry.metrics import Metrics

TOKEN = "t0ken"


def samples(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Name and labels, flat, to value."""
    families = text_string_to_metric_families(metrics.text().decode())
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_look_ups_are_counted_by_entry_and_outcome() -> None:
    metrics = Metrics()
    for outcome in (Outcome.CARD, Outcome.CARD, Outcome.NOT_FOUND):
        metrics.answered("command", outcome, Arrival.IN_PLACE)
    read = samples(metrics)
    assert read["spott_slack_look_ups_total", "command", "card"] == 2
    assert read["spott_slack_look_ups_total", "command", "not_found"] == 1
    assert read["spott_slack_deliveries_total", "in_place"] == 3


def test_refusals_are_counted_by_reason() -> None:
    metrics = Metrics()
    metrics.refused("signature")
    assert samples(metrics)["spott_slack_requests_refused_total", "signature"] == 1


def test_work_in_progress_is_read_on_demand() -> None:
    metrics, work = Metrics(), [1, 2, 3]
    metrics.watch(in_flight=lambda: len(work), tasks=lambda: 7)
    assert samples(metrics)[("spott_slack_in_flight",)] == 3
    assert samples(metrics)[("spott_slack_tasks",)] == 7
    work.clear()
    assert samples(metrics)[("spott_slack_in_flight",)] == 0


def test_times_are_in_seconds() -> None:
    metrics = Metrics()
    for histogram in (metrics.acknowledged, metrics.carded, metrics.spott):
        histogram.observe(0.25)
    read = samples(metrics)
    for name in ("acknowledge", "card", "spott"):
        assert read[(f"spott_slack_{name}_seconds_sum",)] == 0.25
        assert read[(f"spott_slack_{name}_seconds_count",)] == 1


def test_two_metrics_objects_share_no_figures() -> None:
    first, second = Metrics(), Metrics()
    first.refused("signature")
    assert ("spott_slack_requests_refused_total", "signature") not in samples(second)


def test_process_metrics_are_included() -> None:
    read = samples(Metrics())
    assert read[("process_resident_memory_bytes",)] > 0
    assert read[("process_open_fds",)] > 0


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN} ", 200),
        (f"Bearer {TOKEN}x", 401),
        ("Bearer ", 401),
        ("Bearer", 401),
        ("", 401),
        (TOKEN, 401),
        (f"Basic {TOKEN}", 401),
        ("Bearer t\u00f8ken", 401),
        ("Bearer \udce9", 401),
    ],
)
def test_metrics_require_the_token(authorization: str, status: int) -> None:
    assert carries(TOKEN, authorization) is (status == 200)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1:9464", True),
        ("localhost:9464", True),
        ("LOCALHOST:18000", True),
        ("127.0.0.1", True),
        ("", False),
        ("rebound.example.com:9464", False),
        ("localhost.example.com:9464", False),
        ("127.0.0.1.example.com", False),
        ("[::1]:9464", False),
        ("10.0.0.1:9464", False),
    ],
)
def test_only_local_host_names_are_local(host: str, *, local: bool) -> None:
    assert is_local(host) is local
