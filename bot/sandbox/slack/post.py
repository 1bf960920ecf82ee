"""One message in the local Slack."""

from dataclasses import dataclass, field
from typing import Any, Literal

Via = Literal["response_url", "chat.postMessage", "chat.postEphemeral", "ack", "say"]
Block = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """One message in its current form.

    Attributes:
        ts: Slack's id of a message within its conversation.
        user_visible_to: The only user who sees it ("Only visible to you"), or None for everyone.
        blocks: As the app sent them.
        via: How it was posted; "say" if a user wrote it.
        command: The typed command, such as `/spott c-1`: Slack shows it above its first `in_channel` answer.
        command_user: The user who typed it.
        author: The author's user id; the bot's for messages from the app.
        unfurls: The app's previews of links in it, by URL.
    """

    ts: str
    channel: str
    user_visible_to: str | None
    thread_ts: str | None
    text: str
    blocks: list[Block]
    via: Via
    command: str | None = None
    edited: bool = False
    author: str = ""
    deleted: bool = False
    command_user: str | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    unfurls: dict[str, list[Block]] = field(default_factory=dict)


def unfurl_salt(post: Post, url: str) -> str:
    """The prefix of the generated ids in a message's preview of a link."""
    return f"{post.ts}-{[*post.unfurls].index(url)}"
