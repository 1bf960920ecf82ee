"""Pure rules about who may look people up and remove cards.

They fail closed. Spott sees a single API key, so only these rules decide who can see a person's data. Every command and
every click is checked anew, for the user who acts.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from bot.access.rules import Policy
from bot.access.snapshot import Fact, Snapshot
from bot.slack.objects import Person

NO_LIST = Policy()
"""A policy without a list of allowed users."""


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


def permission(snapshot: Snapshot, policy: Policy) -> Permission | None:
    """Whether a user may look people up; None if Slack has to be asked first.

    Args:
        snapshot: What is known about them.
        policy: The settings about access.
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
    """Whether a user would be refused if Slack's answers from the last hour are still true."""
    return isinstance(permission(snapshot.trusting_last_answers(), policy), Refusal)


def permission_to_remove(snapshot: Snapshot, policy: Policy, asked_by: str) -> Permission | None:
    """Whether a user may remove a card; None if Slack has to be asked first.

    The person who asked for it and admins may. The list of allowed users does not matter here: it is about seeing
    people, and a card that should not be seen has to go.

    Args:
        snapshot: What is known about the user.
        policy: The settings about access.
        asked_by: Who asked for the card.
    """
    allowed, asker = permission(snapshot, NO_LIST), snapshot.asker.value
    if allowed != ALLOWED or asker is None:
        return allowed
    may = snapshot.user_id == asked_by or snapshot.user_id in policy.admins or asker.is_admin
    return ALLOWED if may else Refusal(Why.NOT_YOURS)


def is_listed(snapshot: Snapshot, policy: Policy) -> bool | None:
    """Whether a user is on the list of allowed users, or there is no list; None if the groups' members are unknown."""
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
    """Why an account may not look people up, whatever the settings; None if it may.

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
    """The refusal if Slack was asked for all of these facts in vain; None if it still has to be asked."""
    if not all(fact.settled for fact in facts):
        return None
    return next((unknown(fact) for fact in facts if fact.value is None), None)


def unknown(fact: Fact[Any]) -> Refusal:
    """The refusal if Slack does not provide a fact that the decision needs."""
    return Refusal(Why.UNKNOWN if fact.retry_after is None else Why.SLACK_LIMITS, fact.retry_after)
