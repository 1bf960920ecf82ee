"""The demo page's endpoints: the state of the channel, the stream of changes, and the user's actions.

Only JSON is accepted, since other web pages could send anything else without a CORS preflight. The server rejects
requests for another host name.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.slack.elements import STATEFUL, with_ids
from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.events import Events
from bot.sandbox.slack.feed import Event, Notice, PostChanged, ViewChanged
from bot.sandbox.slack.forms import Forms, IncompleteFormError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.menus import Menus
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.people import People
from bot.sandbox.slack.post import Post, unfurl_salt
from bot.sandbox.slack.response_urls import payload_of
from bot.sandbox.slack.workspace import Channel

FILES = Path(__file__).parents[1] / "page"
FILE_NAME = re.compile(r"[a-z0-9_-]+\.(css|js|svg|png)")
PING_SECONDS = 15.0
KINDS = {"public": "channel", "private": "private", "im": "dm", "mpim": "group"}

Arguments = Mapping[str, Any]
Act = Callable[[Arguments], Awaitable[dict[str, Any] | None]]
# The keys in which a click may contain a choice; a button has none.
CHOICES = ("selected_option", *sorted({key for key, _ in STATEFUL.values()} - {"selected_option"}))


@dataclass(frozen=True)
class Suggestion:
    """Something to type after the command, and what it shows; odd records and failures are for developers."""

    text: str
    hint: str
    for_developers: bool = False


@dataclass(frozen=True)
class Shortcut:
    """One of the app's shortcuts, named as in its manifest; `type` is "message" or "global"."""

    callback_id: str
    name: str
    type: str = "message"


