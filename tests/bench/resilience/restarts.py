"""Deploys: a stop with look-ups in flight, and a rolling restart of two processes."""

from collections.abc import Sequence
from typing import Literal

from tests.bench.resilience.cases import Case, Figures
from tests.bench.rolling import rolling_restart
from tests.stopping import stop_under_load

LOOK_UPS = 200
Way = Literal["slow", "hanging"]


async def stops(command: Sequence[str], *, quick: bool) -> Figures:
    """SIGTERM with look-ups in flight, and 20 more within the second after it, over either transport."""
    lost, figures = 0, Figures()
    ways: tuple[Way, ...] = ("slow",) if quick else ("slow", "hanging")
    for socket_mode in (False, True):
        for way in ways:
            for after in (0.1,) if quick else (0.1, 3.0):
                stopped = await stop_under_load(
                    socket_mode=socket_mode,
                    spott=way,
                    spott_seconds=4.0,
                    after=after,
                    look_ups=20 if quick else LOOK_UPS,
                    command=command,
                )
                got = stopped.count
                lost = max(lost, got.lost)
                transport = "Socket Mode" if socket_mode else "HTTP"
                figures[f"SIGTERM over {transport}, Spott {way}, after {after} s"] = (
                    f"acknowledged {got.acknowledged}, lost {got.lost}, twice {got.twice}, told {got.restarting}, "
                    f"exit {stopped.exit_code} in {stopped.seconds:.1f} s"
                )
    return figures | {f"`SIGTERM` with {20 if quick else LOOK_UPS} look-ups in flight: commands lost": str(lost)}


async def rolling(command: Sequence[str], *, quick: bool) -> Figures:
    """Two processes behind a router, replaced in turn under a steady load."""
    rolled = await rolling_restart(command=command, per_second=10 if quick else 50, seconds=15 if quick else 25)
    got = rolled.count
    typed = got.acknowledged + got.failed
    what = "two processes restarted in turn under 50 commands a second: failed or lost"
    return {
        what: f"{got.failed + got.lost} of {typed:,}",
        "the same: twice, exit codes": f"{got.twice}, {rolled.exit_codes}",
        "the same: slowest acknowledgement, how late the router knew": (
            f"{rolled.slowest * 1000:.0f} ms, {rolled.late * 1000:.0f} ms"
        ),
    }


CASES = (Case("stops", stops), Case("rolling", rolling))
