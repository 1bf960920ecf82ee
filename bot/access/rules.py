"""Pure rules about who may look people up, and where cards may be shown.

They fail closed. Spott sees a single API key, so only these rules decide who can see a person's data. Every command and
every click is checked again, for the person who acts.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, TypeAlias

from bot.access.snapshot import ANYBODY, MEMBERS_KNOWN, Fact, Readers, Snapshot
from bot.slack.objects import Channel, Person


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


NO_LIST = Policy()
"""Nobody is excluded by name."""


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
class Allowed:
    """A user may do it."""


ALLOWED = Allowed()
Permission: TypeAlias = Allowed | Refusal


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


def permission(snapshot: Snapshot, policy: Policy) -> Permission | None:
    """Whether a user may look people up; None if Slack has to be asked first.

    Args:
        snapshot: What is known of them.
        policy: What is set.
    """
    listed = is_listed(snapshot, policy)
    if listed is False:
        return Refusal(Why.NOT_LISTED)
    asker, team_id = snapshot.asker, snapshot.team_id
    if asker.settled and team_id.settled and asker.value is not None and team_id.value is not None:
        if why := barred(asker.value, team_id.value):
            return Refusal(why)
        if listed:
            return ALLOWED
    return _unknown(asker, team_id, *(() if listed else snapshot.groups))


def likely_refused(snapshot: Snapshot, policy: Policy) -> bool:
    """Whether a user may not look people up if what Slack said within the last hour still holds."""
    return isinstance(permission(snapshot.trusting_last_words(), policy), Refusal)


def permission_to_remove(snapshot: Snapshot, policy: Policy, asked_by: str) -> Permission | None:
    """Whether a user may remove a card; None if Slack has to be asked first.

    The person who asked for it and admins may. The list of allowed users does not matter here: it is about seeing
    people, and a card that should not be seen has to go.

    Args:
        snapshot: What is known of the user.
        policy: What is set.
        asked_by: Who asked for the card.
    """
    allowed, asker = permission(snapshot, NO_LIST), snapshot.asker.value
    if allowed != ALLOWED or asker is None:
        return allowed
    may = snapshot.user_id == asked_by or snapshot.user_id in policy.admins or asker.is_admin
    return ALLOWED if may else Refusal(Why.NOT_YOURS)


def is_listed(snapshot: Snapshot, policy: Policy) -> bool | None:
    """Whether a user is on the list of allowed users, or there is no list; None if the groups do not say."""
    if not (policy.users or policy.user_groups) or snapshot.user_id in policy.users:
        return True
    unknown = False
    for group in snapshot.groups:
        if not group.settled or group.value is None:
            # A group that no longer exists must not lock out the members of another.
            unknown = True
        elif snapshot.user_id in group.value:
            return True
    return None if unknown else False


def barred(person: Person, team_id: str) -> Why | None:
    """Why an account may not look people up, whatever is set; None if it may.

    Args:
        person: The account of the user who acts.
        team_id: The workspace that installed the app.
    """
    if person.is_deleted:
        return Why.DEACTIVATED
    if person.is_bot:
        return Why.BOT
    if person.is_stranger or team_id not in person.team_ids:
        return Why.OUTSIDER
    return Why.GUEST if person.is_guest else None


def _unknown(*facts: Fact[Any]) -> Refusal | None:
    """The refusal if Slack was asked for all of these and did not say; None if it has to be asked."""
    if not all(fact.settled for fact in facts):
        return None
    return next((unknown(fact) for fact in facts if fact.value is None), None)


def unknown(fact: Fact[Any]) -> Refusal:
    """The refusal if Slack does not say what is needed to decide."""
    return Refusal(Why.UNKNOWN if fact.retry_after is None else Why.SLACK_LIMITS, fact.retry_after)


def place_of(snapshot: Snapshot) -> Place | None:
    """Where the user asks, as far as Slack says; None if it has to be asked first."""
    channel, readers = snapshot.channel, snapshot.readers
    if snapshot.channel_id is None:
        return NOWHERE
    if not (channel.settled and readers.settled):
        return None
    return NOWHERE if channel.value is None else Place(channel.value, readers.value or ANYBODY)


def readers_matter(channel_id: str, policy: Policy, *, in_organisation: bool) -> bool:
    """Whether it makes a difference who can read a conversation; not if another rule decides anyway.

    Args:
        channel_id: The conversation.
        policy: What is set.
        in_organisation: Whether the workspace is, or may be, part of an organisation.
    """
    if channel_id.startswith("D") or (policy.channels and channel_id not in policy.channels):
        return False
    return policy.guests_in_channel == "private" or (in_organisation and policy.organisation_in_channel == "private")


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
