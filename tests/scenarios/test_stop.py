"""A stop during look-ups, as in a deploy: nothing is lost, nothing is posted twice, and it takes 8 s at most."""

import asyncio
import signal

import pytest

from bot.sandbox.slack.identity import BOT_TOKEN
from bot.sandbox.slack.server import Fault
from tests.deploy import is_ready, site
from tests.polling import until
from tests.raw_http import exchange, request_bytes
from tests.stopping import Stopped, stop_under_load

pytestmark = pytest.mark.waits

PROMISED = 8.0
KILLED_AFTER = 10.0
"""Seconds after which platforms kill."""


async def test_with_spott_hanging_every_user_gets_one_notice_over_http() -> None:
    stopped = await stop_under_load(socket_mode=False, spott="hanging", after=0.1, look_ups=100, twice=True)
    assert stopped.count.restarting == stopped.count.acknowledged
    assert_good(stopped)


async def test_with_spott_slow_every_user_gets_their_card_over_socket_mode() -> None:
    stopped = await stop_under_load(socket_mode=True, spott="slow", after=0.3, look_ups=100)
    assert stopped.count.restarting == 0
    assert_good(stopped)


def assert_good(stopped: Stopped) -> None:
    got = stopped.count
    assert (got.lost, got.twice, got.chatty) == (0, 0, 0)
    # Commands typed just after the signal count if they were acknowledged.
    assert got.acknowledged >= 100
    assert stopped.exit_code == 0
    assert stopped.own_seconds <= PROMISED
    assert stopped.seconds < KILLED_AFTER
    assert "Traceback" not in stopped.log
    assert "(logged by" not in stopped.log


async def test_stop_is_announced_and_connections_are_closed_before_the_exit() -> None:
    async with site(forked=True) as here:
        running = await here.run()
        assert await is_ready(running.port)
        signalled = running.signal(signal.SIGINT)
        await asyncio.sleep(0.3)
        answer = await exchange(running.port, request_bytes({}, b"", method="GET", path="/readyz"))
        assert (answer.status, answer.headers["connection"]) == (503, "close")
        assert await running.exit_code() == 0
        # With no work in progress, it does not wait.
        assert 1.0 <= running.ended_at - signalled < 7.5


async def test_stop_during_a_blocked_start() -> None:
    async with site(forked=True) as here:
        here.slack.faults.add("auth.test", Fault(delay=30))
        running = await here.run(wait=False)
        await until(lambda: is_listening(running.port), 20)
        signalled = running.signal()
        assert await running.exit_code() == 0
        assert running.ended_at - signalled < 7.5


async def is_listening(port: int) -> bool:
    try:
        return (await exchange(port, request_bytes({}, b"", method="GET", path="/healthz"))).status == 200
    except OSError:
        return False


@pytest.mark.parametrize(
    ("bot_token", "app_token", "told"),
    [
        ("xoxb-wrong", "", "Slack refuses SLACK_BOT_TOKEN (invalid_auth): copy SLACK_BOT_TOKEN again from"),
        (BOT_TOKEN, "xapp-wrong", "Slack refuses SLACK_APP_TOKEN (invalid_auth): make a new one with"),
    ],
)
async def test_wrong_token_is_one_sentence(bot_token: str, app_token: str, told: str) -> None:
    async with site(forked=True) as here:
        running = await here.run(wait=False, SLACK_BOT_TOKEN=bot_token, SLACK_APP_TOKEN=app_token)
        assert await running.exit_code(20) == 1
    assert told in running.log
    assert "-wrong" not in running.log
    assert "Traceback" not in running.log
