"""Pure rules about who may look people up, and where cards may be shown.

They fail closed. Spott sees a single API key, so only these rules decide who can see a person's data. Every command and
every click is checked again, for the person who acts.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from bot.slack.objects import Channel, Person

MEMBERS_KNOWN = 1_000
"""The most members among whom guests are looked for: one page of conversations.members."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings about access; an empty set means no restriction."""

    users: frozenset[str] = frozenset()
    user_groups: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    admins: frozenset[str] = frozenset()
    guests_in_channel: Literal["private", "allow"] = "private"
    organisation_in_channel: Literal["private", "allow"] = "private"
    reply_in: Literal["channel", "private"] = "channel"


class Why(Enum):
    """Why a user may not look people up or remove a card."""

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
    """Why a user may not do it, and the seconds after which to try again, if waiting helps."""

    why: Why
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can read a conversation besides the workspace's own people; unknown people count.

    Attributes:
        guests: Whether guests, or people of other organisations.
        organisation: Whether full members of other workspaces of the same organisation.
    """

    guests: bool
    organisation: bool


ANYBODY = Readers(guests=True, organisation=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user asked: the conversation (None if unknown, or if there is none), and who can read it."""

    channel: Channel | None
    readers: Readers = ANYBODY


NOWHERE = Place(None)
"""Outside of any conversation, as in a modal."""


class Wanted(Enum):
    """Who should see the card, by what the user typed or clicked."""

    AS_SET = "as set"
    """A command: as the settings say."""
    PRIVATE = "private"
    """Only the user."""
    PUBLIC = "public"
    """Everybody, or only the user where not everybody may."""
    UNCHANGED = "unchanged"
    """Only the user, as before: the card was private already."""
    RENEWED = "renewed"
    """Everybody, as before; but the card is removed if people from outside can now read it."""
    POSTED = "posted"
    """Everybody, or nobody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the user asked.

    Attributes:
        wanted: Who should see the card.
        holds_contact: Whether an e-mail address or a phone number was typed, which Slack may show above a public card.
        late: Whether Slack has already told the user that it failed, so that they may have asked again.
    """

    wanted: Wanted = Wanted.AS_SET
    holds_contact: bool = False
    late: bool = False


class Reason(Enum):
    """Why only the user sees the card."""

    ASKED = "asked"
    """The user asked for that, or the settings do."""
    HOLDS_CONTACT = "holds_contact"
    LATE = "late"
    UNKNOWN = "unknown"
    """Slack does not say who can read there. This reason and those below lie in the place."""
    SHARED = "shared"
    ORGANISATION = "organisation"
    NOT_LISTED = "not_listed"
    GUESTS = "guests"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Everybody:
    """Everybody in the conversation may see the card."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Only the user may see the card; `can_post` says whether they may then show it to everybody there."""

    reason: Reason
    can_post: bool = False


def audience(asked: Asked, policy: Policy, place: Place) -> Everybody | Alone:
    """Decide who may see the card.

    Args:
        asked: How the user asked.
        policy: What is set.
        place: Where.
    """
    barred = hidden(place, policy)
    if is_private(asked, policy):
        reason = Reason.ASKED
    elif barred is not None:
        reason = barred
    elif asked.holds_contact:
        reason = Reason.HOLDS_CONTACT
    elif asked.late:
        reason = Reason.LATE
    elif asked.wanted is Wanted.UNCHANGED:
        reason = Reason.ASKED
    else:
        return Everybody()
    return Alone(reason, can_post=barred is None and place.channel is not None and place.channel.kind != "direct")


def is_private(asked: Asked, policy: Policy) -> bool:
    """Whether the user or the settings ask for a private card, whatever the place."""
    return asked.wanted is Wanted.PRIVATE or (asked.wanted is Wanted.AS_SET and policy.reply_in == "private")


def refused(person: Person, team_id: str, *, listed: bool) -> Why | None:
    """Why `person` may not look people up, or None if they may.

    Args:
        person: The user who acts.
        team_id: The workspace that installed the app.
        listed: Whether they are on the list of allowed users, or there is no list.
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


def hidden(place: Place, policy: Policy) -> Reason | None:
    """Why not everybody in a place may see a card; None if they may."""
    channel = place.channel
    if channel is None:
        return Reason.UNKNOWN
    if others := others_read(channel, policy):
        return others
    if channel.kind == "direct":
        return None
    if policy.channels and channel.id not in policy.channels:
        return Reason.NOT_LISTED
    return _hidden_from(place.readers, channel, policy)


def _hidden_from(readers: Readers, channel: Channel, policy: Policy) -> Reason | None:
    if readers.guests and policy.guests_in_channel == "private":
        return Reason.LARGE if channel.people > MEMBERS_KNOWN else Reason.GUESTS
    if readers.organisation and policy.organisation_in_channel == "private":
        return Reason.ORGANISATION
    return None


def others_read(channel: Channel, policy: Policy) -> Reason | None:
    """Why no card may be shown in a conversation, by what Slack says about the conversation itself; None if it may."""
    if channel.is_shared:
        return Reason.SHARED
    # Nobody else can read a direct message with the bot, whatever organisation it is in.
    if channel.is_org_shared and channel.kind != "direct" and policy.organisation_in_channel == "private":
        return Reason.ORGANISATION
    return None
