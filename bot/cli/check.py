"""`python -m bot check`: reports what works, what does not, and how to fix it."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import aiohttp

from bot.app import slack_client, slack_session, spott_client
from bot.settings import ServingSettings, Settings, SocketMode, SpottSettings
from bot.slack.errors import SlackError, SlackRefusedError
from bot.slack.installation import Installed
from bot.slack.token_advice import advice
from bot.slack.web_api import WebApi
from bot.spott.errors import SpottError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    good: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok   ' if self.good else 'WRONG'} {self.text}"


async def findings(settings: ServingSettings) -> list[Finding]:
    """Check the settings against Slack and Spott; never raises for their errors."""
    async with slack_session() as session:
        slack, spott = await asyncio.gather(_slack(settings, session), _spott(settings))
    return [Finding(good=True, text="settings"), *slack, spott]


def wanted_scopes(settings: Settings) -> frozenset[str]:
    """The bot scopes that these settings need, out of those in this mode's manifest."""
    name = "socket-mode.json" if settings.socket_mode else "http.json"
    scopes = json.loads(_manifest(name).read_text(encoding="utf-8"))["oauth_config"]["scopes"]
    optional = frozenset(scopes["bot_optional"])
    return frozenset(scopes["bot"]) - (frozenset() if settings.allowed_user_groups else optional)


def _manifest(name: str) -> Traversable:
    """The manifest's file: next to the package in a checkout, inside it in a wheel."""
    package = files("bot")
    packaged = package / "manifests" / name
    return packaged if packaged.is_file() else Path(str(package)).parent / "manifests" / name


def _scopes(granted: frozenset[str], wanted: frozenset[str]) -> Iterator[Finding]:
    if missing := sorted(wanted - granted):
        yield Finding(
            good=False, text=f"Slack scopes: {', '.join(missing)} missing; install the app again from the manifest"
        )
    else:
        yield Finding(good=True, text=f"Slack scopes: all {len(wanted)} that these settings need")


async def _slack(settings: ServingSettings, session: aiohttp.ClientSession) -> list[Finding]:
    client = slack_client(settings, session)
    try:
        return [*await _bot_token(settings, client), *await _app_token(settings, client)]
    except SlackError as error:
        return [Finding(good=False, text=f"Slack: no answer ({error.code}); {advice(error)}")]


async def _bot_token(settings: ServingSettings, client: WebApi) -> list[Finding]:
    try:
        installation = await Installed(client).get()
    except SlackRefusedError as error:
        return [Finding(good=False, text=f"Slack token: refused ({error.code}); {advice(error)}")]
    return [
        Finding(good=True, text=f"Slack token: bot {installation.user_id} in workspace {installation.team}"),
        *_scopes(installation.scopes, wanted_scopes(settings)),
    ]


async def _app_token(settings: ServingSettings, client: WebApi) -> list[Finding]:
    if not isinstance(settings.transport, SocketMode):
        return []
    try:
        # This only returns an address, so connections of the app's other processes are not affected.
        await client.apps_connections_open(app_token=settings.transport.app_token)
    except SlackRefusedError as error:
        remedy = "make a new SLACK_APP_TOKEN with the scope connections:write"
        return [Finding(good=False, text=f"Slack app token: refused ({error.code}); {remedy}")]
    return [Finding(good=True, text="Slack app token: may connect over Socket Mode")]


async def _spott(settings: SpottSettings) -> Finding:
    async with spott_client(settings) as spott:
        try:
            users = await spott.probe()
        except SpottError as error:
            return Finding(good=False, text=f"Spott: {error} {error.remedy}")
    return Finding(good=True, text=f"Spott key: good, {users} users in Spott")
