"""How many files and sockets the process may have open, shared out between who comes in and whom it asks.

What has no room is then turned away at the door, where nothing is lost, and not after its acknowledgement.
"""

import sys
from dataclasses import dataclass
from importlib import import_module

from bot.app import SLACK_CONNECTIONS, SPOTT_CONNECTIONS

_WANTED = 8_192
_RESERVE = 128
_LEAST_RESERVE = 24
"""Standard streams, the event loop, the ports listened on, files being read, and a few look-ups of host names."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many connections each side may have.

    Attributes:
        incoming: From Slack and everybody else.
        slack: To Slack. It has two hosts, and idle connections to one come on top of busy ones to the other, so that
            twice as many are set aside.
        spott: To Spott.
    """

    incoming: int = 2_000
    slack: int = SLACK_CONNECTIONS
    spott: int = SPOTT_CONNECTIONS


AMPLE = Share()
"""What each side gets where there is enough."""


def share(limit: int) -> Share:
    """Share out what so many descriptors leave."""
    room = limit - min(_RESERVE, max(_LEAST_RESERVE, limit // 8))
    slack, spott = (max(2, min(most, room // 5)) for most in (AMPLE.slack, AMPLE.spott))
    return Share(max(4, min(AMPLE.incoming, room - 2 * slack - spott)), slack, spott)


def limit() -> int:
    """How many descriptors the process may have, after asking for as many as it may ask for."""
    if sys.platform == "win32":
        return 2_048
    resource = import_module("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return _WANTED if soft == resource.RLIM_INFINITY else int(soft)
