"""The local Slack's end of Socket Mode, with slack_sdk's own client as the app."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.server import LocalSlack


class FakeBot:
    """Records the envelopes it receives and acknowledges them, unless told not to."""

    def __init__(self, answer: dict[str, Any] | None = None, *, silent: bool = False) -> None:
        self.envelopes: list[SocketModeRequest] = []
        self._answer = answer
        self._silent = silent

    async def receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.envelopes.append(request)
        if not self._silent:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, self._answer))

    @property
    def texts(self) -> list[str]:
        return [envelope.payload["text"] for envelope in self.envelopes]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    local = LocalSlack(acknowledge_within=0.3)
    await local.start()
    yield local
    await local.stop()


@asynccontextmanager
async def connected(slack: LocalSlack, bot: FakeBot) -> AsyncIterator[SocketModeClient]:
    before = slack.socket_connections
    client = SocketModeClient(
        app_token=slack.app_token, web_client=AsyncWebClient(base_url=slack.api_url), ping_interval=1
    )
    client.socket_mode_request_listeners.append(bot.receive)
    await client.connect()
    await slack.wait_for(lambda: slack.socket_connections == before + 1)
    try:
        yield client
    finally:
        await client.close()


async def open_socket(
    slack: LocalSlack, session: aiohttp.ClientSession, *, autoping: bool = True
) -> aiohttp.ClientWebSocketResponse:
    return await session.ws_connect(await address(slack, session), autoping=autoping)


async def address(slack: LocalSlack, session: aiohttp.ClientSession) -> str:
    headers = {"Authorization": f"Bearer {slack.app_token}"}
    async with session.post(f"{slack.api_url}apps.connections.open", headers=headers) as response:
        return str((await response.json())["url"])


async def command(slack: LocalSlack, text: str = "c-1") -> Receipt:
    return await slack.command("/spott", text, user=people.MEMBER, channel=people.PUBLIC)


async def test_command_reaches_the_app_and_is_acknowledged(slack: LocalSlack) -> None:
    bot = FakeBot()
    async with connected(slack, bot):
        receipt = await command(slack)

    [envelope] = bot.envelopes
    assert (envelope.type, envelope.accepts_response_payload) == ("slash_commands", True)
    assert (envelope.payload["command"], envelope.payload["text"]) == ("/spott", "c-1")
    assert envelope.payload["response_url"] == receipt.response_url
    assert (receipt.acknowledged, receipt.error, receipt.status) == (True, None, None)


async def test_acknowledgement_with_a_payload_is_posted(slack: LocalSlack) -> None:
    async with connected(slack, FakeBot({"text": "here", "response_type": "in_channel"})):
        await command(slack)

    [post] = slack.posts
    assert (post.text, post.via, post.user_visible_to, post.command) == ("here", "ack", None, "/spott c-1")


async def test_envelopes_alternate_between_connections(slack: LocalSlack) -> None:
    bots = [FakeBot(), FakeBot(), FakeBot()]
    async with AsyncExitStack() as connections:
        for bot in bots:
            await connections.enter_async_context(connected(slack, bot))
        for number in range(6):
            assert (await command(slack, str(number))).acknowledged

    assert [bot.texts for bot in bots] == [["0", "3"], ["1", "4"], ["2", "5"]]


async def test_command_fails_without_a_connection_or_acknowledgement(slack: LocalSlack) -> None:
    alone = await command(slack)
    async with connected(slack, FakeBot(silent=True)):
        unheard = await command(slack)

    assert (alone.acknowledged, alone.error) == (False, "dispatch_failed")
    assert (unheard.acknowledged, unheard.error) == (False, "operation_timeout")
    assert unheard.seconds >= 0.3


async def test_hello_contains_the_number_of_connections(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await open_socket(slack, session) for _ in range(2)]
        hellos = [await socket.receive_json() for socket in sockets]

    assert [(hello["type"], hello["num_connections"]) for hello in hellos] == [("hello", 1), ("hello", 2)]
    assert hellos[0]["connection_info"] == {"app_id": "A0SPOTTAPP"}


async def test_eleventh_connection_is_refused(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await open_socket(slack, session) for _ in range(11)]
        first = [await socket.receive_json() for socket in sockets]

        assert [message["type"] for message in first] == ["hello"] * 10 + ["disconnect"]
        assert first[10]["reason"] == "too_many_websockets"
        assert (await sockets[10].receive()).type is aiohttp.WSMsgType.CLOSE


async def test_address_opens_only_one_connection(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        once = await address(slack, session)
        await session.ws_connect(once)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(once)


async def test_invalid_messages_from_the_app_are_ignored(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await open_socket(slack, session)
        await socket.receive_json()
        for nonsense in ("{", "[]", '"a"', '{"envelope_id": "unknown"}', '{"envelope_id": null}'):
            await socket.send_str(nonsense)
        sent = asyncio.create_task(command(slack))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        assert (await sent).acknowledged


async def test_ping_is_answered_with_its_payload(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await open_socket(slack, session, autoping=False)
        await socket.receive_json()
        await socket.ping(b"sdk-ping-pong:1")
        pong = await socket.receive()

    assert (pong.type, pong.data) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1")


async def test_client_reconnects_after_a_refresh(slack: LocalSlack) -> None:
    bot = FakeBot()
    async with connected(slack, bot) as client:
        old = client.current_session
        await slack.disconnect("refresh_requested")
        assert slack.socket_connections == 0
        await slack.wait_for(lambda: slack.socket_connections == 1)

        assert (await command(slack, "afterwards")).acknowledged
        assert client.current_session is not old
    assert bot.texts == ["afterwards"]


async def test_connection_stays_in_use_after_a_warning(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await open_socket(slack, session)
        await socket.receive_json()
        await slack.disconnect("warning")
        warning = await socket.receive_json()
        sent = asyncio.create_task(command(slack))
        envelope = await socket.receive_json()
        await socket.send_str(json.dumps({"envelope_id": envelope["envelope_id"]}))

        assert (warning["type"], warning["reason"]) == ("disconnect", "warning")
        assert (await sent).acknowledged
        assert slack.socket_connections == 1


async def test_clicks_are_sent_as_interactive_envelopes(slack: LocalSlack) -> None:
    bot = FakeBot()
    message = slack.say("c-1", user=people.MEMBER, channel=people.PRIVATE_WITHOUT_BOT)
    async with connected(slack, bot):
        receipt = await slack.shortcut("look_up", user=people.MEMBER, message=message)

    [envelope] = bot.envelopes
    assert (envelope.type, envelope.payload["type"]) == ("interactive", "message_action")
    assert envelope.payload["response_url"] == receipt.response_url


async def test_connections_close_when_slack_stops(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await open_socket(slack, session)
        await socket.receive_json()
        await slack.stop()

        assert (await socket.receive()).type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}
        assert slack.socket_connections == 0
