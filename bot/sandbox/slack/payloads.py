"""The payloads that Slack sends to the app, with all documented fields."""

from typing import Any

from bot.sandbox.slack.identity import APP, VERIFICATION_TOKEN
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.workspace import Channel, User

# Payloads do not contain the names of private channels.
PAYLOAD_NAMES = {"private": "privategroup", "im": "directmessage"}


def command_form(
    slack: Installation,
    user: User,
    channel: Channel,
    *,
    command: str,
    text: str,
    response_url: str,
    trigger_id: str,
) -> dict[str, str]:
    """The form of a slash command: https://docs.slack.dev/interactivity/implementing-slash-commands."""
    return {
        "token": VERIFICATION_TOKEN,
        # Slack asks people who are in several workspaces in which one to run the command.
        "team_id": slack.workspace.id if slack.workspace.id in user.teams else user.team_id,
        "team_domain": domain(slack, user),
        "channel_id": channel.id,
        "channel_name": PAYLOAD_NAMES.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def domain(slack: Installation, user: User) -> str:
    """The domain of the workspace an account belongs to."""
    return slack.workspace.domain if user.team_id == slack.workspace.id else "other-company"


def interaction(slack: Installation, user: User, kind: str, trigger_id: str | None) -> dict[str, Any]:
    """The fields of every interaction payload: https://docs.slack.dev/reference/interaction-payloads.

    `team` is the workspace that installed the app; `user.team_id` shows whether the user is from another one.
    """
    found: dict[str, Any] = {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "api_app_id": APP,
        "team": {"id": slack.workspace.id, "domain": slack.workspace.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if trigger_id is not None:
        found["trigger_id"] = trigger_id
    return found


def place(channel: Channel) -> dict[str, str]:
    """A conversation inside an interaction payload."""
    return {"id": channel.id, "name": PAYLOAD_NAMES.get(channel.kind, channel.name)}
