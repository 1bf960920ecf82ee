"""Our end of Socket Mode: two connections, replaced when they are dead, refreshed or closed."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest
from aiohttp import WSMsgType, web
from slack_bolt.response import BoltResponse

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.server import Fault, LocalSlack
from bot.server.socket_mode import SocketMode
from bot.server.websocket import Timing
from bot.slack.errors import SlackTokenRefusedError
from bot.slack.web_api import WebApi
from tests.connected import QUICK, Bolt, cut_what_waits, socket_mode
from tests.patience import until


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    local = LocalSlack(acknowledge_within=1, enforce_tiers=False)
    await local.start()
    yield local
    await local.stop()


async def command(slack: LocalSlack, text: str = "c-1") -> Receipt:
    return await slack.command("/spott", text, user=people.MEMBER, channel=people.PUBLIC)


def opened(slack: LocalSlack) -> int:
    return [call.method for call in slack.calls].count("apps.connections.open")


async def test_ready_with_the_first_connection_and_soon_has_a_second(slack: LocalSlack) -> None:
    async with socket_mode(slack.api_url, Bolt()) as socket:
        assert (slack.socket_connections, socket.is_receiving) == (1, True)
        await slack.wait_for(lambda: slack.socket_connections == 2)
        assert (await command(slack)).acknowledged


def test_default_intervals() -> None:
    assert (Timing().stagger, Timing().dead) == (5.0, 20.0)


async def test_acknowledgement_carries_bolts_answer(slack: LocalSlack) -> None:
    async with socket_mode(slack.api_url, Bolt(BoltResponse(status=200, body={"text": "here"}))):
        assert (await command(slack)).error is None
    (post,) = slack.posts
    assert (post.text, post.via) == ("here", "ack")


async def test_envelope_refused_by_bolt_is_not_acknowledged(
    slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    async with socket_mode(slack.api_url, Bolt(BoltResponse(status=400, body=""))):
        assert (await command(slack, "canary")).error == "operation_timeout"
    assert "envelope not acknowledged: 400" in caplog.text
    assert "canary" not in caplog.text


async def test_refused_app_token_is_an_error_at_start(slack: LocalSlack) -> None:
    socket = SocketMode(
        app_token="xapp-wrong", client=WebApi(base_url=slack.api_url, retry_handlers=[]), dispatch=Bolt()
    )
    with pytest.raises(SlackTokenRefusedError):
        await socket.start()
    await socket.stop()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=200, body={"ok": False, "error": "internal_error"}),
        Fault(reset="before"),
        Fault(status=200, body={"ok": True}),
        Fault(status=503, body="upstream"),
    ],
    ids=["error of Slack's", "reset", "no address", "down"],
)
async def test_retries_while_slack_is_in_trouble(slack: LocalSlack, fault: Fault) -> None:
    slack.faults.add("apps.connections.open", fault)
    timing = Timing(stagger=0.05, ping=0.1, dead=0.4, retry=0.02)
    async with socket_mode(slack.api_url, Bolt(), timing) as socket:
        await slack.wait_for(lambda: slack.socket_connections == 2)
        assert socket.is_receiving


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_refresh_opens_the_next_connection_before_the_old_one_closes(slack: LocalSlack, reason: str) -> None:
    bolt = Bolt()
    async with socket_mode(slack.api_url, bolt):
        await slack.wait_for(lambda: slack.socket_connections == 2)
        await slack.disconnect(reason)
        await slack.wait_for(lambda: opened(slack) == 4 and slack.socket_connections >= 2)
        assert (await command(slack)).acknowledged
        assert len(bolt.seen) == 1


async def test_envelope_from_before_a_refresh_is_acknowledged_after_it(slack: LocalSlack) -> None:
    bolt = Bolt()
    async with socket_mode(slack.api_url, bolt):
        await slack.wait_for(lambda: slack.socket_connections == 2)
        bolt.hold.clear()
        sent = asyncio.create_task(command(slack))
        await until(lambda: len(bolt.seen) == 1)
        await slack.disconnect("refresh_requested")
        bolt.hold.set()
        assert (await sent).acknowledged


async def test_stop_answers_received_envelopes_and_closes(slack: LocalSlack) -> None:
    bolt = Bolt()
    async with socket_mode(slack.api_url, bolt) as socket:
        await slack.wait_for(lambda: slack.socket_connections == 2)
        bolt.hold.clear()
        sent = asyncio.create_task(command(slack))
        await until(lambda: len(bolt.seen) == 1)
        stopping = asyncio.create_task(socket.stop())
        await asyncio.sleep(0.05)
        bolt.hold.set()
        await stopping
        assert (await sent).acknowledged
        await slack.wait_for(lambda: slack.socket_connections == 0)
        assert not socket.is_receiving
        assert (await command(slack)).error == "dispatch_failed"


class Script:
    """A Slack whose connections follow scripts: one script per connection, and the last one for all others."""

    def __init__(self, *scripts: Callable[[web.WebSocketResponse], Awaitable[None]]) -> None:
        self._scripts = list(scripts)
        self.connections = 0
        self.url = ""

    async def open(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": self.url.replace("http", "ws") + "link?ticket=canary"})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False, max_msg_size=0)
        await socket.prepare(request)
        socket["transport"] = request.transport
        script = self._scripts[min(self.connections, len(self._scripts) - 1)]
        self.connections += 1
        await script(socket)
        return socket


@asynccontextmanager
async def scripted(*scripts: Callable[[web.WebSocketResponse], Awaitable[None]]) -> AsyncIterator[Script]:
    script = Script(*scripts)
    app = web.Application()
    app.router.add_post("/api/apps.connections.open", script.open)
    app.router.add_get("/link", script.link)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    script.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield script
    finally:
        await runner.cleanup()


HELLO = {"type": "hello", "num_connections": 1}


async def deaf(socket: web.WebSocketResponse) -> None:
    await socket.send_json(HELLO)
    await asyncio.sleep(20)


async def quiet(socket: web.WebSocketResponse) -> None:
    """Sends no envelopes, but answers pings."""
    await socket.send_json(HELLO)
    async for frame in socket:
        if frame.type is WSMsgType.PING:
            await socket.pong(frame.data)


async def pinging(socket: web.WebSocketResponse) -> None:
    """Answers no pings, but sends its own, and closes if one of them is not answered."""
    await socket.send_json(HELLO)
    while True:
        await socket.ping(b"hello?")
        frame = await socket.receive(timeout=1)
        while frame.type is WSMsgType.PING:
            frame = await socket.receive(timeout=1)
        if (frame.type, frame.data) != (WSMsgType.PONG, b"hello?"):
            return
        await asyncio.sleep(0.1)


async def going(socket: web.WebSocketResponse) -> None:
    await socket.send_json(HELLO)


async def silent(socket: web.WebSocketResponse) -> None:
    await socket.receive()


def disconnecting(reason: str) -> Callable[[web.WebSocketResponse], Awaitable[None]]:
    async def disconnect(socket: web.WebSocketResponse) -> None:
        await socket.send_json({"type": "disconnect", "reason": reason})
        await socket.receive()

    return disconnect


def talking(*texts: str) -> Callable[[web.WebSocketResponse], Awaitable[None]]:
    async def talk(socket: web.WebSocketResponse) -> None:
        await socket.send_json(HELLO)
        for text in texts:
            await socket.send_str(text)
        await quiet(socket)

    return talk


async def test_dead_connection_is_replaced() -> None:
    async with scripted(deaf, quiet) as slack, socket_mode(f"{slack.url}api/", Bolt()) as socket:
        await until(lambda: slack.connections == 3)
        await until(lambda: socket.is_receiving)


@pytest.mark.parametrize("script", [quiet, pinging])
async def test_silent_connection_is_kept_while_pings_are_answered(
    script: Callable[[web.WebSocketResponse], Awaitable[None]],
) -> None:
    async with scripted(script) as slack, socket_mode(f"{slack.url}api/", Bolt()) as socket:
        await asyncio.sleep(QUICK.dead * 2.5)
        assert (slack.connections, socket.is_receiving) == (2, True)


async def test_closed_connection_is_replaced() -> None:
    async with scripted(going, going, going, quiet) as slack, socket_mode(f"{slack.url}api/", Bolt()) as socket:
        await until(lambda: slack.connections == 5 and socket.connections == 2)


async def test_reconnects_back_off_when_connections_end_at_once() -> None:
    timing = Timing(stagger=60, ping=0.1, dead=0.4, retry=0.1)
    async with scripted(going) as slack, socket_mode(f"{slack.url}api/", Bolt(), timing):
        await asyncio.sleep(1)
        # After 0, 0.1, 0.3, 0.7 s; without a pause there would be hundreds.
        assert 2 <= slack.connections <= 5


async def refreshed_at_once(socket: web.WebSocketResponse) -> None:
    await socket.send_json(HELLO)
    await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})


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


async def ungreeted(socket: web.WebSocketResponse) -> None:
    """Answers pings and sends nothing else."""
    async for frame in socket:
        if frame.type is WSMsgType.PING:
            await socket.pong(frame.data)


async def test_connection_without_a_greeting_is_replaced(caplog: pytest.LogCaptureFixture) -> None:
    timing = replace(QUICK, greeting=0.3)
    async with scripted(ungreeted, quiet) as slack, socket_mode(f"{slack.url}api/", Bolt(), timing) as socket:
        await until(lambda: slack.connections == 3 and socket.connections == 2)
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
        await until(lambda: slack.connections == 3 and socket.connections == 2, 30)
        assert len(bolt.seen) == 1


async def test_only_known_error_codes_are_logged(slack: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    async with socket_mode(slack.api_url, Bolt(), replace(QUICK, stagger=0.2)):
        for code in ("canary", ["canary"], {"canary": 1}, None, "service_unavailable"):
            slack.faults.add("apps.connections.open", Fault(status=200, body={"ok": False, "error": code}))
        await until(lambda: "granted" in caplog.text)
    assert "no Socket Mode connection granted: other" in caplog.text
    assert "canary" not in caplog.text


async def test_invalid_messages_are_ignored(caplog: pytest.LogCaptureFixture) -> None:
    envelope = {"envelope_id": "e", "type": "events_api", "payload": {"type": "event_callback"}}
    nonsense = ["{", "[]", "null", '"canary"', '{"type": 5}', "[" * 50_000, '{"envelope_id": 5, "payload": {}}']
    nonsense += ['{"envelope_id": "e", "payload": "canary"}', '{"a": NaN}']
    bolt = Bolt()
    async with scripted(talking(*nonsense, json.dumps(envelope))) as slack, socket_mode(f"{slack.url}api/", bolt):
        await until(lambda: len(bolt.seen) == 2)
        assert slack.connections == 2
    assert "canary" not in caplog.text


async def test_many_reconnects_leave_nothing_behind() -> None:
    before = len(asyncio.all_tasks())
    flapping = Timing(stagger=0, ping=0.1, dead=0.4, retry=0)
    async with scripted(going) as slack, socket_mode(f"{slack.url}api/", Bolt(), flapping) as socket:
        await until(lambda: slack.connections >= 1_000, 90)
        assert socket.connections <= 4
    assert len(asyncio.all_tasks()) <= before + 1


async def test_answer_is_lost_when_its_connection_died_before_it(slack: LocalSlack) -> None:
    bolt = Bolt()
    bolt.hold.clear()
    async with socket_mode(slack.api_url, bolt):
        await slack.wait_for(lambda: slack.socket_connections == 2)
        typing = asyncio.create_task(command(slack))
        await until(lambda: len(bolt.lost) == 1)
        assert not bolt.lost[0]()
        await cut_what_waits(slack)
        await until(bolt.lost[0])
        bolt.hold.set()
        assert (await typing).error == "dispatch_failed"
        # Another connection may have sent the answer, but we cannot know whether Slack accepted it.
        await slack.wait_for(lambda: slack.socket_connections == 2)
        assert bolt.lost[0]()


async def test_sent_answer_is_not_lost_when_the_connection_dies_later(slack: LocalSlack) -> None:
    bolt = Bolt()
    async with socket_mode(slack.api_url, bolt):
        await slack.wait_for(lambda: slack.socket_connections == 2)
        assert (await command(slack)).acknowledged
        await slack.sockets.close()
        await slack.wait_for(lambda: slack.sockets.opened >= 4)
        assert not bolt.lost[0]()
