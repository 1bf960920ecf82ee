"""The figures from the measurements: medians, and ratios computed within a round."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.contestants import ASYNC, CACHED, CONTESTANTS, OURS, WITHOUT_BOLT
from tests.bench.load import Phase
from tests.bench.measured import AT_ONCE, SPOTT_SECONDS, Measured, RareLookUp

What = Callable[[Phase], float]


def cpu_ms(phase: Phase) -> float:
    return phase.cpu / len(phase.look_ups) * 1_000


def load_cpu_ms(phase: Phase) -> float:
    return phase.load_cpu / len(phase.look_ups) * 1_000


def per_second(phase: Phase) -> float:
    return len(phase.look_ups) / phase.seconds


def p50_ms(phase: Phase) -> float:
    return _percentile_ms(phase, 0.50)


def p99_ms(phase: Phase) -> float:
    return _percentile_ms(phase, 0.99)


def beyond_spott_ms(phase: Phase) -> float:
    """The median, minus the time that a slow Spott takes."""
    return p50_ms(phase) - SPOTT_SECONDS * 1_000


def _percentile_ms(phase: Phase, share: float) -> float:
    times = sorted(look_up.seconds for look_up in phase.look_ups)
    return times[min(len(times) - 1, int(share * len(times)))] * 1_000


@dataclass(frozen=True, slots=True)
class Spread:
    """The minimum, median and maximum of some figures."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """The spread of `values`."""
        ordered = sorted(values)
        return cls(ordered[0], median(ordered), ordered[-1])

    @classmethod
    def over(cls, phases: Iterable[Phase], what: What) -> "Spread":
        """The spread of one figure over the rounds."""
        return cls.of(map(what, phases))

    @classmethod
    def between(cls, ours: Iterable[Phase], theirs: Iterable[Phase], what: What) -> "Spread":
        """Our figures divided by theirs, round by round."""
        return cls.of(what(mine) / what(yours) for mine, yours in zip(ours, theirs, strict=True))


@dataclass(frozen=True, slots=True)
class Row:
    """A contestant's figures.

    Attributes:
        name: The contestant's name.
        cpu: CPU seconds per 1,000 look-ups, `AT_ONCE` concurrent.
        load_cpu: The same for the load and the services.
        per_second: Look-ups a second, `AT_ONCE` concurrent.
        p50: Milliseconds to the card, one look-up at a time.
        p99: The same, 99th percentile.
        slow_p50: Milliseconds beyond Spott's own, if Spott takes `SPOTT_SECONDS`.
        spott: Connections to Spott per look-up.
        slack: Connections to Slack per look-up.
        start: Seconds from creating the process to its first acknowledgement.
        rss: The number of look-ups, and MB after them.
        late: Commands not acknowledged within Slack's 3 s, and their total, `AT_ONCE` concurrent.
    """

    name: str
    cpu: Spread
    load_cpu: Spread
    per_second: Spread
    p50: Spread
    p99: Spread
    slow_p50: Spread
    spott: float
    slack: float
    start: Spread
    rss: tuple[int, float]
    late: tuple[int, int]


def rows(measured: Measured) -> dict[str, Row]:
    """The figures of all contestants, by key."""
    return {contestant.key: _row(measured, contestant.key, contestant.name) for contestant in CONTESTANTS}


def _row(measured: Measured, key: str, name: str) -> Row:
    many, alone = measured.at_once[key], measured.alone[key]
    done = [*many, *alone, *measured.alone_slow[key]]
    look_ups = sum(len(phase.look_ups) for phase in done)
    return Row(
        name=name,
        cpu=Spread.over(many, cpu_ms),
        load_cpu=Spread.over(many, load_cpu_ms),
        per_second=Spread.over(many, per_second),
        p50=Spread.over(alone, p50_ms),
        p99=Spread.over(alone, p99_ms),
        slow_p50=Spread.over(measured.alone_slow[key], beyond_spott_ms),
        spott=sum(phase.connections[0] for phase in done) / look_ups,
        slack=sum(phase.connections[1] for phase in done) / look_ups,
        start=Spread.of(first.acknowledged - first.sent for first in measured.starts[key]),
        rss=measured.rss[key],
        late=(sum(each.is_late for phase in many for each in phase.look_ups), sum(len(p.look_ups) for p in many)),
    )


@dataclass(frozen=True, slots=True)
class Aim:
    """A target.

    Attributes:
        what: The target, in words.
        found: The measurement, in words.
        met: Whether the target was met.
    """

    what: str
    found: str
    met: bool


def aims(measured: Measured) -> list[Aim]:
    """The targets and what was measured; the median of the rounds counts."""
    return [*_against_others(measured), *_by_itself(measured)]


def _against_others(measured: Measured) -> list[Aim]:
    many, alone, waited, us = measured.at_once, measured.alone, measured.alone_slow, OURS.key

    def at_most(what: str, most: float, spread: Spread) -> Aim:
        return Aim(f"{what}: at most {most:g}", _shown(spread), met=spread.middle <= most)

    def at_least(what: str, least: float, spread: Spread) -> Aim:
        return Aim(f"{what}: at least {least:g}", _shown(spread), met=spread.middle >= least)

    bare, slow = WITHOUT_BOLT.key, ASYNC.key
    return [
        at_most("CPU vs no Bolt", 1.6, Spread.between(many[us], many[bare], cpu_ms)),
        at_most("CPU vs the async tutorial", 0.05, Spread.between(many[us], many[slow], cpu_ms)),
        at_most("Time to the card, p50 vs no Bolt", 1.8, Spread.between(alone[us], alone[bare], p50_ms)),
        at_most("Time to the card, p99 vs no Bolt", 2.0, Spread.between(alone[us], alone[bare], p99_ms)),
        at_most("Time to the card, p50 vs the async tutorial", 0.1, Spread.between(alone[us], alone[slow], p50_ms)),
        at_most(
            "Time beyond a slow Spott's, p50 vs no Bolt", 1.8, Spread.between(waited[us], waited[bare], beyond_spott_ms)
        ),
        at_most(
            "Time beyond a slow Spott's, p50 vs the tutorial",
            0.1,
            Spread.between(waited[us], waited[slow], beyond_spott_ms),
        ),
        at_least(
            f"Look-ups/s, {AT_ONCE} concurrent, vs no Bolt", 0.55, Spread.between(many[us], many[bare], per_second)
        ),
        at_least(
            f"Look-ups/s, {AT_ONCE} concurrent, vs the tutorial", 20, Spread.between(many[us], many[slow], per_second)
        ),
        at_most("CPU, person cached vs uncached", 0.5, Spread.between(many[CACHED.key], many[us], cpu_ms)),
    ]


def _by_itself(measured: Measured) -> list[Aim]:
    table = rows(measured)
    ours, tutorial, rare = table[OURS.key], table[ASYNC.key], measured.rare[OURS.key]
    look_ups, memory = measured.memory[-1]
    grown = memory - measured.memory[0][1]
    at_once = [cpu_ms(phase) for _, phase in measured.growth]
    known = [cpu_ms(phase) for _, phase in measured.known]
    found = [
        *_connections(ours, rare),
        Aim(
            "Memory: at most 110 MB, and flat",
            f"{memory:.0f} MB after {look_ups:,}; {grown:+.1f} MB over the last three quarters",
            met=memory <= 110 and grown < 5,
        ),
        Aim(
            "First acknowledgement after start: no slower than the async tutorial",
            f"{ours.start.middle:.2f} s to {tutorial.start.middle:.2f} s",
            met=ours.start.middle <= tutorial.start.middle,
        ),
        Aim(
            f"CPU per look-up flat from 1 to {measured.growth[-1][0]} concurrent",
            ", ".join(f"{n}: {ms:.2f} ms" for (n, _), ms in zip(measured.growth, at_once, strict=True)),
            met=max(at_once) <= 1.25 * at_once[0],
        ),
        Aim(
            f"CPU per look-up flat from 1 to {measured.known[-1][0]:,} people cached",
            ", ".join(f"{n:,}: {ms:.2f} ms" for (n, _), ms in zip(measured.known, known, strict=True)),
            met=known[-1] <= 1.25 * known[0],
        ),
    ]
    if burst := measured.burst:
        what = f"{burst.people} look up one person at the same time: 1 call to Spott"
        found.append(Aim(what, f"{burst.calls}, all answered in {burst.seconds:.2f} s", met=burst.calls == 1))
    return found


def _connections(ours: Row, rare: Sequence[RareLookUp]) -> list[Aim]:
    return [
        Aim(
            "Connections per look-up: under 0.02 to Spott and to Slack",
            f"{ours.spott:.4f}, {ours.slack:.4f}",
            met=max(ours.spott, ours.slack) < 0.02,
        ),
        Aim(
            "Occasional look-ups: no connection opened to Spott during the look-up",
            f"{sum(each.spott_opened for each in rare)} in {len(rare)} look-ups",
            met=not any(each.spott_opened for each in rare),
        ),
        Aim(
            "Occasional look-ups: connection for the response_url opened during the GET",
            f"{sum(each.slack_opened for each in rare)} opened, {sum(each.beside for each in rare)} during the GET",
            met=all(each.slack_opened == each.beside for each in rare),
        ),
    ]


def _shown(spread: Spread) -> str:
    return f"{spread.middle:.3g} ({spread.least:.3g} to {spread.most:.3g})"
