"""A user's last look-ups, with their names from Spott, fetched concurrently when the user opens the Home tab."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from bot.cards.home import Logged, Recent
from bot.jobs.directory import Jobs
from bot.people.directory import Directory
from bot.people.parts import part, start
from bot.spott.errors import ContactNotFoundError, JobNotFoundError, SpottError

if TYPE_CHECKING:
    from bot.store.store import Store

_SECONDS: Final = 2.0


class LookUpsKept(Protocol):
    """The look-ups that are remembered."""

    @property
    def problem(self) -> str | None:
        """Why they aren't written, in a few words; None if they are."""
        ...

    async def recents(self, user_id: str) -> list[Recent]:
        """A user's last look-ups that showed a person or a job, each once, the latest first, without names.

        Raises:
            StoreError: They can't be read.
        """
        ...

    async def log(self) -> list[Logged]:
        """The last look-ups of everyone, the latest first; raises as `recents`."""
        ...

    def clear(self, user_id: str) -> None:
        """Show none of a user's look-ups so far among their last ones."""
        ...


def look_ups_kept(store: "Store | None") -> LookUpsKept | None:
    """The look-ups in the store, if there is one."""
    if store is None:
        return None
    # Without a store, SQLAlchemy need not be loaded.
    from bot.listeners.kept import KeptLookUps  # noqa: PLC0415

    return KeptLookUps(store)


async def named(
    recents: Sequence[Recent], directory: Directory, jobs: Jobs, *, seconds: float = _SECONDS
) -> list[Recent]:
    """The same look-ups, with the names that Spott returns in time; never raises if Spott fails.

    Args:
        recents: The look-ups, without names.
        directory: The people in Spott. If calls have to wait, none is made.
        jobs: The jobs in Spott.
        seconds: How long to wait for all of them.
    """
    if directory.wait:
        return list(recents)
    # A fetch that times out here continues and fills the cache, so that a card opened from the list appears sooner.
    end = asyncio.get_running_loop().time() + seconds
    fetches = [start(_named(one, directory, jobs, end)) for one in recents]
    try:
        return list(await asyncio.gather(*fetches))
    finally:
        for fetch in fetches:
            fetch.cancel()


async def _named(one: Recent, directory: Directory, jobs: Jobs, end: float) -> Recent:
    record = await part(jobs.vacancy(one.id) if one.is_job else directory.person(one.id), end)
    if isinstance(record, SpottError):
        return replace(one, is_gone=isinstance(record, ContactNotFoundError | JobNotFoundError))
    return replace(one, record=record)
