"""Slack over Socket Mode: two WebSocket connections of our own making, so that no inbound address is needed.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import library

log = logging.getLogger(__name__)

_PING_SECONDS = 5
"""slack_sdk takes a connection for dead after four of these without a pong: deaf for 20 s at most."""

_APART_SECONDS = 5.0
"""Between the two connections, so that Slack does not refresh both at the same moment."""


class SocketMode:
    """Keeps the connections open and answers their envelopes.

    Args:
        app_token: The app-level token (`connections:write`).
        client: Slack's Web API, for `apps.connections.open`.
        dispatch: Where the payload of an envelope goes.
        apart: Seconds between the first connection and the second.
    """

    def __init__(
        self,
        *,
        app_token: str,
        client: AsyncWebClient,
        dispatch: Callable[[dict[str, Any]], Awaitable[BoltResponse]],
        apart: float = _APART_SECONDS,
    ) -> None:
        self._app_token = app_token
        self._client = client
        self._dispatch = dispatch
        self._apart = apart
        self._open: list[SocketModeClient] = []
        self._second: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the first connection, and soon the second.

        Raises:
            slack_sdk.errors.SlackApiError: Slack refuses the app token, or Socket Mode is off for the app.
        """
        await self._connect()
        self._second = asyncio.get_running_loop().create_task(self._connect_later(), name="second connection")

    @property
    def hears(self) -> bool:
        """Whether at least one connection is open."""
        return any(client.current_session is not None and not client.current_session.closed for client in self._open)

    async def stop(self) -> None:
        """Close the connections; Slack hands their next envelopes to other processes."""
        if self._second is not None:
            self._second.cancel()
        for client in self._open:
            await client.close()
        self._open.clear()
        await asyncio.sleep(0)  # the cancelled tasks of the clients end in their next step

    async def _connect_later(self) -> None:
        await asyncio.sleep(self._apart)
        try:
            await self._connect()
        except SlackApiError:
            log.warning("Slack grants no second Socket Mode connection; going on with one")

    async def _connect(self) -> None:
        client = SocketModeClient(
            app_token=self._app_token, web_client=self._client, ping_interval=_PING_SECONDS, logger=library("slack_sdk")
        )
        client.socket_mode_request_listeners.append(self._answer)
        self._open.append(client)
        try:
            # Asked for here once: connect() would ask for ever, also with a token that Slack has refused.
            client.wss_uri = await client.issue_new_wss_url()
        except BaseException:
            self._open.remove(client)
            await client.close()
            raise
        await client.connect()

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        answer = await self._dispatch(request.payload)
        if answer.status != HTTPStatus.OK:
            log.warning("envelope not acknowledged: type=%s status=%d", request.type, answer.status)
            return
        payload = json.loads(answer.body) if answer.body.startswith("{") else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))
