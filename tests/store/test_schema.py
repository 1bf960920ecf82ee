"""The schema: the same from the migrations as from the tables, and brought up to date by exactly one process."""

import asyncio
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select, text

from bot.store import engine
from bot.store.errors import NewerSchemaError
from bot.store.keys import MICROSECONDS
from bot.store.location import located
from bot.store.schema import MIGRATIONS, known, migrate
from bot.store.store import Store
from bot.store.tables import SCHEMA, VERSION_TABLE, look_ups, metadata

ROOT = Path(__file__).parents[2]
START = """
import asyncio, os, sys
from pathlib import Path
import alembic.command, alembic.config
from bot.store.location import located
from bot.store.store import Store

async def start():
    store = Store(located(sys.argv[1], Path()))
    await store.start()
    print(store.problem)
    await store.close()

gate, opened = os.pipe()
for _ in range(4):
    if os.fork() == 0:
        os.close(opened)
        os.read(gate, 1)
        sys.exit(asyncio.run(start()))
os.close(opened)
print([os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(4)])
"""


@pytest.fixture
def database_url(database_url: str, tmp_path: Path) -> str:
    """The DATABASE_URL of a database without tables."""
    (tmp_path / "spott.sqlite3").unlink(missing_ok=True)
    return database_url


def opened(url: str) -> Store:
    location = located(url, Path())
    assert location is not None
    return Store(location)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
    return list(compare_metadata(context, metadata))


def test_newest_migration_is_the_one_that_is_expected() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [SCHEMA]


async def test_migrations_create_the_tables(database_url: str) -> None:
    store = opened(database_url)
    await store.start()
    async with store.read() as connection:
        assert await connection.run_sync(differences) == []
    await store.close()


@pytest.mark.parametrize("revision", sorted(known() - {SCHEMA}))
async def test_rows_survive_the_migration_from_an_earlier_schema(revision: str, database_url: str) -> None:
    row = {
        "at": int(time.time() * MICROSECONDS),
        "process": 2,
        "workspace": "T1",
        "person": "U1",
        "entry": "command",
        "outcome": "shown",
    }
    store = opened(database_url)
    earlier = engine.create(store.location)
    async with earlier.begin() as connection:
        await connection.run_sync(migrate, revision)
        await connection.execute(insert(look_ups).values(**row, milliseconds=3))
    await earlier.dispose()

    await store.start()
    async with store.read() as connection:
        assert await connection.run_sync(differences) == []
        kept = (await connection.execute(select(look_ups))).mappings().one()
    await store.close()
    assert {name: value for name, value in kept.items() if value is not None} == {**row, "milliseconds": 3}


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
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", START, database_url, cwd=ROOT, stdout=pipe, stderr=pipe
    )
    assert await process.communicate() == (b"None\n" * 4 + b"[0, 0, 0, 0]\n", b"")
    store = opened(database_url)
    await store.start()
    async with store.read() as connection:
        assert (await connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))).scalars().all() == [SCHEMA]
    await store.close()
