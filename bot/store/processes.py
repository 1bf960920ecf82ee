"""The processes that share the database: which are alive, and how many calls to Spott each of them may make."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from sqlalchemy import Row, delete, select, update

from bot.store.database import Database
from bot.store.keys import MICROSECONDS
from bot.store.tables import claims, processes

LOST_SECONDS: Final = 20.0
"""A process that has said nothing for so long is lost: it was killed, or is cut off from the database."""

_AWAY_SECONDS: Final = 6.0
"""After so long without the database, as after three failed beats, this process cannot know who else is alive."""


class Portion(Protocol):
    """This process's portion of the calls to Spott; see `bot.spott.rate_limit`."""

    @property
    def used(self) -> int:
        """This process's calls in the last minute."""
        ...

    def change(self, per_minute: int) -> None:
        """Allow more or fewer calls from now on."""
        ...


class Processes:
    """Says that this process is alive, and knows the others.

    Args:
        database: Where they meet.
        clock: Seconds since 1970; the clocks of all processes should agree within a few seconds.

    Attributes:
        alone: Whether no other process is alive, as far as we know.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self.alone = True
        self._granted: int | None = None
        self._beaten_at: float | None = None
        self._back_at: float | None = None
        self._away = 0.0
        self._database = database
        self._clock = clock
        self._insert = database.insert_once(processes)

    async def beat(self, portion: Portion, per_minute: int, *, is_short: bool) -> None:
        """Say that this process is alive, and change its portion of the calls to Spott.

        Nobody's portion is taken away while its calls count: a process lowers its own when others are short, as its
        calls of the last minute become older.

        Args:
            portion: The calls that this process may make in any minute.
            per_minute: The calls that all processes may make together.
            is_short: Whether this process would have called more.

        Raises:
            StoreError: The database failed.
        """
        now, me = self._clock(), self._database.process
        async with self._database.begin() as connection:
            await self._database.lock(connection, "processes")
            self._back(now)
            alive = processes.c.seen_at > self._lost_until(now)
            found = (await connection.execute(select(processes).where(alive, processes.c.process != me))).all()
            granted = _granted(portion.used, per_minute, found, is_short=is_short)
            # Others may call more as soon as they read of fewer here, so there are not more in the meantime.
            self._granted = granted if self._granted is None else min(self._granted, granted)
            portion.change(self._granted)
            row = {"seen_at": int(now * MICROSECONDS), "granted": granted, "is_short": is_short}
            said = await connection.execute(update(processes).where(processes.c.process == me).values(row))
            if not said.rowcount:
                await connection.execute(self._insert, {"process": me, **row})
        self.alone = not found
        self._beaten_at = now
        self._granted = granted
        portion.change(granted)

    async def lost(self) -> list[int]:
        """The other processes that are lost, and had not said that they would stop; none while this one can't know.

        Raises:
            StoreError: The database failed.
        """
        now = self._clock()
        if self._is_away(now):
            return []
        async with self._database.read() as connection:
            silent = processes.c.seen_at <= self._lost_until(now), processes.c.process != self._database.process
            return list((await connection.execute(select(processes.c.process).where(*silent))).scalars())

    async def unfinished(self, process: int) -> list[str]:
        """Who asked a lost process for what it did not finish; then it is forgotten, so that each is told once.

        Nobody if it is alive after all.

        Raises:
            StoreError: The database failed.
        """
        theirs = claims.c.process == process, claims.c.person.is_not(None)
        lost = processes.c.process == process, processes.c.seen_at <= self._lost_until(self._clock())
        async with self._database.begin() as connection:
            await self._database.lock(connection, "processes")
            if not (await connection.execute(delete(processes).where(*lost))).rowcount:
                return []
            asked = list((await connection.execute(select(claims.c.person).where(*theirs))).scalars())
            await connection.execute(update(claims).where(*theirs).values(person=None))
        return [person for person in asked if person is not None]

    async def leave(self) -> None:
        """Say that this process stops, having finished everything.

        Raises:
            StoreError: The database failed.
        """
        async with self._database.begin() as connection:
            await connection.execute(delete(processes).where(processes.c.process == self._database.process))

    def _is_away(self, now: float) -> bool:
        return self._beaten_at is None or now - self._beaten_at > _AWAY_SECONDS

    def _back(self, now: float) -> None:
        """If the database was away, the other processes may not have reached it either: they get time to."""
        if self._beaten_at is not None and self._is_away(now):
            self._back_at, self._away = now, now - self._beaten_at

    def _lost_until(self, now: float) -> int:
        """Who has been silent since then is lost, in microseconds since 1970."""
        is_back = self._back_at is not None and now - self._back_at <= LOST_SECONDS
        return int((now - LOST_SECONDS - (self._away if is_back else 0.0)) * MICROSECONDS)


def _granted(used: int, per_minute: int, others: Sequence[Row[Any]], *, is_short: bool) -> int:
    """How many calls this process may make, given what the others may."""
    if not others:
        return per_minute
    free: int = max(0, per_minute - sum(other.granted for other in others))
    fair = per_minute // (len(others) + 1)
    # A process that is not short leaves to others what it does not need; one that is, keeps to its fair share.
    wanted = per_minute if is_short else max(fair // 2, 2 * used)
    if any(other.is_short for other in others):
        wanted = min(wanted, fair)
    return min(free, max(wanted, used))
