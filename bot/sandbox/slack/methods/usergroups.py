"""usergroups.*: named groups of people, such as @recruiters."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.installation import Installation


def list_groups(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/usergroups.list."""
    with_users = str(arguments.get("include_users", "")).lower() in {"true", "1"}
    groups = []
    for group in slack.workspace.user_groups:
        found: dict[str, Any] = {
            "id": group.id,
            "team_id": slack.workspace.id,
            "is_usergroup": True,
            "name": group.name,
            "handle": group.handle,
            "is_external": False,
            "date_delete": 0,
            "user_count": len(group.members),
        }
        if with_users:
            found["users"] = list(group.members)
        groups.append(found)
    return {"usergroups": groups}


def list_members(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/usergroups.users.list."""
    for group in slack.workspace.user_groups:
        if group.id == arguments.get("usergroup"):
            return {"users": list(group.members)}
    raise MethodError("no_such_subteam")
