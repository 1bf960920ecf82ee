"""The local Slack: a server on 127.0.0.1 that an app can use instead of Slack, and its users' actions."""

import time
from collections.abc import Callable, Coroutine
from typing import Any

from aiohttp import web

from bot.sandbox.local_only import local_only
from bot.sandbox.slack.api import WebApi
from bot.sandbox.slack.delivery import Delivery
from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.events import Events
from bot.sandbox.slack.forms import Forms
from bot.sandbox.slack.identity import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.menus import Menus
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.page import Page, PageContent
from bot.sandbox.slack.people import People
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.response_urls import payload_of
from bot.sandbox.slack.socket_mode import SocketMode
from bot.sandbox.slack.traffic import Answer, Call, Fault, Faults, Traffic
from bot.sandbox.slack.workspace import Channel, User, UserGroup, Workspace, sample_workspace

__all__ = ["Call", "Fault", "LocalSlack", "PageContent", "Receipt"]

# Seconds in which requests may finish when the server stops.
SHUTDOWN = 0.5


class LocalSlack:
    """A Slack with one workspace and one installed app.

    Args:
        workspace: The workspace; by default the sample workspace.
        scopes: The bot scopes that were granted to the app.
        clock: Unix seconds; used for expiry and rate limits.
        enforce_tiers: Answer 429 to too many Web API calls.
        home_tab: Whether the app's Home tab is turned on.
        unfurl_domains: The domains whose links Slack reports to the app.
        acknowledge_within: Seconds within which the app has to acknowledge.
        page: The content of the demo page.
        events: The events that the app is subscribed to, as in its manifest.

    Attributes:
        bot_token: The app's tokens and its signing secret, as `app_token` and `signing_secret`.
        command: Users' actions in conversations: `command`, `say`, `edit`, `paste`, `click`, `shortcut` of `People`.
        submit: Users' actions in modals: `submit` and `close` of `Forms`.
        installation: What Slack stores about the app; tests change it directly.
        events: Sends events.
    """

    def __init__(
        self,
        workspace: Workspace | None = None,
        scopes: frozenset[str] = frozenset({"commands", "chat:write"}),
        clock: Callable[[], float] = time.time,
        *,
        enforce_tiers: bool = True,
        home_tab: bool = True,
        unfurl_domains: tuple[str, ...] = (),
        acknowledge_within: float = 3.0,
        page: PageContent | None = None,
        events: frozenset[str] = frozenset(),
    ) -> None:
        self.workspace = workspace or sample_workspace()
        self.bot_token = BOT_TOKEN
        self.app_token = APP_TOKEN
        self.signing_secret = SIGNING_SECRET
        self.installation = Installation(
            self.workspace, scopes, clock, home_tab=home_tab, unfurl_domains=unfurl_domains
        )
        self._traffic = Traffic(self.installation.feed)
        self._api = WebApi(self.installation, self._traffic, enforce_tiers=enforce_tiers)
        self._delivery = Delivery(
            signing_secret=SIGNING_SECRET,
            socket_mode=self.installation.socket_mode,
            clock=clock,
            acknowledge_within=acknowledge_within,
        )
        self.events = Events(self.installation, self._delivery, events)
        self.installation.links.publish = self.events.publish
        people = People(self.installation, self._delivery)
        forms = Forms(self.installation, self._delivery)
        menus = Menus(self.installation, self._delivery)
        self.command, self.shortcut, self.click = people.command, people.shortcut, people.click
        self.say, self.edit, self.paste = people.say, people.edit, people.paste
        self.submit, self.close = forms.submit, forms.close
        self.suggest = menus.suggest
        self._page = Page(self.installation, people, forms, menus, events=self.events, content=page or PageContent())
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Its address, without a trailing slash; "" before it has started."""
        return self.installation.url

    @property
    def api_url(self) -> str:
        """The base URL for Slack's Web API clients."""
        return f"{self.url}/api/"

    @property
    def posts(self) -> list[Post]:
        """Every message in its current form, including deleted ones, oldest first."""
        return self.installation.posts.all()

    @property
    def views(self) -> list[View]:
        """The modals that are open, the bottom of each user's stack first."""
        return self.installation.modals.all()

    @property
    def calls(self) -> list[Call]:
        """Every request from the app to the Web API or a response URL, including refused ones."""
        return self._traffic.calls()

    @property
    def faults(self) -> Faults:
        """The faults to inject, for tests."""
        return self._traffic.faults

    @property
    def socket_connections(self) -> int:
        """How many Socket Mode connections receive envelopes."""
        return self.installation.socket_mode.connections

    @property
    def sockets(self) -> SocketMode:
        """The Socket Mode connections, which tests can end."""
        return self.installation.socket_mode

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1, on any free port unless one is given.

        Raises:
            OSError: The port is taken.
        """
        app = web.Application(middlewares=[local_only])
        app.router.add_route("*", "/api/{method}", self._api.handle)
        app.router.add_post("/{kind:commands|actions|app}/{team}/{number}", self._response_url)
        app.router.add_get("/link/", self.installation.socket_mode.serve)
        self._page.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port).start()
        except OSError:
            await self.stop()
            raise
        host, taken = self._runner.addresses[0][:2]
        self.installation.url = f"http://{host}:{taken}"

    async def stop(self) -> None:
        """Close every connection and stop listening; does nothing if it is not running."""
        self.installation.feed.close()
        await self.events.close()
        await self.installation.socket_mode.close()
        await self._delivery.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def change(self, *changed: User | Channel | UserGroup) -> None:
        """Change or add accounts, conversations or user groups, as an admin would; existing messages remain.

        Args:
            changed: The new versions; each replaces the one with the same id.
        """
        for item in changed:
            self.workspace = self.installation.workspace = self.workspace.having(item)

    def connect_http(self, events_url: str | None, *, anew: bool = False, seconds: float = 0.0) -> None:
        """Send payloads to this address from now on; None sends them over Socket Mode again.

        Args:
            events_url: Where the app listens.
            anew: Use a new connection for each payload, as if none of Slack's many hosts had one open.
            seconds: How long before it is sent each payload is signed, as if it had been in transit for that time.
        """
        self._delivery.events_url = events_url
        self._delivery.anew = anew
        self._delivery.seconds = seconds

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the Socket Mode connections to disconnect: `warning`, `refresh_requested` or `link_disabled`."""
        await self.installation.socket_mode.disconnect(reason)

    def wait_for(self, condition: Callable[[], bool], timeout: float = 10.0) -> Coroutine[Any, Any, None]:
        """Wait until the condition is true; it is checked again on every change.

        Raises:
            TimeoutError: It was not true within `timeout` seconds; the message says what was there instead.
        """
        return self.installation.feed.wait_for(condition, timeout, self._summary)

    async def _response_url(self, request: web.Request) -> web.Response:
        body = await request.read()
        try:
            arguments = payload_of(body)
        except MethodError:
            arguments = {}

        def perform() -> Answer:
            return self.installation.response_urls.take(request.path, body)

        return await self._traffic.answer(request, "response_url", arguments, perform)

    def _summary(self) -> str:
        posts = [f"{post.via} in {post.channel}: {post.text[:60]!r}" for post in self.posts[-5:]]
        calls = [f"{call.method} {call.status} {call.answer!r:.80}" for call in self.calls[-5:]]
        return f"last of {len(self.posts)} posts: {posts}; last of {len(self.calls)} calls: {calls}"
