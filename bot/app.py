"""The composition root: takes the settings, returns a bot that answers Slack."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import listeners
from bot.access.facts import Facts
from bot.access.quota import Quota
from bot.access.rules import Policy, others_read
from bot.cards.texts import LANGUAGES
from bot.clients import AMPLE, Limits, slack_client, slack_session, spott_client, store
from bot.jobs.directory import Jobs
from bot.journeys import journeys
from bot.listeners.ack_deadline import RETRY_HEADER, AckDeadline, AckDeadlines, never_lost, of_event
from bot.listeners.background import Background
from bot.listeners.claims import Claims
from bot.listeners.fallback import Fallback
from bot.listeners.listener import ACK_DEADLINE, ListenerFactory
from bot.listeners.mention import NoticeLimit
from bot.listeners.workspace_check import WorkspaceCheck
from bot.people.calls import SpottCalls
from bot.people.directory import Directory
from bot.schedule.clockwork import Clockwork
from bot.settings import Http, ServingSettings, Settings
from bot.slack.clock import STAMP_HEADER, SlackClock
from bot.slack.installation import Installed
from bot.slack.languages import Languages
from bot.slack.messenger import Messenger
from bot.slack.origin import Origin, is_event
from bot.slack.posted_cards import PostedCards
from bot.slack.replies import Replies
from bot.slack.seal import Seal
from bot.spott.rate_limit import RateLimit
from bot.telemetry.journal import Journal
from bot.telemetry.logs import library
from bot.telemetry.metrics import Metrics
from bot.workspace import Workspace

if TYPE_CHECKING:
    from bot.store.store import Store

log = logging.getLogger(__name__)


class Bot:
    """Everything that answers Slack, without the transport for Slack's requests.

    Create it inside the running loop, and call `close` at the end.

    Args:
        settings: The settings, with the bot token, the Spott key and, for HTTP, the signing secret.
        clock: Monotonic seconds, for the age of everything that is remembered.
        limits: How much it does at once, and for how long.
    """

    def __init__(
        self,
        settings: ServingSettings,
        *,
        clock: Callable[[], float] = time.monotonic,
        limits: Limits = AMPLE,
    ) -> None:
        self.session = slack_session(limits)
        self.slack_clock = SlackClock()
        self.ack_deadlines = AckDeadlines(lambda: self.slack_clock.agrees, waits=limits.acknowledged_within)
        self.background = Background(limit=limits.background_tasks, deadline=limits.background_seconds)
        self.metrics = Metrics()
        self.workspace = self._join(settings, clock, limits)
        self.metrics.watch(in_flight=lambda: len(self.background), tasks=lambda: len(asyncio.all_tasks()))
        self.metrics.watch_slack(
            token_age=lambda: self.workspace.installed.age, skew=lambda: self.slack_clock.skew or 0.0
        )
        self.replies = Replies(
            self.workspace.messenger,
            self._journal(settings),
            may_tell=NoticeLimit(clock).allows,
        )
        self._origin = Origin(settings.slack_api_url)
        self._workspace_check = WorkspaceCheck(
            self._origin, self.workspace.installed, self.workspace.facts, self.metrics, settings.admins
        )
        self._create_listener = ListenerFactory(
            self.background, self.replies, self.ack_deadlines, self._workspace_check, self._claims
        )
        self._fallback = Fallback(self._create_listener, self.metrics, clock)
        self._bolt = self._listen(settings, clock, limits)

    def _join(self, settings: ServingSettings, clock: Callable[[], float], limits: Limits) -> Workspace:
        """Create what belongs to the workspace that the bot token is for."""
        client, rules = slack_client(settings, self.session), policy(settings)
        installed = Installed(client, clock, heard=self.slack_clock.note)
        seal, languages = Seal(settings.slack_bot_token.get_secret_value()), Languages(LANGUAGES.get(settings.language))
        messenger = Messenger(self.session, client, seal, languages)
        kept = store(settings, self.metrics)
        posted_cards = PostedCards(
            messenger, lambda channel: others_read(channel, rules) is not None, clock, kept.cards if kept else None
        )
        rate_limit = RateLimit(settings.spott_calls_per_minute, clock=clock)
        quota = Quota(*settings.lookups_per_person, clock=clock, shared=kept.quotas if kept else None)
        self._claims = Claims(kept.claims if kept else None)
        self._clockwork = None if kept is None else _clockwork(settings, kept, messenger, rate_limit, quota)
        calls = SpottCalls(spott_client(settings, limits), rate_limit, self.metrics, clock)
        return Workspace(
            client=client,
            installed=installed,
            policy=rules,
            facts=Facts(
                client,
                installed,
                clock,
                learned=posted_cards.learned,
                met=languages.met,
                disbelieved=self.metrics.disbelieved,
            ),
            quota=quota,
            messenger=messenger,
            posted_cards=posted_cards,
            directory=Directory(
                calls, cache_seconds=settings.cache_seconds, phone_regions=settings.phone_region, clock=clock
            ),
            jobs=Jobs(calls, cache_seconds=settings.cache_seconds, clock=clock),
            store=kept,
        )

    def _journal(self, settings: ServingSettings) -> Journal:
        store, posted_cards = self.workspace.store, self.workspace.posted_cards
        kept = () if store is None else (store.look_ups.add, store.claims.finished)
        return Journal(self.metrics, secret(settings), keep=(*kept, posted_cards.add))

    def _listen(self, settings: ServingSettings, clock: Callable[[], float], limits: Limits) -> AsyncApp:
        transport = settings.transport
        app = AsyncApp(
            # Without a name, Bolt reads the source of every module on the stack to find one: 25 ms of each start.
            name="spott",
            logger=library("slack_bolt"),
            client=self.workspace.client,
            authorize=self.workspace.installed,
            # Nothing is signed over Socket Mode, and nobody knows a random secret.
            signing_secret=transport.signing_secret if isinstance(transport, Http) else secrets.token_hex(32),
            # Otherwise Bolt polls for the acknowledgement every 10 ms; our listeners acknowledge before they return.
            process_before_response=True,
            # Raised, so that `_unanswered` handles it like every error.
            raise_error_for_unhandled_request=True,
            # Otherwise Bolt would answer it before it verifies the signature.
            ssl_check_enabled=False,
            # These are for functions, threads and assistants, which this app does not have.
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        answering = journeys(
            settings, self.workspace, self._claims, clock, limits, workspace_check=self._workspace_check
        )
        listeners.register(app, self._create_listener, answering)
        app.error(self._unanswered)
        return app

    async def dispatch(
        self,
        body: dict[str, Any],
        raw: str | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        lost: Callable[[], bool] = never_lost,
    ) -> BoltResponse:
        """Let Bolt answer one request; never raises.

        Args:
            body: What Slack sent, parsed.
            raw: The raw HTTP body, which Bolt verifies again; None for Socket Mode.
            headers: The HTTP headers.
            lost: Whether Slack can no longer receive our acknowledgement.

        Returns:
            Bolt's answer; 400 for what Slack never sends, 403 if the answer would leave Slack. Everything else is
            acknowledged, even if something fails.
        """
        try:
            if self._origin.leads_elsewhere(body):
                self.metrics.refused("response_url")
                log.warning("request refused: response_url")
                return BoltResponse(status=HTTPStatus.FORBIDDEN)
            request = AsyncBoltRequest(body=body, headers=dict(headers or {}), mode="socket_mode")
            if raw is not None:
                request.mode, request.raw_body = "http", raw
            request.context[ACK_DEADLINE] = self._ack_deadline(body, headers or {}, lost)
            with self.metrics.acknowledged.time():
                return await self._bolt.async_dispatch(request)
        except Exception as error:  # noqa: BLE001 - Bolt reads the body without looking at what it holds
            return await self._fallback.broken(body, error)

    def _ack_deadline(
        self, body: Mapping[str, Any], headers: Mapping[str, str], lost: Callable[[], bool]
    ) -> AckDeadline:
        if is_event(body):
            return of_event(headers.get(RETRY_HEADER))
        return AckDeadline(self.ack_deadlines.until(headers.get(STAMP_HEADER)), lost)

    async def _unanswered(self, error: Exception, body: dict[str, Any]) -> BoltResponse:
        """Handle requests without a listener, and exceptions inside Bolt."""
        if isinstance(error, BoltUnhandledRequestError):
            return await self._fallback.unknown(body)
        return await self._fallback.broken(body, error)

    async def warm(self) -> None:
        """Do what the first look-up would otherwise wait for; never raises if Slack or Spott fails."""
        await self.workspace.warm()

    async def open_store(self) -> None:
        """Open the store, if there is one, and start the scheduled work.

        Raises:
            NewerSchemaError: The database belongs to a newer version of this app.
        """
        if self._clockwork is not None:
            await self._clockwork.start()

    async def close(self) -> None:
        """Close the connections to Slack and Spott."""
        if self._clockwork is not None:
            await self._clockwork.stop()
        self.ack_deadlines.stop()
        await self.workspace.close()
        await self.session.close()


def secret(settings: ServingSettings) -> str:
    """One of our secrets, for values that must be hard to guess and the same after a restart."""
    return (settings.slack_signing_secret or settings.slack_bot_token).get_secret_value()


def _clockwork(
    settings: Settings, kept: "Store", messenger: Messenger, rate_limit: RateLimit, quota: Quota
) -> Clockwork:
    return Clockwork(
        kept,
        messenger,
        rate_limit,
        quota,
        calls_per_minute=settings.spott_calls_per_minute,
        expire_days=settings.cards_expire_days,
        keep_days=settings.log_retention_days,
    )


def policy(settings: Settings) -> Policy:
    """The settings about access."""
    return Policy(
        users=settings.allowed_users,
        user_groups=settings.allowed_user_groups,
        channels=settings.allowed_channels,
        admins=settings.admins,
        guests_in_channel=settings.guests_in_channel,
        organisation_in_channel=settings.organisation_in_channel,
        reply_in=settings.reply_in,
    )
