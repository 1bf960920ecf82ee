"""`python -m tests.bench.run`: measures, prints the report, and writes what the README shows."""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import uvloop

from tests.bench import chart, figures, machine, report
from tests.bench.load import NoCardError
from tests.bench.measured import Measured
from tests.bench.measures import FULL, QUICK, Bench, Plan

_MOST_SECONDS = 300
_LOG_TAIL = 2_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    args = _parser().parse_args(argv)
    under_test, here = machine.cores()
    about = machine.describe()
    # Child processes inherit this; each contestant is then moved to the other core.
    os.sched_setaffinity(0, {here})
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                measured = runner.run(_measure(QUICK if args.quick else FULL, folder, under_test))
        except* (NoCardError, TimeoutError) as failures:
            for log in sorted(folder.glob("*.log")):
                _say(f"--- {log.name}\n{log.read_text(encoding='utf-8', errors='replace')[-_LOG_TAIL:]}")
            _say(f"no result: {[str(failure) or type(failure).__name__ for failure in failures.exceptions]}")
            raise SystemExit(1) from None
    _say("")
    _say(report.text(measured, about))
    _write(args, measured, about)
    return 0


async def _measure(plan: Plan, folder: Path, core: int) -> Measured:
    async with asyncio.timeout(_MOST_SECONDS):
        return await Bench(plan, folder, core, _say).run()


def _write(args: argparse.Namespace, measured: Measured, about: dict[str, str]) -> None:
    if args.json:
        args.json.write_text(json.dumps(report.as_json(measured, about), indent=2) + "\n", encoding="utf-8")
    if args.svg:
        args.svg.parent.mkdir(parents=True, exist_ok=True)
        args.svg.write_text(chart.svg(figures.rows(measured), about), encoding="utf-8")
    if args.readme:
        report.into_readme(args.readme, report.markdown(measured, about))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="check that it runs; the figures mean little")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write every figure there")
    parser.add_argument("--svg", type=Path, metavar="PATH", help="draw the chart there")
    parser.add_argument("--readme", type=Path, metavar="PATH", help="replace the table between its markers")
    return parser


def _say(what: str) -> None:
    print(what, flush=True)  # noqa: T201 - the command's output


if __name__ == "__main__":
    sys.exit(main())
