"""A database: its connections, its transactions, and its writer."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

from sqlalchemy import ColumnElement, Table, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Insert

from bot.store import engine, schema
from bot.store.errors import NewerSchemaError, StoreError
from bot.store.location import Location, Postgres, SqliteFile
from bot.store.translation import translated
from bot.store.writer import Pace, Writer

log = logging.getLogger(__name__)

_SECONDS: Final = 10.0
"""How long one transaction may take."""

_OPENING_SECONDS: Final = 5.0
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
_PAUSE_SECONDS: Final = 0.1
PACE: Final = Pace()


class Database:
    """A database, opened and migrated when it is first used.

    Nothing that a user waits for may wait for it: write through `writer`, and answer from memory.

    Args:
        location: Where the database is.
        lost: Counts rows that will never be written.
        pace: How much is written at once, and how often; None for `PACE`.

    Attributes:
        location: As given.
        process: A random number that makes this process's keys unique.
        writer: Writes rows in batches.
    """

    def __init__(
        self,
        location: Location,
        lost: Callable[[int], None] = lambda _: None,
        *,
        pace: Pace | None = None,
    ) -> None:
        self.location = location
        self.process = secrets.randbits(62)
        self.writer = Writer(self.begin, lost, pace or PACE)
        self._engine = engine.create(location)
        self._opening = asyncio.Lock()
        self._is_open = False
        self._users = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def problem(self) -> str | None:
        """What is wrong with the database, in a few words; None if nothing is, as far as we know."""
        return self.writer.problem

    async def start(self) -> None:
        """Open the database and start writing.

        The app starts even if the database fails: rows then wait until it works.

        Raises:
            NewerSchemaError: The database belongs to a newer version of this app.
        """
        try:
            await self._open_within(_OPENING_SECONDS)
        except NewerSchemaError:
            await engine.close(self._engine)
            raise
        except StoreError as error:
            self.writer.problem = error.word
            log.error("store %s: nothing is kept until it works", error.word)  # noqa: TRY400 - messages hold values
        self.writer.start()

    async def close(self, seconds: float = 1.0) -> None:
        """Write what is left, and wait for transactions in progress, at most `seconds` each; then close."""
        await self.writer.finish(seconds)
        # A task that is cancelled while aiosqlite closes its connection can wait forever.
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        await engine.close(self._engine)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write, committed at the end.

        Raises:
            StoreError: The database failed, before, within or at the end; whether a commit arrived is then unknown.
        """
        with self._in_use():
            await self.open()
            with translated():
                async with asyncio.timeout(_SECONDS), self._engine.begin() as connection:
                    yield connection

    @asynccontextmanager
    async def read(self, seconds: float | None = _SECONDS) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads. In SQLite, it doesn't wait for one that writes, nor the other way round.

        Args:
            seconds: How long it may take; None for no limit.

        Raises:
            StoreError: The database failed, or took too long.
        """
        with self._in_use():
            await self.open()
            with translated():
                async with asyncio.timeout(seconds), self._engine.connect() as connection:
                    await connection.execution_options(**{engine.READING: True})
                    async with connection.begin():
                        yield connection

    async def lock(self, connection: AsyncConnection, name: str) -> None:
        """Take a lock until the end of a transaction that writes; other processes that want it wait."""
        # In SQLite one transaction writes at a time anyway.
        if isinstance(self.location, Postgres):
            await connection.execute(_LOCK, {"name": name})

    async def rewrite(self) -> None:
        """Rewrite SQLite's file and empty its journal, so that nothing that was deleted is left in them.

        Raises:
            StoreError: It failed, or a reader was in the way.
        """
        await self.open()
        if not isinstance(self.location, SqliteFile):
            return
        if not await asyncio.to_thread(engine.rewrite, self.location.path):
            raise StoreError("locked")

    def insert_once(self, table: Table) -> Insert:
        """An insert that does nothing if the row already exists; create it once, for `Writer.add`."""
        return engine.insert_once(self.location, table)

    def replace(self, table: Table, where: ColumnElement[bool] | None = None) -> Insert:
        """An insert that replaces the values of a row with the same key if `where` applies; see `insert_once`."""
        return engine.replace(self.location, table, where)

    async def open(self) -> None:
        """Migrate the database, unless this is done.

        Raises:
            StoreError: It failed; the next call tries again.
        """
        if self._is_open:
            return
        async with self._opening:
            if self._is_open:
                return
            with translated():
                async with asyncio.timeout(_SECONDS):
                    await self._migrate()
            self._is_open = True

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        self._users += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._users -= 1
            if not self._users:
                self._idle.set()

    async def _migrate(self) -> None:
        if isinstance(self.location, SqliteFile):
            await asyncio.to_thread(engine.make_file, self.location.path)
        async with self._engine.begin() as connection:
            await connection.run_sync(schema.bring_up_to_date)

    async def _open_within(self, seconds: float) -> None:
        """Try until it succeeds, since another process may be creating the same file."""
        until = asyncio.get_running_loop().time() + seconds
        while True:
            try:
                return await self.open()
            except NewerSchemaError:
                raise
            except StoreError as error:
                if error.word != "locked" or asyncio.get_running_loop().time() > until:
                    raise
            await asyncio.sleep(_PAUSE_SECONDS)
