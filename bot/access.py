"""Who may look people up, and where the answer may be shown: pure rules over the facts that Slack tells.

They fail closed. Spott sees one API key, so nobody but these rules decides who reads a candidate's data; every entry
and every click asks them anew, about the person who acts.
"""

import asyncio
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from bot.facts import Channel, Facts, FactsUnknownError, Person


@dataclass(frozen=True, slots=True)
class Policy:
    """What the people who run the bot have set; an empty set restricts nothing."""

    users: frozenset[str] = frozenset()
    user_groups: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    admins: frozenset[str] = frozenset()
    guests_in_channel: Literal["private", "allow"] = "private"


class Why(Enum):
    """Why somebody may not look people up."""

    GUEST = "guest"
    OUTSIDER = "outsider"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    NOT_LISTED = "not_listed"
    UNKNOWN = "unknown"
    SLACK_LIMITS = "slack_limits"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not look people up, and in how many seconds to try again where waiting helps."""

    why: Why
    retry_after: float | None = None


class Hidden(Enum):
    """Why an answer may not stand where everybody reads it."""

    UNKNOWN = "unknown"
    SHARED = "shared"
    NOT_LISTED = "not_listed"
    GUESTS = "guests"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asked.

    Attributes:
        hidden: Why the answer may not be shown to everybody there; None when it may.
        channel: What is known of it.
    """

    hidden: Hidden | None
    channel: Channel | None = None


def refused(person: Person, team_id: str, *, listed: bool) -> Why | None:
    """Why `person` may not look people up, or None when they may.

    Args:
        person: Who acts.
        team_id: The workspace that installed the app.
        listed: Whether they are on the list, or there is none.
    """
    if person.is_deleted:
        return Why.DEACTIVATED
    if person.is_bot:
        return Why.BOT
    if person.is_stranger or team_id not in person.team_ids:
        return Why.OUTSIDER
    if person.is_guest:
        return Why.GUEST
    return None if listed else Why.NOT_LISTED


def hidden(channel: Channel, policy: Policy, *, guests_read: bool) -> Hidden | None:
    """Why an answer may not stand in `channel`, or None when it may.

    Args:
        channel: Where it was asked.
        policy: What is set.
        guests_read: Whether a guest is among the members, or may be.
    """
    if channel.is_shared:
        return Hidden.SHARED
    if channel.kind == "direct":
        return None
    if policy.channels and channel.id not in policy.channels:
        return Hidden.NOT_LISTED
    if guests_read and policy.guests_in_channel == "private":
        return Hidden.GUESTS
    return None


class Access:
    """Decides, with the facts that it fetches.

    Args:
        facts: What Slack knows.
        policy: What is set.
    """

    def __init__(self, facts: Facts, policy: Policy) -> None:
        self._facts = facts
        self.policy = policy

    def refusal_known(self, user_id: str) -> Refusal | None:
        """Why somebody may not look up, as far as that is clear without asking Slack; None does not mean yes."""
        person, team_id = self._facts.known_person(user_id), self._facts.known_team
        if person is None or team_id is None:
            return None
        why = refused(person, team_id, listed=True)
        return Refusal(why) if why else None

    async def refusal(self, user_id: str) -> Refusal | None:
        """Why somebody may not look people up now, or None when they may; never raises."""
        try:
            person, team_id, listed = await asyncio.gather(
                self._facts.person(user_id), self._facts.team(), self._is_listed(user_id)
            )
        except FactsUnknownError as error:
            return Refusal(Why.UNKNOWN if error.retry_after is None else Why.SLACK_LIMITS, error.retry_after)
        why = refused(person, team_id, listed=listed)
        return Refusal(why) if why else None

    async def place(self, channel_id: str) -> Place:
        """Whether an answer may be shown to everybody in a conversation; never raises."""
        try:
            channel = await self._facts.channel(channel_id)
        except FactsUnknownError:
            return Place(Hidden.UNKNOWN)
        if why := hidden(channel, self.policy, guests_read=False):
            return Place(why, channel)
        return Place(hidden(channel, self.policy, guests_read=await self._guests_read(channel)), channel)

    async def may_remove(self, user_id: str, asked_by: str | None) -> bool:
        """Whether somebody may take a card away: who asked for it, and admins."""
        if user_id == asked_by or user_id in self.policy.admins:
            return True
        try:
            return (await self._facts.person(user_id)).is_admin
        except FactsUnknownError:
            return False

    async def _guests_read(self, channel: Channel) -> bool:
        if channel.kind == "direct" or self.policy.guests_in_channel == "allow":
            return False
        try:
            return await self._facts.guests_read(channel.id)
        except FactsUnknownError:
            return True

    async def _is_listed(self, user_id: str) -> bool:
        if user_id in self.policy.users or not (self.policy.users or self.policy.user_groups):
            return True
        groups = await asyncio.gather(*map(self._facts.group, self.policy.user_groups))
        return any(user_id in group for group in groups)
