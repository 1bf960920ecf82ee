"""What Slack knows of people and places, fetched when a rule needs it and kept for a while.

How long each is kept bounds how long a change in Slack (a guest joins, a channel gets shared) goes unnoticed.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.installation import Installed
from bot.kept import Kept

A = TypeVar("A")
T = TypeVar("T")

PERSON_SECONDS = 300.0
GROUP_SECONDS = 300.0
CHANNEL_SECONDS = 60.0
MEMBERS_SECONDS = 300.0
ACCOUNTS_SECONDS = 3600.0

MEMBERS_KNOWN = 1_000
"""Of so many members a channel's guests are looked for: one page of conversations.members."""

_NEWCOMERS_ASKED = 10
_WAIT_SECONDS = 5.0
_LONGEST_PAUSE = 60.0
_PAGE = 1_000

# Of an answer that is not of the documented form: it tells nothing.
_MALFORMED = (AttributeError, LookupError, TypeError, ValueError)


class FactsUnknownError(Exception):
    """Slack does not tell.

    Attributes:
        retry_after: Seconds, when it is because Slack limits us.
    """

    def __init__(self, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__("Slack does not tell")


@dataclass(frozen=True, slots=True)
class Person:
    """An account (https://docs.slack.dev/reference/objects/user-object); what is not said counts against it."""

    id: str
    team_ids: frozenset[str]
    is_guest: bool
    is_stranger: bool
    is_bot: bool
    is_deleted: bool
    is_admin: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation (https://docs.slack.dev/reference/objects/conversation-object); unsaid counts as shared."""

    id: str
    name: str
    kind: Literal["channel", "direct", "group"]
    is_shared: bool
    people: int
    is_private: bool = True


@dataclass(frozen=True, slots=True)
class _Accounts:
    """Who is known to the workspace, by whether they may read what concerns its own people only."""

    own: frozenset[str]
    foreign: frozenset[str]


class Facts:
    """Asks Slack's Web API, once for everybody who wants to know.

    Every method raises `FactsUnknownError` when Slack refuses, limits us, or does not answer in time.

    Args:
        client: With the bot token.
        installed: Knows the workspace.
        clock: Monotonic seconds.
    """

    def __init__(
        self, client: AsyncWebClient, installed: Installed, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._installed = installed
        self._people = Kept(self._fetch_person, seconds=PERSON_SECONDS, clock=clock)
        self._groups = Kept(self._fetch_group, seconds=GROUP_SECONDS, clock=clock)
        self._channels = Kept(self._fetch_channel, seconds=CHANNEL_SECONDS, clock=clock)
        self._members = Kept(self._fetch_members, seconds=MEMBERS_SECONDS, size=1_000, clock=clock)
        self._accounts = Kept(self._fetch_accounts, seconds=ACCOUNTS_SECONDS, clock=clock)

    @property
    def known_team(self) -> str | None:
        """The workspace that installed the app, if it need not be asked for."""
        return self._installed.team_id

    async def team(self) -> str:
        """The workspace that installed the app (auth.test)."""
        return known if (known := self.known_team) else await _soon(self._team())

    def known_person(self, user_id: str) -> Person | None:
        """The account, if it need not be fetched."""
        return self._people.known(user_id)

    async def person(self, user_id: str) -> Person:
        """The account (users.info)."""
        return known if (known := self.known_person(user_id)) else await _soon(self._people.get(user_id))

    def known_group(self, group_id: str) -> frozenset[str] | None:
        """Who is in a user group, if it need not be fetched."""
        return self._groups.known(group_id)

    async def group(self, group_id: str) -> frozenset[str]:
        """Who is in a user group (usergroups.users.list; scope usergroups:read)."""
        return await _soon(self._groups.get(group_id))

    def known_channel(self, channel_id: str) -> Channel | None:
        """The conversation, if it need not be fetched."""
        return self._channels.known(channel_id)

    async def channel(self, channel_id: str) -> Channel:
        """The conversation (conversations.info)."""
        return known if (known := self.known_channel(channel_id)) else await _soon(self._channels.get(channel_id))

    def known_guests_read(self, channel_id: str) -> bool | None:
        """False where all members are known, and none of them for a guest; None where Slack has to be asked."""
        members, accounts = self._members.known(channel_id), self._accounts.known("")
        return False if members and accounts and members <= accounts.own else None

    async def guests_read(self, channel_id: str) -> bool:
        """Whether a guest is among the members, or may be since there are too many to know."""
        if (known := self.known_guests_read(channel_id)) is not None:
            return known
        return await _soon(self._guests_read(channel_id))

    async def is_member(self, channel_id: str, user_id: str) -> bool:
        """Whether somebody is in a conversation (conversations.members); not known of those with too many members."""
        members = await _soon(self._members.get(channel_id))
        if members is _TOO_MANY:
            raise FactsUnknownError
        return user_id in members

    async def warm(self) -> None:
        """Have at hand what the first look-up would wait for longest: who is a guest (users.list)."""
        with suppress(FactsUnknownError):
            await self._accounts.get("")

    async def close(self) -> None:
        """Give up what is being fetched."""
        for kept in (self._people, self._groups, self._channels, self._members, self._accounts):
            await kept.close()

    async def _team(self) -> str:
        return await _ask(self._installed.get(), lambda installation: installation.team_id)

    async def _fetch_person(self, user_id: str) -> Person:
        return await _ask(self._client.users_info(user=user_id), lambda answer: _person(answer["user"]))

    async def _fetch_group(self, group_id: str) -> frozenset[str]:
        call = self._client.usergroups_users_list(usergroup=group_id)
        return await _ask(call, lambda answer: frozenset(answer["users"]))

    async def _fetch_channel(self, channel_id: str) -> Channel:
        call = self._client.conversations_info(channel=channel_id, include_num_members=True)
        return await _ask(call, lambda answer: _channel(answer["channel"]))

    async def _fetch_members(self, channel_id: str) -> frozenset[str]:
        call = self._client.conversations_members(channel=channel_id, limit=MEMBERS_KNOWN)
        return await _ask(call, lambda answer: _TOO_MANY if _cursor(answer) else frozenset(answer["members"]))

    async def _guests_read(self, channel_id: str) -> bool:
        members, accounts = await asyncio.gather(self._members.get(channel_id), self._accounts.get(""))
        if members is _TOO_MANY or not members.isdisjoint(accounts.foreign):
            return True
        # Whoever came since the accounts were listed is asked for; a new colleague must not silence a channel.
        newcomers = members - accounts.own
        if len(newcomers) > _NEWCOMERS_ASKED:
            return True
        team_id = await self._team()
        people = await asyncio.gather(*map(self._people.get, newcomers))
        return any(person.is_deleted or _is_foreign(person, team_id) for person in people)

    async def _fetch_accounts(self, _: str) -> _Accounts:
        team_id = await self._team()
        users = [user async for user in self._users(team_id)]
        return _Accounts(
            own=frozenset(user_id for user_id, is_foreign in users if not is_foreign),
            foreign=frozenset(user_id for user_id, is_foreign in users if is_foreign),
        )

    async def _users(self, team_id: str) -> AsyncIterator[tuple[str, bool]]:
        def read(answer: AsyncSlackResponse) -> tuple[list[tuple[str, bool]], str]:
            return [(user["id"], _reads_as_foreign(user, team_id)) for user in answer["members"]], _cursor(answer)

        cursor = ""
        while True:
            try:
                users, cursor = await _ask(self._client.users_list(limit=_PAGE, cursor=cursor), read)
            except FactsUnknownError as error:
                # A large workspace has more pages than a minute's allowance: go on when Slack says so.
                if error.retry_after is None or error.retry_after > _LONGEST_PAUSE:
                    raise
                await asyncio.sleep(error.retry_after)
                continue
            for user in users:
                yield user
            if not cursor:
                return


_TOO_MANY: frozenset[str] = frozenset({"more than are known"})


async def _soon(asked: Coroutine[Any, Any, T] | asyncio.Future[T]) -> T:
    """Wait a few seconds; what was asked for goes on and is there for the next one who wants it."""
    try:
        async with asyncio.timeout(_WAIT_SECONDS):
            return await asked
    except TimeoutError:
        raise FactsUnknownError from None


async def _ask(call: Coroutine[Any, Any, A], read: Callable[[A], T]) -> T:
    try:
        return read(await call)
    except SlackApiError as error:
        raise FactsUnknownError(_retry_after(error)) from None
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, *_MALFORMED):
        raise FactsUnknownError from None


def _retry_after(error: SlackApiError) -> float | None:
    if error.response.get("error") not in {"ratelimited", "rate_limited"}:
        return None
    value = str(error.response.headers.get("Retry-After", ""))
    return max(1.0, float(value)) if re.fullmatch(r"[0-9]{1,5}", value) else 1.0


def _cursor(answer: AsyncSlackResponse) -> str:
    return str((answer.get("response_metadata") or {}).get("next_cursor") or "")


def _person(user: Mapping[str, Any]) -> Person:
    enterprise = user.get("enterprise_user") or {}
    return Person(
        id=user["id"],
        team_ids=frozenset(filter(None, [user.get("team_id"), *(enterprise.get("teams") or ())])),
        is_guest=user.get("is_restricted") is not False or user.get("is_ultra_restricted") is not False,
        is_stranger=user.get("is_stranger", False) is not False,
        is_bot=user.get("is_bot") is not False or user["id"] == "USLACKBOT",
        is_deleted=user.get("deleted") is not False,
        is_admin=any(user.get(flag) is True for flag in ("is_admin", "is_owner", "is_primary_owner")),
    )


def _is_foreign(person: Person, team_id: str) -> bool:
    return person.is_guest or person.is_stranger or team_id not in person.team_ids


def _reads_as_foreign(user: Mapping[str, Any], team_id: str) -> bool:
    # A deactivated account reads nothing; Slack tells no more of it than that.
    return user.get("deleted") is not True and _is_foreign(_person(user), team_id)


def _channel(channel: Mapping[str, Any]) -> Channel:
    direct = channel.get("is_im") is True
    shared = channel.get("is_ext_shared", False if direct else None)
    pending = channel.get("is_pending_ext_shared", False)
    return Channel(
        id=channel["id"],
        name=str(channel.get("name_normalized") or channel.get("name") or ""),
        kind="direct" if direct else "group" if channel.get("is_mpim") is True else "channel",
        is_shared=shared is not False or pending is not False,
        people=int(channel.get("num_members") or 0),
        is_private=direct or channel.get("is_mpim") is True or channel.get("is_private") is not False,
    )
