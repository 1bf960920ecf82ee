"""conversations.*: conversations, and who can read them."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.installation import READ_SCOPES, Installation
from bot.sandbox.slack.objects import channel_object
from bot.sandbox.slack.pages import page_of
from bot.sandbox.slack.workspace import Channel


def open_conversation(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/conversations.open, for one person."""
    users = str(arguments.get("users") or "").split(",")
    if users == [""]:
        raise MethodError("users_list_not_supplied")
    if len(users) > 1:
        # Group direct messages need another scope, and nothing here uses them.
        slack.require_scope("mpim:write")
        raise MethodError("method_not_supported_for_channel_type")
    try:
        channel = slack.direct_message(users[0])
    except MethodError as refusal:
        raise MethodError("user_not_found" if refusal.error == "channel_not_found" else refusal.error) from None
    full = str(arguments.get("return_im", "")).lower() in {"true", "1"}
    return {"channel": channel_object(slack.workspace, channel) if full else {"id": channel.id}}


def info(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/conversations.info."""
    channel = _readable(slack, arguments)
    found = channel_object(slack.workspace, channel)
    if str(arguments.get("include_num_members", "")).lower() in {"true", "1"} and channel.kind != "im":
        found["num_members"] = len(channel.members)
    return {"channel": found}


def members(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/conversations.members."""
    channel = _readable(slack, arguments)
    page, metadata = page_of(sorted(channel.members), arguments, default=100)
    return {"members": page, "response_metadata": metadata}


def _readable(slack: Installation, arguments: Mapping[str, Any]) -> Channel:
    channel = slack.visible_channel(arguments.get("channel"))
    slack.require_scope(READ_SCOPES[channel.kind])
    return channel
