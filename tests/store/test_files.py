"""The SQLite file: for its user alone, and without a byte of what was deleted."""

import stat
from pathlib import Path

from sqlalchemy import text

from bot.store.location import Postgres, SqliteFile, located
from bot.store.store import Store


async def test_folder_and_files_are_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    location = located(None, folder)
    assert location == SqliteFile(folder / "spott.sqlite3")
    store = Store(location)
    async with store.begin() as connection:
        settings = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in ("journal_mode", "secure_delete")
        ]
    modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in (folder, *folder.iterdir())}
    await store.close()
    assert settings == ["wal", 1]
    assert modes == {
        "data": "0o700",
        "spott.sqlite3": "0o600",
        "spott.sqlite3-wal": "0o600",
        "spott.sqlite3-shm": "0o600",
    }


def test_url_with_a_password_is_in_no_representation() -> None:
    location = located("postgres://me:hunter2@db.example/spott", Path())
    assert location == Postgres("postgresql+psycopg://me:hunter2@db.example/spott")
    assert "hunter2" not in repr(location)
