"""One process from start to stop: listen, serve, and stop without losing acknowledged commands.

A stop takes 8 s at most, since platforms kill after 10. From the signal on, `/readyz` answers 503 and connections are
closed after each answer; after 1 s nothing new is accepted; until 5.5 s acknowledged work may finish; until 7.5 s users
whose command did not finish get a notice.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app import Bot
from bot.clients import AMPLE
from bot.clients import Limits as BotLimits
from bot.server import descriptors, signals, tuning
from bot.server.capacity import Limits
from bot.server.health import Readiness
from bot.server.http import HttpServer
from bot.server.metrics_page import LOOPBACK, PATH, MetricsPage
from bot.server.verify import FRESH_SECONDS, Gate
from bot.server.watchdog import Limits as WatchdogLimits
from bot.server.watchdog import Watchdog
from bot.settings import Http, ServingSettings
from bot.slack.errors import SlackError, SlackRefusedError, SlackTokenRefusedError
from bot.slack.token_advice import advice
from bot.store.errors import NewerSchemaError

if TYPE_CHECKING:
    from bot.server.socket_mode import SocketMode

log = logging.getLogger(__name__)

ANNOUNCED = 1.0
FINISHED = 5.5
TOLD = 7.5
"""Seconds after the signal at which each phase of the stop ends."""

WATCH = WatchdogLimits()
"""After `WATCH.stop` the process is ended, whatever is still running.

