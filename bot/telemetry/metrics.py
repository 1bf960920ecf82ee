"""Metrics for Prometheus. Every label is one of a few fixed words, never an id.

Source: https://prometheus.github.io/client_python/
"""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

_MILLISECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)
_SECONDS = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 10.0, 15.0)


class Metrics:
    """The metrics of one process, in their own registry.

    Attributes:
        acknowledged: Seconds from Slack's request to its acknowledgement.
        carded: Seconds from the acknowledgement to the card.
        spott: Seconds per call to Spott.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry(auto_describe=True)
        registry = self._registry
        ProcessCollector(registry=registry)
        self._look_ups = Counter(
            "spott_slack_look_ups", "Look-ups, by entry point and outcome", ["entry", "outcome"], registry=registry
        )
        self._deliveries = Counter(
            "spott_slack_deliveries", "How outcomes reached the user", ["arrival"], registry=registry
        )
        self._refused = Counter(
            "spott_slack_requests_refused", "Requests rejected before they reached Bolt", ["reason"], registry=registry
        )
        self._disbelieved = Counter(
            "spott_slack_answers_disbelieved",
            "Answers from Slack and Spott that were discarded because they do not match the request",
            ["reason"],
            registry=registry,
        )
        self._not_written = Counter(
            "spott_slack_store_rows_lost", "Rows for the database that were given up", registry=registry
        )
        self._in_flight = Gauge(
            "spott_slack_in_flight", "Acknowledged requests without an outcome yet", registry=registry
        )
        self._tasks = Gauge("spott_slack_tasks", "Tasks in the event loop", registry=registry)
        self._token_age = Gauge(
            "spott_slack_token_confirmed_seconds", "Time since Slack last confirmed our token", registry=registry
        )
        self._skew = Gauge(
            "spott_slack_clock_ahead_seconds", "How far our clock is ahead of Slack's, if known", registry=registry
        )
        self.acknowledged = Histogram(
            "spott_slack_acknowledge_seconds", "Time to acknowledge", buckets=_MILLISECONDS, registry=registry
        )
        self.carded = Histogram(
            "spott_slack_card_seconds", "Time from acknowledgement to card", buckets=_SECONDS, registry=registry
        )
        self.spott = Histogram("spott_slack_spott_seconds", "Time in Spott", buckets=_SECONDS, registry=registry)

    def answered(self, entry: str, outcome: str, arrival: str) -> None:
        """Count a finished look-up.

        Args:
            entry: How it was asked.
            outcome: One of `bot.telemetry.journal.Outcome`.
            arrival: One of `bot.telemetry.journal.Arrival`.
        """
        self._look_ups.labels(entry, outcome).inc()
        self._deliveries.labels(arrival).inc()

    def refused(self, reason: str) -> None:
        """Count a rejected request by its reason."""
        self._refused.labels(reason).inc()

    def not_written(self, rows: int) -> None:
        """Count rows that were given up because the database failed."""
        self._not_written.inc(rows)

    def watch_slack(self, *, token_age: Callable[[], float], skew: Callable[[], float]) -> None:
        """Set where to read the seconds since Slack confirmed our token, and how far our clock is ahead."""
        self._token_age.set_function(token_age)
        self._skew.set_function(skew)

    def disbelieved(self, reason: str) -> None:
        """Count an answer that was discarded: about another person, empty, or not in the documented form."""
        self._disbelieved.labels(reason).inc()

    def watch(self, *, in_flight: Callable[[], int], tasks: Callable[[], int]) -> None:
        """Set where to read the number of requests in progress and of tasks."""
        self._in_flight.set_function(in_flight)
        self._tasks.set_function(tasks)

    def text(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)
