"""Events in the workspace that the app is subscribed to, each delivered until it is acknowledged.

https://docs.slack.dev/apis/events-api/
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.sandbox.slack.delivery import Acknowledgement, Delivery, Retry
from bot.sandbox.slack.feed import Event, PostChanged
from bot.sandbox.slack.identity import APP, BOT_ID, VERIFICATION_TOKEN
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.objects import message_object, view_object
from bot.sandbox.slack.post import Post

SCOPES: Final[Mapping[str, str | None]] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "link_shared": "links:read",
    "message.im": "im:history",
}
"""The scope that each subscription needs, if any."""

WAITS: Final = (0.0, 60.0, 300.0)
"""Seconds before each retry."""

_REASONS: Final = {"operation_timeout": "http_timeout", "dispatch_failed": "connection_failed"}
_TYPES: Final = {"message.im": "message"}


@dataclass(frozen=True)
class Sent:
    """One delivery of an event.

    Attributes:
        event: What happened.
        retry: How many deliveries came before.
        acknowledgement: How the app answered.
    """

    event: Mapping[str, Any]
    retry: int
    acknowledgement: Acknowledgement


class Events:
    """Sends events to the app.

    Args:
        installation: The installation in which they happen.
        delivery: How Slack reaches the app.
        subscribed: The app's subscriptions, as in its manifest.

    Attributes:
        waits: Seconds before each retry.
        copies: How often each event is sent although it is acknowledged, as if acknowledgements were lost.
        lost: How many deliveries of each event fail before one reaches the app.
        sent: The deliveries, in the order of their acknowledgements.
    """

    def __init__(self, installation: Installation, delivery: Delivery, subscribed: frozenset[str]) -> None:
        self.waits: Sequence[float] = WAITS
        self.copies = 1
        self.lost = 0
        self.sent: list[Sent] = []
        self._slack = installation
        self._delivery = delivery
        self._subscribed = subscribed
        self._count = 0
        self._sending: set[asyncio.Task[None]] = set()
        installation.feed.followers.append(self._follow)

    def publish(self, subscription: str, event: Mapping[str, Any]) -> None:
        """Send an event, if the app is subscribed to it and was granted its scope.

        Args:
            subscription: Its name in the manifest.
            event: Its fields, without `type` and `event_ts`.
        """
        scope = SCOPES[subscription]
        if subscription not in self._subscribed or (scope is not None and scope not in self._slack.scopes):
            return
        ts = event.get("ts") or self._slack.posts.next_ts()
        inner = {"type": _TYPES.get(subscription, subscription), "event_ts": ts, **event}
        envelope = self._envelope(inner)
        for copy in range(self.copies):
            sending = asyncio.get_running_loop().create_task(self._send(envelope, copy), name=f"event {subscription}")
            self._sending.add(sending)
            sending.add_done_callback(self._sending.discard)

    def open_app(self, user: str, tab: Literal["home", "messages"] = "home") -> None:
        """A user opens the app, on one of its tabs; does nothing if it is the Home tab and the app has none.

        Raises:
            LookupError: There is no such user.
        """
        slack = self._slack
        if tab == "home" and not slack.home_tabs.enabled:
            return
        channel = slack.opened_with(slack.workspace.user(user))
        event: dict[str, Any] = {"user": user, "channel": channel.id, "tab": tab}
        if view := slack.home_tabs.of(user):
            event["view"] = view_object(slack.workspace, view)
        self.publish("app_home_opened", event)

    async def delivered(self) -> None:
        """Wait until every event was acknowledged or given up."""
        while self._sending:
            await asyncio.wait(tuple(self._sending))

    async def close(self) -> None:
        """Send nothing more."""
        for sending in self._sending:
            sending.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def verify(self) -> bool:
        """Whether the app answers the challenge with which Slack checks a new Request URL.

        https://docs.slack.dev/reference/events/url_verification
        """
        self._count += 1
        challenge = f"challenge-{self._count:06}"
        body = {"token": VERIFICATION_TOKEN, "challenge": challenge, "type": "url_verification"}
        answer = await self._delivery.send("events_api", body)
        answered = answer.body or {}
        return answer.error is None and challenge in {answered.get("challenge"), answered.get("text")}

    async def _send(self, envelope: Mapping[str, Any], copy: int) -> None:
        retry = Retry(copy, "http_timeout") if copy else None
        for wait in (*self.waits, None):
            number = retry.number if retry else 0
            failed = Acknowledgement("dispatch_failed", None, None, 0.0)
            answer = failed if number < self.lost else await self._delivery.send("events_api", envelope, retry)
            self.sent.append(Sent(envelope["event"], number, answer))
            self._slack.feed.wake()
            if answer.error is None or answer.no_retry or wait is None:
                return
            reason = "http_error" if answer.status else _REASONS[answer.error]
            await asyncio.sleep(wait)
            retry = Retry(number + 1, reason)

    def _envelope(self, event: Mapping[str, Any]) -> dict[str, Any]:
        slack = self._slack
        self._count += 1
        organisation = slack.workspace.organisation
        enterprise = organisation.id if organisation else None
        channel = event.get("channel")
        shared = isinstance(channel, str) and slack.channel(channel).is_ext_shared
        return {
            "token": VERIFICATION_TOKEN,
            # Where it happened: in a shared channel this may be the other organisation's.
            "team_id": self._team_of(event) if shared else slack.workspace.id,
            "context_team_id": slack.workspace.id,
            "context_enterprise_id": enterprise,
            "api_app_id": APP,
            "event": dict(event),
            "type": "event_callback",
            "event_id": f"Ev{self._count:09}",
            "event_time": int(slack.clock()),
            "authorizations": [
                {
                    "enterprise_id": enterprise,
                    "team_id": slack.workspace.id,
                    "user_id": slack.workspace.bot,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": shared,
            "event_context": f"4-{self._count:09}",
        }

    def _team_of(self, event: Mapping[str, Any]) -> str:
        return self._slack.workspace.user(event["user"]).team_id

    # ---- messages

    def _follow(self, event: Event) -> None:
        # Slack does not store ephemeral messages, and tells no app of them.
        if isinstance(event, PostChanged) and event.post.user_visible_to is None:
            if event.type == "post":
                self._written(event.post)
            elif event.type == "change":
                self._edited(event.post)
            else:
                self._deleted(event.post)

    def _written(self, post: Post) -> None:
        channel = self._slack.channel(post.channel)
        message = self._message(post)
        if channel.kind == "im":
            self._in_direct_message(post, {**message, "channel_type": "im"})
        elif self._mentions(post):
            self.publish("app_mention", message)

    def _edited(self, post: Post) -> None:
        changed = {"subtype": "message_changed", "hidden": True, "message": self._message(post)}
        self._in_direct_message(post, {**changed, "ts": self._slack.posts.next_ts()})
        if self._slack.channel(post.channel).kind != "im" and self._mentions(post):
            self.publish("app_mention", self._message(post))

    def _deleted(self, post: Post) -> None:
        deleted = {"subtype": "message_deleted", "hidden": True, "deleted_ts": post.ts}
        self._in_direct_message(post, {**deleted, "ts": self._slack.posts.next_ts()})

    def _in_direct_message(self, post: Post, event: Mapping[str, Any]) -> None:
        channel = self._slack.channel(post.channel)
        if channel.kind == "im" and self._slack.workspace.bot in channel.members:
            self.publish("message.im", {**event, "channel": channel.id, "channel_type": "im"})

    def _mentions(self, post: Post) -> bool:
        """Whether the app is mentioned where it is a member; elsewhere Slack offers to invite it instead."""
        bot = self._slack.workspace.bot
        return f"<@{bot}>" in post.text and bot in self._slack.channel(post.channel).members

    def _message(self, post: Post) -> dict[str, Any]:
        message = message_object(self._slack.workspace, post) | {"channel": post.channel}
        del message["type"]
        author = self._slack.workspace.user(post.author)
        if author.role == "bot" and author.id != self._slack.workspace.bot:
            message["bot_id"] = BOT_ID.replace("SPOTT", "OTHER")
        return message
