"""The look-ups in the store, as the Home tab shows them. Imported only if there is a store."""

from datetime import UTC, datetime
from typing import Final

from bot.cards.home import SHOWN, Logged, Recent
from bot.store import log
from bot.store.store import Store

_LOGGED: Final = 50


class KeptLookUps:
    """The look-ups in the store.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def problem(self) -> str | None:
        """Why they aren't written, in a few words; None if they are."""
        return self._store.problem

    async def recents(self, user_id: str) -> list[Recent]:
        """A user's last look-ups, each person and job once, the latest first.

        Raises:
            StoreError: They can't be read.
        """
        return [
            Recent(one.candidate_id or one.job_id or "", is_job=one.job_id is not None, at=_moment(one.at))
            for one in await self._store.recents.last(user_id, SHOWN)
        ]

    async def log(self) -> list[Logged]:
        """The last look-ups of everyone, the latest first; raises as `recents`."""
        async with self._store.read() as connection:
            rows = [row async for row in log.read(connection, log.Wanted(), newest=_LOGGED)]
        return [
            Logged(
                _moment(row["at"]),
                row["person"],
                row["entry"],
                row["reason"] or row["outcome"],
                row["candidate_id"] or row["job_id"],
                row["channel"],
            )
            for row in rows
        ]

    def clear(self, user_id: str) -> None:
        """Show none of a user's look-ups so far among their last ones; written soon, as the log is."""
        self._store.recents.clear(user_id)


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
