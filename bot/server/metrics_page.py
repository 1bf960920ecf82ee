"""Serves `/metrics`: on the public port with a token, otherwise on a separate port on 127.0.0.1.

On the public port, a loopback address proves nothing: requests through a local proxy have one, too.
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
    """Serves the metrics.

    Args:
        metrics: The metrics.
        token: METRICS_TOKEN, for the public port; None for the local port.
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
    """Whether an Authorization header contains the token."""
    scheme, _, given = authorization.partition(" ")
    matches = hmac.compare_digest(given.strip().encode(errors="replace"), token.encode())
    return matches and scheme.lower() == "bearer"


def is_local(host: str) -> bool:
    """Whether a Host header names this machine, and not a web page's host that resolves to it (DNS rebinding).

    Any port is accepted, since people forward ports.
    """
    return host.partition(":")[0].lower() in _LOCAL_NAMES
