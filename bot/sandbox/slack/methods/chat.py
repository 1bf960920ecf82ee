"""chat.*: the bot's messages."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.messages import message_of
from bot.sandbox.slack.objects import message_object
from bot.sandbox.slack.post import Post


def post_message(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/chat.postMessage."""
    channel = slack.writable_channel(arguments.get("channel"))
    message = message_of(arguments)
    post = slack.posts.add(message, channel=channel.id, author=slack.workspace.bot, via="chat.postMessage")
    return {"channel": channel.id, "ts": post.ts, "message": message_object(slack.workspace, post)}


def post_ephemeral(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/chat.postEphemeral."""
    channel = slack.writable_channel(arguments.get("channel"))
    user = arguments.get("user")
    if not user:
        raise MethodError("invalid_arguments")
    message = message_of(arguments)
    if user not in channel.members:
        raise MethodError("user_not_in_channel")
    post = slack.posts.add(
        message, channel=channel.id, author=slack.workspace.bot, via="chat.postEphemeral", visible_to=user
    )
    return {"message_ts": post.ts}


def update(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/chat.update."""
    post = _own_message(slack, arguments, refusal="cant_update_message")
    message = message_of(arguments, update=True)
    edited = slack.posts.edit(post, message)
    return {
        "channel": edited.channel,
        "ts": edited.ts,
        "text": edited.text,
        "message": message_object(slack.workspace, edited),
    }


def delete(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/chat.delete."""
    post = _own_message(slack, arguments, refusal="cant_delete_message")
    slack.posts.delete(post)
    return {"channel": post.channel, "ts": post.ts}


def get_permalink(slack: Installation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/methods/chat.getPermalink."""
    channel = slack.visible_channel(arguments.get("channel"))
    post = slack.posts.get(channel.id, str(arguments.get("message_ts", "")))
    if post is None or post.user_visible_to is not None:
        raise MethodError("message_not_found")
    link = f"https://{slack.workspace.domain}.slack.com/archives/{channel.id}/p{post.ts.replace('.', '')}"
    if post.thread_ts is not None:
        link = f"{link}?thread_ts={post.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _own_message(slack: Installation, arguments: Mapping[str, Any], *, refusal: str) -> Post:
    # Unlike chat.postMessage, these two take only ids of conversations, not of users.
    channel = slack.visible_channel(arguments.get("channel"))
    post = slack.posts.get(channel.id, str(arguments.get("ts", "")))
    # For these methods, ephemeral messages do not exist.
    if post is None or post.user_visible_to is not None:
        raise MethodError("message_not_found")
    if post.author != slack.workspace.bot:
        raise MethodError(refusal)
    return post
