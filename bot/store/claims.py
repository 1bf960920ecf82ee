"""Claims: which of several processes handles a request, and which requests a lost process did not finish."""

import asyncio
import time
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import BindParameter, Executable, bindparam, delete, select, update

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.keys import MICROSECONDS
from bot.store.patience import Patience
from bot.store.processes import Processes
from bot.store.tables import claims
from bot.telemetry.journal import Ending

KEPT_SECONDS: Final = 86_400.0
"""How long a claim counts. Slack repeats an event for about an hour."""

_COLLECTED_SECONDS: Final = 0.5
"""How long a process that is alone waits before it writes its claims; most requests are finished by then."""

_KEY: Final[BindParameter[str]] = bindparam("claimed")
_MINE: Final = (claims.c.key == _KEY, claims.c.process == bindparam("claimant"))
# A process that did not get the claim must leave it alone: the one that did may still be working.
_FINISH: Final = update(claims).where(*_MINE).values(person=None)
_RELEASE: Final = delete(claims).where(*_MINE)
_FIND: Final = select(claims.c.key).where(claims.c.key == _KEY)
_IS_OVER: Final = claims.c.at <= bindparam("over")


class SharedClaims:
    """The claims of all processes. A process that is alone doesn't wait for the database.

    Args:
        database: The database, which has hashes of the claims' keys.
        processes: Knows whether there are others.
        clock: Seconds since 1970.
        patience: How long a claim may take; after that it counts as granted, since two answers are better than none.
    """

    def __init__(
        self,
        database: Database,
        processes: Processes,
        clock: Callable[[], float] = time.time,
        *,
        patience: Patience | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._database = database
        self._processes = processes
        self._clock = clock
        self._insert = database.insert_once(claims)
        self._insert_returning = database.insert_once(claims).returning(claims.c.key)
        self._take_over = database.replace(claims, _IS_OVER).returning(claims.c.key)
        self._waiting: dict[str, tuple[dict[str, Any], asyncio.Future[bool]]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._collected: dict[str, dict[str, Any]] = {}
        self._collecting: asyncio.TimerHandle | None = None

    async def claim(self, key: str, person: str | None = None) -> bool:
        """Claim something that this process has not claimed before; returns whether no other process has.

        Args:
            key: What is claimed.
            person: The Slack id of the user who waits for it, and who is told if this process is lost before it has
                finished.
        """
        row = self._row(key, person)
        if self._processes.alone:
            self._collect(row)
            return True
        won: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[row["key"]] = row, won
        if self._asking is None or self._asking.done():
            self._asking = asyncio.get_running_loop().create_task(self._ask(), name="claims")
        return not await self._patience.wait(won) or won.result()

    async def claim_for(self, key: str, seconds: float) -> bool:
        """Claim something that can be claimed again after `seconds`; returns whether nobody has in that time.

        A process that is alone waits for the database, too: it may have claimed this before it was restarted.
        """
        row = self._row(key)
        over = {"over": row["at"] - int(seconds * MICROSECONDS)}
        won = asyncio.get_running_loop().create_task(self._takes_over(row | over), name="claim")
        return not await self._patience.wait(won) or won.result()

    async def is_claimed(self, key: str) -> bool:
        """Whether another process has claimed something, as far as the database says in time."""
        if self._processes.alone:
            return False
        found = asyncio.get_running_loop().create_task(self._is_found(key), name="looking for a claim")
        return await self._patience.wait(found) and found.result()

    def release(self, key: str) -> None:
        """Give a claim up."""
        if self._collected.pop(_hashed(key), None) is None:
            self._write(_RELEASE, key)

    def finished(self, ending: Ending) -> None:
        """Note that a claimed request is finished, so nobody has to be told if this process is lost."""
        key = ending.asker.delivery
        if key is None:
            return
        if collected := self._collected.get(_hashed(key)):
            collected["person"] = None
        else:
            self._write(_FINISH, key)

    async def settle(self, seconds: float) -> None:
        """Write the collected claims, and wait at most `seconds` for those that are being made."""
        self._write_collected()
        if self._asking is not None:
            await asyncio.wait({self._asking}, timeout=seconds)

    async def retire(self) -> None:
        """Delete old claims.

        Raises:
            StoreError: The database failed.
        """
        async with self._database.begin() as connection:
            old = claims.c.at < int((self._clock() - KEPT_SECONDS) * MICROSECONDS)
            await connection.execute(delete(claims).where(old))

    def _row(self, key: str, person: str | None = None) -> dict[str, Any]:
        at = int(self._clock() * MICROSECONDS)
        return {"key": _hashed(key), "process": self._database.process, "at": at, "person": person}

    async def _takes_over(self, row: dict[str, Any]) -> bool:
        async with self._database.begin() as connection:
            return (await connection.execute(self._take_over, row)).first() is not None

    async def _is_found(self, key: str) -> bool:
        async with self._database.read() as connection:
            return (await connection.execute(_FIND, {"claimed": _hashed(key)})).first() is not None

    def _write(self, statement: Executable, key: str) -> None:
        self._database.writer.add(statement, {"claimed": _hashed(key), "claimant": self._database.process})

    def _collect(self, row: dict[str, Any]) -> None:
        self._collected[row["key"]] = row
        if self._collecting is None:
            loop = asyncio.get_running_loop()
            self._collecting = loop.call_later(_COLLECTED_SECONDS, self._write_collected)

    def _write_collected(self) -> None:
        if self._collecting is not None:
            self._collecting.cancel()
        self._collecting, collected, self._collected = None, self._collected, {}
        for row in collected.values():
            self._database.writer.add(self._insert, row)

    async def _ask(self) -> None:
        """Make all waiting claims at once, then those that were added in the meantime."""
        while self._waiting:
            waiting, self._waiting = self._waiting, {}
            # In the same order in all processes, so that there are no deadlocks.
            rows = [row for _, (row, _) in sorted(waiting.items())]
            try:
                async with self._database.begin() as connection:
                    won = set((await connection.execute(self._insert_returning, rows)).scalars())
            except StoreError as error:
                # Granted, so write it as soon as the database works; by then the request is finished.
                for row, future in waiting.values():
                    self._database.writer.add(self._insert, row | {"person": None})
                    future.set_exception(error)
            else:
                for key, (_, future) in waiting.items():
                    future.set_result(key in won)


def _hashed(key: str) -> str:
    # Keys may contain ids, which must not stay here after somebody is forgotten.
    return blake2b(key.encode(), digest_size=16).hexdigest()
