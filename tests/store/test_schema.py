"""The schema: the same from the migrations as from the tables, and brought up to date by exactly one process."""

import asyncio
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store.errors import NewerSchemaError
from bot.store.location import located
from bot.store.schema import MIGRATIONS
from bot.store.store import Store
from bot.store.tables import SCHEMA, VERSION_TABLE, metadata

ROOT = Path(__file__).parents[2]
START = """
import asyncio, sys
from pathlib import Path
from bot.store.location import located
from bot.store.store import Store

async def main():
    store = Store(located(sys.argv[1], Path()))
    sys.stdin.read(1)
    await store.start()
    print(store.problem)
    await store.close()

asyncio.run(main())
"""


def opened(url: str) -> Store:
    location = located(url, Path())
    assert location is not None
    return Store(location)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
    return list(compare_metadata(context, metadata))


def test_newest_migration_is_the_one_that_is_expected() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [SCHEMA]


async def test_migrations_make_the_tables(database_url: str) -> None:
    store = opened(database_url)
    await store.start()
    async with store.read() as connection:
        assert await connection.run_sync(differences) == []
    await store.close()


async def test_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    store = opened(database_url)
    await store.start()
    async with store.begin() as connection:
        await connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    await store.close()

    with pytest.raises(NewerSchemaError):
        await opened(database_url).start()


async def test_four_processes_start_at_once_on_an_empty_database(database_url: str) -> None:
    pipe = asyncio.subprocess.PIPE
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", START, database_url, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe
        )
        for _ in range(4)
    ]
    ended = await asyncio.gather(*(process.communicate(b".") for process in processes))

    assert ended == [(b"None\n", b"")] * 4
    store = opened(database_url)
    await store.start()
    async with store.read() as connection:
        assert (await connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))).scalars().all() == [SCHEMA]
    await store.close()
