"""What every entry shares: somebody asks for a person, and is told who that is, if they may know."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from bot.access.decide import Access
from bot.access.quota import Quota
from bot.access.rules import NOWHERE, Place, Refusal, others_read
from bot.cards import notices, results
from bot.cards.message import Message
from bot.cards.texts import Key
from bot.listeners import explain
from bot.people import query
from bot.people.directory import People
from bot.slack.reply import Reply
from bot.spott.errors import ContactNotFoundError, MalformedIdError, SpottError
from bot.spott.models import Contact, SearchHit
from bot.telemetry.journal import Outcome

Tried = Literal["name", "email", "phone", "id"]

_NOBODY: dict[Tried, Key] = {
    "name": "nobody_by_name",
    "email": "nobody_by_email",
    "phone": "nobody_by_phone",
    "id": "nobody_by_id",
}


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Just who was meant."""

    contact: Contact

    @property
    def candidate_id(self) -> str:
        """Who it is."""
        return self.contact.candidate_id


@dataclass(frozen=True, slots=True)
class NotAContact:
    """Somebody who is in Spott, but has no contact overview; `hit` is None where only the id is known."""

    candidate_id: str
    hit: SearchHit | None


@dataclass(frozen=True, slots=True)
class Several:
    """People who may be meant; the person who asked chooses."""

    hits: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """No person, but one sentence that says why, and its word for the journal."""

    notice: Message
    named: Outcome


ById = OnePerson | NotAContact
Found = ById | Several
F = TypeVar("F")

_SAME_DIGITS = 8
_UNTOLD_WAIT = 1.0
_AT_ONCE = 0.05


