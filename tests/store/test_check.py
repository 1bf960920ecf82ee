"""The findings of `check` about a database that cannot be used."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.check import problem
from bot.store.location import Location, Postgres, SqliteFile, located
from bot.store.store import Store
from bot.store.tables import VERSION_TABLE


def location_of(url: str) -> Location:
    location = located(url, Path())
    assert location is not None
    return location


async def test_nothing_is_wrong_with_a_new_or_used_database_and_nothing_is_created(database_url: str) -> None:
    location = location_of(database_url)
    if isinstance(location, SqliteFile):
        location.path.unlink()
    assert await problem(location, vanishes=False) is None
    if isinstance(location, SqliteFile):
        assert list(location.path.parent.iterdir()) == []
    store = Store(location)
    await store.open()
    await store.close()
    assert await problem(location, vanishes=False) is None


async def test_database_of_a_newer_version_is_reported(database_url: str) -> None:
    location = location_of(database_url)
    store = Store(location)
    async with store.begin() as connection:
        await connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    await store.close()
    said = "written by a newer version of this app: install that version, or set DATABASE_URL"
    assert await problem(location, vanishes=False) == said


async def test_file_on_a_dyno_is_reported(tmp_path: Path) -> None:
    said = "its file is gone with the dyno: add Heroku Postgres, or set DATABASE_URL=none"
    assert await problem(SqliteFile(tmp_path / "f"), vanishes=True) == said


async def test_file_that_others_may_read_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.touch(mode=0o644)
    assert await problem(SqliteFile(path), vanishes=False) == f"others may read {path} (mode 644): chmod 600"


async def test_folder_without_write_access_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "f"
    said = f"{path} cannot be created: set DATA_DIR to a folder that this user may write"
    assert await problem(SqliteFile(path), vanishes=False) == said


@pytest.mark.parametrize(
    ("content", "word"), [(b"x" * 4_096, "not a SQLite file"), (b"", "locked")], ids=["other file", "locked"]
)
async def test_file_that_cannot_be_written_is_reported(content: bytes, word: str, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.touch(mode=0o600)
    path.write_bytes(content)
    other = sqlite3.connect(path, isolation_level=None)
    if not content:
        other.execute("BEGIN EXCLUSIVE")
    said = f"{word}: set DATABASE_URL or DATA_DIR to a database that this user may write"
    assert await problem(SqliteFile(path), vanishes=False) == said
    other.close()


async def test_server_that_does_not_answer_is_reported() -> None:
    said = "unreachable: set DATABASE_URL or DATA_DIR to a database that this user may write"
    assert await problem(Postgres("postgresql+psycopg://me:hunter2@127.0.0.1:9/spott"), vanishes=False) == said
