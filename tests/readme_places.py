"""The README's table of where cards are shown, cell by cell."""

import re
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
HEADING = "<summary>Where each card is shown, place by place</summary>"


def section() -> str:
    """The README's text under that heading."""
    return README.read_text(encoding="utf-8").partition(HEADING)[2].partition("</details>")[0]


def table() -> Iterator[tuple[str, dict[str, str], str]]:
    """The README's cells: the place, the settings, and where the card is then shown."""
    head, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section().splitlines() if line[:1] == "|"
    ]
    for place, *cells in rows:
        for column, cell in zip(head[1:], cells, strict=True):
            yield place, {name.lower(): value for name, value in re.findall(r"`(\w+)=(\w+)`", column)}, cell


CELLS = list(table())
