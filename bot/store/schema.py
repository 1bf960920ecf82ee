"""Brings the database's schema up to date, however many processes start at once."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, column, inspect, select, table, text

from bot.store.errors import NewerSchemaError
from bot.store.tables import SCHEMA, VERSION_TABLE

MIGRATIONS: Final = Path(__file__).parent / "migrations"

_LOCK: Final = 0x73706F7474
"""PostgreSQL's advisory lock for migrations: "spott"."""


def bring_up_to_date(connection: Connection) -> None:
    """Migrate the database, in the connection's transaction; if another process is doing so, wait for it.

    In SQLite the transaction itself is the lock, since it is one that writes.

    Raises:
        NewerSchemaError: The schema is unknown to this version of the app.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if (version := current(connection)) != SCHEMA:
        if version is not None and version not in known():
            raise NewerSchemaError
        migrate(connection)


def current(connection: Connection) -> str | None:
    """The newest migration that the database has; None if it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()


def known() -> frozenset[str]:
    """Every migration that this version of the app knows."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as below

    return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def migrate(connection: Connection, to: str = "head") -> None:
    """Apply the migrations up to this one, in the connection's transaction."""
    # Only here, since it is rarely needed: see SCHEMA.
    from alembic.command import upgrade  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    upgrade(config, to)
