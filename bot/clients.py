"""The parts of the bot that reach outside: the clients for Slack and Spott, and the database."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from bot.proxies import Proxies
from bot.settings import ServingSettings, Settings, SpottSettings
from bot.slack import response_url
from bot.slack.web_api import WebApi
from bot.spott.client import SpottClient
from bot.telemetry.logs import library
from bot.telemetry.metrics import Metrics

if TYPE_CHECKING:
    from bot.store.store import Store

_SLACK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the bot does at once, and for how long.

    Attributes:
        slack_connections: The most connections to Slack.
        spott_connections: The most connections to Spott: one for each look-up, so that none has to wait.
        background_tasks: The most look-ups and other tasks in progress.
        background_seconds: How long one of them may take.
        slow_after: Seconds after which a modal says that Spott is slow.
        acknowledged_within: Seconds that Slack waits for an acknowledgement.
        mention_within: Seconds that a link's preview waits for the event that its message mentions the app.
    """

    slack_connections: int = 200
    spott_connections: int = 500
    background_tasks: int = 500
    background_seconds: float = 10.0
    slow_after: float = 3.0
    acknowledged_within: float = 3.0
    mention_within: float = 1.0


AMPLE = Limits()


def store(settings: Settings, metrics: Metrics) -> "Store | None":
    """The store; None if nothing is kept."""
    location = settings.database
    if location is None:
        return None
    # Without a database, SQLAlchemy is not loaded, which would take a fifth of the start and 19 MB.
    from bot.store.store import Store  # noqa: PLC0415

    return Store(location, metrics.not_written, keep_days=settings.log_retention_days)


def slack_session(limits: Limits = AMPLE) -> aiohttp.ClientSession:
    """The one session for all calls to Slack: without it, slack_sdk opens a connection for each.

    slack_sdk applies no timeout of its own to a session that it is given, so the session has one.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=limits.slack_connections, keepalive_timeout=response_url.IDLE_SECONDS),
        timeout=aiohttp.ClientTimeout(total=_SLACK_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        middlewares=Proxies.from_environment().middlewares,
    )


def slack_client(settings: ServingSettings, session: aiohttp.ClientSession) -> WebApi:
    """Slack's Web API without retry handlers: the default one posts twice if an answer is lost."""
    return WebApi(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=f"{settings.slack_api_url}/",
        session=session,
        retry_handlers=[],
        logger=library("slack_sdk"),
    )


def spott_client(settings: SpottSettings, limits: Limits = AMPLE) -> SpottClient:
    """The client for Spott, with our key."""
    return SpottClient(
        api_key=settings.spott_api_key.get_secret_value(),
        base_url=settings.spott_api_url,
        timeout=settings.spott_timeout,
        connections=limits.spott_connections,
    )
