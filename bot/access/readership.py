"""Who is in a conversation, and whether people other than the workspace's own can read there."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from bot.access.accounts import Accounts, list_accounts
from bot.access.fact_cache import FactCache
from bot.access.slack_questions import FactsUnknownError, SlackQuestions, settled, soon
from bot.access.snapshot import MANY, OWN_PEOPLE, UNASKED, Checked, Fact, Readers
from bot.access.team import OwnTeam
from bot.cache import Cache
from bot.slack import objects
from bot.slack.objects import Person
from bot.slack.web_api import WebApi, next_cursor

MEMBERS_SECONDS = 300.0
ACCOUNTS_SECONDS = 3600.0
RENEW_ACCOUNTS_SECONDS = 3000.0
"""The age at which the list of accounts is renewed, so that a slow answer arrives before the old one expires."""

_MEMBERS_KNOWN = 1_000
"""Conversations with more members are not checked for guests: this is one page of conversations.members."""
_NEWCOMERS_ASKED = 10
_TOO_MANY: frozenset[str] = frozenset({"more than are known"})
_OWN_PEOPLE = Fact(OWN_PEOPLE)


class Readership:
    """Who can read conversations: their members, compared with the list of the workspace's accounts.

    Args:
        client: Slack's Web API with the bot token.
        team: Our workspace.
        people: Accounts by id, for those that are newer than the list.
        slack: Asks Slack.
        clock: Monotonic seconds.
        met: Called with each account that was listed.
    """

    def __init__(
        self,
        client: WebApi,
        team: OwnTeam,
        people: FactCache[Person],
        slack: SlackQuestions,
        clock: Callable[[], float] = time.monotonic,
        *,
        met: Callable[[Person], None] = lambda _: None,
    ) -> None:
        self._client = client
        self._team = team
        self._people = people
        self._slack = slack
        self._met = met
        self._members = Cache(self._fetch_members, seconds=MEMBERS_SECONDS, size=1_000, clock=clock)
        self._accounts = Cache(
            self._fetch_accounts, seconds=ACCOUNTS_SECONDS, renew_after=RENEW_ACCOUNTS_SECONDS, clock=clock
        )

    def known(self, channel_id: str) -> Fact[Readers]:
        """Who can read there, without asking Slack."""
        members, accounts = self._members.known(channel_id), self._accounts.known("")
        if members is None or accounts is None:
            return UNASKED
        if members <= accounts.own:
            return _OWN_PEOPLE
        readers = _readers(members, accounts)
        return UNASKED if readers is None else Fact(readers)

    async def get(self, channel_id: str) -> Fact[Readers]:
        """Who can read there, settled; Slack is asked unless it is known. Never raises."""
        if (known := self.known(channel_id)).settled:
            return known
        return await settled(self._current(channel_id))

    def count(self, channel_id: str) -> int | None:
        """How many members a conversation has, apps included, without asking Slack; None if unknown or too many."""
        members = self._members.known(channel_id)
        return None if members is None or members is _TOO_MANY else len(members)

    async def includes(self, channel_id: str, user_id: str) -> bool:
        """Whether a user is known to be in a conversation; False if it has too many members, or Slack does not say."""
        try:
            return user_id in await soon(self._members.get(channel_id))
        except FactsUnknownError:
            return False

    async def warm(self) -> None:
        """Fetch what the first look-up would wait for longest: who is a guest (users.list)."""
        with suppress(FactsUnknownError):
            await self._accounts.get("")

    async def close(self) -> None:
        """Cancel all fetches in progress."""
        await self._members.close()
        await self._accounts.close()

    async def _current(self, channel_id: str) -> Readers:
        members, accounts = await asyncio.gather(self._members.get(channel_id), self._accounts.get(""))
        if (readers := _readers(members, accounts)) is not None:
            return readers
        people = await asyncio.gather(*map(self._people.current, accounts.newcomers(members)))
        belong = {"foreign" if person.is_deleted else self._team.belonging(person) for person in people}
        return Readers(
            guests="foreign" in belong,
            organisation="organisation" in belong or not members.isdisjoint(accounts.organisation),
        )

    async def _fetch_members(self, channel_id: str) -> frozenset[str]:
        return await self._slack.ask(
            "conversations.members",
            lambda: self._client.conversations_members(channel=channel_id, limit=_MEMBERS_KNOWN),
            lambda answer: _TOO_MANY if next_cursor(answer) else objects.members(answer["members"]),
        )

    async def _fetch_accounts(self, _: str) -> Accounts:
        return await list_accounts(self._client, self._team, self._slack, self._met)


def _readers(members: frozenset[str], accounts: Accounts) -> Readers | None:
    """Who is among the members of a conversation; None if newcomers have to be fetched first.

    Newcomers are members newer than the list: a new colleague must not make all cards in a channel private.
    """
    if members is _TOO_MANY:
        return MANY
    organisation = not members.isdisjoint(accounts.organisation)
    newcomers = accounts.newcomers(members)
    if not members.isdisjoint(accounts.foreign):
        return Readers(guests=True, organisation=organisation)
    if len(newcomers) > _NEWCOMERS_ASKED:
        return Readers(guests=True, organisation=organisation, checked=Checked.UNKNOWN)
    return None if newcomers else Readers(guests=False, organisation=organisation)
