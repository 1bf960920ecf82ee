"""CONTRIBUTING.md names all modules, and PRIVACY.md all tables."""

import re
from pathlib import Path

from bot.store.tables import VERSION_TABLE, metadata

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
AS_A_WHOLE = {"cards", "cli", "manifest", "sandbox", "schedule", "settings", "spott", "telemetry", "migrations"}
"""Folders that have one row for all their modules."""


def rows(document: str, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, or below the summary of what is folded."""
    text = (ROOT / document).read_text(encoding="utf-8").partition(f"{heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)++", text, re.MULTILINE)
    assert table
    return [row.strip("|\n").split(" | ") for row in table[0].splitlines()[2:]]


def test_every_module_is_described() -> None:
    described: set[Path] = set()
    for names, _ in rows("CONTRIBUTING.md", "## The modules"):
        folder = Path()
        for name in re.findall(r"`([\w/]+\.py)`", names):
            folder = Path(name).parent if "/" in name else folder
            described.add(folder / Path(name).name)
    modules = {path.relative_to(BOT) for path in BOT.rglob("*.py") if path.name != "__init__.py"}
    assert {path for path in modules if AS_A_WHOLE.isdisjoint(path.parts)} - described == set()
    assert {path for path in described if not (BOT / path).is_file()} == set()


def test_privacy_names_every_table_and_column() -> None:
    told = {
        re.findall(r"`(\w+)`", name)[0]: re.findall(r"`(\w+)`", columns)
        for name, columns, _ in rows("PRIVACY.md", "<summary>Each table, with its columns</summary>")
    }
    assert told.pop(VERSION_TABLE) == ["version_num"]
    assert told == {table.name: list(table.c.keys()) for table in metadata.tables.values()}
