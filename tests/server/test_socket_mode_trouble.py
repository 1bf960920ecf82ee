"""Our end of Socket Mode with a Slack that is deaf, silent, closing or talking nonsense."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from aiohttp import web
from slack_bolt.response import BoltResponse

from bot.server.socket_mode import SocketMode
from bot.server.websocket import Timing
from bot.slack.web_api import WebApi
from tests.connected import QUICK, Bolt, socket_mode
from tests.polling import until
from tests.server.scripted import (
    HELLO,
    deaf,
    disconnecting,
    going,
    pinging,
    quiet,
    refreshed_at_once,
    scripted,
    silent,
    talking,
    ungreeted,
)


async def test_dead_connection_is_replaced() -> None:
    async with scripted(deaf, quiet) as slack, socket_mode(f"{slack.url}api/", Bolt()) as socket:
        await until(lambda: slack.connections >= 3)
        await until(lambda: socket.is_receiving)


async def test_silent_connection_is_kept_while_pings_are_answered() -> None:
    async with (
        scripted(quiet) as one,
        scripted(pinging) as other,
        socket_mode(f"{one.url}api/", Bolt()) as first,
        socket_mode(f"{other.url}api/", Bolt()) as second,
    ):
        await asyncio.sleep(QUICK.dead * 2.5)
        assert (one.connections, first.is_receiving) == (2, True)
        assert (other.connections, second.is_receiving) == (2, True)


async def test_closed_connection_is_replaced() -> None:
    async with scripted(going, going, going, quiet) as slack, socket_mode(f"{slack.url}api/", Bolt()) as socket:
        await until(lambda: slack.connections >= 5 and socket.connections == 2)


async def test_reconnects_back_off_when_connections_end_at_once() -> None:
    timing = Timing(stagger=60, ping=0.1, dead=0.4, retry=0.1)
    async with scripted(going) as slack, socket_mode(f"{slack.url}api/", Bolt(), timing):
        await asyncio.sleep(1)
        # After 0, 0.1, 0.3, 0.7 s; without a pause there would be hundreds.
        assert 2 <= slack.connections <= 5


async def test_rapid_refreshes_are_paced() -> None:
    timing = Timing(stagger=60, ping=0.1, dead=0.4, retry=0.01, min_age=0.2)
    async with scripted(refreshed_at_once) as slack, socket_mode(f"{slack.url}api/", Bolt(), timing):
        await asyncio.sleep(1.1)
        # After 0, 0.2, 0.4 … s: a pause that does not grow.
        assert 4 <= slack.connections <= 6


@pytest.mark.parametrize("reason", ["too_many_websockets", "link_disabled"])
async def test_long_wait_after_a_permanent_disconnect(reason: str) -> None:
    timing = Timing(stagger=60, ping=0.1, dead=0.4, retry=0.01)
    async with scripted(disconnecting(reason)) as slack:
        socket = SocketMode(
            app_token="xapp-x",
            client=WebApi(base_url=f"{slack.url}api/", retry_handlers=[]),
            dispatch=Bolt(),
            timing=timing,
        )
        starting = asyncio.create_task(socket.start())
        await asyncio.sleep(0.5)
        assert (slack.connections, socket.is_receiving) == (1, False)
        starting.cancel()
        await socket.stop()


async def test_not_receiving_without_a_greeting() -> None:
    async with scripted(silent) as slack:
        socket = SocketMode(
            app_token="xapp-x", client=WebApi(base_url=f"{slack.url}api/", retry_handlers=[]), dispatch=Bolt()
        )
        starting = asyncio.create_task(socket.start())
        await until(lambda: slack.connections == 1)
        assert not socket.is_receiving
        starting.cancel()
        await socket.stop()


async def test_connection_without_a_greeting_is_replaced(caplog: pytest.LogCaptureFixture) -> None:
    timing = replace(QUICK, greeting=0.3)
    async with scripted(ungreeted, quiet) as slack, socket_mode(f"{slack.url}api/", Bolt(), timing) as socket:
        await until(lambda: slack.connections >= 3 and socket.connections == 2)
        assert socket.is_receiving
    assert "Socket Mode connection lost: no greeting" in caplog.text


async def test_connection_that_cannot_send_is_replaced() -> None:
    envelope = {"envelope_id": "e", "type": "slash_commands", "payload": {}, "accepts_response_payload": True}

    async def reading_nothing(socket: web.WebSocketResponse) -> None:
        await socket.send_json(HELLO)
        socket["transport"].pause_reading()
        await socket.send_json(envelope)
        with suppress(ConnectionError):
            while True:
                await asyncio.sleep(0.05)
                await socket.ping()

    bolt = Bolt(BoltResponse(status=200, body={"text": "x" * 30_000_000}))
    async with scripted(reading_nothing, quiet) as slack, socket_mode(f"{slack.url}api/", bolt) as socket:
        await until(lambda: slack.connections >= 3 and socket.connections == 2, 30)
        assert len(bolt.seen) == 1


async def test_invalid_messages_are_ignored(caplog: pytest.LogCaptureFixture) -> None:
    envelope = {"envelope_id": "e", "type": "events_api", "payload": {"type": "event_callback"}}
    nonsense = ["{", "[]", "null", '"canary"', '{"type": 5}', "[" * 50_000, '{"envelope_id": 5, "payload": {}}']
    nonsense += ['{"envelope_id": "e", "payload": "canary"}', '{"a": NaN}']
    bolt = Bolt()
    async with scripted(talking(*nonsense, json.dumps(envelope))) as slack, socket_mode(f"{slack.url}api/", bolt):
        await until(lambda: len(bolt.seen) == 2)
        assert slack.connections == 2
    assert "canary" not in caplog.text
