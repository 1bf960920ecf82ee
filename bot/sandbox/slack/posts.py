"""The messages in every conversation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.sandbox.slack.feed import Feed, PostChanged
from bot.sandbox.slack.post import Post, Via

# Older messages are dropped, so that a demo left running does not use more and more memory.
KEPT = 10_000


class Posts:
    """All messages, oldest first. Every change is published to the feed."""

    def __init__(self, feed: Feed, clock: Callable[[], float]) -> None:
        self._feed = feed
        self._clock = clock
        self._posts: dict[tuple[str, str], Post] = {}
        self._count = 0

    def all(self) -> list[Post]:
        """Every message, including deleted ones, in the order in which they were posted."""
        return list(self._posts.values())

    def get(self, channel: str, ts: str) -> Post | None:
        """The current message, or None if there is none or it was deleted."""
        post = self._posts.get((channel, ts))
        return None if post is None or post.deleted else post

    def next_ts(self) -> str:
        """A new timestamp id: unique, and increasing with the clock."""
        self._count += 1
        return f"{int(self._clock())}.{self._count:06}"

    def add(
        self,
        content: Mapping[str, Any],
        *,
        channel: str,
        author: str,
        via: Via,
        visible_to: str | None = None,
        command: tuple[str, str] | None = None,
    ) -> Post:
        """Post a message to a conversation.

        Args:
            content: `text`, `blocks`, `attachments` and `thread_ts` as in a message payload.
            channel: The conversation's id.
            author: The author's user id.
            via: How it was posted.
            visible_to: The only user who may see it.
            command: The user and the command that they typed, if Slack shows it above the message.
        """
        typed_by, typed = command or (None, None)
        post = Post(
            ts=self.next_ts(),
            channel=channel,
            user_visible_to=visible_to,
            thread_ts=content.get("thread_ts") or None,
            text=content.get("text") or "",
            blocks=_list(content.get("blocks")),
            via=via,
            command=typed,
            command_user=typed_by,
            author=author,
            attachments=_list(content.get("attachments")),
        )
        self._posts[channel, post.ts] = post
        if len(self._posts) > KEPT:
            del self._posts[next(iter(self._posts))]
        self._feed.publish(PostChanged("post", post))
        return post

    def edit(self, post: Post, content: Mapping[str, Any]) -> Post:
        """Change a message's content: text without blocks removes the blocks; without text and blocks, both stay."""
        changes: dict[str, Any] = {"edited": True}
        if "text" in content or "blocks" in content:
            changes |= {"text": content.get("text") or "", "blocks": _list(content.get("blocks"))}
        edited = replace(post, **changes)
        self._posts[post.channel, post.ts] = edited
        self._feed.publish(PostChanged("change", edited))
        return edited

    def unfurl(self, post: Post, previews: Mapping[str, list[dict[str, Any]]]) -> None:
        """Attach previews of links to a message; each replaces an earlier one of the same link."""
        unfurled = replace(post, unfurls={**post.unfurls, **previews})
        self._posts[post.channel, post.ts] = unfurled
        self._feed.publish(PostChanged("unfurl", unfurled))

    def delete(self, post: Post) -> None:
        """Delete a message; it is kept, marked as deleted."""
        deleted = replace(post, deleted=True)
        self._posts[post.channel, post.ts] = deleted
        self._feed.publish(PostChanged("delete", deleted))


def _list(value: Sequence[dict[str, Any]] | None) -> list[dict[str, Any]]:
    return list(value or ())
