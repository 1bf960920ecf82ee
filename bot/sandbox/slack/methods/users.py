"""users.*: accounts."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.objects import user_object
from bot.sandbox.slack.pages import page_of


def info(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/users.info."""
    try:
        user = slack.workspace.user(str(arguments.get("user", "")))
    except LookupError:
        raise MethodError("user_not_found") from None
    return {"user": user_object(slack.workspace, user, with_locale=_with_locale(arguments))}


def list_users(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/users.list: guests, bots and deactivated accounts; no outsiders."""
    here = slack.workspace.id
    own = [user for user in slack.workspace.users if here in {user.team_id, *user.teams}]
    page, metadata = page_of(own, arguments, default=len(own))
    return {
        "members": [user_object(slack.workspace, user, with_locale=_with_locale(arguments)) for user in page],
        "cache_ts": int(slack.clock()),
        "response_metadata": metadata,
    }


def look_up_by_email(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/users.lookupByEmail."""
    email = str(arguments.get("email") or "")
    if not email:
        raise MethodError("users_not_found")
    here = slack.workspace.id
    own = (user for user in slack.workspace.users if here in {user.team_id, *user.teams} and user.role != "deactivated")
    found = next((user for user in own if user.email.casefold() == email.casefold()), None)
    if found is None:
        raise MethodError("users_not_found")
    shown = user_object(slack.workspace, found, with_locale=False)
    # Slack leaves the address out of all other answers unless this scope was granted.
    return {"user": shown | {"profile": shown["profile"] | {"email": found.email}}}


def _with_locale(arguments: Mapping[str, Any]) -> bool:
    return str(arguments.get("include_locale", "")).lower() in {"1", "true"}
