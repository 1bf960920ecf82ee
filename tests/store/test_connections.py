"""Connections to the database: none is used for too long, and none is left open."""

import asyncio
import gc
import warnings
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.location import located


async def test_a_connection_in_use_is_closed_when_it_is_free(database_url: str, tmp_path: Path) -> None:
    location = located(database_url, tmp_path)
    assert location is not None
    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always")
        assert await _read_while_it_is_closed(Database(location)) == 1
        gc.collect()
    assert left_open == []


async def test_reading_for_too_long_fails(database_url: str, tmp_path: Path) -> None:
    location = located(database_url, tmp_path)
    assert location is not None
    database = Database(location)
    await database.start()
    with pytest.raises(StoreError, match="too slow"):
        async with database.read(seconds=0.1):
            await asyncio.sleep(60)
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
    await database.close()


async def _read_while_it_is_closed(database: Database) -> int:
    inside, closed = asyncio.Event(), asyncio.Event()

    async def read() -> int:
        async with database.begin() as connection:
            inside.set()
            await closed.wait()
            return int((await connection.execute(text("SELECT 1"))).scalar_one())

    await database.start()
    reading = asyncio.get_running_loop().create_task(read())
    await inside.wait()
    await database.close()
    closed.set()
    return await reading
