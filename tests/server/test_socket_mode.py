"""Our end of Socket Mode: two connections, replaced when they are dead, refreshed or closed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from slack_bolt.response import BoltResponse

from bot.sandbox.slack import workspace as people
from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.server import Fault, LocalSlack
from bot.server.socket_mode import SocketMode
from bot.server.websocket import Timing
from bot.slack.errors import SlackTokenRefusedError
from bot.slack.web_api import WebApi
from tests.connected import QUICK, Bolt, cut_what_waits, socket_mode
from tests.polling import until
from tests.server.scripted import going, scripted


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


async def test_only_known_error_codes_are_logged(slack: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    async with socket_mode(slack.api_url, Bolt(), replace(QUICK, stagger=0.2)):
        for code in ("canary", ["canary"], {"canary": 1}, None, "service_unavailable"):
            slack.faults.add("apps.connections.open", Fault(status=200, body={"ok": False, "error": code}))
        await until(lambda: "granted" in caplog.text)
    assert "no Socket Mode connection granted: other" in caplog.text
    assert "canary" not in caplog.text


async def test_many_reconnects_leave_nothing_behind() -> None:
    before = len(asyncio.all_tasks())
    flapping = Timing(stagger=0, ping=0.1, dead=0.4, retry=0)
    async with scripted(going) as slack, socket_mode(f"{slack.url}api/", Bolt(), flapping) as socket:
        await until(lambda: slack.connections >= 60, 90)
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


async def test_envelope_of_an_event_says_how_often_it_was_sent_before() -> None:
    slack = LocalSlack(scopes=frozenset({"im:history"}), acknowledge_within=0.3, events=frozenset({"message.im"}))
    slack.events.waits = (0.0,)
    await slack.start()
    try:
        async with socket_mode(slack.api_url, bolt := Bolt(BoltResponse(status=503))):
            slack.say("hi", user=people.MEMBER, channel=people.DM_WITH_BOT)
            await slack.events.delivered()
    finally:
        await slack.stop()
    assert bolt.headers == [{"X-Slack-Retry-Num": "0"}, {"X-Slack-Retry-Num": "1"}]
