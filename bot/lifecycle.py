"""One process from start to stop: listen, serve, and when told to stop, lose nothing that was acknowledged.

The stop takes 8 s at most, since platforms kill after 10: from the signal on, `/readyz` says 503 and connections are
closed with each answer; after 1 s nothing new is taken; until 5.5 s what was acknowledged may finish; until 7.5 s those
whose work did not are told once each.
"""

import asyncio
import logging
import signal
from collections.abc import Callable

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.app import Bot
from bot.ingress import Gate
from bot.server import HttpServer
from bot.settings import Settings
from bot.socket_mode import SocketMode

log = logging.getLogger(__name__)

ANNOUNCE_SECONDS = 1.0
FINISH_SECONDS = 4.5
TELL_SECONDS = 2.0
SETTLE_SECONDS = 0.2


class CannotStartError(Exception):
    """Why the process cannot serve, in one sentence with the next step."""


class Process:
    """The bot with its transport.

    Args:
        settings: As `settings.load_to_serve` gives them.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bot = Bot(settings)
        secret = settings.slack_signing_secret
        gate = Gate(secret.get_secret_value()) if secret and not settings.socket_mode else None
        self._http = HttpServer(ready=self._is_ready, gate=gate, dispatch=self._bot.dispatch)
        self._socket: SocketMode | None = None
        if settings.slack_app_token is not None:
            self._socket = SocketMode(
                app_token=settings.slack_app_token.get_secret_value(),
                client=self._bot.client,
                dispatch=self._bot.dispatch,
            )
        self.port = 0

    def _is_ready(self) -> bool:
        return self._socket is None or self._socket.hears

    async def start(self) -> None:
        """Listen, and be warm for the first command.

        Raises:
            CannotStartError: The port is taken, or Slack refuses a token.
        """
        settings = self._settings
        try:
            self.port = await self._http.start(settings.host, settings.port)
        except OSError as error:
            raise CannotStartError(
                f"Cannot listen on HOST {settings.host}, PORT {settings.port} ({error.strerror}): set another."
            ) from None
        await self._meet_slack()
        if self._socket is not None:
            try:
                await self._socket.start()
            except SlackApiError as error:
                raise CannotStartError(
                    f"Slack refuses SLACK_APP_TOKEN ({code(error)}): make a new one with the scope connections:write."
                ) from None

    async def _meet_slack(self) -> None:
        try:
            await self._bot.installed.get()
        except SlackApiError as error:
            if code(error) in REFUSED_TOKEN:
                raise CannotStartError(
                    f"Slack refuses SLACK_BOT_TOKEN ({code(error)}): copy it again from OAuth & Permissions."
                ) from None
            log.warning("Slack does not answer auth.test (%s); serving all the same", code(error))
        except (aiohttp.ClientError, OSError, TimeoutError):
            log.warning("Slack cannot be reached; serving all the same")

    async def idle(self, seconds: float) -> None:
        """Wait, at most `seconds`, until nothing that was acknowledged is still under way."""
        await self._bot.background.finish(seconds)
        await self._bot.replies.settle(seconds)

    async def stop(self) -> None:
        """Stop within 8 s, losing nothing that was acknowledged."""
        self._http.announce_stop()
        await asyncio.sleep(ANNOUNCE_SECONDS)
        self._http.stop_listening()
        if self._socket is not None:
            await self._socket.stop()
        told = await self._bot.background.drain(FINISH_SECONDS, TELL_SECONDS)
        await self._bot.replies.settle(SETTLE_SECONDS)
        log.info("stopped: %d unfinished, told so", told)
        await self.close()

    async def close(self) -> None:
        """Let go of every connection at once."""
        if self._socket is not None:
            await self._socket.stop()
        await self._http.stop()
        await self._bot.close()


REFUSED_TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})


def code(error: SlackApiError) -> str:
    """Slack's error code, which is one of its documented words and holds nothing personal."""
    return str(error.response.get("error", "unknown"))


async def serve(settings: Settings, started: Callable[[Process], None] = lambda _: None) -> None:
    """Serve until SIGTERM or SIGINT; raises `CannotStartError`."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    process = Process(settings)
    try:
        await process.start()
    except BaseException:
        await process.close()
        raise
    log.info("ready on port %d (%s)", process.port, "Socket Mode" if settings.socket_mode else "HTTP")
    started(process)
    await stop.wait()
    log.info("stopping")
    await process.stop()
