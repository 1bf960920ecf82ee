"""What strangers do to a server, for tests: bounded in number and time, on this machine alone, and cleanly over.

Each kind is a function `await kind(host, port, connections=…, seconds=…)` that returns a `Result`; with `at_once` fewer
of the connections than all are open at any time. `apart` runs a kind in a process of its own, so that whoever measures
beside it is not slowed down by it.

- `floods`: more than was asked for: garbage, upgrades, huge headers, pipelines, answers that nobody reads;
- `slow`: less than was announced: silence, half headers, half bodies, bodies that drip, a last byte held back;
- `forged`: almost Slack's: unsigned, mutated, or signed once and sent again with other headers.
"""

from collections.abc import Mapping

from tests.attackers.floods import garbage, huge_headers, malformed, pipelined, unread, upgrades
from tests.attackers.forged import mutated, unsigned
from tests.attackers.slow import drips, half_bodies, half_headers, held_back, silent
from tests.attackers.wire import Kind, Result

__all__ = [
    "KINDS",
    "Kind",
    "Result",
    "drips",
    "garbage",
    "half_bodies",
    "half_headers",
    "held_back",
    "huge_headers",
    "malformed",
    "mutated",
    "pipelined",
    "silent",
    "unread",
    "unsigned",
    "upgrades",
]

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        garbage,
        upgrades,
        huge_headers,
        malformed,
        pipelined,
        unread,
        silent,
        half_headers,
        half_bodies,
        held_back,
        drips,
        unsigned,
        mutated,
    )
}