class Finder:
    """Finds people for somebody, asking who that is and where they are beside asking Spott.

    Args:
        people: Where they are looked up.
        access: Who may look up, and where the answer may be shown.
        allowance: How often.
        slow_after: Seconds after which somebody is told that Spott is slow.
        remembered: Seconds for which the names of those who were found are kept in memory.
    """

    def __init__(
        self, people: People, access: Access, allowance: Quota, *, slow_after: float = 3.0, remembered: float = 60.0
    ) -> None:
        self._people = people
        self._access = access
        self._allowance = allowance
        self._slow_after = slow_after
        self._remembered = remembered
        self._hits: dict[str, SearchHit] = {}

    async def refusal_to_remove(self, user_id: str, asked_by: str) -> Told | None:
        """Why somebody may not take a card away that `asked_by` asked for; None when they may."""
        refusal = await self._access.refusal_to_remove(user_id, asked_by)
        return self._refused(refusal) if refusal else None

    async def refusal_to_post(self, user_id: str, place: Place) -> Told | None:
        """Why somebody may not bring a card to a place where cards may be shown; None when they may."""
        if place.channel is not None and await self._access.may_post(user_id, place.channel):
            return None
        return Told(notices.of("not_a_member_there"), Outcome.NOT_ALLOWED)

    def _refused(self, refusal: Refusal) -> Told:
        return Told(explain.refused(refusal, self._access.policy.admins), Outcome.NOT_ALLOWED)

    async def find(
        self,
        look: Callable[[], Coroutine[Any, Any, F]],
        reply: Reply,
        user_id: str,
        channel_id: str | None,
        *,
        people: int = 1,
        bars: Callable[[Place], Told | None] | None = None,
    ) -> tuple[F | Told, Place]:
        """Look for somebody who may know the answer; never raises for what Slack or Spott do.

        Args:
            look: `query`, `person` or the like; not called for somebody who is known to be refused.
            reply: Says once that Spott is slow, when it is.
            user_id: Who asks.
            channel_id: Where, if in a conversation.
            people: For how many people this counts.
            bars: What stands, in such a place, against showing anything at all, if anything does.

        Returns:
            What was found, and whether it may be shown there.
        """
        started = asyncio.get_running_loop().time()
        if refused := self._told_at_once(user_id, people):
            return refused, NOWHERE
        # Spott is asked beside Slack, so that the person waits for the slower of the two only; not where what is known
        # says that nothing will be shown.
        fetch = None if self._is_barred(user_id, channel_id, bars) else self._start(look, reply)
        try:
            refusal, place = await self._access.decide(user_id, channel_id)
            if refusal is not None:
                return self._refused(refusal), place
            if bars is not None and (barred := bars(place)):
                return barred, place
            fetch = fetch or self._start(look, reply)
            await self._announce_if_slow(fetch, reply, started + self._slow_after)
            found = await fetch
            if isinstance(found, OnePerson | NotAContact):
                reply.record.candidate_id = found.candidate_id
            return found, place
        finally:
            if fetch is not None:
                fetch.cancel()

    @staticmethod
    def _start(look: Callable[[], Coroutine[Any, Any, F]], reply: Reply) -> asyncio.Future[F | Told]:
        reference = reply.record.reference
        return asyncio.get_running_loop().create_task(told(look, reference), name=f"asking reference={reference}")

    def _is_barred(self, user_id: str, channel_id: str | None, bars: Callable[[Place], Told | None] | None) -> bool:
        """Whether, by what is known, nothing will be shown; Slack has the last word all the same."""
        if self._access.likely_refused(user_id):
            return True
        if bars is None or channel_id is None:
            return False
        place = self._access.place_known(channel_id)
        return place is not None and bars(place) is not None

    def others_read(self, place: Place) -> bool:
        """Whether people read there, by what Slack says of the place itself, who may not see cards that stand there."""
        return place.channel is not None and others_read(place.channel, self._access.policy) is not None

    async def _announce_if_slow(self, fetch: asyncio.Future[Any], reply: Reply, at: float) -> None:
        # Who has to wait for our own turn at Spott is told at once.
        left = _AT_ONCE if self._people.wait > _UNTOLD_WAIT else at - asyncio.get_running_loop().time()
        await asyncio.wait({fetch}, timeout=max(_AT_ONCE, left))
        if not fetch.done():
            await reply.line(notices.of("spott_slow"))

    def _told_at_once(self, user_id: str, people: int) -> Told | None:
        """What is known to stand against a look-up before anybody is asked."""
        if refusal := self._access.refusal_known(user_id):
            return self._refused(refusal)
        for _ in range(people):
            if (wait := self._allowance.take(user_id)) is not None:
                return Told(notices.of("too_many_lookups", wait=notices.wait(wait)), Outcome.TOO_OFTEN)
        return None

    async def query(self, asked: query.Query) -> Found | Told:
        """Whom a query means.

        Raises:
            SpottError: As the client does.
        """
        match asked:
            case query.ById(candidate_id, else_search):
                return await self._by_id(candidate_id, else_search)
            case query.ByEmail(email):
                return await self._by_search(email, "email", lambda hit: _has_email(hit, email))
            case query.ByPhone(number):
                return await self._by_search(number, "phone", lambda hit: _has_phone(hit, number))
            case query.ByName(name, else_id):
                found = await self._by_search(name, "name")
                if not isinstance(found, Told) or else_id is None:
                    return found
                by_id = await self._by_id(else_id, None)
                # A typed name that matches nobody is reported as a name, not as an id.
                return found if isinstance(by_id, Told) else by_id
            case _:
                return Told(notices.of("not_understood"), Outcome.UNCLEAR)

    async def person(self, candidate_id: str, *, fresh: bool = False, hit: SearchHit | None = None) -> ById:
        """The person with an id that came from Spott.

        Args:
            candidate_id: Whom to get.
            fresh: Ask Spott anew, whatever is kept.
            hit: The person as a search found them, if one just did.

        Raises:
            SpottError: As the client does.
        """
        try:
            return OnePerson(await self._people.contact(candidate_id, fresh=fresh))
        except ContactNotFoundError:
            return NotAContact(candidate_id, hit or self._hits.get(candidate_id))

    async def _by_id(self, candidate_id: str, else_search: str | None) -> Found | Told:
        try:
            return OnePerson(await self._people.contact(candidate_id))
        except (ContactNotFoundError, MalformedIdError):
            if else_search is None:
                return Told(notices.of("nobody_by_id"), Outcome.NOT_FOUND)
        return await self._by_search(else_search, "id")

    async def _by_search(
        self, text: str, tried: Tried, has_it: Callable[[SearchHit], bool | None] = lambda _: None
    ) -> Found | Told:
        """Whom Spott finds, which also finds what is like it.

        Args:
            text: What to search.
            tried: What that is.
            has_it: Whether it is just theirs; None where that cannot be told.
        """
        hits = results.usable(await self._people.search(text))
        hits = list(filter(has_it, hits)) or hits
        match hits:
            case []:
                return Told(notices.of(_NOBODY[tried]), Outcome.NOT_FOUND)
            case [SearchHit(id=str(candidate_id)) as hit] if has_it(hit) is not False:
                return await self.person(candidate_id, hit=hit)
            case _:
                self._remember({hit.id: hit for hit in hits if hit.id})
                return Several(tuple(hits))

    def _remember(self, hits: dict[str, SearchHit]) -> None:
        """Keep the names of who was found for a while, for those who turn out to have no contact overview."""
        self._hits.update(hits)
        asyncio.get_running_loop().call_later(self._remembered, self._forget, hits)

    def _forget(self, hits: dict[str, SearchHit]) -> None:
        for candidate_id, hit in hits.items():
            if self._hits.get(candidate_id) is hit:
                del self._hits[candidate_id]


async def told(look: Callable[[], Coroutine[Any, Any, F]], reference: str) -> F | Told:
    """What `look` gives, or the sentence that says what Spott did instead.

    Args:
        look: May raise SpottError.
        reference: Of the look-up.
    """
    try:
        return await look()
    except SpottError as error:
        return Told(*explain.failure(error, reference))


def _has_email(hit: SearchHit, email: str) -> bool | None:
    known = [address.casefold() for address in hit.email_addresses]
    return email.casefold() in known if known else None


def _has_phone(hit: SearchHit, number: str) -> bool | None:
    wanted = _digits(number)[-_SAME_DIGITS:]
    if len(wanted) < _SAME_DIGITS or not hit.phone_numbers:
        return None
    return any(_digits(other).endswith(wanted) for other in hit.phone_numbers)


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))
