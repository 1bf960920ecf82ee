"""Databases for tests: a SQLite file, and a schema of its own in the PostgreSQL that `.ci/run` starts."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.location import Postgres, located
from tests import needs

ENGINES = ("sqlite", "postgresql")


@asynccontextmanager
async def database(engine: str, folder: Path) -> AsyncIterator[str]:
    """The DATABASE_URL of an empty database of this kind."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'spott.sqlite3'}"
        return
    server, schema = needs.postgres(), f"test_{secrets.token_hex(8)}"
    await _execute(server, f"CREATE SCHEMA {schema}")
    try:
        yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"
    finally:
        await _execute(server, f"DROP SCHEMA {schema} CASCADE")


async def _execute(server: str, statement: str) -> None:
    location = located(server, Path())
    assert isinstance(location, Postgres)
    engine = create_async_engine(location.url)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
