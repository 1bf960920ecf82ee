"""Deletes old rows of the log, a few at a time, so that writers don't have to wait."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.keys import MICROSECONDS
from bot.store.tables import look_ups

log = logging.getLogger(__name__)

ROWS: Final = 100
_DAY: Final = 86_400
_PAUSE: Final = 0.05

Begin = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


async def expire_older_than(begin: Begin, days: int) -> None:
    """Delete rows that are older; several processes may do so at once.

    Raises:
        StoreError: The database failed.
    """
    count = sum([rows async for rows in expire(begin, time.time() - days * _DAY)])
    if count:
        log.info("log of look-ups: %d rows older than %d days deleted", count, days)


async def expire(begin: Begin, before: float, pause: float = _PAUSE) -> AsyncIterator[int]:
    """Delete the log's rows from before a time, in transactions of `ROWS`, with pauses for writers.

    Args:
        begin: Begins a transaction.
        before: Seconds since 1970.
        pause: Seconds between two transactions.

    Yields:
        How many rows a transaction deleted.
    """
    until = int(before * MICROSECONDS)
    last = select(look_ups.c.at).where(look_ups.c.at < until).order_by(look_ups.c.at).limit(1).offset(ROWS - 1)
    while True:
        async with begin() as connection:
            at = (await connection.execute(last)).scalar()
            old = look_ups.c.at <= at if at is not None else look_ups.c.at < until
            count = (await connection.execute(delete(look_ups).where(old))).rowcount
        if count:
            yield count
        if at is None:
            return
        await asyncio.sleep(pause)
