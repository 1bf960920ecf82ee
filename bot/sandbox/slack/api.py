"""Slack's Web API: each supported method is one line of the table.

https://docs.slack.dev/reference/methods
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.identity import APP_TOKEN, BOT_TOKEN
from bot.sandbox.slack.installation import READ_SCOPES, Installation
from bot.sandbox.slack.limits import CONNECTIONS, GENEROUS, POSTING, TIER_2, TIER_3, TIER_4, Limit, RateLimits
from bot.sandbox.slack.methods import auth, chat, conversations, unfurl, usergroups, users, views
from bot.sandbox.slack.traffic import Answer, Traffic

Handler = Callable[["Installation", Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Method:
    """One Web API method.

    Attributes:
        handler: Answers it, or raises MethodError.
        limit: Its rate limit.
        any_scope: The app needs one of these scopes; the handler checks those that depend on the conversation.
        used_by: Which token it accepts: the bot's or the app's.
    """

    handler: Handler
    limit: Limit
    any_scope: tuple[str, ...] = ()
    used_by: Literal["bot", "app"] = "bot"


METHODS: Mapping[str, Method] = {
    "apps.connections.open": Method(auth.connections_open, CONNECTIONS, used_by="app"),
    "auth.test": Method(auth.test, GENEROUS),
    "chat.delete": Method(chat.delete, TIER_3, ("chat:write",)),
    "chat.getPermalink": Method(chat.get_permalink, GENEROUS),
    "chat.postEphemeral": Method(chat.post_ephemeral, TIER_4, ("chat:write",)),
    "chat.postMessage": Method(chat.post_message, POSTING, ("chat:write",)),
    "chat.unfurl": Method(unfurl.unfurl, TIER_3, ("links:write",)),
    "chat.update": Method(chat.update, TIER_3, ("chat:write",)),
    "conversations.info": Method(conversations.info, TIER_3, tuple(READ_SCOPES.values())),
    "conversations.members": Method(conversations.members, TIER_4, tuple(READ_SCOPES.values())),
    "conversations.open": Method(conversations.open_conversation, TIER_3, ("im:write", "mpim:write")),
    "usergroups.list": Method(usergroups.list_groups, TIER_2, ("usergroups:read",)),
    "usergroups.users.list": Method(usergroups.list_members, TIER_2, ("usergroups:read",)),
    "users.info": Method(users.info, TIER_4, ("users:read",)),
    "users.lookupByEmail": Method(users.look_up_by_email, TIER_3, ("users:read.email",)),
    "users.list": Method(users.list_users, TIER_2, ("users:read",)),
    "views.open": Method(views.open_view, TIER_4),
    "views.publish": Method(views.publish, TIER_4),
    "views.push": Method(views.push, TIER_4),
    "views.update": Method(views.update, TIER_4),
}


class WebApi:
    """Answers `/api/{method}`: token, rate limit, scopes, then the method itself.

    Args:
        slack: The installation that the methods work on.
        traffic: Records calls and injects faults.
        enforce_tiers: Whether to answer 429 to too many calls.
    """

    def __init__(self, slack: Installation, traffic: Traffic, *, enforce_tiers: bool) -> None:
        self._slack = slack
        self._traffic = traffic
        self._limits = RateLimits(slack.clock) if enforce_tiers else None

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request."""
        name = request.match_info["method"]
        try:
            arguments = await arguments_of(request)
        except MethodError as refusal:
            # Python unsets the name of the exception when this clause ends.
            refused = Answer(refusal.answer())
            return await self._traffic.answer(request, name, {}, lambda: refused)
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer":
            token = str(arguments.get("token") or "")
        return await self._traffic.answer(request, name, arguments, lambda: self._call(name, token, arguments))

    def _call(self, name: str, token: str, arguments: Mapping[str, Any]) -> Answer:
        method = METHODS.get(name)
        if method is None:
            return Answer({"ok": False, "error": "unknown_method", "req_method": name})
        if refusal := _token_refusal(token, method.used_by):
            return Answer({"ok": False, "error": refusal})
        granted = self._slack.provided() if method.used_by == "bot" else "connections:write"
        headers = {"x-oauth-scopes": granted}
        if method.any_scope:
            headers["x-accepted-oauth-scopes"] = ",".join(method.any_scope)
        wait = self._wait(name, method, arguments)
        if wait is not None:
            return Answer({"ok": False, "error": "ratelimited"}, 429, headers | {"Retry-After": str(wait)})
        try:
            self._slack.require_scope(*method.any_scope)
            return Answer({"ok": True, **method.handler(self._slack, arguments)}, headers=headers)
        except MethodError as refused:
            return Answer(refused.answer(), headers=headers)

    def _wait(self, name: str, method: Method, arguments: Mapping[str, Any]) -> int | None:
        if self._limits is None:
            return None
        return self._limits.retry_after(name, method.limit, str(arguments.get("channel", "")))


async def arguments_of(request: web.Request) -> dict[str, Any]:
    """The arguments of a call: from the query, a form or a JSON object.

    Raises:
        MethodError: `invalid_json`, `json_not_object` or `invalid_form_data`.
    """
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except (ValueError, RecursionError):
            raise MethodError("invalid_json") from None
        if not isinstance(body, dict):
            raise MethodError("json_not_object")
        return arguments | body
    try:
        form = await request.post()
    except ValueError:
        raise MethodError("invalid_form_data") from None
    return arguments | dict(form)


def _token_refusal(token: str, wanted: Literal["bot", "app"]) -> str | None:
    if not token:
        return "not_authed"
    if token == (BOT_TOKEN if wanted == "bot" else APP_TOKEN):
        return None
    return "not_allowed_token_type" if token in {BOT_TOKEN, APP_TOKEN} else "invalid_auth"
