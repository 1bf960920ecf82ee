"""`python -m bot check`: reports what works, what does not, and how to fix it."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import aiohttp

from bot.clients import slack_client, slack_session, spott_client
from bot.manifest.entries import ENTRIES
from bot.settings import ServingSettings, Settings, SocketMode, SpottSettings
from bot.slack.errors import SlackError, SlackRefusedError
from bot.slack.installation import Installed
from bot.slack.token_advice import advice
from bot.slack.web_api import WebApi
from bot.spott.errors import SpottError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    state: Literal["ok", "off", "WRONG"]
    text: str

    def __str__(self) -> str:
        return f"{self.state:5} {self.text}"


async def findings(settings: ServingSettings) -> list[Finding]:
    """Check the settings against Slack and Spott; never raises for their errors."""
    async with slack_session() as session:
        slack, spott, store = await asyncio.gather(_slack(settings, session), _spott(settings), _store(settings))
    return [Finding("ok", "settings"), *slack, spott, store]


def _scopes(granted: frozenset[str], settings: Settings) -> Iterator[Finding]:
    """The features for which scopes are missing; an optional one does not make the settings wrong."""
    used = {name: entry for name, entry in ENTRIES.items() if entry.wanted(settings)}
    lacking = {name: entry for name, entry in used.items() if not granted.issuperset(entry.scopes)}
    if not any(entry.presence == "always" for entry in lacking.values()):
        enough = {scope for name, entry in used.items() if name not in lacking for scope in entry.scopes}
        yield Finding("ok", f"Slack scopes: all {len(enough)} that these settings need")
    for name, entry in lacking.items():
        missing = ", ".join(scope for scope in entry.scopes if scope not in granted)
        command = f"spott-slack manifest{f' --with {name}' if entry.presence == 'on request' else ''}"
        remedy = f"install the app again from its manifest ({command})"
        state: Literal["off", "WRONG"] = "WRONG" if entry.presence == "always" else "off"
        yield Finding(state, f"Slack scopes: {missing} missing for {entry.what}; {remedy}")


async def _slack(settings: ServingSettings, session: aiohttp.ClientSession) -> list[Finding]:
    client = slack_client(settings, session)
    try:
        return [*await _bot_token(settings, client), *await _app_token(settings, client)]
    except SlackError as error:
        return [Finding("WRONG", f"Slack: no answer ({error.code}); {advice(error)}")]


async def _bot_token(settings: ServingSettings, client: WebApi) -> list[Finding]:
    try:
        installation = await Installed(client).get()
    except SlackRefusedError as error:
        return [Finding("WRONG", f"Slack token: refused ({error.code}); {advice(error)}")]
    return [
        Finding("ok", f"Slack token: bot {installation.user_id} in workspace {installation.team}"),
        *_scopes(installation.scopes, settings),
    ]


async def _app_token(settings: ServingSettings, client: WebApi) -> list[Finding]:
    if not isinstance(settings.transport, SocketMode):
        return []
    try:
        # This only returns an address, so connections of the app's other processes are not affected.
        await client.apps_connections_open(app_token=settings.transport.app_token)
    except SlackRefusedError as error:
        remedy = "make a new SLACK_APP_TOKEN with the scope connections:write"
        return [Finding("WRONG", f"Slack app token: refused ({error.code}); {remedy}")]
    return [Finding("ok", "Slack app token: may connect over Socket Mode")]


async def _store(settings: Settings) -> Finding:
    location = settings.database
    if location is None:
        return Finding("off", "store: nothing is kept, since DATABASE_URL is none")
    from bot.store.check import problem  # noqa: PLC0415 - as in `bot.clients.store`

    # Set on Heroku, where files are gone with each restart: https://devcenter.heroku.com/articles/dynos
    if wrong := await problem(location, vanishes="DYNO" in os.environ):
        return Finding("WRONG", f"store: {wrong}")
    return Finding("ok", "store: can be written")


async def _spott(settings: SpottSettings) -> Finding:
    async with spott_client(settings) as spott:
        try:
            users = await spott.probe()
        except SpottError as error:
            return Finding("WRONG", f"Spott: {error} {error.remedy}")
    return Finding("ok", f"Spott key: good, {users} users in Spott")
