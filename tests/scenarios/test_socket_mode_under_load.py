"""Socket Mode while connections are refreshed, die, and are refused: each command gets one answer."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Literal

import pytest

from bot.sandbox.slack import socket_mode as socket_mode_of_slack
from bot.sandbox.slack.receipt import Receipt
from bot.sandbox.slack.server import Fault, LocalSlack
from bot.sandbox.slack.socket_mode import MOST_CONNECTIONS, Refresh
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.server.socket_mode import MOST
from tests.connected import QUICK, Bolt, socket_mode
from tests.deploy import count, site
from tests.polling import until

pytestmark = pytest.mark.waits

EACH = 0.02
"""Seconds between two commands: 50 a second."""
STEADY = replace(QUICK, ping=0.3, dead=10.0)
"""Long enough that a busy machine does not make a healthy connection look dead."""


SECOND_CONNECTION_SOON = """
import sys
from bot.cli.main import main
from bot.server.socket_mode import SocketMode
from bot.server.websocket import Timing
SocketMode.__init__.__kwdefaults__["timing"] = Timing(stagger=0.3)
sys.exit(main([]))
"""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make Slack wait longer for the answer to its close frame, as a busy machine may need."""
    monkeypatch.setattr(socket_mode_of_slack, "CLOSING", 10.0)


@asynccontextmanager
async def a_slack(refresh: Refresh | None = None) -> AsyncIterator[LocalSlack]:
    # A busy machine must not cause losses here, only connections may.
    local = LocalSlack(enforce_tiers=False, acknowledge_within=20.0)
    await local.start()
    local.sockets.refresh = refresh
    yield local
    await local.stop()


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with a_slack() as local:
        yield local


async def keep_typing(type_one: Callable[[], Awaitable[Receipt]], seconds: float) -> list[Receipt]:
    """Type 50 commands a second; returns their receipts, in order."""
    loop = asyncio.get_running_loop()
    began, typed = loop.time(), []
    for number in range(round(seconds / EACH)):
        await asyncio.sleep(began + number * EACH - loop.time())
        typed.append(asyncio.ensure_future(type_one()))
    return await asyncio.gather(*typed)


