"""What Slack knows about people and conversations, fetched when a rule needs it and cached for a while.

The lifetimes limit how long a change in Slack (a guest joins, a channel gets shared) goes unnoticed.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from bot.access.rules import MEMBERS_KNOWN, Readers
from bot.access.slack_questions import FactsUnknownError, SlackQuestions
from bot.cache import Cache
from bot.slack import objects
from bot.slack.installation import Installed
from bot.slack.objects import Belonging, Channel, Person, belonging
from bot.slack.web_api import Said, WebApi

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

PERSON_SECONDS = 300.0
GROUP_SECONDS = 300.0
STANDS_SECONDS = 3600.0
"""How long Slack's last word about a person or a group counts while it does not answer."""
CHANNEL_SECONDS = 60.0
MEMBERS_SECONDS = 300.0
ACCOUNTS_SECONDS = 3600.0
RENEW_ACCOUNTS_SECONDS = 3000.0
"""The age at which the list of accounts is renewed, so that a slow answer arrives before the old one expires."""

_NEWCOMERS_ASKED = 10
_WAIT_SECONDS = 5.0
_LONGEST_PAUSE = 60.0
_PAGE = 1_000

_USERS_INFO = "users.info"
_USERS_LIST = "users.list"
_GROUP_MEMBERS = "usergroups.users.list"


OWN_PEOPLE = Readers(guests=False, organisation=False)
MANY = Readers(guests=True, organisation=False)
"""Too many members to check. If other workspaces can read such a channel, its own flags say so."""


@dataclass(frozen=True, slots=True)
class _Accounts:
    """The workspace's accounts, by whether they are its own people."""

    own: frozenset[str]
    organisation: frozenset[str]
    foreign: frozenset[str]

    def readers(self, members: frozenset[str]) -> Readers:
        """Who is among `members`, as far as their accounts are known."""
        return Readers(
            guests=not members.isdisjoint(self.foreign), organisation=not members.isdisjoint(self.organisation)
        )


