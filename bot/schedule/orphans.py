"""Tells users that their request was not finished, since the process that handled it was lost."""

from typing import TYPE_CHECKING, Final

from bot.cards import notices
from bot.slack.delivery import Deadline
from bot.slack.messenger import Messenger

if TYPE_CHECKING:  # with SQLAlchemy, which is not loaded without a store
    from bot.store.leases import Leases
    from bot.store.processes import Processes

_LEASE: Final = "orphans"
_LEASE_SECONDS: Final = 60.0
_SENDING_SECONDS: Final = 8.0


class Orphans:
    """Handles the unfinished requests of lost processes; only one process at a time does so.

    Args:
        processes: Knows which are lost.
        leases: Decides which process does it.
        messenger: Sends the direct messages.
    """

    def __init__(self, processes: "Processes", leases: "Leases", messenger: Messenger) -> None:
        self._processes = processes
        self._leases = leases
        self._messenger = messenger

    async def run(self) -> None:
        """Tell everyone who waits for a lost process, once. No card is posted, since it would come too late.

        Raises:
            StoreError: The database failed.
        """
        lost = await self._processes.lost()
        if not lost or not await self._leases.take(_LEASE, _LEASE_SECONDS):
            return
        for process in lost:
            for person in dict.fromkeys(await self._processes.unfinished(process)):
                sorry = notices.of(self._messenger.languages.of(person), "restarting")
                await self._messenger.post(sorry, person, None, Deadline(_SENDING_SECONDS))
