"""Ready means: Slack takes our token, and the event loop keeps up."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo.slack.server import Fault, LocalSlack
from bot.installation import Installed
from bot.readiness import Readiness


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    local = LocalSlack()
    await local.start()
    yield local
    await local.stop()


@pytest.fixture
def installed(slack: LocalSlack) -> Installed:
    return Installed(AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[]))


async def test_before_slack_has_answered_it_is_not_ready_and_then_it_is(installed: Installed) -> None:
    readiness = Readiness(installed)
    assert readiness.lacks() == "Slack does not confirm our token"
    await installed.get()
    assert readiness.lacks() is None


async def test_slack_is_asked_again_and_again(slack: LocalSlack, installed: Installed) -> None:
    await installed.get()
    readiness = Readiness(installed, prove_every=0.05)
    readiness.start()
    await slack.wait_for(lambda: [call.method for call in slack.calls].count("auth.test") >= 4, 5)
    await readiness.stop()


async def test_failures_count_once_the_last_good_answer_is_too_old(slack: LocalSlack, installed: Installed) -> None:
    await installed.get()
    readiness = Readiness(installed, prove_every=0.05, ask_again=0.05, too_old=0.3)
    slack.faults.add("auth.test", Fault(body={"ok": False, "error": "token_revoked"}, status=200), times=8)
    readiness.start()
    assert readiness.lacks() is None
    await slack.wait_for(lambda: [call.method for call in slack.calls].count("auth.test") >= 8, 5)
    assert readiness.lacks() == "Slack does not confirm our token"
    await slack.wait_for(lambda: [call.method for call in slack.calls].count("auth.test") >= 11, 5)
    assert readiness.lacks() is None
    await readiness.stop()


async def test_an_event_loop_that_is_held_up_is_seen_at_once_and_forgotten_when_it_runs_again(
    installed: Installed,
) -> None:
    await installed.get()
    readiness = Readiness(installed, tick=0.05, most_lag=0.3)
    readiness.start()
    await asyncio.sleep(0.1)
    assert readiness.lacks() is None
    time.sleep(0.5)  # noqa: ASYNC251 - holding up the event loop is what this test does
    assert readiness.lacks() == "the event loop lags"
    await asyncio.sleep(0.15)
    assert readiness.lacks() is None
    await readiness.stop()
