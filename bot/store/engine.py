"""Connections to the database, and the differences between SQLite and PostgreSQL."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import Insert

from bot.store.location import Location, Postgres, SqliteFile

READING: Final = "reading"
"""The execution option of a connection that only reads, and so never waits for a writer."""

_CONNECTIONS: Final = 5
_BUSY_MILLISECONDS: Final = 1_000
_CONNECT_SECONDS: Final = 5
_REWRITE_SECONDS: Final = 5.0


def create(location: Location) -> AsyncEngine:
    """An engine, which connects when it is used."""
    match location:
        case SqliteFile(path):
            engine = create_async_engine(
                f"sqlite+aiosqlite:///{path}", pool_size=_CONNECTIONS, max_overflow=0, hide_parameters=True
            )
            event.listen(engine.sync_engine, "connect", _set_up)
            event.listen(engine.sync_engine, "begin", _begin)
            return engine
        case Postgres(url):
            return create_async_engine(
                url,
                pool_size=_CONNECTIONS,
                max_overflow=0,
                # A server that was restarted costs a reconnect, not a failure.
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": "spott-slack"},
            )


async def close(engine: AsyncEngine) -> None:
    """Close the connections; those in use, as soon as they are free."""
    # `dispose` alone would leave the connections in use to the garbage collector.
    event.listen(engine.sync_engine, "checkin", _close)
    await engine.dispose()


def insert_once(location: Location, table: Table) -> Insert:
    """An insert that does nothing if the row already exists, so that it can safely be repeated."""
    if isinstance(location, SqliteFile):
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def replace(location: Location, table: Table, where: ColumnElement[bool] | None = None) -> Insert:
    """An insert that replaces the values of a row with the same key, or does nothing unless `where` applies."""
    made = sqlite.insert(table) if isinstance(location, SqliteFile) else postgresql.insert(table)
    values = {column.name: made.excluded[column.name] for column in table.columns if not column.primary_key}
    return made.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=values, where=where)


def make_file(path: Path) -> None:
    """Create the file and its folder, for this user alone; SQLite gives its other files the same mode.

    Raises:
        OSError: This is not possible, or the file is somebody else's.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.name == "posix":
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def rewrite(path: Path) -> bool:
    """Rewrite a SQLite file and empty its journal, after waiting for others; returns False if one was in the way."""
    # Not with SQLAlchemy, which begins a transaction, and none may be open.
    with closing(sqlite3.connect(path, timeout=_REWRITE_SECONDS, isolation_level=None)) as connection:
        try:
            connection.execute("VACUUM")
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
    return not busy


def _set_up(connection: DBAPIConnection, _: Any) -> None:  # noqa: ANN401 - SQLAlchemy's record of the connection
    # Otherwise the driver begins and commits transactions as it likes; `_begin` does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        # Readers don't wait for a writer. Written once, this stays with the file.
        "journal_mode = WAL",
        # What was committed survives a crash of the process; a crash of the machine may take the last seconds.
        "synchronous = NORMAL",
        # What is deleted is overwritten.
        "secure_delete = ON",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that writes says so at its start: SQLite may refuse at once to turn a reader into a writer.
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _close(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.close()
