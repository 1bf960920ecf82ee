"""What is in the files of a database."""

from pathlib import Path


def bytes_in(folder: Path, what: str) -> int:
    """How often a text is in SQLite's files, those of its journal included."""
    return sum(file.read_bytes().count(what.encode()) for file in folder.glob("spott.sqlite3*"))
