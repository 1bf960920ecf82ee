"""Nothing is left open when the store is closed, whatever is still being read or written."""

import asyncio
import gc
import warnings
from pathlib import Path

from sqlalchemy import text

from bot.store.database import Database
from bot.store.location import located


async def test_a_connection_in_use_is_closed_when_it_is_free(database_url: str, tmp_path: Path) -> None:
    location = located(database_url, tmp_path)
    assert location is not None
    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always")
        assert await _read_while_it_is_closed(Database(location)) == 1
        gc.collect()
    assert left_open == []


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
