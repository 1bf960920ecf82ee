"""Who may look people up, and where the answer may be shown: pure rules over the facts that Slack tells.

They fail closed. Spott sees one API key, so nobody but these rules decides who reads a candidate's data; every entry
and every click asks them anew, about the person who acts.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from bot.slack.objects import Channel, Person

MEMBERS_KNOWN = 1_000
"""Of so many members a channel's guests are looked for: one page of conversations.members."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the people who run the bot have set; an empty set restricts nothing."""

    users: frozenset[str] = frozenset()
    user_groups: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    admins: frozenset[str] = frozenset()
    guests_in_channel: Literal["private", "allow"] = "private"
    organisation_in_channel: Literal["private", "allow"] = "private"


class Why(Enum):
    """Why somebody may not look people up, or take a card away."""

    GUEST = "guest"
    OUTSIDER = "outsider"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    NOT_LISTED = "not_listed"
    NOT_YOURS = "not_yours"
    UNKNOWN = "unknown"
    SLACK_LIMITS = "slack_limits"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not do it, and in how many seconds to try again where waiting helps."""

    why: Why
    retry_after: float | None = None


class Hidden(Enum):
    """Why an answer may not stand where everybody reads it."""

    UNKNOWN = "unknown"
    SHARED = "shared"
    ORGANISATION = "organisation"
    NOT_LISTED = "not_listed"
    GUESTS = "guests"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asked.

    Attributes:
        hidden: Why the answer may not be shown to everybody there; None when it may.
        channel: What is known of it.
    """

    hidden: Hidden | None
    channel: Channel | None = None


NOWHERE = Place(Hidden.UNKNOWN)
"""Outside of any conversation, as in a modal."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who is among the members of a conversation, besides the workspace's own people; who is not known counts.

    Attributes:
        guests: Guests, or people of other organisations.
        organisation: Full members of other workspaces of the same organisation.
    """

    guests: bool
    organisation: bool


def refused(person: Person, team_id: str, *, listed: bool) -> Why | None:
    """Why `person` may not look people up, or None when they may.

    Args:
        person: Who acts.
        team_id: The workspace that installed the app.
        listed: Whether they are on the list, or there is none.
    """
    if not listed:
        return Why.NOT_LISTED
    if person.is_deleted:
        return Why.DEACTIVATED
    if person.is_bot:
        return Why.BOT
    if person.is_stranger or team_id not in person.team_ids:
        return Why.OUTSIDER
    return Why.GUEST if person.is_guest else None


def hidden(channel: Channel, policy: Policy, readers: Readers) -> Hidden | None:
    """Why an answer may not stand in `channel`, or None when it may.

    Args:
        channel: Where it was asked.
        policy: What is set.
        readers: Who is among its members, or may be.
    """
    if others := others_read(channel, policy):
        return others
    if channel.kind == "direct":
        return None
    if policy.channels and channel.id not in policy.channels:
        return Hidden.NOT_LISTED
    if readers.guests and policy.guests_in_channel == "private":
        return Hidden.LARGE if channel.people > MEMBERS_KNOWN else Hidden.GUESTS
    if readers.organisation and policy.organisation_in_channel == "private":
        return Hidden.ORGANISATION
    return None


def others_read(channel: Channel, policy: Policy) -> Hidden | None:
    """Which of the reasons that a conversation itself gives, if any, keeps answers from standing there."""
    if channel.is_shared:
        return Hidden.SHARED
    # In a direct message with the bot nobody else reads, whatever organisation it is in.
    if channel.is_org_shared and channel.kind != "direct" and policy.organisation_in_channel == "private":
        return Hidden.ORGANISATION
    return None
