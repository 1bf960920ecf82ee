"""A case, its figures, and the table of them."""

import asyncio
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.bench.measure import say
from tests.deploy import OURS

STOCK = (sys.executable, "-m", "tests.bench.stock")
APPS: Mapping[str, Sequence[str]] = {"this bot": OURS, "stock Bolt": STOCK}
MOST_SECONDS = 240.0

Figures = dict[str, str]
"""The result of each measurement, by its description."""


class Run(Protocol):
    """Tests an app."""

    async def __call__(self, command: Sequence[str], *, quick: bool) -> Figures:
        """Run with the command that starts the app; `quick` does less."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something to test with each app.

    Attributes:
        name: Its name on the command line.
        run: Runs the test.
        ours_only: Whether it makes no sense for an app without our pages and rules.
    """

    name: str
    run: Run
    ours_only: bool = False


@dataclass(slots=True)
class Table:
    """All figures, side by side."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    async def add(self, case: Case, apps: Mapping[str, Sequence[str]], *, quick: bool) -> None:
        """Run a case for each app, and print the results."""
        for app, command in apps.items():
            if case.ours_only and command == STOCK:
                continue
            try:
                async with asyncio.timeout(MOST_SECONDS):
                    figures = await case.run(command, quick=quick)
            except (OSError, RuntimeError, TimeoutError) as error:
                figures = {case.name: f"did not end well ({type(error).__name__})"}
            for what, value in figures.items():
                say(f"  {app:10}  {what}: {value}")
                self.rows.setdefault(what, {})[app] = value

    def markdown(self, apps: Iterable[str], only: Sequence[str] = ()) -> str:
        """The rows, or those that are named, in Markdown."""
        columns = list(apps)
        rows = [
            [what, *(self.rows[what].get(app, "-") for app in columns)]
            for what in only or self.rows
            if what in self.rows
        ]
        head = [f"| | {' | '.join(columns)} |", f"|---|{'--:|' * len(columns)}"]
        return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def into_readme(path: Path, table: str) -> None:
    """Write the table between the markers in the README.

    Raises:
        ValueError: The markers are missing.
    """
    text = path.read_text(encoding="utf-8")
    begin, end = "<!-- resilience: begin -->", "<!-- resilience: end -->"
    changed, found = re.subn(f"{begin}.*{end}", lambda _: f"{begin}\n{table}\n{end}", text, flags=re.DOTALL)
    if not found:
        raise ValueError(f"{path} has no {begin} … {end}")
    path.write_text(changed, encoding="utf-8")
