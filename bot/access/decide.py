"""Applies the access rules to a snapshot of the facts, and fetches missing facts only if the decision needs them."""

from typing import NamedTuple

from bot.access.facts import Facts
from bot.access.permission import (
    ALLOWED,
    NO_LIST,
    Allowed,
    Permission,
    Refusal,
    Why,
    barred,
    permission,
    permission_to_remove,
)
from bot.access.rules import NOWHERE, Place, Policy, place_of
from bot.access.snapshot import Snapshot
from bot.slack.objects import Channel


class Decision(NamedTuple):
    """What the rules say about a snapshot.

    Attributes:
        snapshot: What is known.
        permission: Whether the user may look people up; None if Slack has to be asked first.
        place: Where they ask; None if Slack has to be asked first.
    """

    snapshot: Snapshot
    permission: Permission | None
    place: Place | None


class Access:
    """Decides who may look people up, and finds out who can read a conversation.

    Args:
        facts: The facts from Slack.
        policy: The settings about access.
    """

    def __init__(self, facts: Facts, policy: Policy) -> None:
        self._facts = facts
        self.policy = policy

    def known(self, user_id: str, channel_id: str | None) -> Decision:
        """Decide as far as possible without asking Slack.

        Args:
            user_id: The user who asks.
            channel_id: Where; None outside of any conversation.
        """
        return self._decided(self._facts.snapshot(user_id, channel_id, self.policy))

    async def decide(self, known: Decision) -> tuple[Refusal | None, Place]:
        """Return why a user may not look people up (None if they may), and where they asked; never raises.

        Missing facts are fetched concurrently, and only if the known ones are not enough.
        """
        _, allowed, place = known
        if allowed is None or (place is None and allowed is ALLOWED):
            _, allowed, place = self._decided(await self._facts.complete(known.snapshot, self.policy))
        return _refusal(allowed), place or NOWHERE

    def _decided(self, snapshot: Snapshot) -> Decision:
        return Decision(snapshot, permission(snapshot, self.policy), place_of(snapshot))

    async def refusal_to_remove(self, user_id: str, asked_by: str) -> Refusal | None:
        """Why a user may not remove a card that `asked_by` asked for, or None if they may; never raises."""
        snapshot = self._facts.snapshot(user_id, None, NO_LIST)
        allowed = permission_to_remove(snapshot, self.policy, asked_by)
        if allowed is None:
            completed = await self._facts.complete(snapshot, NO_LIST)
            allowed = permission_to_remove(completed, self.policy, asked_by)
        return _refusal(allowed)

    async def is_admin(self, user_id: str) -> bool:
        """Whether a user is an admin of the workspace, and no guest or outsider; False if Slack doesn't say."""
        person, team_id = (await self._facts.people.get(user_id)).value, (await self._facts.team.get()).value
        return person is not None and team_id is not None and person.is_admin and barred(person, team_id) is None

    def name_of(self, user_id: str) -> str:
        """A user's name, if it is cached; "" if not. Never calls Slack."""
        person = self._facts.people.known(user_id).value
        return person.name if person else ""

    def count_readers(self, channel_id: str | None) -> int | None:
        """How many members a conversation has, if that is cached; None if not. Never calls Slack."""
        return None if channel_id is None else self._facts.readers.count(channel_id)

    async def may_post(self, user_id: str, channel: Channel) -> bool:
        """Whether a user may post a card to a conversation; never raises.

        Users can click a card's button or use a modal without being in the conversation. They may post to a private one
        only if Slack says that they are a member.
        """
        return not channel.is_private or await self._facts.readers.includes(channel.id, user_id)


def _refusal(allowed: Permission | None) -> Refusal | None:
    if allowed is None:
        return Refusal(Why.UNKNOWN)
    return None if isinstance(allowed, Allowed) else allowed
