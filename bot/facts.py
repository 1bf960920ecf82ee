"""What Slack knows of people and places, fetched when a rule needs it and kept for a while.

How long each is kept bounds how long a change in Slack (a guest joins, a channel gets shared) goes unnoticed.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.installation import Installed
from bot.kept import Kept

T = TypeVar("T")

PERSON_SECONDS = 300.0
GROUP_SECONDS = 300.0
CHANNEL_SECONDS = 60.0
MEMBERS_SECONDS = 300.0
GUESTS_SECONDS = 3600.0

MEMBERS_KNOWN = 1_000
"""Of so many members a channel's guests are looked for: one page of conversations.members."""

_WAIT_SECONDS = 5.0
_LONGEST_PAUSE = 60.0
_PAGE = 1_000


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
        self._guests = Kept(self._fetch_guests, seconds=GUESTS_SECONDS, clock=clock)

    @property
    def known_team(self) -> str | None:
        """The workspace that installed the app, if it need not be asked for."""
        return self._installed.team_id

    async def team(self) -> str:
        """The workspace that installed the app (auth.test)."""
        return (await _soon(_ask(self._installed.get()))).team_id

    def known_person(self, user_id: str) -> Person | None:
        """The account, if it need not be fetched."""
        return self._people.known(user_id)

    async def person(self, user_id: str) -> Person:
        """The account (users.info)."""
        return await _soon(self._people.get(user_id))

    async def group(self, group_id: str) -> frozenset[str]:
        """Who is in a user group (usergroups.users.list; scope usergroups:read)."""
        return await _soon(self._groups.get(group_id))

    async def channel(self, channel_id: str) -> Channel:
        """The conversation (conversations.info)."""
        return await _soon(self._channels.get(channel_id))

    async def guests_read(self, channel_id: str) -> bool:
        """Whether a guest is among the members, or may be since there are too many to know."""
        members, guests = await _soon(asyncio.gather(self._members.get(channel_id), self._guests.get("")))
        return members is _TOO_MANY or not members.isdisjoint(guests)

    async def close(self) -> None:
        """Give up what is being fetched."""
        for kept in (self._people, self._groups, self._channels, self._members, self._guests):
            await kept.close()

    async def _fetch_person(self, user_id: str) -> Person:
        return _person((await _ask(self._client.users_info(user=user_id)))["user"])

    async def _fetch_group(self, group_id: str) -> frozenset[str]:
        return frozenset((await _ask(self._client.usergroups_users_list(usergroup=group_id)))["users"])

    async def _fetch_channel(self, channel_id: str) -> Channel:
        answer = await _ask(self._client.conversations_info(channel=channel_id, include_num_members=True))
        return _channel(answer["channel"])

    async def _fetch_members(self, channel_id: str) -> frozenset[str]:
        answer = await _ask(self._client.conversations_members(channel=channel_id, limit=MEMBERS_KNOWN))
        return _TOO_MANY if _cursor(answer) else frozenset(answer["members"])

    async def _fetch_guests(self, _: str) -> frozenset[str]:
        return frozenset([user["id"] async for user in self._users() if _person(user).is_guest])

    async def _users(self) -> AsyncIterator[Mapping[str, Any]]:
        cursor = ""
        while True:
            try:
                answer = await _ask(self._client.users_list(limit=_PAGE, cursor=cursor))
            except FactsUnknownError as error:
                # A large workspace has more pages than a minute's allowance: go on when Slack says so.
                if error.retry_after is None or error.retry_after > _LONGEST_PAUSE:
                    raise
                await asyncio.sleep(error.retry_after)
                continue
            for user in answer["members"]:
                yield user
            if not (cursor := _cursor(answer)):
                return


_TOO_MANY: frozenset[str] = frozenset({"more than are known"})


async def _soon(asked: Coroutine[Any, Any, T] | asyncio.Future[T]) -> T:
    """Wait a few seconds; what was asked for goes on and is there for the next one who wants it."""
    try:
        async with asyncio.timeout(_WAIT_SECONDS):
            return await asked
    except TimeoutError:
        raise FactsUnknownError from None


async def _ask(call: Coroutine[Any, Any, T]) -> T:
    try:
        return await call
    except SlackApiError as error:
        raise FactsUnknownError(_retry_after(error)) from None
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError):
        raise FactsUnknownError from None


def _retry_after(error: SlackApiError) -> float | None:
    if error.response.get("error") not in {"ratelimited", "rate_limited"}:
        return None
    value = str(error.response.headers.get("Retry-After", ""))
    return float(value) if re.fullmatch(r"[0-9]{1,5}", value) else 1.0


def _cursor(answer: AsyncSlackResponse) -> str:
    return str((answer.get("response_metadata") or {}).get("next_cursor") or "")


def _person(user: Mapping[str, Any]) -> Person:
    enterprise = user.get("enterprise_user") or {}
    return Person(
        id=user["id"],
        team_ids=frozenset([user.get("team_id", ""), *enterprise.get("teams", ())]),
        is_guest=bool(user.get("is_restricted", True) or user.get("is_ultra_restricted", True)),
        is_stranger=bool(user.get("is_stranger", False)),
        is_bot=bool(user.get("is_bot", True)) or user["id"] == "USLACKBOT",
        is_deleted=bool(user.get("deleted", True)),
        is_admin=bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")),
    )


def _channel(channel: Mapping[str, Any]) -> Channel:
    direct = bool(channel.get("is_im"))
    return Channel(
        id=channel["id"],
        name=str(channel.get("name_normalized") or channel.get("name") or ""),
        kind="direct" if direct else "group" if channel.get("is_mpim") else "channel",
        is_shared=bool(channel.get("is_ext_shared", not direct) or channel.get("is_pending_ext_shared")),
        people=int(channel.get("num_members") or 0),
    )
