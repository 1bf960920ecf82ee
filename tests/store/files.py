"""The content of a database's files."""

from pathlib import Path


def bytes_in(folder: Path, what: str) -> int:
    """How often a text is in SQLite's files, including its journal."""
    return sum(file.read_bytes().count(what.encode()) for file in folder.glob("spott.sqlite3*"))
