"""The facts from Slack that access depends on: read from memory as one snapshot, and fetched if they are missing.

The lifetimes limit how long a change in Slack (a guest joins, a channel gets shared) goes unnoticed.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from bot.access.colleagues import Colleagues
from bot.access.fact_cache import FactCache
from bot.access.permission import is_listed
from bot.access.readership import Readership
from bot.access.rules import Policy, readers_matter
from bot.access.slack_questions import SlackQuestions
from bot.access.snapshot import MANY, Fact, Readers, Snapshot
from bot.access.team import OwnTeam
from bot.slack import objects
from bot.slack.installation import Installed
from bot.slack.objects import Channel, Person
from bot.slack.web_api import WebApi

PERSON_SECONDS = 300.0
GROUP_SECONDS = 300.0
LAST_ANSWER_SECONDS = 3600.0
"""How long Slack's last answer about a person or a group counts while Slack does not respond."""
CHANNEL_SECONDS = 60.0

_USERS_INFO = "users.info"
_GROUP_MEMBERS = "usergroups.users.list"
_CHANNEL_INFO = "conversations.info"
_ALL_THE_SAME = Fact(MANY)


class Facts:
    """Reads facts from memory, and fetches them from Slack's Web API.

    Args:
        client: Slack's Web API with the bot token.
        installed: The workspace.
        clock: Monotonic seconds.
        learned: Called with each conversation that was fetched.
        met: Called with each account that was fetched.
        disbelieved: Counts discarded answers, by reason (a fixed word).

    Attributes:
        team: The workspace that installed the app (auth.test).
        people: Accounts (users.info).
        groups: The members of user groups (usergroups.users.list; scope usergroups:read).
        channels: Conversations (conversations.info).
        colleagues: Members by email address (users.lookupByEmail; scope users:read.email).
        readers: Who can read conversations (conversations.members, users.list).
    """

    def __init__(
        self,
        client: WebApi,
        installed: Installed,
        clock: Callable[[], float] = time.monotonic,
        *,
        learned: Callable[[Channel], None] = lambda _: None,
        met: Callable[[Person], None] = lambda _: None,
        disbelieved: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._client = client
        self._learned = learned
        self._met = met
        self._slack = slack = SlackQuestions(clock, disbelieved)
        self.team = OwnTeam(installed, slack)
        self.people = FactCache(
            slack,
            _USERS_INFO,
            self._fetch_person,
            seconds=PERSON_SECONDS,
            last_seconds=LAST_ANSWER_SECONDS,
            clock=clock,
        )
        self.groups = FactCache(
            slack,
            _GROUP_MEMBERS,
            self._fetch_group,
            seconds=GROUP_SECONDS,
            last_seconds=LAST_ANSWER_SECONDS,
            clock=clock,
        )
        self.channels = FactCache(slack, _CHANNEL_INFO, self._fetch_channel, seconds=CHANNEL_SECONDS, clock=clock)
        self.colleagues = Colleagues(client, installed, slack, clock)
        self.readers = Readership(client, self.team, self.people, slack, clock, met=met)

    def snapshot(self, user_id: str, channel_id: str | None, policy: Policy) -> Snapshot:
        """The cached facts; Slack is not asked.

        Args:
            user_id: The user who asks.
            channel_id: Where; None outside of any conversation.
            policy: The settings about access, which decide which facts matter.
        """
        asker, team_id = self.people.known(user_id), self.team.known
        counted = policy.user_groups if user_id not in policy.users else ()
        groups = tuple(map(self.groups.known, counted)) if counted else ()
        if channel_id is None:
            return Snapshot(user_id, asker, team_id, groups)
        readers = self._known_readers(channel_id, policy)
        return Snapshot(user_id, asker, team_id, groups, channel_id, self.channels.known(channel_id), readers)

    async def complete(self, snapshot: Snapshot, policy: Policy) -> Snapshot:
        """The snapshot with every fact settled that matters; missing ones are fetched concurrently. Never raises.

        Args:
            snapshot: What is known.
            policy: The settings about access.
        """
        gaps: dict[str, Coroutine[Any, Any, object]] = {}
        if not snapshot.asker.settled:
            gaps["asker"] = self.people.get(snapshot.user_id)
        if not snapshot.team_id.settled:
            gaps["team_id"] = self.team.get()
        if is_listed(snapshot, policy) is None:
            gaps["groups"] = self._every_group(policy)
        if snapshot.channel_id is not None:
            if not snapshot.channel.settled:
                gaps["channel"] = self.channels.get(snapshot.channel_id)
            if not snapshot.readers.settled:
                gaps["readers"] = self._readers(snapshot.channel_id, policy)
        found: list[Any] = await asyncio.gather(*gaps.values())
        return snapshot._replace(**dict(zip(gaps, found, strict=True)))

    async def close(self) -> None:
        """Cancel all fetches in progress."""
        for cached in (self.people, self.groups, self.channels, self.colleagues, self.readers):
            await cached.close()

    def _known_readers(self, channel_id: str, policy: Policy) -> Fact[Readers]:
        if readers_matter(channel_id, policy, in_organisation=self.team.in_organisation):
            return self.readers.known(channel_id)
        return _ALL_THE_SAME

    async def _readers(self, channel_id: str, policy: Policy) -> Fact[Readers]:
        # Whether it matters who can read may depend on whether the workspace is part of an organisation.
        if (team_id := await self.team.get()).value is None:
            return Fact(None, retry_after=team_id.retry_after)
        known = self._known_readers(channel_id, policy)
        return known if known.settled else await self.readers.get(channel_id)

    async def _every_group(self, policy: Policy) -> tuple[Fact[frozenset[str]], ...]:
        return tuple(await asyncio.gather(*map(self.groups.get, policy.user_groups)))

    async def _fetch_person(self, user_id: str) -> Person:
        person = await self._slack.ask(
            _USERS_INFO,
            lambda: self._client.users_info(user=user_id, include_locale=True),
            lambda answer: objects.person(answer["user"], user_id),
        )
        self._met(person)
        return person

    async def _fetch_group(self, group_id: str) -> frozenset[str]:
        return await self._slack.ask(
            _GROUP_MEMBERS,
            lambda: self._client.usergroups_users_list(usergroup=group_id),
            lambda answer: objects.ids(answer["users"]),
        )

    async def _fetch_channel(self, channel_id: str) -> Channel:
        team_id = self.team.known.value or await self.team.current()
        channel = await self._slack.ask(
            _CHANNEL_INFO,
            lambda: self._client.conversations_info(channel=channel_id),
            lambda answer: objects.channel(answer["channel"], channel_id, team_id),
        )
        self._learned(channel)
        return channel
