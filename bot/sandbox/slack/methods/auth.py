"""auth.* and apps.connections.*: who the app is, and how it connects."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.identity import BOT_ID
from bot.sandbox.slack.installation import Installation


def test(slack: Installation, _arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/auth.test."""
    workspace = slack.workspace
    organisation = {"enterprise_id": workspace.organisation.id} if workspace.organisation else {}
    return organisation | {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.user(workspace.bot).name,
        "team_id": workspace.id,
        "user_id": workspace.bot,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def connections_open(slack: Installation, _arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/apps.connections.open."""
    return {"url": slack.url.replace("http://", "ws://", 1) + slack.socket_mode.ticket()}
