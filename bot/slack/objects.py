"""Reads Slack's objects for people and conversations. Pure, and fails closed: missing values count as not allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

_NAME_LIMIT = 100
_LOCALE_LIMIT = 20


class NotBelievedError(ValueError):
    """An answer that cannot belong to the request.

    Attributes:
        reason: A fixed word for why.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Person:
    """An account (https://docs.slack.dev/reference/objects/user-object).

    Attributes:
        team_ids: The workspaces that it belongs to.
        organisation: Its Enterprise Grid organisation, if any.
        name: The full name as the user wrote it, or another name that Slack has; "" if none.
        locale: The language and region of the user's Slack, such as "nl-BE"; None if Slack does not say.
    """

    id: str
    team_ids: frozenset[str]
    is_guest: bool
    is_stranger: bool
    is_bot: bool
    is_deleted: bool
    is_admin: bool
    organisation: str | None = None
    name: str = ""
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation (https://docs.slack.dev/reference/objects/conversation-object).

    Attributes:
        is_shared: Whether another organisation can read there, is invited, or may be.
        is_org_shared: Whether another workspace of the organisation can read there.
        is_member: Whether the app is in it, so that it can post there by itself.
    """

    id: str
    name: str
    kind: Literal["channel", "direct", "group"]
    is_shared: bool
    is_org_shared: bool
    is_private: bool = True
    is_member: bool = False


Belonging = Literal["own", "organisation", "foreign"]


def person(user: Mapping[str, Any], user_id: str | None = None) -> Person:
    """Parse an account.

    Args:
        user: Slack's user object.
        user_id: The id that was asked for; None in a list.

    Raises:
        NotBelievedError: It is another account.
        AttributeError, LookupError, TypeError: It is not a user object.
    """
    if user_id is not None and user["id"] != user_id:
        raise NotBelievedError("slack_other_user")
    enterprise = user.get("enterprise_user") or {}
    organisation = enterprise.get("enterprise_id")
    return Person(
        id=user["id"],
        team_ids=(ids([user.get("team_id") or ""]) | ids(enterprise.get("teams") or [])) - {""},
        is_guest=user.get("is_restricted") is not False or user.get("is_ultra_restricted") is not False,
        is_stranger=user.get("is_stranger", False) is not False,
        is_bot=user.get("is_bot") is not False or user["id"] == "USLACKBOT",
        is_deleted=user.get("deleted") is not False,
        is_admin=any(user.get(flag) is True for flag in ("is_admin", "is_owner", "is_primary_owner")),
        organisation=organisation if isinstance(organisation, str) else None,
        name=_name(user),
        locale=locale[:_LOCALE_LIMIT] if isinstance(locale := user.get("locale"), str) else None,
    )


def _name(user: Mapping[str, Any]) -> str:
    profile = user.get("profile")
    nested = profile if isinstance(profile, Mapping) else {}
    names = (user.get("real_name"), nested.get("real_name"), nested.get("display_name"), user.get("name"))
    return next((name[:_NAME_LIMIT] for name in names if isinstance(name, str) and name.strip()), "")


def belonging(person: Person, team_id: str, organisation: str | None) -> Belonging:
    """Whether a member of a conversation belongs to the workspace, to its organisation, or to neither.

    Args:
        person: The member.
        team_id: The workspace that installed the app.
        organisation: That workspace's organisation, if any.
    """
    if person.is_guest or person.is_stranger:
        return "foreign"
    if team_id in person.team_ids:
        return "own"
    return "organisation" if organisation is not None and person.organisation == organisation else "foreign"


_ORGANISATION_FLAGS = ("is_org_shared", "is_global_shared", "is_org_default", "is_org_mandatory")
_PENDING = ("pending_shared", "pending_connected_team_ids")
_READING = ("shared_team_ids", "internal_team_ids", "connected_team_ids", "connected_limited_team_ids")


def channel(channel: Mapping[str, Any], channel_id: str, team_id: str) -> Channel:
    """Parse a conversation.

    Args:
        channel: Slack's conversation object.
        channel_id: The id that was asked for.
        team_id: The workspace that installed the app.

    Raises:
        NotBelievedError: It is another conversation, or its id contradicts its kind.
        AttributeError, LookupError, TypeError: It is not a conversation object.
    """
    if channel["id"] != channel_id:
        raise NotBelievedError("slack_other_channel")
    direct = channel.get("is_im", False)
    if direct is not channel_id.startswith("D"):
        raise NotBelievedError("slack_kind")
    is_shared, is_org_shared = _others(channel, team_id, direct=direct)
    return Channel(
        id=channel_id,
        name=str(channel.get("name_normalized") or channel.get("name") or ""),
        kind=_kind(channel, direct=direct),
        is_shared=is_shared,
        is_org_shared=is_org_shared,
        is_private=direct or channel.get("is_mpim") is True or channel.get("is_private") is not False,
        is_member=direct or channel.get("is_mpim") is True or channel.get("is_member") is True,
    )


def _kind(channel: Mapping[str, Any], *, direct: bool) -> Literal["channel", "direct", "group"]:
    if direct:
        return "direct"
    return "group" if channel.get("is_mpim") is True else "channel"


def _others(channel: Mapping[str, Any], team_id: str, *, direct: bool) -> tuple[bool, bool]:
    """Whether another organisation can read there, and whether another workspace of the same organisation can.

    If only workspaces of the same Enterprise Grid organisation can read, `is_ext_shared` is false and other fields say
    so. Slack does not list them, so its flags decide: a channel counts as shared only within the organisation if Slack
    clearly says that it is, and that no other organisation can read there.
    """
    try:
        external = (
            channel.get("is_ext_shared", False if direct else None) is not False
            or channel.get("is_pending_ext_shared", False) is not False
            or any(ids(channel.get(field, [])) - {team_id} for field in _PENDING)
        )
        flags = [channel.get(flag, False) for flag in _ORGANISATION_FLAGS]
        named = {channel.get("context_team_id", team_id)}.union(*(ids(channel.get(field, [])) for field in _READING))
    except TypeError:
        return True, True
    if any(not isinstance(flag, bool) for flag in flags):
        return True, True
    within = any(flags)
    somebody = named != {team_id} or channel.get("is_shared", False) is not False
    return external or (somebody and not within), within


def members(answer: object) -> frozenset[str]:
    """Parse the members of a conversation.

    Raises:
        NotBelievedError: The list is empty, which cannot be.
        TypeError: It is not a list of ids.
    """
    if not (found := ids(answer)):
        raise NotBelievedError("slack_no_members")
    return found


def ids(answer: object) -> frozenset[str]:
    """Parse a list of ids; raises TypeError for anything else."""
    if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
        raise TypeError("not a list of ids")
    return frozenset(answer)
