"""Slack's own JSON for people, conversations and messages.

https://docs.slack.dev/reference/objects
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.elements import with_ids
from bot.sandbox.slack.identity import APP, BOT_ID

if TYPE_CHECKING:
    from bot.sandbox.slack.modals import View
    from bot.sandbox.slack.post import Post
    from bot.sandbox.slack.workspace import Channel, User, Workspace

# Values that do not matter here but have to look real.
SOME_DAY = 1_700_000_000
# Slack's title for a Home tab without one.
NO_TITLE = {"type": "plain_text", "text": "View Title", "emoji": True}


def user_object(workspace: Workspace, user: User, *, with_locale: bool = False) -> dict[str, Any]:
    """An account as `users.info` and `users.list` show it; a deactivated one loses its flags, as in Slack."""
    bot = user.role == "bot"
    found: dict[str, Any] = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.role == "deactivated",
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": user.team_id},
        "is_bot": bot,
        "is_app_user": False,
        "updated": SOME_DAY,
    }
    if user.role == "deactivated":
        return found
    found |= {
        "real_name": user.real_name,
        "tz": "Europe/Brussels",
        "is_admin": user.role in {"admin", "owner"},
        "is_owner": user.role == "owner",
        "is_primary_owner": False,
        "is_restricted": user.role in {"guest", "single-channel guest"},
        "is_ultra_restricted": user.role == "single-channel guest",
    }
    if with_locale:
        found["locale"] = user.locale
    if workspace.organisation and workspace.is_ours(user):
        found["enterprise_user"] = {
            "id": user.id,
            "enterprise_id": workspace.organisation.id,
            "enterprise_name": workspace.organisation.name,
            "is_admin": False,
            "is_owner": False,
            "teams": [user.team_id, *user.teams],
        }
    elif user.team_id != workspace.id:
        found["is_stranger"] = True
    return found


def channel_object(workspace: Workspace, channel: Channel) -> dict[str, Any]:
    """A conversation as `conversations.info` shows it."""
    found: dict[str, Any] = {
        "id": channel.id,
        "created": SOME_DAY,
        "is_archived": False,
        "is_im": channel.kind == "im",
        "is_org_shared": channel.is_org_shared,
        "context_team_id": workspace.id,
    }
    if channel.kind == "im":
        other = min(channel.members - {workspace.bot})
        return found | {"user": other, "is_user_deleted": workspace.user(other).role == "deactivated"}
    if channel.is_org_wide:
        found |= {
            "is_global_shared": True,
            "is_org_default": channel.is_org_default,
            "is_org_mandatory": channel.is_org_default,
        }
    return found | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind in {"public", "private"},
        "is_group": channel.kind in {"private", "mpim"},
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_general": False,
        "is_member": workspace.bot in channel.members,
        "is_shared": channel.is_ext_shared or channel.is_org_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": channel.is_pending_ext_shared,
        "shared_team_ids": [workspace.id, *channel.shared_with],
        "pending_shared": list(channel.pending_with),
        "pending_connected_team_ids": list(channel.pending_with),
        "creator": min(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": channel.note, "creator": "", "last_set": 0},
        "previous_names": [],
    }


def message_object(workspace: Workspace, post: Post) -> dict[str, Any]:
    """A message as Slack sends it to an app, with the block ids that Slack adds."""
    found: dict[str, Any] = {
        "type": "message",
        "user": post.author,
        "ts": post.ts,
        "text": post.text,
        "team": workspace.user(post.author).team_id,
    }
    if post.author == workspace.bot:
        found |= {"bot_id": BOT_ID, "app_id": APP}
    if post.blocks:
        found["blocks"] = with_ids(post.blocks, post.ts)
    if post.attachments:
        found["attachments"] = post.attachments
    if post.thread_ts:
        found["thread_ts"] = post.thread_ts
    if post.edited:
        found["edited"] = {"user": post.author, "ts": post.ts}
    return found


def view_object(workspace: Workspace, view: View, values: dict[str, Any] | None = None) -> dict[str, Any]:
    """A modal or a Home tab as Slack sends it to an app.

    Args:
        workspace: Where it is shown.
        view: The current view.
        values: `state.values`; if omitted, nothing was entered.
    """
    content = view.content
    return {
        "id": view.id,
        "team_id": workspace.id,
        "type": content["type"],
        "title": content.get("title", NO_TITLE),
        "submit": content.get("submit"),
        "close": content.get("close"),
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": view.callback_id,
        "external_id": content.get("external_id", ""),
        "state": {"values": values or {}},
        "hash": view.hash,
        "clear_on_close": bool(content.get("clear_on_close")),
        "notify_on_close": bool(content.get("notify_on_close")),
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
        "app_id": APP,
        "app_installed_team_id": workspace.id,
        "bot_id": BOT_ID,
    }
