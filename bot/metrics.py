"""What can be counted from outside, for Prometheus. Every label holds one of a few fixed words, never an id.

Source: https://prometheus.github.io/client_python/
"""

import hmac
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.http import Answer, Request

_MILLISECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)
_SECONDS = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 10.0, 15.0)


class Metrics:
    """The figures of one process, in a registry of their own.

    Attributes:
        acknowledged: Seconds from a request of Slack to its acknowledgement.
        carded: Seconds from the acknowledgement to the card.
        spott: Seconds that a call to Spott took.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry(auto_describe=True)
        registry = self._registry
        ProcessCollector(registry=registry)
        self._look_ups = Counter(
            "spott_slack_look_ups", "What was asked, and how it ended", ["entry", "outcome"], registry=registry
        )
        self._deliveries = Counter(
            "spott_slack_deliveries", "Where the outcome reached the person", ["arrival"], registry=registry
        )
        self._refused = Counter(
            "spott_slack_requests_refused",
            "Requests that went no further than the ingress",
            ["reason"],
            registry=registry,
        )
        self._in_flight = Gauge(
            "spott_slack_in_flight", "Pieces of work that were acknowledged and have no outcome yet", registry=registry
        )
        self._tasks = Gauge("spott_slack_tasks", "Tasks of the event loop", registry=registry)
        self.acknowledged = Histogram(
            "spott_slack_acknowledge_seconds", "Time to acknowledge", buckets=_MILLISECONDS, registry=registry
        )
        self.carded = Histogram(
            "spott_slack_card_seconds", "Time from acknowledgement to card", buckets=_SECONDS, registry=registry
        )
        self.spott = Histogram("spott_slack_spott_seconds", "Time in Spott", buckets=_SECONDS, registry=registry)

    def answered(self, entry: str, outcome: str, arrival: str) -> None:
        """Count one look-up that ended.

        Args:
            entry: By which way it was asked.
            outcome: One of `bot.journal.Outcome`.
            arrival: One of `bot.journal.Arrival`.
        """
        self._look_ups.labels(entry, outcome).inc()
        self._deliveries.labels(arrival).inc()

    def refused(self, reason: str) -> None:
        """Count a request that `bot.ingress` refused, by its reason."""
        self._refused.labels(reason).inc()

    def watch(self, *, in_flight: Callable[[], int], tasks: Callable[[], int]) -> None:
        """Read from here, whenever somebody asks, how much work is under way, and how many tasks there are."""
        self._in_flight.set_function(in_flight)
        self._tasks.set_function(tasks)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry)


class MetricsPage:
    """Shows the metrics to whoever may read them.

    Args:
        metrics: The figures.
        token: METRICS_TOKEN.
    """

    def __init__(self, metrics: Metrics, token: str | None) -> None:
        self._metrics = metrics
        self._token = token

    def get(self, request: Request) -> Answer:
        """Answer GET."""
        headers = request.headers
        forwarded = any(name in headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"))
        status = may_read(self._token, headers.get("Authorization", ""), request.remote, forwarded=forwarded)
        if status is not HTTPStatus.OK:
            return Answer(status)
        return Answer(HTTPStatus.OK, self._metrics.text(), CONTENT_TYPE_PLAIN_0_0_4)


def may_read(token: str | None, authorization: str, peer: str | None, *, forwarded: bool) -> HTTPStatus:
    """Whether somebody may read the metrics: 200, or 401 without the token, or 403 from elsewhere.

    Args:
        token: METRICS_TOKEN. Where there is none, only this machine may read.
        authorization: The header of that name.
        peer: The address at the other end of the connection.
        forwarded: Whether a header says that a proxy stands between; its word for who asks is not taken.
    """
    if token is not None:
        scheme, _, given = authorization.partition(" ")
        matches = hmac.compare_digest(given.strip().encode(errors="replace"), token.encode())
        return HTTPStatus.OK if matches and scheme.lower() == "bearer" else HTTPStatus.UNAUTHORIZED
    return HTTPStatus.OK if _is_loopback(peer) and not forwarded else HTTPStatus.FORBIDDEN


def _is_loopback(peer: str | None) -> bool:
    try:
        address = ip_address(peer or "")
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback
