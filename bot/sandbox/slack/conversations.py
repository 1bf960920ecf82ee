"""The conversations that a menu offers to a user: those that they see in Slack and the menu's filter includes.

https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object
"""

from typing import Any, Final

from bot.sandbox.slack.workspace import Channel, User, Workspace

_ONLY_MEMBERS_SEE: Final = frozenset({"guest", "single-channel guest", "stranger", "deactivated", "bot"})
"""Accounts that see a public channel only if they are members."""


def is_offered(workspace: Workspace, channel: Channel, user: User, menu: dict[str, Any]) -> bool:
    """Whether a menu offers a conversation to a user.

    Args:
        workspace: The workspace of both.
        channel: The conversation.
        user: The user who opens the menu.
        menu: A `conversations_select`, or a `channels_select`, which lists only public channels.
    """
    is_open = channel.kind == "public" and user.role not in _ONLY_MEMBERS_SEE
    if user.id not in channel.members and not is_open:
        return False
    if menu["type"] == "channels_select":
        return channel.kind == "public"
    filters = menu.get("filter", {})
    if channel.kind not in filters.get("include", [channel.kind]):
        return False
    if filters.get("exclude_external_shared_channels") and channel.is_ext_shared:
        return False
    return not (filters.get("exclude_bot_users") and channel.kind == "im" and _with_bot(workspace, channel))


def _with_bot(workspace: Workspace, channel: Channel) -> bool:
    return any(workspace.user(member).role == "bot" for member in channel.members)
