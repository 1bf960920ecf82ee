"""The processes that share the database: which are alive, and how many calls to Spott each of them may make."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from sqlalchemy import Row, delete, select, update

from bot.store.database import Database
from bot.store.keys import MICROSECONDS
from bot.store.tables import claims, processes

LOST_SECONDS: Final = 20.0
"""A process without a heartbeat for this long is lost: it was killed, or cut off from the database."""

_SILENT_SECONDS: Final = 5.0
"""Two missed heartbeats: the process has probably ended, or the database is unavailable."""

_CALLS_COUNT_SECONDS: Final = 60.0
_ANSWERS_SECONDS: Final = 1_800.0
"""Users who have waited longer no longer expect an answer."""


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
    """Keeps this process registered as alive, and knows the others.

    Args:
        database: The database that they share.
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

    @property
    def may_call(self) -> bool:
        """Whether this process may make any calls to Spott."""
        return self._granted != 0

    async def beat(self, portion: Portion, per_minute: int, *, is_short: bool) -> None:
        """Record that this process is alive, and change its portion of the calls to Spott.

        No portion is taken away while its calls still count: when others are short, a process lowers its own as its
        calls of the last minute expire. The calls of a process that has ended count for another minute.

        Args:
            portion: The calls that this process may make in any minute.
            per_minute: The calls that all processes may make together.
            is_short: Whether this process wanted to make more calls than it was allowed.

        Raises:
            StoreError: The database failed.
        """
        now, me = self._clock(), self._database.process
        async with self._database.begin() as connection:
            await self._database.lock(connection, "processes")
            self._back(now)
            others = (await connection.execute(select(processes).where(processes.c.process != me))).all()
            alive = [other for other in others if self._silence(other, now) < _SILENT_SECONDS]
            free = max(0, per_minute - sum(self._reserved(other, now) for other in others))
            granted = min(free, _wanted(portion.used, per_minute, alive, is_short=is_short))
            # Others may make more calls as soon as they read a lower number, so use the lower one until it is written.
            self._granted = granted if self._granted is None else min(self._granted, granted)
            portion.change(self._granted)
            row = {"seen_at": int(now * MICROSECONDS), "granted": granted, "is_short": is_short, "used": portion.used}
            result = await connection.execute(update(processes).where(processes.c.process == me).values(row))
            if not result.rowcount:
                await connection.execute(self._insert, {"process": me, **row})
        self.alone = all(self._silence(other, now) >= LOST_SECONDS for other in others)
        self._beaten_at = now
        self._granted = granted
        portion.change(granted)

    async def lost(self) -> list[int]:
        """The other processes that are lost and did not stop normally; none while this one can't know.

        Raises:
            StoreError: The database failed.
        """
        now = self._clock()
        if self._is_away(now):
            return []
        async with self._database.read() as connection:
            others = await connection.execute(select(processes).where(processes.c.process != self._database.process))
            return [other.process for other in others if self._silence(other, now) >= LOST_SECONDS]

    async def unfinished(self, process: int) -> list[str]:
        """The users whose requests a lost process did not finish, each once; none if it is alive after all.

        Raises:
            StoreError: The database failed.
        """
        now = self._clock()
        expect = claims.c.at > int((now - _ANSWERS_SECONDS) * MICROSECONDS)
        theirs = claims.c.process == process, claims.c.person.is_not(None)
        it = processes.c.process == process
        async with self._database.begin() as connection:
            await self._database.lock(connection, "processes")
            found = (await connection.execute(select(processes).where(it))).first()
            if found is None or self._silence(found, now) < LOST_SECONDS:
                return []
            asked = list((await connection.execute(select(claims.c.person).where(*theirs, expect))).scalars())
            await connection.execute(update(claims).where(*theirs).values(person=None))
            if not self._reserved(found, now):
                await connection.execute(delete(processes).where(it))
        return [person for person in asked if person is not None]

    async def leave(self) -> None:
        """Record that this process stops, and has finished everything.

        Raises:
            StoreError: The database failed.
        """
        async with self._database.begin() as connection:
            await connection.execute(delete(processes).where(processes.c.process == self._database.process))

    def _is_away(self, now: float) -> bool:
        return self._beaten_at is None or now - self._beaten_at > _SILENT_SECONDS

    def _back(self, now: float) -> None:
        """After an outage of the database, give the other processes time: they could not reach it either."""
        if self._beaten_at is not None and self._is_away(now):
            self._back_at, self._away = now, now - self._beaten_at

    def _silence(self, other: Row[Any], now: float) -> float:
        """Seconds since another process's last heartbeat, without those in which this one could not read any."""
        is_back = self._back_at is not None and now - self._back_at < LOST_SECONDS
        return float(now - other.seen_at / MICROSECONDS - (self._away if is_back else 0.0))

    def _reserved(self, other: Row[Any], now: float) -> int:
        """The calls reserved for another process, since it may make them or has made them."""
        silence = self._silence(other, now)
        if silence < _SILENT_SECONDS:
            return int(other.granted)
        return int(other.used) if silence < _CALLS_COUNT_SECONDS else 0


def _wanted(used: int, per_minute: int, others: Sequence[Row[Any]], *, is_short: bool) -> int:
    """How many calls this process wants, if the others leave it that many."""
    if not others:
        return per_minute
    fair = per_minute // (len(others) + 1)
    # A process that is not short takes what it needs and some more, and leaves the rest to others.
    wanted = per_minute if is_short else max(fair // 2, 2 * used)
    if any(other.is_short for other in others):
        wanted = min(wanted, fair)
    return max(wanted, used)
