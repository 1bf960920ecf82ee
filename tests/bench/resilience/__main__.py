"""`python -m tests.bench.resilience [--quick] [--only CASE,…] [--readme README.md]`: this bot and stock Bolt.

Everything runs on this machine, in separate processes, and ends within 15 minutes, or 3 with `--quick`,
but then the figures only show that it runs. Linux.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import say
from tests.bench.resilience import requests, restarts, slack, strangers, system
from tests.bench.resilience.cases import APPS, Case, Table, into_readme

THEMES: dict[str, tuple[Case, ...]] = {
    "Requests that are spoilt, too big or too slow": requests.CASES,
    "Strangers": strangers.CASES,
    "The system": system.CASES,
    "Slack": slack.CASES,
    "Deploys": restarts.CASES,
}
HOW_SURE = (
    "10,000 mutated requests, half of them signed: tracebacks",
    "200 connections that send garbage: memory",
    "4,000 bodies that break off half-way, one after the other: memory",
    "510 bodies that drip: good commands acknowledged within 500 ms",
    "2,005 silent connections: good commands acknowledged within 500 ms",
    "signed, with a response_url that is not Slack's: answered there",
    "Socket Mode refreshed every 1.2 s under 50 commands a second: failed or lost",
    "HUP, QUIT, USR1, USR2, ALRM with 20 look-ups in flight each: lost",
    "`SIGTERM` with 200 look-ups in flight: commands lost",
    "two processes restarted in turn under 50 commands a second: failed or lost",
)
"""The rows that the README shows."""


async def bench(only: Sequence[str], *, quick: bool) -> Table:
    """Run every case, or those that are named, with this bot and with stock Bolt."""
    table, slow = Table(), slack.SLOW_CASE
    beside = [asyncio.create_task(table.add(slow, APPS, quick=quick))] if not only or slow.name in only else []
    for theme, cases in THEMES.items():
        wanted = [case for case in cases if not only or case.name in only]
        if wanted:
            say(theme)
        for case in wanted:
            await table.add(case, APPS, quick=quick)
    await asyncio.gather(*beside)
    return table


def main() -> None:
    """Run it."""
    names = [case.name for cases in THEMES.values() for case in cases] + [slack.SLOW_CASE.name]
    parser = argparse.ArgumentParser(prog="python -m tests.bench.resilience", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and smaller cases")
    parser.add_argument("--only", default="", help=f"any of {', '.join(names)}, separated by commas")
    parser.add_argument("--readme", type=Path, help="where to write the ten rows that matter")
    told = parser.parse_args()
    only = [name for name in told.only.split(",") if name]
    if unknown := set(only) - set(names):
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    began = time.monotonic()
    table = asyncio.run(bench(only, quick=told.quick))
    say(f"\n{table.markdown(APPS)}\n\nin {time.monotonic() - began:.0f} s")
    if told.readme is not None:
        into_readme(told.readme, table.markdown(APPS, HOW_SURE))


if __name__ == "__main__":
    main()
