"""Erases an id from the store, a candidate's or a colleague's, and tells the other processes without naming it."""

import asyncio
import time
from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from sqlalchemy import Column, Table, delete, select, update

from bot.store.cards import Cards
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.keys import MICROSECONDS, Keys
from bot.store.tables import cards, forgotten, look_ups, metadata

PERSONAL: Final = frozenset({"candidate_id", "person"})
"""The columns that say who somebody is."""

SOMEBODY: Final = ""
"""Replaces a forgotten person in the log, where the column can't be null."""

_BLANK: Final[dict[Column[str], str | None]] = {look_ups.c.candidate_id: None, look_ups.c.person: SOMEBODY}
"""The columns that are blanked, and their new values; rows of all other tables are deleted."""

_TRIES: Final = 5
_PAUSE_SECONDS: Final = 1.0
_LATE_SECONDS: Final = 900.0
"""How long another process may keep rows that it could not write."""

_TOLD_SECONDS: Final = 86_400.0


class Forgetting:
    """Erases ids.

    Args:
        database: The database.
        cards: The process's memory of recent cards.
        keys: Makes the keys of rows.
        clock: Seconds since 1970.
    """

    def __init__(self, database: Database, cards: Cards, keys: Keys, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._cards = cards
        self._keys = keys
        self._clock = clock
        self._heard = clock()
        self._tell = database.insert_once(forgotten)

    async def candidate(self, candidate_id: str) -> int:
        """Erase a candidate's id; returns the number of rows in the log that contained it.

        Raises:
            StoreError: The database failed.
        """
        return await self._erase("candidate_id", candidate_id)

    async def person(self, user_id: str) -> int:
        """Erase a colleague's Slack id; otherwise as `candidate`.

        Raises:
            StoreError: The database failed.
        """
        return await self._erase("person", user_id)

    async def listen(self) -> None:
        """Forget what other processes were told to forget, also in rows that were written since.

        Raises:
            StoreError: The database failed.
        """
        now = self._clock()
        since = int((self._heard - _LATE_SECONDS) * MICROSECONDS)
        async with self._database.read() as connection:
            entries = (await connection.execute(select(forgotten).where(forgotten.c.at >= since))).all()
        for row in entries:
            await self._forget_again(row.digest, f"{row.at} {row.process}")
        self._heard = now

    async def _erase(self, column: str, value: str) -> int:
        count = await self._scrub(column, value)
        key = self._keys.next()
        digest = _digest(value, f"{key['at']} {key['process']}")
        async with self._database.begin() as connection:
            await connection.execute(self._tell, {**key, "digest": digest})
            old = int((self._clock() - _TOLD_SECONDS) * MICROSECONDS)
            await connection.execute(delete(forgotten).where(forgotten.c.at < old))
        await self._clean()
        return count

    async def _scrub(self, name: str, value: str) -> int:
        """Blank an id in the log, and delete other tables' rows with it; returns the number of rows in the log."""
        count = 0
        async with self._database.begin() as connection:
            for table in _tables_with(name):
                column = table.c[name]
                if column in _BLANK:
                    blanked = update(table).where(column == value).values({name: _BLANK[column]})
                    count += (await connection.execute(blanked)).rowcount
                else:
                    await connection.execute(delete(table).where(column == value))
        return count

    async def _forget_again(self, digest: str, salt: str) -> None:
        """Forget an id of which only the digest is known."""
        self._cards.forget_if(lambda candidate_id: _digest(candidate_id, salt) == digest)
        since = int((self._clock() - 2 * _LATE_SECONDS) * MICROSECONDS)
        for name in PERSONAL:
            for table in (look_ups, cards):
                column = table.c[name]
                recent = select(column).where(table.c.at >= since, column.is_not(None), column != SOMEBODY).distinct()
                async with self._database.read() as connection:
                    values = (await connection.execute(recent)).scalars().all()
                for value in values:
                    if _digest(value, salt) == digest:
                        await self._scrub(name, value)
                        await self._clean()

    async def _clean(self) -> None:
        """If the database is a file of ours, rewrite it so that nothing deleted is left in it."""
        for _ in range(_TRIES - 1):
            try:
                await self._database.rewrite()
            except StoreError:
                await asyncio.sleep(_PAUSE_SECONDS)
            else:
                return
        await self._database.rewrite()


def _tables_with(column: str) -> list[Table]:
    return [table for table in metadata.sorted_tables if column in table.c]


def _digest(value: str, salt: str) -> str:
    return blake2b(value.encode(), key=salt.encode(), digest_size=16).hexdigest()
