"""Divides the file descriptors that the process may open between incoming connections and outgoing calls.

So a request for which there is no room is rejected on arrival, when nothing is lost, not after its acknowledgement.
"""

from dataclasses import dataclass

from bot import clients

_RESERVE = 128
_LEAST_RESERVE = 24
"""For standard streams, the event loop, listening ports, open files, and a few DNS queries."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many connections there may be in each direction.

    Attributes:
        incoming: From Slack and everyone else.
        slack: To Slack. Twice as many descriptors are set aside, since Slack has two hosts, and idle connections to one
            add to the busy ones to the other.
        spott: To Spott.
        metrics: From collectors that read the metrics on the local port.
    """

    incoming: int = 2_000
    slack: int = clients.AMPLE.slack_connections
    spott: int = clients.AMPLE.spott_connections
    metrics: int = 16


AMPLE = Share()
"""The shares when there are enough descriptors."""


def share(limit: int) -> Share:
    """Divide `limit` descriptors."""
    room = limit - min(_RESERVE, max(_LEAST_RESERVE, limit // 8))
    slack, spott = (max(2, min(most, room // 5)) for most in (AMPLE.slack, AMPLE.spott))
    metrics = max(2, min(AMPLE.metrics, room // 20))
    return Share(max(4, min(AMPLE.incoming, room - 2 * slack - spott - metrics)), slack, spott, metrics)