class Typist:
    """Types distinguishable commands."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._typed = 0

    async def __call__(self) -> Receipt:
        self._typed += 1
        return await self._slack.command("/spott", f"c-{self._typed}", user=MEMBER, channel=PUBLIC)


def texts(bolt: Bolt) -> list[str]:
    return [body["text"] for body in bolt.seen]


async def test_frequent_refreshes_under_load_lose_and_repeat_nothing() -> None:
    async with site(forked=True, acknowledge_within=20.0) as here:
        here.slack.sockets.refresh = Refresh(every=1.2, grace=6.0)
        here.spott_answers("well", of=200)
        await here.run((sys.executable, "-c", SECOND_CONNECTION_SOON), socket_mode=True)
        await here.slack.wait_for(lambda: here.slack.socket_connections == 2)
        receipts = await keep_typing(here.type, 4.0)
        acknowledged = sum(receipt.error is None for receipt in receipts)
        await until(lambda: len(here.answer_log.outcomes) >= acknowledged, 60.0)
        counted = count(receipts, here.answer_log)
        assert (counted.acknowledged, counted.failed, counted.lost, counted.twice) == (200, 0, 0, 0)
        assert here.slack.sockets.opened >= 5
        assert here.slack.sockets.most <= MOST


REFRESHES = {
    "closed after 10 s": Refresh(every=0.6, grace=10.0),
    "warned first": Refresh(every=1.5, warned=1.2, grace=0.0),
    "warned 10 s ahead": Refresh(every=10.2, warned=10.0, grace=0.0),
}


async def test_any_kind_of_refresh_loses_nothing() -> None:
    async with asyncio.TaskGroup() as group:
        for kind in REFRESHES:
            group.create_task(nothing_is_lost(kind))


async def nothing_is_lost(kind: str) -> None:
    bolt = Bolt()
    async with a_slack(REFRESHES[kind]) as slack, socket_mode(slack.api_url, bolt, replace(STEADY, stagger=0.3)):
        await slack.wait_for(lambda: slack.socket_connections == 2)
        receipts = await keep_typing(Typist(slack), 4.0)
    assert [receipt.error for receipt in receipts] == [None] * 200, kind
    assert sorted(texts(bolt)) == sorted(f"c-{number}" for number in range(1, 201)), kind
    assert slack.sockets.most <= MOST, kind


async def test_envelopes_received_before_an_abrupt_close_are_acknowledged() -> None:
    async with asyncio.TaskGroup() as group:
        for delay in (0.0, 0.2):
            group.create_task(what_was_received_is_acknowledged(delay))


async def what_was_received_is_acknowledged(delay: float) -> None:
    bolt = Bolt(delay=delay)
    async with (
        a_slack(Refresh(every=0.6, grace=0.0)) as slack,
        socket_mode(slack.api_url, bolt, replace(STEADY, stagger=0.3)),
    ):
        await slack.wait_for(lambda: slack.socket_connections == 2)
        receipts = await keep_typing(Typist(slack), 4.0)
    failed = [receipt for receipt in receipts if receipt.error is not None]
    # If Slack closes both before a new one opens, it has no connection to send to.
    assert (slack.sockets.dropped, len(failed)) == (0, slack.sockets.unsent)
    assert len(failed) < 100
    assert len(set(texts(bolt))) == len(bolt.seen) == 200 - len(failed)


async def test_simultaneous_refresh_of_all_connections_loses_nothing(slack: LocalSlack) -> None:
    bolt = Bolt()
    async with socket_mode(slack.api_url, bolt, STEADY):
        await slack.wait_for(lambda: slack.socket_connections == 2)
        typing = asyncio.create_task(keep_typing(Typist(slack), 3.0))
        for _ in range(4):
            await asyncio.sleep(0.6)
            await slack.disconnect("refresh_requested")
        receipts = await typing
    assert [receipt.error for receipt in receipts] == [None] * 150
    assert len(set(texts(bolt))) == len(bolt.seen) == 150
    assert slack.sockets.most <= MOST


async def test_old_connection_is_read_while_slack_grants_no_new_one(slack: LocalSlack) -> None:
    bolt = Bolt()
    async with socket_mode(slack.api_url, bolt, STEADY) as socket:
        await slack.wait_for(lambda: slack.socket_connections == 2)
        before = count_open_calls(slack)
        limited = Fault(status=429, headers={"Retry-After": "1"}, body={"ok": False, "error": "ratelimited"})
        slack.faults.add("apps.connections.open", limited, times=2)
        await slack.disconnect("warning")
        receipts = await keep_typing(Typist(slack), 0.8)
        assert (slack.socket_connections, socket.is_receiving) == (2, True)
        # The next attempt comes when Slack said, and no sooner.
        assert 1 <= count_open_calls(slack) - before <= 2
        await slack.wait_for(lambda: slack.socket_connections == 4)
    assert [receipt.error for receipt in receipts] == [None] * 40


def count_open_calls(slack: LocalSlack) -> int:
    return [call.method for call in slack.calls].count("apps.connections.open")


async def test_dead_connection_loses_only_envelopes_in_transit() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(only_what_is_in_transit_is_lost("stall"))
        group.create_task(only_what_is_in_transit_is_lost("reset"))


async def only_what_is_in_transit_is_lost(how: Literal["stall", "reset"]) -> None:
    bolt = Bolt(delay=0.05)
    async with a_slack() as slack, socket_mode(slack.api_url, bolt, STEADY):
        await slack.wait_for(lambda: slack.socket_connections == 2)
        typist = Typist(slack)
        typing = asyncio.create_task(keep_typing(typist, 3.0))
        await asyncio.sleep(0.5)
        slack.sockets.cut(how, noticed=1.0)
        receipts = await typing
        failed = [receipt.error for receipt in receipts if receipt.error is not None]
        assert failed == ["dispatch_failed"] * slack.sockets.dropped
        # Everything sent over the other one, and over the next, is acknowledged.
        assert len(failed) < len(receipts) / 2
        assert (await typist()).acknowledged
        await slack.wait_for(lambda: slack.socket_connections == 2)
    assert len(set(texts(bolt))) == len(bolt.seen)


async def test_sixth_process_is_refused_and_the_others_continue(slack: LocalSlack) -> None:
    quick = replace(STEADY, stagger=0.0)
    async with (
        socket_mode(slack.api_url, Bolt(), quick),
        socket_mode(slack.api_url, Bolt(), quick),
        socket_mode(slack.api_url, Bolt(), quick),
        socket_mode(slack.api_url, Bolt(), quick),
        socket_mode(slack.api_url, Bolt(), quick),
    ):
        await slack.wait_for(lambda: slack.socket_connections == MOST_CONNECTIONS)
        sixth = socket_mode(slack.api_url, Bolt(), quick)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5), sixth:
                pass
        assert (slack.socket_connections, slack.sockets.most) == (MOST_CONNECTIONS, MOST_CONNECTIONS)
        receipts = await keep_typing(Typist(slack), 0.4)
    assert [receipt.error for receipt in receipts] == [None] * 20
