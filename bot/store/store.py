"""The store of one workspace: the data that outlives the process, with a module for each kind."""

import time
from collections.abc import Callable
from typing import Final

from bot.store.cards import Cards
from bot.store.claims import SharedClaims
from bot.store.database import Database
from bot.store.forgetting import Forgetting
from bot.store.keys import Keys
from bot.store.leases import Leases
from bot.store.location import Location
from bot.store.look_ups import LookUps
from bot.store.previews import Previews
from bot.store.processes import Processes
from bot.store.quotas import Quotas
from bot.store.recents import Recents
from bot.store.retention import expire_older_than
from bot.store.tables import look_ups
from bot.store.writer import Pace

KEEP_DAYS: Final = 365


class Store(Database):
    """The data that outlives the process.

    Args:
        location: Where the database is.
        lost: Counts rows that will never be written.
        keep_days: How long the log of look-ups is kept.
        clock: Seconds since 1970.
        pace: As in `Database`.

    Attributes:
        look_ups: Writes the log of look-ups.
        cards: Where public cards are.
        leases: Leases for work that only one process at a time does.
        recents: Users' last look-ups.
        forgetting: Erases ids.
        previews: Remembers who turned previews off.
        processes: The processes that share it.
        claims: Which process handles which request.
        quotas: Each person's look-ups.
    """

    def __init__(
        self,
        location: Location,
        lost: Callable[[int], None] = lambda _: None,
        *,
        keep_days: int = KEEP_DAYS,
        clock: Callable[[], float] = time.time,
        pace: Pace | None = None,
    ) -> None:
        super().__init__(location, lost, pace=pace)
        keys = Keys(self.process, clock)
        self.look_ups = LookUps(self.writer, self.insert_once(look_ups), keys)
        self.cards = Cards(self, keys, clock)
        self.leases = Leases(self, clock)
        self.recents = Recents(self, clock)
        self.processes = Processes(self, clock)
        self.claims = SharedClaims(self, self.processes, clock)
        self.quotas = Quotas(self, self.processes, keys, clock)
        self.forgetting = Forgetting(self, self.cards, keys, clock)
        self.previews = Previews(self)
        self._keep_days = keep_days

    async def expire_look_ups(self) -> None:
        """Delete the log's old rows.

        Raises:
            StoreError: The database failed.
        """
        await expire_older_than(self.begin, self._keep_days)

    async def close(self, seconds: float = 1.0) -> None:
        """Write the claims, then close as `Database.close`."""
        await self.claims.settle(seconds)
        await super().close(seconds)