On exit, Python waits for threads without a limit, for example for one in a DNS query.
"""

_SETTLE_SECONDS = 0.2


class CannotStartError(Exception):
    """The process cannot serve. The message is one sentence that says what to do."""


class Process:
    """The bot with its servers.

    Args:
        settings: From `settings.load_to_serve`.
        clock: Monotonic seconds; see `Bot`.
        limits: See `Bot`; if file descriptors are scarce, there are fewer connections.

    Attributes:
        port: The port it listens on.
    """

    def __init__(
        self,
        settings: ServingSettings,
        *,
        clock: Callable[[], float] = time.monotonic,
        limits: BotLimits = AMPLE,
    ) -> None:
        self._settings = settings
        share = descriptors.share(tuning.file_descriptors())
        self._bot = Bot(settings, clock=clock, limits=_within(share, limits))
        transport = settings.transport
        slack_clock = self._bot.slack_clock
        gate = Gate(transport.signing_secret, heard=slack_clock.note) if isinstance(transport, Http) else None
        # Over HTTP, Slack's requests are rejected if by our clock they are this old, or this far in the future.
        self._readiness = Readiness(
            self._bot.workspace.installed, slack_clock, max_skew=math.inf if gate is None else FRESH_SECONDS
        )
        token = settings.metrics_token
        metrics_page = {PATH: MetricsPage(self._bot.metrics, token.get_secret_value() if token else None).get}
        self._metrics_http = HttpServer(
            not_ready=self._not_ready,
            gate=None,
            dispatch=self._bot.dispatch,
            limits=Limits(connections=share.metrics),
            pages=metrics_page,
        )
        self._http = HttpServer(
            not_ready=self._not_ready,
            warnings=self._warnings,
            gate=gate,
            dispatch=self._bot.dispatch,
            limits=Limits(connections=share.incoming),
            pages=metrics_page if token else {},
            refused=self._bot.metrics.refused,
        )
        self._socket = _socket_mode(settings, self._bot)
        self._warming: asyncio.Task[None] | None = None
        self._is_starting = True
        self.port = 0

    @property
    def settings(self) -> ServingSettings:
        """As given."""
        return self._settings

    @property
    def bot(self) -> Bot:
        """Everything that answers Slack."""
        return self._bot

    def _not_ready(self) -> str | None:
        # During the start, the other processes don't know this one, and have left it no calls to Spott.
        if self._is_starting:
            return "starting"
        if self._socket is not None and not self._socket.is_receiving:
            return "no Socket Mode connection"
        return self._readiness.problem()

    def _warnings(self) -> list[str]:
        store = self._bot.workspace.store
        failing = [f"the store is {store.problem}"] if store is not None and store.problem else []
        return [*self._readiness.warnings(), *failing]

    async def start(self) -> None:
        """Listen, and find out which workspace the token belongs to.

        Raises:
            CannotStartError: The port is taken, Slack rejects a token, or the database is of a newer version.
        """
        settings = self._settings
        try:
            self.port = await self._http.start(settings.listens_on, settings.port)
        except OSError as error:
            raise CannotStartError(
                f"Cannot listen on HOST {settings.listens_on}, PORT {settings.port} ({error.strerror}): set another."
            ) from None
        self._bot.ack_deadlines.start()
        await self._show_metrics()
        await asyncio.gather(self._meet_slack(), self._open_store())
        self._is_starting = False
        self._readiness.start()
        if self._socket is not None:
            try:
                await self._socket.start()
            except SlackRefusedError as error:
                raise CannotStartError(
                    f"Slack refuses SLACK_APP_TOKEN ({error.code}): make a new one with the scope connections:write."
                ) from None

    async def _show_metrics(self) -> None:
        port = self._settings.metrics_port
        if port == 0 or self._settings.metrics_token is not None:
            return
        try:
            await self._metrics_http.start(LOOPBACK, port)
        except OSError as error:
            log.warning("no /metrics: METRICS_PORT %d (%s); set another, or 0 for none", port, error.strerror)

    async def _open_store(self) -> None:
        try:
            await self._bot.open_store()
        except NewerSchemaError as error:
            raise CannotStartError(f"The database was {error}: install that version, or set DATABASE_URL.") from None

    async def _meet_slack(self) -> None:
        try:
            await self._bot.workspace.installed.get()
        except SlackTokenRefusedError as error:
            raise CannotStartError(f"Slack refuses SLACK_BOT_TOKEN ({error.code}): {advice(error)}.") from None
        except SlackError as error:
            log.warning(
                "Slack does not confirm our token (auth.test: %s), and nobody can look people up until it does; %s",
                error.code,
                advice(error),
            )

    def warm(self) -> None:
        """Connect to Spott and fetch the slowest facts in the background, which speeds up the first look-up."""
        self._warming = asyncio.get_running_loop().create_task(self._bot.warm(), name="warm")

    async def idle(self, seconds: float) -> None:
        """Wait, at most `seconds`, until all acknowledged work is finished."""
        await self._bot.background.finish(seconds)
        await self._bot.workspace.messenger.finish(seconds)

    async def stop(self) -> None:
        """Stop within 8 s without losing anything that was acknowledged."""
        now = asyncio.get_running_loop().time
        signalled = now()

        def left(until: float) -> float:
            return max(0.0, signalled + until - now())

        self._http.announce_stop()
        await asyncio.sleep(ANNOUNCED)
        await asyncio.gather(
            self._http.stop_listening(left(FINISHED)), *([self._socket.stop()] if self._socket is not None else [])
        )
        self._bot.workspace.messenger.hurry()
        # Finishing has its own deadline, so that there is always time left for the notices.
        notified = await self._bot.background.drain(left(FINISHED), TOLD - FINISHED)
        await self._bot.workspace.messenger.finish(min(_SETTLE_SECONDS, left(WATCH.stop)))
        log.info("stopped: %d users were told that their request was not finished", notified)
        await self.close()

    async def close(self) -> None:
        """Close every connection at once."""
        if self._warming is not None:
            self._warming.cancel()
        await self._readiness.stop()
        if self._socket is not None:
            await self._socket.stop(0.0)
        await self._http.stop()
        await self._metrics_http.stop()
        await self._bot.close()


def _within(share: descriptors.Share, limits: BotLimits) -> BotLimits:
    """The limits, with no more connections than there are file descriptors for."""
    return replace(
        limits,
        slack_connections=min(limits.slack_connections, share.slack),
        spott_connections=min(limits.spott_connections, share.spott),
    )


async def _start(watchdog: Watchdog, process: Process) -> None:
    """Start the watchdog; without it, the process could hang forever with nothing in the log."""
    try:
        watchdog.start()
    except RuntimeError:
        await process.close()
        raise CannotStartError(
            "Cannot start a thread: raise the limit of processes (or threads), or of memory."
        ) from None


def _socket_mode(settings: ServingSettings, bot: Bot) -> "SocketMode | None":
    """Socket Mode, if there is an app token."""
    transport = settings.transport
    if isinstance(transport, Http):
        return None
    from bot.server.socket_mode import SocketMode  # noqa: PLC0415 - over HTTP the process starts faster without it

    return SocketMode(app_token=transport.app_token, client=bot.workspace.client, dispatch=bot.dispatch)


async def serve(settings: ServingSettings, started: Callable[[Process], None] = lambda _: None) -> None:
    """Serve until a stop signal, which may come during the start; raises `CannotStartError`."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    process = Process(settings)
    watchdog = Watchdog(WATCH)

    def on_stop_signal() -> None:
        watchdog.expect_end()
        with suppress(RuntimeError):  # the loop is closed: the process has already stopped
            loop.call_soon_threadsafe(stop.set)

    await _start(watchdog, process)
    signals.install(on_stop_signal)
    starting = loop.create_task(process.start(), name="start")
    stopping = loop.create_task(stop.wait(), name="signal")
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            process.warm()
            tuning.collect_rarely()
            log.info("ready on port %d (%s)", process.port, "Socket Mode" if settings.socket_mode else "HTTP")
            started(process)
            await stopping
    except BaseException:
        await process.close()
        watchdog.stop()
        raise
    finally:
        starting.cancel()
        stopping.cancel()
    log.info("stopping")
    await asyncio.gather(starting, return_exceptions=True)
    await process.stop()
    watchdog.done()
