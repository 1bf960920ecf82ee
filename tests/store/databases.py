"""Databases for tests: a SQLite file, and a schema of its own in the PostgreSQL that `.ci/run` starts."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.location import Postgres, located
from bot.store.schema import bring_up_to_date
from bot.store.writer import Pace
from tests import needs

ENGINES = ("sqlite", "postgresql")
QUICK = Pace(every=0.05)
"""Rows are written ten times as often as usual."""


@asynccontextmanager
async def database(engine: str, folder: Path) -> AsyncIterator[str]:
    """The DATABASE_URL of a database of this kind without rows; in SQLite, it has its tables already."""
    if engine == "sqlite":
        yield sqlite(folder)
        return
    server, schema = needs.postgres(), f"test_{secrets.token_hex(8)}"
    await _execute(server, f"CREATE SCHEMA {schema}")
    try:
        yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"
    finally:
        await _execute(server, f"DROP SCHEMA {schema} CASCADE")


def sqlite(folder: Path) -> str:
    """The DATABASE_URL of a SQLite file in this folder, with its tables."""
    file = folder / "spott.sqlite3"
    file.touch(mode=0o600)
    file.write_bytes(_with_tables())
    return f"sqlite:///{file}"


@cache
def _with_tables() -> bytes:
    """A SQLite file to copy, since creating the tables takes as long as ten look-ups."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "spott.sqlite3"
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            bring_up_to_date(connection)
        engine.dispose()
        return file.read_bytes()


async def _execute(server: str, statement: str) -> None:
    location = located(server, Path())
    assert isinstance(location, Postgres)
    engine = create_async_engine(location.url)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
