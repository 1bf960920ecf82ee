"""Pure rules about where cards may be shown, and to whom; they fail closed."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from bot.access.snapshot import ANYBODY, Checked, Fact, Readers, Snapshot
from bot.slack.objects import Channel


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


class Reason(Enum):
    """Why only the user sees the card."""

    ASKED = "asked"
    """The user asked for that, or the settings do."""
    READ_AS_PRIVATE = "read_as_private"
    """The user typed a word that looks like a misspelt `private`."""
    HAS_CONTACT = "has_contact"
    LATE = "late"
    UNCERTAIN = "uncertain"
    """Not everyone in a list is certain."""
    UNKNOWN = "unknown"
    """Slack did not say who can read there. This reason and those below are about the conversation."""
    NOT_INVITED = "not_invited"
    """The app is not in the conversation, so Slack does not say who can read there."""
    BETWEEN_PEOPLE = "between_people"
    """The same in a direct message between people, to which no app can be invited."""
    SHARED = "shared"
    ORGANISATION = "organisation"
    NOT_LISTED = "not_listed"
    GUESTS = "guests"
    LARGE = "large"
    """There are too many members to look for guests among them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user asked.

    Attributes:
        channel: The conversation; None if unknown, or if there is none.
        readers: Who can read it.
        unknown: Why that is unknown, if it is.
    """

    channel: Channel | None
    readers: Readers = ANYBODY
    unknown: Reason = Reason.UNKNOWN


NOWHERE = Place(None)
"""Outside of any conversation, as in a modal."""


class Wanted(Enum):
    """Who should see the card, by what the user typed or clicked."""

    AS_SET = "as set"
    """A command: as the settings say."""
    PRIVATE = "private"
    """Only the user."""
    READ_AS_PRIVATE = "read as private"
    """Only the user, who is told why: a word they typed looks like a misspelt `private`."""
    PUBLIC = "public"
    """Everyone, or only the user if not everyone may see it."""
    UNCHANGED = "unchanged"
    """Only the user, as before: the card was private already."""
    RENEWED = "renewed"
    """Everyone, as before; but the card is removed if people from outside can now read it."""
    POSTED = "posted"
    """Everyone, or no one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the user asked.

    Attributes:
        wanted: Who should see the card.
        has_contact: Whether an email address or a phone number was typed, which Slack may show above a public card.
        late: Whether Slack has already told the user that it failed, so that they may have asked again.
    """

    wanted: Wanted = Wanted.AS_SET
    has_contact: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Everybody:
    """Everyone in the conversation may see the card."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Only the user may see the card; `can_post` says whether they may then post it for everyone there."""

    reason: Reason
    can_post: bool = False


def audience(asked: Asked, policy: Policy, place: Place) -> Everybody | Alone:
    """Decide who may see the card.

    Args:
        asked: How the user asked.
        policy: The settings about access.
        place: Where.
    """
    barred = hidden(place, policy)
    if is_private(asked, policy):
        reason = Reason.READ_AS_PRIVATE if asked.wanted is Wanted.READ_AS_PRIVATE else Reason.ASKED
    elif barred is not None:
        reason = barred
    elif asked.has_contact:
        reason = Reason.HAS_CONTACT
    elif asked.late:
        reason = Reason.LATE
    elif asked.wanted is Wanted.UNCHANGED:
        reason = Reason.ASKED
    else:
        return Everybody()
    return Alone(reason, can_post=barred is None and place.channel is not None and place.channel.kind != "direct")


def is_private(asked: Asked, policy: Policy) -> bool:
    """Whether the user or the settings ask for a private card, whatever the place."""
    return asked.wanted in {Wanted.PRIVATE, Wanted.READ_AS_PRIVATE} or (
        asked.wanted is Wanted.AS_SET and policy.reply_in == "private"
    )


def place_of(snapshot: Snapshot) -> Place | None:
    """Where the user asks, as far as Slack says; None if Slack has to be asked first."""
    channel, readers = snapshot.channel, snapshot.readers
    if snapshot.channel_id is None:
        return NOWHERE
    if not (channel.settled and readers.settled):
        return None
    if channel.value is None:
        return Place(None, unknown=_unknown(snapshot.channel_id, channel))
    return Place(channel.value, readers.value or ANYBODY)


def _unknown(channel_id: str, channel: Fact[Channel]) -> Reason:
    """Why it is unknown what a conversation is."""
    if not channel.not_a_member:
        return Reason.UNKNOWN
    return Reason.BETWEEN_PEOPLE if channel_id.startswith("D") else Reason.NOT_INVITED


def readers_matter(channel_id: str, policy: Policy, *, in_organisation: bool) -> bool:
    """Whether it makes a difference who can read a conversation; not if another rule decides anyway.

    Args:
        channel_id: The conversation.
        policy: The settings about access.
        in_organisation: Whether the workspace is, or may be, part of an organisation.
    """
    if channel_id.startswith("D") or (policy.channels and channel_id not in policy.channels):
        return False
    return policy.guests_in_channel == "private" or (in_organisation and policy.organisation_in_channel == "private")


def hidden(place: Place, policy: Policy) -> Reason | None:
    """Why not everyone in a place may see a card; None if they may."""
    channel = place.channel
    if channel is None:
        return place.unknown
    if others := others_read(channel, policy):
        return others
    if channel.kind == "direct":
        return None
    if policy.channels and channel.id not in policy.channels:
        return Reason.NOT_LISTED
    return _hidden_from(place.readers, policy)


def _hidden_from(readers: Readers, policy: Policy) -> Reason | None:
    guests = readers.guests and policy.guests_in_channel == "private"
    organisation = readers.organisation and policy.organisation_in_channel == "private"
    if not (guests or organisation):
        return None
    if readers.checked is Checked.ALL:
        return Reason.GUESTS if guests else Reason.ORGANISATION
    return Reason.LARGE if readers.checked is Checked.TOO_MANY else Reason.UNKNOWN


def others_read(channel: Channel, policy: Policy) -> Reason | None:
    """Why no card may be shown in a conversation, by what Slack says about the conversation itself; None if it may."""
    if channel.is_shared:
        return Reason.SHARED
    # Nobody else can read a direct message with the bot, whatever organisation it is in.
    if channel.is_org_shared and channel.kind != "direct" and policy.organisation_in_channel == "private":
        return Reason.ORGANISATION
    return None
