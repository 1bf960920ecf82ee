"""A clock that differs from Slack's, in a separate process: the bot tells operators, and serves while it can."""

import re
import sys

import pytest

from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from tests.deploy import METRICS_TOKEN, Running, site
from tests.polling import until
from tests.raw_http import exchange, request_bytes

pytestmark = pytest.mark.waits

OFF = """
import sys, time
real = time.time
time.time = lambda: real() + {seconds}
from bot.cli.main import main
sys.exit(main([]))
"""


def with_a_clock_off_by(seconds: int) -> tuple[str, ...]:
    return sys.executable, "-c", OFF.format(seconds=seconds)


async def page(running: Running, path: str) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    answer = await exchange(running.port, request_bytes(headers, b"", method="GET", path=path))
    return answer.status, answer.body.decode()


async def is_known(running: Running) -> bool:
    """Whether it listens and has learnt Slack's time."""
    try:
        return "clock" in (await page(running, "/readyz"))[1]
    except OSError:
        return False


def skew_in(said: str) -> tuple[int, str]:
    """How many seconds the clock is off, and in which direction, according to a log line."""
    found = re.search(r"this machine's clock is (\d+) s (ahead of|behind) Slack's", said)
    assert found, said
    return int(found[1]), found[2]


async def ahead(running: Running) -> float:
    _, figures = await page(running, "/metrics")
    (value,) = re.findall(r"^spott_slack_clock_ahead_seconds (\S+)$", figures, re.MULTILINE)
    return float(value)


@pytest.mark.parametrize(
    ("seconds", "side", "socket_mode"),
    [(-90, "behind", False), (330, "ahead of", True)],
    ids=["by a minute, http", "by five minutes, socket mode"],
)
async def test_wrong_clock_is_reported_and_serves(seconds: int, side: str, *, socket_mode: bool) -> None:
    async with site(acknowledge_within=20.0) as here:
        here.spott_answers("well", of=1)
        running = await here.run(with_a_clock_off_by(seconds), socket_mode=socket_mode)
        if not socket_mode:
            here.send_to(running)
        assert (await here.slack.command("/spott", "c-1", user=MEMBER, channel=PUBLIC)).acknowledged
        # Its clock does not show whether Slack still waited; that is no reason to answer in private.
        await here.slack.wait_for(lambda: len(here.slack.posts) == 1)
        assert here.slack.posts[0].user_visible_to is None
        status, text = await page(running, "/readyz")
        assert (status, text[:7], text.count("\n")) == (200, "ready: ", 1)
        assert abs(skew_in(text)[0] - abs(seconds)) <= 20
        assert skew_in(text)[1] == side
        assert abs(await ahead(running) - seconds) <= 20
        running.signal()
        assert await running.exit_code() == 0
    (line,) = [line for line in running.log.splitlines() if "clock" in line]
    assert skew_in(line)[1] == side
    assert line.endswith("let NTP set it; requests that seem older than 300 s are refused")


async def test_clock_off_by_five_minutes_is_not_ready_over_http() -> None:
    async with site(acknowledge_within=20.0) as here:
        running = await here.run(with_a_clock_off_by(-330), wait=False)
        await until(lambda: is_known(running), 20)
        status, text = await page(running, "/readyz")
        assert (status, text[:11], skew_in(text)[1]) == (503, "not ready: ", "behind")
        assert abs(skew_in(text)[0] - 330) <= 2
        here.send_to(running)
        assert (await here.slack.command("/spott", "c-1", user=MEMBER, channel=PUBLIC)).error == "dispatch_failed"
        assert (await page(running, "/healthz"))[0] == 200
        running.signal()
        assert await running.exit_code() == 0
    assert [skew_in(line)[1] for line in running.log.splitlines() if "clock" in line] == ["behind"]
    assert "request refused: stale" in running.log
    assert "if this goes on, let NTP set the time of this machine" in running.log


async def test_correct_clock_is_not_mentioned() -> None:
    async with site() as here:
        running = await here.run(with_a_clock_off_by(20))
        assert await page(running, "/readyz") == (200, "ready\n")
        running.signal()
        assert await running.exit_code() == 0
    assert "clock" not in running.log
