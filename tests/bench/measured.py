"""The results of a run."""

from collections import defaultdict
from dataclasses import dataclass, field

from tests.bench.load import LookUp, Phase

AT_ONCE = 50
SPOTT_SECONDS = 0.1
"""How long Spott takes when it is slow."""


@dataclass(frozen=True, slots=True)
class RareLookUp:
    """A look-up by a team that makes one only occasionally, with Spott taking `SPOTT_SECONDS`.

    Attributes:
        seconds: Seconds to the card.
        spott_opened: Connections to Spott that were opened between the command and the card.
        slack_opened: Connections to Slack, likewise.
        beside: How many of those to Slack were open before Spott could have answered.
    """

    seconds: float
    spott_opened: int
    slack_opened: int
    beside: int


@dataclass(frozen=True, slots=True)
class Burst:
    """Many users look up one person at the same time."""

    people: int
    calls: int
    seconds: float


@dataclass(slots=True)
class Measured:
    """All results of a run, by the contestant's key, then by round.

    Attributes:
        starts: From creating the process to its first acknowledgement and card.
        alone: One look-up after the other, with Spott answering immediately.
        alone_slow: The same with Spott taking `SPOTT_SECONDS`.
        at_once: `AT_ONCE` concurrent look-ups.
        rss: MB after the rounds, and after how many look-ups.
        rare: The small team.
        growth: Our look-ups, by how many were concurrent.
        memory: Our memory in MB, by look-ups done.
        known: Our look-ups of cached people, by how many are cached.
        burst: Many concurrent look-ups of one person.
    """

    starts: dict[str, list[LookUp]] = field(default_factory=lambda: defaultdict(list))
    alone: dict[str, list[Phase]] = field(default_factory=lambda: defaultdict(list))
    alone_slow: dict[str, list[Phase]] = field(default_factory=lambda: defaultdict(list))
    at_once: dict[str, list[Phase]] = field(default_factory=lambda: defaultdict(list))
    rss: dict[str, tuple[int, float]] = field(default_factory=dict)
    rare: dict[str, list[RareLookUp]] = field(default_factory=lambda: defaultdict(list))
    growth: list[tuple[int, Phase]] = field(default_factory=list)
    memory: list[tuple[int, float]] = field(default_factory=list)
    known: list[tuple[int, Phase]] = field(default_factory=list)
    burst: Burst | None = None
