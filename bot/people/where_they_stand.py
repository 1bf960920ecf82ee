"""Fetches everything a card says about a person: who they are, and their applications, concurrently.

No part waits for another one, and a part that fails says why. So a card arrives in time, without the jobs if need be.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Final

from bot.people.directory import Directory
from bot.people.parts import part, start
from bot.people.standing import jobs_are_named
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
_MOST_ADDRESSES: Final = 25


@dataclass(frozen=True, slots=True)
class WhereTheyStand:
    """What Spott says about a person: each part, or why there is none.

    Attributes:
        overview: The person as a client's contact.
        candidate: The person as a candidate; None if that was not fetched.
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
    """Fetch everything about one person; never raises if Spott fails.

    A fetch that times out here continues for other callers, and for the cache.

    Args:
        candidate_id: As `bot.people.query` takes it.
        directory: The people in Spott.
        fresh: Ignore the cache.
        with_candidate: Fetch the candidate in any case, not only if there is no overview, or one without roles.
        patience: How long to wait.
    """
    now = asyncio.get_running_loop().time
    end = now() + patience.whole
    jobs = start(part(directory.applications(candidate_id, fresh=fresh), end))
    try:
        overview, candidate = await _person(candidate_id, directory, end, fresh=fresh, with_candidate=with_candidate)
        known = WhereTheyStand(overview, candidate, SpottTimeoutError())
        if isinstance(known.person, SpottError):
            return replace(known, applications=jobs.result()) if jobs.done() else known
        end = min(end, now() + patience.after_the_person)
        if not jobs.done():
            await asyncio.wait({jobs}, timeout=max(end - now(), 0.0))
        if not jobs.done():
            return known
        return replace(known, applications=await _with_jobs(jobs.result(), known.person, directory, end))
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


async def _with_jobs(
    applications: tuple[Application, ...] | SpottError, person: Contact | Candidate, directory: Directory, end: float
) -> tuple[Application, ...] | SpottError:
    """The applications with their jobs, which the answer about a person may lack: Spott's documentation doesn't say."""
    addresses = _addresses(person)
    if isinstance(applications, SpottError) or not applications or jobs_are_named(applications) or not addresses:
        return applications
    listed = await part(directory.applications_by_address(addresses), end)
    if isinstance(listed, SpottError):
        return applications
    jobs = {one.id: one.vacancy for one in listed}
    return tuple(one.model_copy(update={"vacancy": jobs[one.id]}) if one.id in jobs else one for one in applications)


def _addresses(person: Contact | Candidate) -> tuple[str, ...]:
    roles = person.client_contacts if isinstance(person, Contact) else (person,)
    known = (address.email for role in roles for address in role.email_addresses)
    return tuple(dict.fromkeys(email for email in known if email))[:_MOST_ADDRESSES]


def _is_incomplete(overview: Contact | SpottError) -> bool:
    if isinstance(overview, Contact):
        return not overview.client_contacts
    return isinstance(overview, ContactNotFoundError)
