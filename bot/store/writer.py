"""Writes rows in batches, in the background: adding one takes microseconds, and neither waits nor fails.

While the database is locked, full or gone, rows wait in a bounded queue and are tried again; rows that don't fit are
counted as lost. A row may be written twice if the answer to a commit is lost, so every statement must be safe to
repeat: an insert made by `Store.insert_once`, an update to fixed values, or a delete.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Executable, Insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.errors import RefusedValueError, StoreError

log = logging.getLogger(__name__)

_BATCH: Final = 1_000
_AT_ONCE: Final = 20
"""Rows in one statement; while they are prepared, everything else waits."""
_LONGEST_PAUSE: Final = 5.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is written at once, and how often.

    Attributes:
        every: Seconds for which rows are collected, and after which a failed write is tried again.
        waiting: How many rows may wait.
    """

    every: float = 0.5
    waiting: int = 10_000


class _Write(NamedTuple):
    statement: Executable
    values: Mapping[str, Any]

    @property
    def table(self) -> object:
        """The table that it changes; the order is kept only within a table."""
        return getattr(self.statement, "table", None)

    @property
    def rows(self) -> int:
        """How many rows it adds."""
        return int(isinstance(self.statement, Insert))


class Writer:
    """Writes what was added, in order for each table, from `start` to `finish`.

    Args:
        begin: Begins a transaction.
        lost: Counts rows that will never be written.
        pace: How much is written at once, and how often.

    Attributes:
        problem: What is wrong with the database, in a few words, since the last write; None if nothing is.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractAsyncContextManager[AsyncConnection]],
        lost: Callable[[int], None],
        pace: Pace,
    ) -> None:
        self.problem: str | None = None
        self._begin = begin
        self._lost = lost
        self._pace = pace
        self._queue: deque[_Write] = deque()
        self._added = asyncio.Event()
        self._finishing = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, statement: Executable, values: Mapping[str, Any]) -> None:
        """Write this soon.

        Args:
            statement: A constant; consecutive rows for a table with the same statement are sent together.
            values: Its values.
        """
        write = _Write(statement, values)
        if len(self._queue) >= self._pace.waiting:
            self._lost(write.rows)
            return
        self._queue.append(write)
        self._added.set()

    def start(self) -> None:
        """Start writing."""
        self._writing = asyncio.get_running_loop().create_task(self._write(), name="store")

    async def finish(self, seconds: float) -> None:
        """Write what is left, for at most `seconds`; the rest is lost."""
        self._finishing.set()
        self._added.set()
        if self._writing is not None:
            await asyncio.wait({self._writing}, timeout=seconds)
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        if self._queue:
            rows = sum(write.rows for write in self._queue)
            log.error("store %s: %d rows were not written", self.problem or "not open", rows)
            self._lost(rows)
            self._queue.clear()

    async def _write(self) -> None:
        pause = self._pace.every
        while self._queue or not self._finishing.is_set():
            await self._added.wait()
            await self._pause(pause)
            pause = self._pace.every if await self._write_batch() else min(2 * pause, _LONGEST_PAUSE)
            if not self._queue and not self._finishing.is_set():
                self._added.clear()

    async def _pause(self, seconds: float) -> None:
        """Wait while rows collect; when finishing, only so that a failing database isn't called without a break."""
        if self._finishing.is_set():
            await asyncio.sleep(self._pace.every / 10 if self.problem else 0.0)
        elif self.problem or len(self._queue) < _BATCH:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._finishing.wait()

    async def _write_batch(self) -> bool:
        """Write the oldest rows; returns False if the database failed, so that they have to be written later."""
        batch = list(islice(self._queue, _BATCH))
        try:
            await self._send(batch)
        except RefusedValueError:
            return await self._write_one_by_one(batch)
        except StoreError as error:
            self._note_failure(error.word)
            return False
        self._drop(len(batch))
        return True

    async def _write_one_by_one(self, batch: list[_Write]) -> bool:
        """Write each row separately, since one that the database refuses would make the whole batch fail."""
        for write in batch:
            try:
                await self._send([write])
            except RefusedValueError as error:
                log.error("store: a row was refused (%s)", type(error.__cause__).__name__)  # noqa: TRY400 - holds values
                self._lost(write.rows)
            except StoreError as error:
                self._note_failure(error.word)
                return False
            self._drop(1)
        return True

    async def _send(self, batch: list[_Write]) -> None:
        # A thousand rows, sent one by one, would take seconds on a busy machine.
        by_table = defaultdict[object, list[_Write]](list)
        for write in batch:
            by_table[write.table].append(write)
        async with self._begin() as connection:
            for writes in by_table.values():
                for statement, alike in groupby(writes, key=lambda write: write.statement):
                    rows = [dict(write.values) for write in alike]
                    for at in range(0, len(rows), _AT_ONCE):
                        await connection.execute(statement, rows[at : at + _AT_ONCE])

    def _drop(self, count: int) -> None:
        for _ in range(count):
            self._queue.popleft()
        if self.problem is not None:
            log.info("store: works again")
            self.problem = None

    def _note_failure(self, word: str) -> None:
        if self.problem != word:
            log.error("store %s: %d rows are waiting", word, len(self._queue))
            self.problem = word
