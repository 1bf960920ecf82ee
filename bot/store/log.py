"""Reads the log of look-ups."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.keys import MICROSECONDS
from bot.store.tables import look_ups

COLUMNS: Final = tuple(column.name for column in look_ups.columns if column.name != "process")
"""The columns of a row. `at` is in seconds since 1970; the process is only part of the key."""

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter for rows; all of it has to apply.

    Attributes:
        since: Seconds since 1970.
        person: Who asked, by Slack's id.
        candidate_id: Who was looked up, by Spott's id.
        channel: Where it was asked, by Slack's id.
    """

    since: float | None = None
    person: str | None = None
    candidate_id: str | None = None
    channel: str | None = None


async def read(
    connection: AsyncConnection, wanted: Wanted, *, newest: int | None = None
) -> AsyncIterator[dict[str, Any]]:
    """The rows that match, by `COLUMNS`, the oldest first.

    Args:
        connection: From `Store.read`.
        wanted: The filter.
        newest: If given, only this many rows, the newest first.
    """
    async with connection.stream(_statement(wanted, newest)) as rows:
        # Many at a time: waiting for each row would take twice as long.
        async for several in rows.mappings().partitions(_AT_ONCE):
            for row in several:
                yield {**row, "at": row["at"] / MICROSECONDS}


def _statement(wanted: Wanted, newest: int | None) -> Select[Any]:
    statement = select(*(look_ups.c[name] for name in COLUMNS))
    for name in ("person", "candidate_id", "channel"):
        if (value := getattr(wanted, name)) is not None:
            statement = statement.where(look_ups.c[name] == value)
    if wanted.since is not None:
        statement = statement.where(look_ups.c.at >= int(wanted.since * MICROSECONDS))
    if newest is not None:
        return statement.order_by(look_ups.c.at.desc()).limit(newest)
    return statement.order_by(look_ups.c.at)
