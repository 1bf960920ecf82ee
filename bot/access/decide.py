"""Applies the rules of access to facts that it fetches from Slack."""

import asyncio
from collections.abc import Callable

from bot.access.facts import MANY, Facts
from bot.access.rules import ANYBODY, NOWHERE, Place, Policy, Readers, Refusal, Why, refused
from bot.access.slack_questions import FactsUnknownError
from bot.slack.objects import Channel, Person


class Access:
    """Decides who may look people up, and finds out who can read a conversation.

    Args:
        facts: What Slack knows.
        policy: The settings about access.
    """

    def __init__(self, facts: Facts, policy: Policy) -> None:
        self._facts = facts
        self.policy = policy

    def refusal_known(self, user_id: str) -> Refusal | None:
        """Why a user may not look people up, if that is clear without asking Slack; None does not mean yes."""
        person, team_id, listed = self._known(user_id)
        if listed is False:
            return Refusal(Why.NOT_LISTED)
        if person is None or team_id is None:
            return None
        return _refusal(refused(person, team_id, listed=True))

    def likely_refused(self, user_id: str) -> bool:
        """Whether a user was refused by what Slack said within the last hour."""
        if self._is_listed_by(self._facts.last_group, user_id) is False:
            return True
        person, team_id = self._facts.last_person(user_id), self._facts.known_team
        return person is not None and team_id is not None and refused(person, team_id, listed=True) is not None

    async def decide(self, user_id: str, channel_id: str | None) -> tuple[Refusal | None, Place]:
        """Why a user may not look people up, if so, and where they asked; never raises.

        Asks Slack about both at once, and not at all if both are cached.
        """
        place = self.place_known(channel_id) if channel_id else NOWHERE
        person, team_id, listed = self._known(user_id)
        if place is not None and person is not None and team_id is not None and listed is not None:
            return _refusal(refused(person, team_id, listed=listed)), place
        return await asyncio.gather(self.refusal(user_id), self.place(channel_id) if channel_id else _nowhere())

    def _known(self, user_id: str) -> tuple[Person | None, str | None, bool | None]:
        """A user, our workspace, and whether the user is listed; None for what is not cached."""
        return self._facts.known_person(user_id), self._facts.known_team, self._is_listed_known(user_id)

    async def refusal(self, user_id: str) -> Refusal | None:
        """Why a user may not look people up, or None if they may; never raises."""
        if known := self.refusal_known(user_id):
            return known
        try:
            person, team_id, listed = await asyncio.gather(
                self._facts.person(user_id), self._facts.team(), self._is_listed(user_id)
            )
        except FactsUnknownError as error:
            return unknown(error)
        return _refusal(refused(person, team_id, listed=listed))

    async def refusal_to_remove(self, user_id: str, asked_by: str) -> Refusal | None:
        """Why a user may not remove a card, or None if they may; never raises.

        The person who asked for it and admins may. The list of allowed users does not matter here: it is about seeing
        people, and a card that should not be seen has to go.
        """
        try:
            person, team_id = await asyncio.gather(self._facts.person(user_id), self._facts.team())
        except FactsUnknownError as error:
            return unknown(error)
        if why := refused(person, team_id, listed=True):
            return Refusal(why)
        may = user_id == asked_by or user_id in self.policy.admins or person.is_admin
        return None if may else Refusal(Why.NOT_YOURS)

    async def place(self, channel_id: str) -> Place:
        """What a conversation is and who can read there, as far as Slack says; never raises."""
        # Both are asked at once, so that the user waits for one answer and not for two.
        channel, readers = await asyncio.gather(self._channel(channel_id), self._readers(channel_id))
        return Place(channel, readers) if channel is not None else NOWHERE

    async def may_post(self, user_id: str, channel: Channel) -> bool:
        """Whether a user may post a card to a conversation; never raises.

        Somebody who clicks a card's button, or uses a modal, need not be in the conversation. To a private one they may
        post only if Slack says that they are a member.
        """
        if not channel.is_private:
            return True
        try:
            return await self._facts.is_member(channel.id, user_id)
        except FactsUnknownError:
            return False

    def place_known(self, channel_id: str) -> Place | None:
        """What `place` would return, if it is cached."""
        channel, readers = self._facts.known_channel(channel_id), self._readers_known(channel_id)
        if channel is None or readers is None:
            return None
        return Place(channel, readers)

    async def _channel(self, channel_id: str) -> Channel | None:
        try:
            return await self._facts.channel(channel_id)
        except FactsUnknownError:
            return None

    def _readers_known(self, channel_id: str) -> Readers | None:
        """Who can read there; "many", without asking, if another rule decides anyway."""
        if (
            channel_id.startswith("D")
            or (self.policy.channels and channel_id not in self.policy.channels)
            or (
                self.policy.guests_in_channel == "allow"
                and (self.policy.organisation_in_channel == "allow" or not self._facts.in_organisation)
            )
        ):
            return MANY
        return self._facts.known_readers(channel_id)

    async def _readers(self, channel_id: str) -> Readers:
        try:
            # Slack has to be asked who can read only if the workspace is part of an organisation.
            await self._facts.team()
            if (known := self._readers_known(channel_id)) is not None:
                return known
            return await self._facts.readers(channel_id)
        except FactsUnknownError:
            return ANYBODY

    def _is_listed_known(self, user_id: str) -> bool | None:
        return self._is_listed_by(self._facts.known_group, user_id)

    def _is_listed_by(self, members_of: Callable[[str], frozenset[str] | None], user_id: str) -> bool | None:
        if user_id in self.policy.users or not (self.policy.users or self.policy.user_groups):
            return True
        groups = [members_of(group_id) for group_id in self.policy.user_groups]
        if any(user_id in group for group in groups if group is not None):
            return True
        return None if None in groups else False

    async def _is_listed(self, user_id: str) -> bool:
        if (known := self._is_listed_known(user_id)) is not None:
            return known
        # A group that no longer exists must not lock out the members of another.
        groups = await asyncio.gather(*map(self._facts.group, self.policy.user_groups), return_exceptions=True)
        if any(user_id in group for group in groups if not isinstance(group, BaseException)):
            return True
        for group in groups:
            if isinstance(group, BaseException):
                raise group
        return False


async def _nowhere() -> Place:
    return NOWHERE


def _refusal(why: Why | None) -> Refusal | None:
    return Refusal(why) if why else None


def unknown(error: FactsUnknownError) -> Refusal:
    """The refusal if Slack does not say what is needed to decide."""
    return Refusal(Why.UNKNOWN if error.retry_after is None else Why.SLACK_LIMITS, error.retry_after)
