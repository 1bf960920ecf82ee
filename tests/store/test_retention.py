"""Old rows of the log go, a few at a time; newer ones stay."""

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.store.location import located
from bot.store.retention import ROWS, expire
from bot.store.store import Store
from bot.store.tables import look_ups

ROW: dict[str, Any] = {"workspace": "T1", "person": "U1", "entry": "command", "outcome": "shown", "milliseconds": 1}


async def test_old_rows_are_deleted_in_small_batches(database_url: str) -> None:
    location = located(database_url, Path())
    assert location is not None
    store = Store(location)
    old = [{**ROW, "at": at, "process": 1} for at in range(2 * ROWS + 7)]
    # Two processes may have written at the same moment.
    same = [{**ROW, "at": ROWS - 1, "process": 2}]
    new = [{**ROW, "at": 5_000_000 + at, "process": 1} for at in range(3)]
    async with store.begin() as connection:
        await connection.execute(look_ups.insert(), [*old, *same, *new])

    deleted = [count async for count in expire(store.begin, before=5.0, pause=0.0)]

    assert deleted == [ROWS + 1, ROWS, 7]
    async with store.read() as connection:
        assert (await connection.execute(select(func.count()).select_from(look_ups))).scalar() == 3
    await store.close()
