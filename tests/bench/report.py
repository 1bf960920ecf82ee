"""The same figures as text, as Markdown for the README, and as JSON."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.figures import Aim, Row, Spread, aims, cpu_ms, p50_ms, p99_ms, per_second, rows
from tests.bench.load import Phase
from tests.bench.measured import AT_ONCE, Measured

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"

_HEADINGS = (
    "",
    "CPU s per 1,000",
    f"look-ups/s, {AT_ONCE} concurrent",
    "time to the card, one at a time, ms p50 / p99",
    "connections per look-up: Spott, Slack",
    "first acknowledgement after start, s",
    "RSS MB",
)


def text(measured: Measured, about: Mapping[str, str]) -> str:
    """The whole report for a terminal."""
    table = rows(measured)
    lines = [", ".join(f"{name} {value}" for name, value in about.items()), ""]
    lines += [_line(row) for row in table.values()]
    lines += ["", "Targets: measured (minimum to maximum of the rounds)"]
    lines += [f"  {'met   ' if aim.met else 'MISSED'} {aim.what}: {aim.found}" for aim in aims(measured)]
    return "\n".join(lines)


def _line(row: Row) -> str:
    return (
        f"{row.name}\n"
        f"  CPU s per 1,000: {_spread(row.cpu)} (load and services {row.load_cpu.middle:.2f})\n"
        f"  look-ups/s, {AT_ONCE} concurrent: {_spread(row.per_second)}\n"
        f"  time to the card, one at a time, ms: p50 {_spread(row.p50)}, p99 {_spread(row.p99)},"
        f" beyond a slow Spott's own time {_spread(row.slow_p50)}\n"
        f"  connections per look-up: Spott {row.spott:.3f}, Slack {row.slack:.3f}\n"
        f"  start to first acknowledgement: {_spread(row.start)} s\n"
        f"  acknowledged too late, {AT_ONCE} concurrent: {row.late[0]} of {row.late[1]:,}\n"
        f"  RSS {row.rss[1]:.0f} MB after {row.rss[0]:,} look-ups"
    )


def _spread(spread: Spread) -> str:
    return f"{spread.middle:.3g} [{spread.least:.3g}–{spread.most:.3g}]"


def markdown(measured: Measured, about: Mapping[str, str]) -> str:
    """The table and the machine, for the README."""
    lines = ["| " + " | ".join(_HEADINGS) + " |", "|---" + "|--:" * (len(_HEADINGS) - 1) + "|"]
    for row in rows(measured).values():
        cells = (
            row.name,
            f"{row.cpu.middle:.2f}",
            f"{row.per_second.middle:,.0f}",
            f"{row.p50.middle:.1f} / {row.p99.middle:.1f}",
            f"{row.spott:.2f}, {row.slack:.2f}",
            f"{row.start.middle:.2f}",
            f"{_final_rss(measured, row)}",
        )
        lines.append("| " + " | ".join(cells) + " |")
    machine, *versions = about.values()
    packages = ", ".join(f"{name} {version}" for name, version in zip(list(about)[1:], versions, strict=True))
    how = (
        f"Measured by `make bench` on {machine}; {packages}. One process on one core, the services and the load on"
        f" another, TLS to both; medians of {len(measured.at_once['ours'])} rounds, all posting the same card."
    )
    lines += ["", how, *map(_lateness, filter(lambda row: row.late[0], rows(measured).values()))]
    return "\n".join(lines)


def _lateness(row: Row) -> str:
    late, of = row.late
    missed = f"{row.name} did not acknowledge {late} of {of} commands within Slack's 3 seconds."
    return f"With {AT_ONCE} concurrent look-ups, {missed}"


def _final_rss(measured: Measured, row: Row) -> str:
    is_ours = row.name == rows(measured)["ours"].name
    look_ups, rss = measured.memory[-1] if is_ours else row.rss
    return f"{rss:.0f} after {look_ups:,}"


def into_readme(path: Path, table: str) -> None:
    """Put the table between the README's markers.

    Raises:
        SystemExit: The markers are missing.
    """
    before = path.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(before):
        raise SystemExit(f"{path} has no {BEGIN} … {END}")
    path.write_text(pattern.sub(lambda _: f"{BEGIN}\n{table}\n{END}", before), encoding="utf-8")


def as_json(measured: Measured, about: Mapping[str, str]) -> dict[str, Any]:
    """All figures of all rounds."""
    phases = {"alone": measured.alone, "alone_slow_spott": measured.alone_slow, "at_once": measured.at_once}
    return {
        "about": dict(about),
        "summary": {key: asdict(row) for key, row in rows(measured).items()},
        "rounds": {
            name: {key: [_phase(phase) for phase in rounds] for key, rounds in of.items()}
            for name, of in phases.items()
        },
        "starts": {
            key: [{"acknowledged": each.acknowledged - each.sent, "card": each.seconds} for each in starts]
            for key, starts in measured.starts.items()
        },
        "rare": {key: [asdict(each) for each in look_ups] for key, look_ups in measured.rare.items()},
        "growth": [{"at_once": n, **_phase(phase)} for n, phase in measured.growth],
        "known": [{"people": n, **_phase(phase)} for n, phase in measured.known],
        "memory": [{"look_ups": n, "rss_mb": mb} for n, mb in measured.memory],
        "burst": asdict(measured.burst) if measured.burst else None,
        "aims": [_aim(aim) for aim in aims(measured)],
    }


def _phase(phase: Phase) -> dict[str, float]:
    return {
        "look_ups": len(phase.look_ups),
        "seconds": phase.seconds,
        "cpu_ms": cpu_ms(phase),
        "per_second": per_second(phase),
        "p50_ms": p50_ms(phase),
        "p99_ms": p99_ms(phase),
        "spott_connections": phase.connections[0],
        "slack_connections": phase.connections[1],
    }


def _aim(aim: Aim) -> dict[str, str | bool]:
    return {"what": aim.what, "found": aim.found, "met": aim.met}
