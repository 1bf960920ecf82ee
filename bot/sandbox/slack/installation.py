"""The app's installation in the workspace: everything Slack knows about it that a Web API method may need."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.feed import Feed
from bot.sandbox.slack.home_tabs import HomeTabs
from bot.sandbox.slack.identity import APP
from bot.sandbox.slack.links import Links
from bot.sandbox.slack.modals import Modals, View
from bot.sandbox.slack.objects import view_object
from bot.sandbox.slack.posts import Posts
from bot.sandbox.slack.response_urls import ResponseUrls
from bot.sandbox.slack.socket_mode import SocketMode
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.slack.workspace import Channel, User, Workspace

READ_SCOPES = {"public": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}


class Installation:
    """One app in one workspace, with its messages, response URLs and connections.

    Attributes:
        url: The address of this Slack, without a trailing slash; known once the server listens.
    """

    def __init__(
        self,
        workspace: Workspace,
        scopes: frozenset[str],
        clock: Callable[[], float],
        *,
        home_tab: bool = True,
        unfurl_domains: tuple[str, ...] = (),
    ) -> None:
        self.workspace = workspace
        self.scopes = scopes
        self.clock = clock
        self.url = ""
        self.feed = Feed()
        self.posts = Posts(self.feed, clock)
        self.links = Links(lambda: self.workspace, unfurl_domains)
        self.feed.followers.append(self.links.follow)
        self.response_urls = ResponseUrls(self.posts, workspace, clock)
        self.socket_mode = SocketMode(APP, self.feed)
        self.triggers = Triggers(clock)
        self.modals = Modals(self.feed, clock, self.describe_view)
        self.home_tabs = HomeTabs(self.feed, clock, self.describe_view, enabled=home_tab)
        self._opened: dict[str, Channel] = {}

    def channel(self, channel_id: str) -> Channel:
        """The conversation with this id, including those opened later; LookupError if there is none."""
        return self._opened.get(channel_id) or self.workspace.channel(channel_id)

    def visible_channel(self, channel_id: object) -> Channel:
        """The conversation as the bot may see it.

        Raises:
            MethodError: `channel_not_found`, also for private conversations without the bot.
        """
        try:
            channel = self.channel(str(channel_id or ""))
        except LookupError:
            raise MethodError("channel_not_found") from None
        if channel.kind != "public" and self.workspace.bot not in channel.members:
            raise MethodError("channel_not_found")
        return channel

    def writable_channel(self, channel_id: object) -> Channel:
        """The conversation the bot may post to; the id of a person means the direct message with them.

        Raises:
            MethodError: `channel_not_found` or `not_in_channel`.
        """
        if isinstance(channel_id, str) and channel_id.startswith(("U", "W")):
            return self.direct_message(channel_id)
        channel = self.visible_channel(channel_id)
        if self.workspace.bot not in channel.members and "chat:write.public" not in self.scopes:
            raise MethodError("not_in_channel")
        return channel

    def direct_message(self, user_id: str) -> Channel:
        """The direct message between the bot and a user, opened if need be.

        Raises:
            MethodError: `channel_not_found` for accounts that no app may write to: unknown, deactivated, from another
                workspace; `cannot_dm_bot` for bots.
        """
        try:
            user = self.workspace.user(user_id)
        except LookupError:
            raise MethodError("channel_not_found") from None
        if user.role == "bot":
            raise MethodError("cannot_dm_bot")
        if user.role == "deactivated" or user.team_id != self.workspace.id:
            raise MethodError("channel_not_found")
        return self.opened_with(user)

    def opened_with(self, user: User) -> Channel:
        """The direct message between the bot and a user, even if no app may write to the account."""
        members = frozenset({user.id, self.workspace.bot})
        for channel in (*self.workspace.channels, *self._opened.values()):
            if channel.kind == "im" and channel.members == members:
                return channel
        channel = Channel(f"D{user.id[1:]}", user.real_name, "im", members, note="direct message with the bot")
        self._opened[channel.id] = channel
        return channel

    def describe_view(self, view: View) -> dict[str, Any]:
        """A view as its user sees it, including the app's errors about what was entered."""
        return view_object(self.workspace, view) | {"errors": view.errors}

    def view(self, view_id: object) -> View:
        """The open modal or the Home tab with this id; LookupError if there is none."""
        tabs = self.home_tabs.all().values()
        return next((tab for tab in tabs if tab.id == view_id), None) or self.modals.get(view_id)

    def channels(self) -> tuple[Channel, ...]:
        """Every conversation, those opened later last."""
        return (*self.workspace.channels, *self._opened.values())

    def provided(self) -> str:
        """The granted scopes as Slack prints them."""
        return ",".join(sorted(self.scopes))

    def require_scope(self, *any_of: str) -> None:
        """Refuse if none of these scopes was granted.

        Raises:
            MethodError: `missing_scope`, with the scopes that are needed and those that were provided.
        """
        if any_of and not self.scopes.intersection(any_of):
            raise MethodError("missing_scope", needed=",".join(any_of), provided=self.provided())
