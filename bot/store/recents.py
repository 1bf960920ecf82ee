"""A user's last look-ups, from the log, since they last cleared them."""

from collections.abc import Callable
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.keys import MICROSECONDS
from bot.store.look_ups import Result
from bot.store.tables import look_ups, recents_cleared

_EXAMINED: Final = 300
"""How many rows of the log are read: someone who is looked up again and again is in many of them."""


class Recent(NamedTuple):
    """A person or a job that a user has been shown: one of the two ids, and when, in seconds since 1970."""

    candidate_id: str | None
    job_id: str | None
    at: float


class Recents:
    """Reads and clears users' last look-ups.

    Args:
        database: The database.
        clock: Seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._replace = database.replace(recents_cleared)

    async def last(self, person: str, most: int) -> list[Recent]:
        """The last people and jobs that a user has been shown, each once, the latest first.

        Args:
            person: The user, by Slack's id.
            most: How many people and jobs.

        Raises:
            StoreError: The database failed.
        """
        async with self._database.read() as connection:
            return await _last(connection, person, most)

    def clear(self, person: str) -> None:
        """From now on, leave out a user's look-ups so far; written soon, as the log is."""
        self._database.writer.add(self._replace, {"person": person, "at": int(self._clock() * MICROSECONDS)})


async def _last(connection: AsyncConnection, person: str, most: int) -> list[Recent]:
    columns = look_ups.c
    cleared = select(recents_cleared.c.at).where(recents_cleared.c.person == person)
    since = (await connection.execute(cleared)).scalar() or 0
    shown = (columns.person == person, columns.outcome == Result.SHOWN.value, columns.at > since)
    found = select(columns.candidate_id, columns.job_id, columns.at).where(*shown)
    rows = await connection.execute(found.order_by(columns.at.desc()).limit(_EXAMINED))
    latest = dict[tuple[str | None, str | None], int]()
    for candidate_id, job_id, at in rows:
        if candidate_id or job_id:
            latest.setdefault((candidate_id, job_id), at)
    return [Recent(*ids, at / MICROSECONDS) for ids, at in list(latest.items())[:most]]
