"""Links in messages: those that Slack reports to the app, and the previews that the app then attaches.

https://docs.slack.dev/messaging/unfurling-links-in-messages
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from bot.sandbox.slack.feed import Event, PostChanged
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import User, Workspace

Publish = Callable[[str, Mapping[str, Any]], None]
Source = Literal["composer", "conversations_history"]

LINK_SHARED = "link_shared"
COMPOSER = "COMPOSER"
"""The placeholder for the conversation while a message is being written."""

_LINK = re.compile(r"<(https?://[^<>|\s]++)(?:\|[^<>]*+)?>")
_TYPED = re.compile(r"https?://[^\s<>|]++")
_ADDRESS = re.compile(r"[0-9.]++|\[.*+")


@dataclass(frozen=True)
class Reported:
    """Links that Slack has reported to the app, in a message or in one that is being written."""

    source: Source
    urls: frozenset[str]
    post: tuple[str, str] | None = None


class Links:
    """Reports links to the app's domains.

    Args:
        workspace: Returns the current workspace.
        domains: The app's unfurl domains, as in its manifest.

    Attributes:
        reported: The links that were reported, by `unfurl_id`.
        publish: Sends an event.
    """

    def __init__(self, workspace: Callable[[], Workspace], domains: tuple[str, ...]) -> None:
        self.reported: dict[str, Reported] = {}
        self.publish: Publish = lambda _, __: None
        self._workspace = workspace
        self._domains = domains

    def follow(self, event: Event) -> None:
        """Report the links in a new message, unless it is from an app or somebody of another organisation."""
        if isinstance(event, PostChanged) and event.type == "post":
            self._posted(event.post)

    def _posted(self, post: Post) -> None:
        workspace = self._workspace()
        author = workspace.user(post.author)
        urls = self.urls_of(post)
        if urls and author.role != "bot" and workspace.is_ours(author) and post.user_visible_to is None:
            channel = next((one for one in workspace.channels if one.id == post.channel), None)
            where = {
                "channel": post.channel,
                "is_bot_user_member": channel is None or workspace.bot in channel.members,
                "message_ts": post.ts,
            }
            where |= {"thread_ts": post.thread_ts} if post.thread_ts else {}
            reported = Reported("conversations_history", frozenset(urls), (post.channel, post.ts))
            self._report(author, reported, urls, where, f"{post.channel}.{post.ts}")

    def pasted(self, text: str, user: User) -> None:
        """Report links that somebody pasted into a message that is not sent yet."""
        urls = [url for url in dict.fromkeys(_TYPED.findall(text)) if self.domain_of(url)]
        if urls:
            where = {"channel_id": COMPOSER}
            self._report(user, Reported("composer", frozenset(urls)), urls, where, text)

    def urls_of(self, post: Post) -> list[str]:
        """The links to the app's domains in a message, each once."""
        return [url for url in dict.fromkeys(_LINK.findall(post.text)) if self.domain_of(url)]

    def domain_of(self, url: str) -> str | None:
        """The app's domain that a URL belongs to, itself or as a subdomain of it; None if there is none."""
        host = (urlsplit(url).hostname or "").lower()
        if _ADDRESS.fullmatch(host):
            return None
        matches = (domain for domain in self._domains if host == domain or host.endswith(f".{domain}"))
        return next((domain for domain in matches if "." in domain), None)

    def _report(self, user: User, reported: Reported, urls: list[str], where: dict[str, Any], seed: str) -> None:
        digest = hashlib.sha256(seed.encode()).hexdigest()
        unfurl_id = f"{seed}.{digest}" if reported.post else digest[:32]
        self.reported[unfurl_id] = reported
        event = {
            "user": user.id,
            # Without a message there is no timestamp either.
            "message_ts": unfurl_id,
            "unfurl_id": unfurl_id,
            "source": reported.source,
            "links": [{"domain": self.domain_of(url), "url": url} for url in urls],
            "user_locale": "en-US",
        }
        self.publish(LINK_SHARED, event | where)
