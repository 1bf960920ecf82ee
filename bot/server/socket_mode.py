"""Socket Mode: two WebSocket connections that we open to Slack, so that no public address is needed.

Built on aiohttp's WebSocket rather than on slack_sdk's client, which closes a connection before it opens the next,
treats a pause of a few seconds as a lost connection, and keeps no reference to its tasks or its session.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Protocol

from slack_bolt.response import BoltResponse

from bot.listeners.ack_deadline import RETRY_HEADER
from bot.server.websocket import Connection, Timing, Why
from bot.slack.errors import UNREADABLE, SlackError, SlackRefusedError, SlackUnsureError
from bot.slack.web_api import WebApi

log = logging.getLogger(__name__)

MOST = 4
"""Connections of this process: two, and the two they replace. Slack allows ten per app."""

_TIMING = Timing()
_PARTING_SECONDS = 1.0
_FAR_OFF = 30.0
_MOST_PATIENCE = 60.0


class Dispatch(Protocol):
    """Hands the payload of an envelope to Bolt.

    `headers` are what the envelope says in place of HTTP headers; `lost` returns whether our answer can no longer reach
    Slack.
    """

    async def __call__(  # noqa: D102
        self, body: dict[str, Any], *, headers: Mapping[str, str], lost: Callable[[], bool]
    ) -> BoltResponse: ...


class SocketMode:
    """Keeps the connections open and answers the envelopes that arrive.

    Args:
        app_token: The app-level token (`connections:write`).
        client: Slack's Web API, for `apps.connections.open`.
        dispatch: Called with the payload of each envelope.
        timing: Intervals and timeouts of the connections.
    """

    def __init__(
        self,
        *,
        app_token: str,
        client: WebApi,
        dispatch: Dispatch,
        timing: Timing = _TIMING,
    ) -> None:
        self._app_token = app_token
        self._client = client
        self._dispatch = dispatch
        self._timing = timing
        self._keepers: list[asyncio.Task[None]] = []
        self._connections: dict[Connection, asyncio.Task[None]] = {}
        self._replaced: dict[Connection, asyncio.Task[None]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(MOST)
        self._ask_again_at = 0.0
        self._greeted = asyncio.Event()

    async def start(self) -> None:
        """Open the first connection, and the second shortly after; keeps trying while Slack cannot be reached.

        Raises:
            bot.slack.errors.SlackRefusedError: Slack rejects the app token, or Socket Mode is off for the app.
        """
        try:
            address = await self._ticket()
        except SlackRefusedError:
            raise
        except SlackError:
            address = None
            log.warning("Slack grants no Socket Mode connection now; trying again")
        loop = asyncio.get_running_loop()
        self._keepers = [
            loop.create_task(self._keep(address, 0.0), name="first connection"),
            loop.create_task(self._keep(None, self._timing.stagger), name="second connection"),
        ]
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timing.greeting if address is not None else 0.0):
                await self._greeted.wait()

    @property
    def is_receiving(self) -> bool:
        """Whether at least one connection receives envelopes."""
        return any(connection.is_receiving for connection in self._connections)

    @property
    def connections(self) -> int:
        """How many connections are open or being opened."""
        return len(self._connections)

    async def stop(self, seconds: float = 1.0) -> None:
        """Answer the envelopes that have arrived, then close; Slack sends later ones to other processes.

        Args:
            seconds: How long the answers may take.
        """
        await _ended([*self._keepers, *self._replaced.values()])
        self._keepers.clear()
        if self._answering:
            await asyncio.wait(self._answering, timeout=seconds)
        await _ended(list(self._connections.values()))

    async def _keep(self, address: str | None, wait: float) -> None:
        """Keep one connection open: open the next when the last one ends, or is about to.

        The last one is read until Slack greets us on the next, and then until Slack closes it.
        """
        failures = 0
        last: Connection | None = None
        while True:
            await asyncio.sleep(wait)
            connection = await self._open(address)
            address = None
            if connection is None:
                failures += 1
                wait = self._backoff(failures)
                continue
            if await connection.greeted:
                self._greeted.set()
                self._retire(last)
                last = connection
            why = await connection.replace
            if why is Why.REFRESH:
                failures, wait = 0, max(0.0, self._timing.min_age - connection.age)
                continue
            log.warning("Socket Mode connection lost: %s", why.value)
            # A connection that was never greeted, or lost right after, counts as a failure.
            failures = 0 if connection.lived > self._timing.ping else failures + 1
            wait = _FAR_OFF if why in {Why.CROWDED, Why.OFF} else self._backoff(failures)

    def _backoff(self, failures: int) -> float:
        return min(_FAR_OFF, self._timing.retry * 2 ** min(failures - 1, 5)) if failures else 0.0

    async def _open(self, address: str | None) -> Connection | None:
        """Open another connection when there is a free slot; None if Slack grants none."""
        await self._make_room()
        try:
            address = address or await self._ticket()
        except SlackError as error:
            self._places.release()
            log.warning("no Socket Mode connection granted: %s", error.code)
            return None
        except BaseException:
            self._places.release()
            raise
        connection = Connection(self._take, self._timing)
        running = asyncio.get_running_loop().create_task(self._run(connection, address), name="connection")
        self._connections[connection] = running
        return connection

    async def _run(self, connection: Connection, address: str) -> None:
        try:
            await connection.run(address)
        finally:
            del self._connections[connection]
            self._places.release()

    async def _make_room(self) -> None:
        """Take a slot; if all are taken, first close a connection on which nothing more will arrive."""
        if self._places.locked():
            for connection in [one for one in self._replaced if one.is_spent][:1]:
                await self._close(connection)
        await self._places.acquire()

    def _retire(self, connection: Connection | None) -> None:
        """Keep reading a replaced connection until Slack closes it, for half a minute at most."""
        if connection is None or (running := self._connections.get(connection)) is None:
            return

        async def wait() -> None:
            await asyncio.wait({running}, timeout=self._timing.close)
            await self._close(connection)

        waiting = asyncio.get_running_loop().create_task(wait(), name="leaving a connection")
        self._replaced[connection] = waiting
        waiting.add_done_callback(lambda _: self._replaced.pop(connection, None))

    async def _close(self, connection: Connection) -> None:
        """Close a connection, even if Slack does not answer the close frame."""
        running = self._connections.get(connection)
        if running is None:
            return
        await connection.leave()
        await asyncio.wait({running}, timeout=_PARTING_SECONDS)
        running.cancel()

    async def _ticket(self) -> str:
        """A WebSocket address, which is secret and valid for one connection. Respects Slack's Retry-After."""
        now = asyncio.get_running_loop().time
        await asyncio.sleep(self._ask_again_at - now())
        try:
            answer = await self._client.apps_connections_open(app_token=self._app_token)
            if not isinstance(url := answer.get("url"), str):
                raise SlackUnsureError(UNREADABLE)
        except SlackError as error:
            self._ask_again_at = now() + _retry_delay(error)
            raise
        return url

    def _take(self, connection: Connection, envelope: dict[str, Any]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(self._answer(connection, envelope), name="envelope")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        return task

    async def _answer(self, connection: Connection, envelope: dict[str, Any]) -> None:
        is_sent: bool | None = None

        def lost() -> bool:
            return connection.is_gone if is_sent is None else not is_sent

        retry = envelope.get("retry_attempt")
        headers = {RETRY_HEADER: str(retry)} if isinstance(retry, int) else {}
        answer = await self._dispatch(envelope["payload"], headers=headers, lost=lost)
        if answer.status != HTTPStatus.OK:
            log.warning("envelope not acknowledged: %d", answer.status)
            return
        acknowledgement: dict[str, Any] = {"envelope_id": envelope["envelope_id"]}
        if envelope.get("accepts_response_payload") and answer.body.startswith("{"):
            acknowledgement["payload"] = json.loads(answer.body)
        text = json.dumps(acknowledgement)
        is_sent = await connection.send(text)
        if is_sent:
            return
        # Envelope ids are global: if the connection on which one arrived is gone, another can carry the answer. Slack
        # does not document whether it accepts that, so the answer counts as lost.
        for one in self._connections:
            if await one.send(text):
                return
        log.warning("envelope not acknowledged: no connection")


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _retry_delay(error: SlackError) -> float:
    """Seconds until we may ask Slack for a connection again."""
    if error.retry_after is not None:
        return min(error.retry_after, _MOST_PATIENCE)
    # Someone has to act on a refusal; anything else is retried like any other failure.
    return _FAR_OFF if isinstance(error, SlackRefusedError) else 0.0