class Facts:
    """Fetches facts from Slack's Web API; concurrent requests for the same fact share a call.

    Every method raises `FactsUnknownError` if Slack refuses, limits us, or does not answer in time.

    Args:
        client: Slack's Web API with the bot token.
        installed: The workspace.
        clock: Monotonic seconds.
        learned: Called with each conversation that was fetched.
        disbelieved: Counts discarded answers, by a fixed word.
    """

    def __init__(
        self,
        client: WebApi,
        installed: Installed,
        clock: Callable[[], float] = time.monotonic,
        *,
        learned: Callable[[Channel], None] = lambda _: None,
        disbelieved: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._client = client
        self._installed = installed
        self._learned = learned
        self._slack = SlackQuestions(clock, disbelieved)
        self._people = Cache(self._fetch_person, seconds=PERSON_SECONDS, last_seconds=STANDS_SECONDS, clock=clock)
        self._groups = Cache(self._fetch_group, seconds=GROUP_SECONDS, last_seconds=STANDS_SECONDS, clock=clock)
        self._channels = Cache(self._fetch_channel, seconds=CHANNEL_SECONDS, clock=clock)
        self._members = Cache(self._fetch_members, seconds=MEMBERS_SECONDS, size=1_000, clock=clock)
        self._accounts = Cache(
            self._fetch_accounts, seconds=ACCOUNTS_SECONDS, renew_after=RENEW_ACCOUNTS_SECONDS, clock=clock
        )

    @property
    def known_team(self) -> str | None:
        """The workspace that installed the app, if it is cached."""
        return self._installed.team_id

    @property
    def in_organisation(self) -> bool:
        """Whether that workspace is, or may be, part of an Enterprise Grid organisation."""
        return self._installed.team_id is None or self._installed.enterprise_id is not None

    async def team(self) -> str:
        """The workspace that installed the app (auth.test)."""
        return known if (known := self.known_team) else await _soon(self._team())

    def known_person(self, user_id: str) -> Person | None:
        """The account, if it is cached; while Slack limits us, also if it has expired within the last hour."""
        return self._known(self._people, user_id, _USERS_INFO)

    def last_person(self, user_id: str) -> Person | None:
        """Slack's last word about an account, from within the last hour; it may have changed since."""
        return self._people.last(user_id)

    async def person(self, user_id: str) -> Person:
        """The account (users.info); while Slack does not answer, its last word from within the last hour."""
        return known if (known := self.known_person(user_id)) else await _or_last(self._people, user_id)

    def known_group(self, group_id: str) -> frozenset[str] | None:
        """The members of a user group, cached as `known_person` is."""
        return self._known(self._groups, group_id, _GROUP_MEMBERS)

    def last_group(self, group_id: str) -> frozenset[str] | None:
        """Slack's last word about the members of a user group, from within the last hour."""
        return self._groups.last(group_id)

    async def group(self, group_id: str) -> frozenset[str]:
        """The members of a user group (usergroups.users.list; scope usergroups:read), as in `person`."""
        return await _or_last(self._groups, group_id)

    def known_channel(self, channel_id: str) -> Channel | None:
        """The conversation, if it is cached."""
        return self._channels.known(channel_id)

    async def channel(self, channel_id: str) -> Channel:
        """The conversation (conversations.info)."""
        return known if (known := self.known_channel(channel_id)) else await _soon(self._channels.get(channel_id))

    def known_readers(self, channel_id: str) -> Readers | None:
        """Who can read there, if Slack need not be asked."""
        members, accounts = self._members.known(channel_id), self._accounts.known("")
        return OWN_PEOPLE if members and accounts and members <= accounts.own else None

    async def readers(self, channel_id: str) -> Readers:
        """Who can read there; `MANY` if there are too many members to check."""
        if (known := self.known_readers(channel_id)) is not None:
            return known
        return await _soon(self._readers(channel_id))

    async def is_member(self, channel_id: str, user_id: str) -> bool:
        """Whether a user is in a conversation (conversations.members); unknown if it has too many members."""
        members = await _soon(self._members.get(channel_id))
        if members is _TOO_MANY:
            raise FactsUnknownError
        return user_id in members

    async def warm(self) -> None:
        """Fetch what the first look-up would wait for longest: who is a guest (users.list)."""
        with suppress(FactsUnknownError):
            await self._accounts.get("")

    async def close(self) -> None:
        """Cancel all fetches in progress."""
        for kept in (self._people, self._groups, self._channels, self._members, self._accounts):
            await kept.close()

    def _known(self, kept: Cache[K, T], key: K, method: str) -> T | None:
        if (known := kept.known(key)) is not None:
            return known
        return kept.last(key) if self._slack.rests(method) else None

    async def _team(self) -> str:
        return await self._slack.ask("auth.test", self._installed.get, lambda installation: installation.team_id)

    async def _fetch_person(self, user_id: str) -> Person:
        return await self._asked_anew(
            self._people,
            user_id,
            self._slack.ask(
                _USERS_INFO,
                lambda: self._client.users_info(user=user_id),
                lambda answer: objects.person(answer["user"], user_id),
            ),
        )

    async def _fetch_group(self, group_id: str) -> frozenset[str]:
        return await self._asked_anew(
            self._groups,
            group_id,
            self._slack.ask(
                _GROUP_MEMBERS,
                lambda: self._client.usergroups_users_list(usergroup=group_id),
                lambda answer: objects.ids(answer["users"]),
            ),
        )

    @staticmethod
    async def _asked_anew(kept: Cache[K, T], key: K, asked: Coroutine[Any, Any, T]) -> T:
        try:
            return await asked
        except FactsUnknownError as error:
            if error.answered:
                # Slack did answer, so its earlier answer no longer counts.
                kept.forget(key)
            raise

    async def _fetch_channel(self, channel_id: str) -> Channel:
        team_id = self.known_team or await self._team()
        channel = await self._slack.ask(
            "conversations.info",
            lambda: self._client.conversations_info(channel=channel_id, include_num_members=True),
            lambda answer: objects.channel(answer["channel"], channel_id, team_id),
        )
        self._learned(channel)
        return channel

    async def _fetch_members(self, channel_id: str) -> frozenset[str]:
        return await self._slack.ask(
            "conversations.members",
            lambda: self._client.conversations_members(channel=channel_id, limit=MEMBERS_KNOWN),
            lambda answer: _TOO_MANY if _cursor(answer) else objects.members(answer["members"]),
        )

    async def _readers(self, channel_id: str) -> Readers:
        members, accounts = await asyncio.gather(self._members.get(channel_id), self._accounts.get(""))
        if members is _TOO_MANY:
            return MANY
        known = accounts.readers(members)
        # Accounts newer than the list are fetched: a new colleague must not make all cards in a channel private.
        newcomers = members - accounts.own - accounts.organisation - accounts.foreign
        if known.guests or len(newcomers) > _NEWCOMERS_ASKED:
            return Readers(guests=True, organisation=known.organisation)
        people = await asyncio.gather(*map(self._people.get, newcomers))
        belong = {"foreign" if person.is_deleted else self._belonging(person) for person in people}
        return Readers(guests="foreign" in belong, organisation=known.organisation or "organisation" in belong)

    def _belonging(self, person: Person) -> Belonging:
        return belonging(person, self._installed.team_id or "", self._installed.enterprise_id)

    async def _fetch_accounts(self, _: str) -> _Accounts:
        await self._team()
        found: dict[Belonging, set[str]] = {"own": set(), "organisation": set(), "foreign": set()}
        async for person, reads_nothing in self._users():
            found["own" if reads_nothing else self._belonging(person)].add(person.id)
        return _Accounts(**{name: frozenset(ids) for name, ids in found.items()})

    async def _users(self) -> AsyncIterator[tuple[Person, bool]]:
        def read(answer: Said) -> tuple[list[tuple[Person, bool]], str]:
            # Deactivated accounts cannot read, and Slack says nothing else about them.
            users = [(objects.person(user), user.get("deleted") is True) for user in answer["members"]]
            return users, _cursor(answer)

        cursor = ""
        while True:
            try:
                users, cursor = await self._slack.ask(
                    _USERS_LIST, partial(self._client.users_list, limit=_PAGE, cursor=cursor), read
                )
            except FactsUnknownError as error:
                # Large workspaces have more pages than Slack allows per minute, so continue when it says so.
                if error.retry_after is None or error.retry_after > _LONGEST_PAUSE:
                    raise
                await asyncio.sleep(error.retry_after)
                self._slack.resume(_USERS_LIST)
                continue
            for user in users:
                yield user
            if not cursor:
                return


_TOO_MANY: frozenset[str] = frozenset({"more than are known"})


async def _or_last(kept: Cache[K, T], key: K) -> T:
    """The cached or fetched fact; while Slack does not answer, its last word."""
    try:
        return await _soon(kept.get(key))
    except FactsUnknownError as error:
        if error.answered or (last := kept.last(key)) is None:
            raise
        return last


async def _soon(asked: Coroutine[Any, Any, T] | asyncio.Future[T]) -> T:
    """Wait for a few seconds; after that the fetch continues, for the next one who asks."""
    try:
        async with asyncio.timeout(_WAIT_SECONDS):
            return await asked
    except TimeoutError:
        raise FactsUnknownError from None


def _cursor(answer: Said) -> str:
    return str((answer.get("response_metadata") or {}).get("next_cursor") or "")
