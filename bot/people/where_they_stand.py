"""Fetches all that a card says about a person: who they are, and their applications, side by side.

No part waits for another one, and a part that fails says why: a card comes in time, if need be without the jobs.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from bot.people.directory import Directory
from bot.people.parts import part, start
from bot.spott.application import Application
from bot.spott.candidate import Candidate
from bot.spott.errors import ContactNotFoundError, SpottError, SpottTimeoutError
from bot.spott.models import Contact


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds.

    Attributes:
        whole: For everything.
        after_the_person: For the applications, once it is known who the person is.
    """

    whole: float = 9.0
    after_the_person: float = 2.0


PATIENCE: Final = Patience()


@dataclass(frozen=True, slots=True)
class WhereTheyStand:
    """What Spott says about a person: each part, or why there is none.

    Attributes:
        overview: The person as a client's contact.
        candidate: The person as a candidate; None if that was not asked.
        applications: All of the person's applications.
    """

    overview: Contact | SpottError
    candidate: Candidate | SpottError | None
    applications: tuple[Application, ...] | SpottError

    @property
    def person(self) -> Contact | Candidate | SpottError:
        """Who a card is about: the contact, else the candidate, else why neither is known.

        A ContactNotFoundError means that both are unknown.
        """
        if isinstance(self.overview, ContactNotFoundError) and self.candidate is not None:
            return self.candidate
        return self.overview


async def where_they_stand(
    candidate_id: str,
    directory: Directory,
    *,
    fresh: bool = False,
    with_candidate: bool = False,
    patience: Patience = PATIENCE,
) -> WhereTheyStand:
    """Fetch everything about one person; never raises because of what Spott does.

    A fetch that is given up here goes on for others who wait, and for the cache.

    Args:
        candidate_id: As `bot.people.query` takes it.
        directory: The people in Spott.
        fresh: Ask Spott even for what is cached.
        with_candidate: Ask for the candidate in any case, not only if there is no overview, or one without roles.
        patience: How long to wait.
    """
    now = asyncio.get_running_loop().time
    end = now() + patience.whole
    jobs = start(part(directory.applications(candidate_id, fresh=fresh), end))
    try:
        overview, candidate = await _person(candidate_id, directory, end, fresh=fresh, with_candidate=with_candidate)
        known = WhereTheyStand(overview, candidate, SpottTimeoutError())
        if not isinstance(known.person, SpottError):
            await asyncio.wait({jobs}, timeout=min(patience.after_the_person, max(end - now(), 0.0)))
        return WhereTheyStand(overview, candidate, jobs.result()) if jobs.done() else known
    finally:
        jobs.cancel()


async def _person(
    candidate_id: str, directory: Directory, end: float, *, fresh: bool, with_candidate: bool
) -> tuple[Contact | SpottError, Candidate | SpottError | None]:
    async def as_candidate() -> Candidate | SpottError:
        return await part(directory.candidate(candidate_id, fresh=fresh), end)

    side_by_side = start(as_candidate()) if with_candidate else None
    try:
        overview = await part(directory.contact(candidate_id, fresh=fresh), end)
        if side_by_side is not None:
            return overview, await side_by_side
        return overview, await as_candidate() if _is_incomplete(overview) else None
    finally:
        if side_by_side is not None:
            side_by_side.cancel()


def _is_incomplete(overview: Contact | SpottError) -> bool:
    if isinstance(overview, Contact):
        return not overview.client_contacts
    return isinstance(overview, ContactNotFoundError)
