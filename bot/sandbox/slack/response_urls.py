"""The short-lived URLs that an app uses to answer a command, a click or a message shortcut.

https://docs.slack.dev/interactivity/handling-user-interaction
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.messages import message_of
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.posts import Posts
from bot.sandbox.slack.traffic import Answer
from bot.sandbox.slack.workspace import Workspace

USES = 5
LIFETIME = 30 * 60.0
KEPT = 10_000

Kind = Literal["commands", "actions", "app"]


@dataclass
class ResponseUrl:
    """One response URL.

    Attributes:
        kind: Its first path segment: "commands" for slash commands, "actions" for clicks, "app" for the rest.
        command: The user and the command that they typed, until it has been shown above an answer.
        source: The message that was clicked, the only one that may be replaced or deleted.
    """

    kind: Kind
    user: str
    channel: str
    issued: float
    command: tuple[str, str] | None = None
    source: Post | None = None
    uses: int = 0


class ResponseUrls:
    """Issues response URLs and handles posts to them."""

    def __init__(self, posts: Posts, workspace: Workspace, clock: Callable[[], float]) -> None:
        self._posts = posts
        self._workspace = workspace
        self._clock = clock
        self._urls: dict[str, ResponseUrl] = {}
        self._count = 0

    def issue(
        self,
        kind: Kind,
        *,
        user: str,
        channel: str,
        command: tuple[str, str] | None = None,
        source: Post | None = None,
    ) -> str:
        """A new response URL, as a path on this server."""
        self._count += 1
        path = f"/{kind}/{self._workspace.id}/{self._count:012}"
        self._urls[path] = ResponseUrl(kind, user, channel, self._clock(), command, source)
        if len(self._urls) > KEPT:
            del self._urls[next(iter(self._urls))]
        return path

    def take(self, path: str, body: bytes) -> Answer:
        """Handle a post to a response URL; returns Slack's answer."""
        url = self._urls.get(path)
        if url is None:
            return Answer({"ok": False, "error": "invalid_url"}, 404)
        if self._clock() - url.issued > LIFETIME:
            return Answer({"ok": False, "error": "expired_url"}, 404)
        if url.uses >= USES:
            return Answer({"ok": False, "error": "used_url"}, 404)
        url.uses += 1
        try:
            payload = payload_of(body)
            self._perform(url, payload)
        except MethodError as refusal:
            gone = refusal.error == "message_not_found"
            return Answer(refusal.answer(), 404 if gone else 400)
        return Answer("ok")

    def post(self, path: str, payload: dict[str, Any]) -> None:
        """Post the message in a command's acknowledgement, which does not count as a use of the URL.

        Raises:
            MethodError: Slack does not accept this message.
        """
        self._add(self._urls[path], payload, via="ack")

    def _perform(self, url: ResponseUrl, payload: dict[str, Any]) -> None:
        # Without a clicked message there is nothing to replace: Slack then posts, or finds no text to post.
        if url.source is not None and (payload.get("delete_original") or payload.get("replace_original")):
            original = self._posts.get(url.source.channel, url.source.ts)
            if original is None:
                raise MethodError("message_not_found")
            if payload.get("delete_original"):
                self._posts.delete(original)
            else:
                self._posts.edit(original, message_of(payload))
            return
        self._add(url, payload, via="response_url")

    def _add(self, url: ResponseUrl, payload: dict[str, Any], *, via: Literal["response_url", "ack"]) -> None:
        message = message_of(payload)
        kind = payload.get("response_type", "ephemeral")
        if kind not in {"ephemeral", "in_channel"}:
            raise MethodError("invalid_arguments")
        in_channel = kind == "in_channel"
        self._posts.add(
            message,
            channel=url.channel,
            author=self._workspace.bot,
            via=via,
            visible_to=None if in_channel else url.user,
            command=url.command if in_channel else None,
        )
        if in_channel:
            url.command = None


def payload_of(body: bytes) -> dict[str, Any]:
    """The message payload in a request's body.

    Raises:
        MethodError: `invalid_payload` for anything other than one JSON object.
    """
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise MethodError("invalid_payload") from None
    if not isinstance(payload, dict):
        raise MethodError("invalid_payload")
    return payload
