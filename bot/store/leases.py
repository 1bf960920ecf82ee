"""Leases for work that only one process at a time may do; another can take a lease when it runs out."""

import time
from collections.abc import Callable

from sqlalchemy import delete, or_, update

from bot.store.database import Database
from bot.store.keys import MICROSECONDS
from bot.store.tables import leases


class Leases:
    """Takes and returns leases, by their names.

    Args:
        database: The database.
        clock: Seconds since 1970; the clocks of all processes should agree within a few seconds.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        # The drivers disagree on how many rows an insert reports.
        self._insert = database.insert_once(leases).returning(leases.c.name)

    async def take(self, name: str, seconds: float) -> bool:
        """Take a lease, or keep it longer; returns whether this process has it now.

        Raises:
            StoreError: The database failed.
        """
        now, process = self._clock(), self._database.process
        until = int((now + seconds) * MICROSECONDS)
        is_free = or_(leases.c.until < int(now * MICROSECONDS), leases.c.process == process)
        async with self._database.begin() as connection:
            taken = update(leases).where(leases.c.name == name, is_free).values(process=process, until=until)
            if (await connection.execute(taken)).rowcount:
                return True
            row = {"name": name, "process": process, "until": until}
            return (await connection.execute(self._insert, row)).first() is not None

    async def give_back(self, name: str) -> None:
        """Let others take a lease at once, if this process has it.

        Raises:
            StoreError: The database failed.
        """
        async with self._database.begin() as connection:
            mine = (leases.c.name == name, leases.c.process == self._database.process)
            await connection.execute(delete(leases).where(*mine))
