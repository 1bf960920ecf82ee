"""Each person's look-ups in the last day, over all processes and restarts."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import delete, select

from bot.store.database import Database
from bot.store.keys import MICROSECONDS, Keys
from bot.store.processes import Processes
from bot.store.tables import taken

DAY: Final = 86_400.0


class Quotas:
    """Counts look-ups.

    Args:
        database: The database.
        processes: Knows whether there are others.
        keys: Makes the keys of rows.
        clock: Seconds since 1970.
    """

    def __init__(
        self, database: Database, processes: Processes, keys: Keys, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._processes = processes
        self._keys = keys
        self._clock = clock
        self._insert = database.insert_once(taken)

    @property
    def is_needed(self) -> bool:
        """Whether there are other processes, so that this one's own count is not enough."""
        return not self._processes.alone

    def add(self, person: str, count: int) -> None:
        """Count look-ups; written soon."""
        self._database.writer.add(self._insert, {**self._keys.next(), "person": person, "number": count})

    async def take(self, person: str, count: int, wait: Callable[[Sequence[float]], float | None]) -> float | None:
        """Decide on look-ups by all that a person has made, and count them if they are granted.

        Args:
            person: The user's Slack id.
            count: How many.
            wait: Takes how many seconds ago each was made, the longest ago first; returns the seconds until these
                would be granted, or None if they are.

        Raises:
            StoreError: The database failed.
        """
        now = self._clock()
        mine = taken.c.person == person, taken.c.at > int((now - DAY) * MICROSECONDS)
        async with self._database.begin() as connection:
            await self._database.lock(connection, f"quota {person}")
            found = await connection.execute(select(taken.c.at, taken.c.number).where(*mine).order_by(taken.c.at))
            ages = [now - row.at / MICROSECONDS for row in found for _ in range(row.number)]
            seconds = wait(ages)
            if seconds is None:
                await connection.execute(self._insert, {**self._keys.next(), "person": person, "number": count})
        return seconds

    async def all(self) -> dict[str, list[float]]:
        """By person, how many seconds ago each look-up of the last day was made, the longest ago first.

        Raises:
            StoreError: The database failed.
        """
        now = self._clock()
        ages: defaultdict[str, list[float]] = defaultdict(list)
        async with self._database.read() as connection:
            recent = select(taken).where(taken.c.at > int((now - DAY) * MICROSECONDS)).order_by(taken.c.at)
            async for row in await connection.stream(recent):
                ages[row.person] += [now - row.at / MICROSECONDS] * row.number
        return ages

    async def retire(self) -> None:
        """Delete what no longer counts.

        Raises:
            StoreError: The database failed.
        """
        async with self._database.begin() as connection:
            await connection.execute(delete(taken).where(taken.c.at < int((self._clock() - DAY) * MICROSECONDS)))
