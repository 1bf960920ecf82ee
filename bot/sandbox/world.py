"""Everything on one machine: a local Slack, a local Spott and the bot between them, over real HTTP."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.clients import Limits
from bot.listeners import FIND_IN_SPOTT, LOOK_UP_IN_SPOTT
from bot.manifest.entries import hosts_in_spott, wanted
from bot.sandbox import suggestions
from bot.sandbox.slack.page import PageContent, Shortcut
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.slack.workspace import Workspace, sample_workspace
from bot.sandbox.spott import LocalSpott
from bot.server.paths import EVENTS_PATH
from bot.server.process import Process
from bot.settings import ServingSettings, Settings
from bot.store.location import NONE

API_KEY = "demo-key"
HOST = "127.0.0.1"
PATIENT = Limits(acknowledged_within=20.0, background_seconds=30.0, mention_within=0.01)
"""Limits that a busy machine stays within; previews come at once."""
_PORTS_TRIED = 50
_CROWD = 5


class Clock:
    """Monotonic seconds.

    Attributes:
        ahead: Seconds to add, which makes everything the bot remembers that much older.
    """

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """The current time."""
        return time.monotonic() + self.ahead


@dataclass(frozen=True, slots=True)
class World:
    """The running servers."""

    slack: LocalSlack
    spott: LocalSpott
    process: Process
    clock: Clock

    @property
    def bot_url(self) -> str:
        """Where the bot listens."""
        return f"http://{HOST}:{self.process.port}"


@asynccontextmanager
async def world(
    *,
    socket_mode: bool = False,
    port: int = 0,
    workspace: Workspace | None = None,
    limits: Limits = PATIENT,
    enforce_tiers: bool = True,
    **overrides: Any,  # noqa: ANN401 - settings
) -> AsyncIterator[World]:
    """Start and connect everything, and stop it at the end.

    Args:
        socket_mode: Use Socket Mode instead of HTTP.
        port: The port of the local Slack and its page; the next free one if it is taken, or any if 0.
        workspace: The local Slack's workspace; by default the sample workspace, with few people, as the app lists all.
        limits: The bot's limits; Slack waits as long for an acknowledgement as they say.
        enforce_tiers: Whether the local Slack answers 429 to too many calls.
        overrides: Settings of the bot that differ from the defaults.
    """
    async with AsyncExitStack() as stack:
        spott = LocalSpott(api_key=API_KEY)
        await spott.start()
        stack.push_async_callback(spott.stop)
        slack = _slack(workspace, Settings(**overrides), limits, enforce_tiers=enforce_tiers)
        await _start_on_free_port(slack, port)
        stack.push_async_callback(slack.stop)
        app_token = {"slack_app_token": slack.app_token} if socket_mode else {}
        values = ServingSettings(**{**_settings(slack, spott), **app_token, **overrides})
        clock = Clock()
        process = Process(values, clock=clock, limits=limits)
        stack.push_async_callback(process.close)
        await process.start()
        here = World(slack, spott, process, clock)
        if not socket_mode:
            slack.connect_http(here.bot_url + EVENTS_PATH)
        yield here


def _slack(workspace: Workspace | None, settings: Settings, limits: Limits, *, enforce_tiers: bool) -> LocalSlack:
    """A Slack in which the app is installed as these settings need it."""
    installed = wanted(settings)
    return LocalSlack(
        workspace or sample_workspace(crowd=_CROWD),
        scopes=frozenset(scope for entry in installed for scope in entry.scopes),
        acknowledge_within=limits.acknowledged_within,
        page=_page(),
        events=frozenset(event for entry in installed for event in entry.events),
        enforce_tiers=enforce_tiers,
        home_tab=any(entry.home_tab for entry in installed),
        unfurl_domains=tuple(hosts_in_spott(settings)) if any(entry.unfurls for entry in installed) else (),
    )


def _page() -> PageContent:
    return PageContent(
        suggestions=(*suggestions.PEOPLE, *suggestions.FOR_DEVELOPERS),
        shortcuts=(
            Shortcut(LOOK_UP_IN_SPOTT, "Look up in Spott"),
            Shortcut(FIND_IN_SPOTT, "Find in Spott", "global"),
        ),
    )


def _settings(slack: LocalSlack, spott: LocalSpott) -> dict[str, object]:
    """Settings with which the bot uses this Slack and Spott, and any free port."""
    return {
        "slack_bot_token": slack.bot_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.api_url,
        "spott_api_key": API_KEY,
        "spott_api_url": spott.url,
        "host": HOST,
        "port": 0,
        "metrics_port": 0,
        "database_url": NONE,
    }


async def _start_on_free_port(slack: LocalSlack, port: int) -> None:
    for candidate in range(port, port + _PORTS_TRIED if port else 0):
        try:
            return await slack.start(candidate)
        except OSError:
            continue
    return await slack.start(0)
