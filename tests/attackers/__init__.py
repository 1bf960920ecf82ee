"""Attacks on a server, for tests: limited in number and time, and against this machine only.

Each kind is a function `await kind(host, port, connections=…, seconds=…)` that returns a `Result`; `at_once` limits the
connections that are open at the same time. `apart` runs a kind in a separate process, so that it does not slow down
what is measured.

- `floods`: too much data: garbage, upgrades, huge headers, pipelining, answers that are never read;
- `slow`: too little data: silence, incomplete headers or bodies, dripping bodies, a last byte that never comes;
- `forged`: requests almost like Slack's: unsigned, mutated, or signed once and replayed with other headers.
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