@dataclass(frozen=True)
class PageContent:
    """What the page offers besides the workspace itself.

    Attributes:
        me: The user as whom the page acts at first; by default the first of the cast.
    """

    command: str = "/spott"
    suggestions: tuple[Suggestion, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    me: str | None = None


class Page:
    """Serves the page and handles the user's actions on it."""

    def __init__(
        self,
        installation: Installation,
        people: People,
        forms: Forms,
        menus: Menus,
        *,
        events: Events,
        content: PageContent,
    ) -> None:
        self._installation = installation
        self._people = people
        self._forms = forms
        self._menus = menus
        self._events_api = events
        self._content = content

    def add_routes(self, app: web.Application) -> None:
        """Add the page's routes to the server."""
        posts: dict[str, Act] = {
            "click": self._click,
            "close": self._close,
            "command": self._command,
            "home": self._open_app,
            "say": self._say,
            "shortcut": self._shortcut,
            "submit": self._submit,
            "suggest": self._suggest,
        }
        app.router.add_get("/", self._index)
        app.router.add_get("/page/state", self._state)
        app.router.add_get("/page/events", self._events)
        for name, act in posts.items():
            app.router.add_post(f"/page/{name}", self._taking(act))
        app.router.add_get("/page/{file}", self._file)

    def _taking(self, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def take(request: web.Request) -> web.Response:
            if request.content_type != "application/json":
                return web.json_response({"ok": False, "error": "send JSON"}, status=415)
            try:
                found = await act(payload_of(await request.read()))
            except (MethodError, KeyError):
                return web.json_response({"ok": False, "error": "what was sent is not complete"}, status=400)
            except IncompleteFormError as incomplete:
                return web.json_response({"ok": False, "error": str(incomplete), "errors": incomplete.errors})
            except (LookupError, ValueError) as unknown:
                return web.json_response({"ok": False, "error": str(unknown)}, status=404)
            return web.json_response({"ok": True, **(found or {})})

        return take

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _static("index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["file"]
        return _static(name) if FILE_NAME.fullmatch(name) else web.Response(status=404)

    async def _state(self, _request: web.Request) -> web.Response:
        slack, content = self._installation, self._content
        workspace = slack.workspace
        for user in workspace.cast:
            # Everyone can write to the app, except for people of other workspaces.
            with suppress(MethodError):
                slack.direct_message(user)
        cast = frozenset([*workspace.cast, workspace.bot])
        return web.json_response(
            {
                "workspace": {"name": workspace.name},
                "bot": {"name": workspace.user(workspace.bot).real_name, "id": workspace.bot},
                "command": content.command,
                "me": content.me or workspace.cast[0],
                "users": [
                    {"id": user.id, "name": user.real_name, "role": user.role, "locale": user.locale}
                    for user in map(workspace.user, workspace.cast)
                ],
                "channels": [_channel(channel, cast) for channel in slack.channels()],
                "suggestions": [vars(suggestion) for suggestion in content.suggestions],
                "shortcuts": [vars(shortcut) for shortcut in content.shortcuts],
                "posts": [self._post(post) for post in slack.posts.all() if not post.deleted],
                "views": {user: slack.describe_view(view) for user, view in slack.modals.top().items()},
                "home": self._home(),
            }
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self._installation.feed.listen() as queue:
            await response.prepare(request)
            with suppress(ConnectionError):  # the page was closed or reloaded
                await self._write_events(response, queue)
        return response

    async def _write_events(self, response: web.StreamResponse, queue: asyncio.Queue[Event | None]) -> None:
        await response.write(b": connected\n\n")
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), PING_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event is None:
                return
            await response.write(b"data: " + json.dumps(self._event(event)).encode() + b"\n\n")

    async def _command(self, sent: Arguments) -> None:
        await self._people.command(
            self._content.command, str(sent["text"]), user=str(sent["user"]), channel=str(sent["channel"])
        )

    async def _say(self, sent: Arguments) -> None:
        self._people.say(
            str(sent["text"]),
            user=str(sent["user"]),
            channel=str(sent["channel"]),
            thread_ts=sent.get("thread_ts"),
        )

    async def _click(self, sent: Arguments) -> None:
        target = self._view(sent) if sent.get("view_id") else self._message(sent)
        await self._people.click(
            target,
            str(sent["action_id"]),
            user=str(sent["user"]),
            chosen=next((sent[key] for key in CHOICES if key in sent), None),
            block_id=sent.get("block_id"),
            values=sent.get("values"),
        )

    async def _shortcut(self, sent: Arguments) -> None:
        message = self._message(sent) if sent.get("ts") else None
        await self._people.shortcut(str(sent["callback_id"]), user=str(sent["user"]), message=message)

    async def _open_app(self, sent: Arguments) -> None:
        self._events_api.open_app(str(sent["user"]), "home" if sent["tab"] == "home" else "messages")

    async def _submit(self, sent: Arguments) -> None:
        await self._forms.submit(self._view(sent), sent.get("values"))

    async def _suggest(self, sent: Arguments) -> dict[str, Any]:
        suggested = await self._menus.suggest(self._view(sent), str(sent["action_id"]), str(sent["text"]))
        return {"groups": [{"label": label, "options": options} for label, options in suggested.groups]}

    async def _close(self, sent: Arguments) -> None:
        await self._forms.close(self._view(sent), clear=bool(sent.get("clear")))

    def _home(self) -> dict[str, Any] | None:
        """The published Home tabs by user; None if the app has no Home tab."""
        slack = self._installation
        if not slack.home_tabs.enabled:
            return None
        return {user: slack.describe_view(view) for user, view in slack.home_tabs.all().items()}

    def _message(self, sent: Arguments) -> Post:
        post = self._installation.posts.get(str(sent["channel"]), str(sent["ts"]))
        if post is None:
            raise LookupError("there is no such message any more")
        return post

    def _view(self, sent: Arguments) -> View:
        view = self._installation.view(sent["view_id"])
        if view.user != sent["user"]:
            raise LookupError("somebody else sees this view")
        return view

    def _event(self, event: Event) -> dict[str, Any]:
        match event:
            case PostChanged():
                return {"type": event.type, "post": self._post(event.post)}
            case ViewChanged():
                return {"type": event.type, "user": event.user, "view": event.view}
            case Notice():
                return {"type": "notice", "user": event.user, "channel": event.channel, "text": event.text}

    def _post(self, post: Post) -> dict[str, Any]:
        author = self._installation.workspace.user(post.author)
        return {
            "ts": post.ts,
            "channel": post.channel,
            "visible_to": post.user_visible_to,
            "thread_ts": post.thread_ts,
            "author": {"name": author.real_name, "is_bot": author.role == "bot"},
            "text": post.text,
            "blocks": with_ids(post.blocks, post.ts),
            "unfurls": [with_ids(blocks, unfurl_salt(post, url)) for url, blocks in post.unfurls.items()],
            "command": None if post.command is None else {"user": post.command_user, "text": post.command},
            "edited": post.edited,
        }


def _channel(channel: Channel, cast: frozenset[str]) -> dict[str, Any]:
    shared = channel.is_ext_shared or channel.is_pending_ext_shared or channel.is_org_shared
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": "shared" if shared else KINDS[channel.kind],
        "type": channel.kind,
        "is_external": channel.is_ext_shared,
        "note": channel.note,
        "members": sorted(channel.members & cast),
    }


def _static(name: str) -> web.StreamResponse:
    path = FILES / name
    if not path.is_file():
        return web.Response(status=404)
    return web.FileResponse(path, headers={"Cache-Control": "no-store"})
