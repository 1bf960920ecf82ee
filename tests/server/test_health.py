"""Readiness: Slack accepts our token, and the event loop keeps up."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.sandbox.slack.server import Fault, LocalSlack
from bot.server.health import Readiness
from bot.slack.clock import SlackClock
from bot.slack.installation import Installed
from bot.slack.web_api import WebApi


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    local = LocalSlack()
    await local.start()
    yield local
    await local.stop()


@pytest.fixture
def installed(slack: LocalSlack) -> Installed:
    return Installed(WebApi(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[]))


async def test_ready_only_after_slacks_first_answer(installed: Installed) -> None:
    readiness = Readiness(installed, SlackClock())
    assert readiness.problem() == "Slack has not confirmed our token yet"
    await installed.get()
    assert readiness.problem() is None


async def test_token_is_checked_periodically(slack: LocalSlack, installed: Installed) -> None:
    await installed.get()
    readiness = Readiness(installed, SlackClock(), check_every=0.05)
    readiness.start()
    await slack.wait_for(lambda: [call.method for call in slack.calls].count("auth.test") >= 4, 5)
    await readiness.stop()


async def wait_for_token_checks(slack: LocalSlack, times: int) -> None:
    await slack.wait_for(lambda: [call.method for call in slack.calls].count("auth.test") >= times, 5)


async def test_not_ready_while_slack_refuses_the_token(slack: LocalSlack, installed: Installed) -> None:
    await installed.get()
    readiness = Readiness(installed, SlackClock(), check_every=0.05, retry_every=0.05)
    slack.faults.add("auth.test", Fault(body={"ok": False, "error": "token_revoked"}, status=200), times=8)
    readiness.start()
    assert readiness.problem() is None
    await wait_for_token_checks(slack, 8)
    assert readiness.problem() == "Slack refuses our token"
    await wait_for_token_checks(slack, 11)
    assert readiness.problem() is None
    await readiness.stop()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=429, headers={"Retry-After": "1"}, body={"ok": False, "error": "ratelimited"}),
        Fault(status=503, body="upstream"),
        Fault(reset="before"),
    ],
    ids=["limited", "down", "cut"],
)
async def test_unanswered_token_check_is_only_a_warning(
    slack: LocalSlack, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    later = 0.0
    client = WebApi(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    installed = Installed(client, lambda: time.monotonic() + later)
    await installed.get()
    readiness = Readiness(installed, SlackClock(), check_every=0.05, retry_every=0.05)
    slack.faults.add("auth.test", fault, times=100)
    readiness.start()
    await wait_for_token_checks(slack, 5)
    later = 200.0
    assert readiness.problem() is None
    assert readiness.warnings() == [f"Slack has not confirmed our token for {installed.age:.0f} s"]
    assert "Slack does not confirm our token: " in caplog.text
    await readiness.stop()


@pytest.mark.parametrize(("ahead", "told"), [(75.0, "75 s ahead of"), (-75.0, "75 s behind")])
async def test_wrong_clock_is_a_warning_and_one_log_line(
    slack: LocalSlack, installed: Installed, caplog: pytest.LogCaptureFixture, ahead: float, told: str
) -> None:
    await installed.get()
    clock = SlackClock()
    readiness = Readiness(installed, clock, max_skew=300, check_every=0.05)
    clock.note(1_000, 1_000 + ahead + (ahead > 0))
    readiness.start()
    await wait_for_token_checks(slack, 5)
    await readiness.stop()
    complaint = f"this machine's clock is {told} Slack's"
    assert (readiness.problem(), readiness.warnings()) == (None, [complaint])
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.server.health"]
    assert lines == [f"{complaint}: let NTP set it; requests that seem older than 300 s are refused"]


async def test_not_ready_when_the_clock_is_too_far_off(installed: Installed) -> None:
    await installed.get()
    clock = SlackClock()
    clock.note(1_000, 1_302)
    assert Readiness(installed, clock, max_skew=300).problem() == "this machine's clock is 301 s ahead of Slack's"
    assert Readiness(installed, clock).problem() is None


async def test_slacks_answers_reveal_its_time(slack: LocalSlack) -> None:
    clock = SlackClock()
    client = WebApi(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    await Installed(client, heard=clock.note).get()
    assert clock.agrees


async def test_not_ready_while_the_event_loop_is_blocked(
    installed: Installed,
) -> None:
    await installed.get()
    readiness = Readiness(installed, SlackClock(), tick=0.05, max_lag=0.3)
    readiness.start()
    await asyncio.sleep(0.1)
    assert readiness.problem() is None
    time.sleep(0.5)  # noqa: ASYNC251 - holding up the event loop is what this test does
    assert readiness.problem() == "the event loop lags"
    await asyncio.sleep(0.15)
    assert readiness.problem() is None
    await readiness.stop()


async def test_unknown_error_codes_are_not_logged(
    slack: LocalSlack, installed: Installed, caplog: pytest.LogCaptureFixture
) -> None:
    await installed.get()
    readiness = Readiness(installed, SlackClock(), check_every=0.05, retry_every=0.05)
    slack.faults.add("auth.test", Fault(body={"ok": False, "error": "no_such: Jane <jane@example.com>"}, status=200))
    readiness.start()
    await wait_for_token_checks(slack, 3)
    await readiness.stop()
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.server.health"]
    assert lines == ["Slack does not confirm our token: other; copy SLACK_BOT_TOKEN again from OAuth & Permissions"]
