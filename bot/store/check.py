"""Finds out what is wrong with the database, for the command `check`, without changing or creating anything."""

import asyncio
import os
import stat
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

from bot.store import engine, schema
from bot.store.errors import NewerSchemaError, StoreError
from bot.store.location import Location, Postgres, SqliteFile
from bot.store.translation import translated

_SECONDS: Final = 10.0
_OLDEST_POSTGRES: Final = 140_000


async def problem(location: Location, *, vanishes: bool) -> str | None:
    """What is wrong, and what to do, in a few words; None if nothing is.

    Args:
        location: Where the database is.
        vanishes: Whether the local disk is gone with the process, as on Heroku.
    """
    if isinstance(location, SqliteFile):
        if vanishes:
            return "its file is gone with the dyno: add Heroku Postgres, or set DATABASE_URL=none"
        if not location.path.exists():
            return _not_creatable(location.path)
        if wrong := _readable_by_others(location.path):
            return wrong
    try:
        with translated():
            async with asyncio.timeout(_SECONDS):
                return await _wrong_inside(location)
    except StoreError as error:
        return f"{error}: set DATABASE_URL or DATA_DIR to a database that this user may write"


async def _wrong_inside(location: Location) -> str | None:
    connecting = engine.create(location)
    try:
        # In SQLite, beginning a transaction that writes shows whether writing is possible.
        async with connecting.connect() as connection:
            return await connection.run_sync(_wrong_on_server if isinstance(location, Postgres) else _wrong_schema)
    finally:
        await engine.close(connecting)


def _wrong_on_server(connection: Connection) -> str | None:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < _OLDEST_POSTGRES:
        return f"PostgreSQL {version // 10_000} is too old: use 14 or newer"
    if connection.execute(text("SHOW transaction_read_only")).scalar_one() == "on":
        return "read-only: set DATABASE_URL to the primary server"
    may_create = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
    if schema.current(connection) is None and not connection.execute(text(may_create)).scalar():
        return "this user may not create tables: grant CREATE on the schema"
    return _wrong_schema(connection)


def _wrong_schema(connection: Connection) -> str | None:
    version = schema.current(connection)
    if version is None or version in schema.known():
        return None
    return f"{NewerSchemaError()}: install that version, or set DATABASE_URL"


def _not_creatable(path: Path) -> str | None:
    nearest = next(folder for folder in path.absolute().parents if folder.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return None
    return f"{path} cannot be created: set DATA_DIR to a folder that this user may write"


def _readable_by_others(path: Path) -> str | None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        return f"others may read {path} (mode {mode:o}): chmod 600"
    return None
