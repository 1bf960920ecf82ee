"""Where the figures can be read: with a token on the public port, without one on a port of this machine's own.

A request over the public port proves nothing by its address: every proxy on this machine has a loopback one.
"""

import hmac
from http import HTTPStatus

from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.server.http1 import Answer, Request
from bot.telemetry.metrics import Metrics

PATH = "/metrics"
LOOPBACK = "127.0.0.1"

_LOCAL_NAMES = frozenset({LOOPBACK, "localhost"})
_PROXIED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


class MetricsPage:
    """Shows the metrics.

    Args:
        metrics: The figures.
        token: METRICS_TOKEN, for the public port; None for the one of this machine's own.
    """

    def __init__(self, metrics: Metrics, token: str | None) -> None:
        self._metrics = metrics
        self._token = token

    def get(self, request: Request) -> Answer:
        """Answer GET."""
        headers = request.headers
        if self._token is not None:
            if not carries(self._token, headers.get("Authorization", "")):
                return Answer(HTTPStatus.UNAUTHORIZED)
        elif not is_local(headers.get("Host", "")) or any(name in headers for name in _PROXIED):
            return Answer(HTTPStatus.FORBIDDEN)
        return Answer(HTTPStatus.OK, self._metrics.text(), CONTENT_TYPE_PLAIN_0_0_4)


def carries(token: str, authorization: str) -> bool:
    """Whether an Authorization header holds the token."""
    scheme, _, given = authorization.partition(" ")
    matches = hmac.compare_digest(given.strip().encode(errors="replace"), token.encode())
    return matches and scheme.lower() == "bearer"


def is_local(host: str) -> bool:
    """Whether a Host header names this machine, rather than a page's own name that was made to lead here.

    The port may be another: whoever looks in from elsewhere forwards one of theirs.
    """
    return host.partition(":")[0].lower() in _LOCAL_NAMES
