"""Signals: some stop the bot as SIGTERM does, all others do nothing."""

import asyncio
import signal
import sys

import pytest

from tests.deploy import OURS, count, is_ready, site
from tests.polling import until

pytestmark = [pytest.mark.waits, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]

NOTHING = ("SIGUSR1", "SIGUSR2", "SIGALRM", "SIGPROF", "SIGIO", "SIGPIPE", "SIGWINCH", "SIGRTMIN", "SIGRTMAX")


async def test_sighup_stops_without_losing_work_in_progress() -> None:
    """As SIGTERM does, which `test_stop.py` sends; the others are tested without a process."""
    async with site(forked=True) as here:
        here.spott_answers("slow", of=20)
        running = await here.run()
        here.send_to(running)
        receipts = await asyncio.gather(*(here.type() for _ in range(20)))
        running.signal(signal.SIGHUP)
        assert await running.exit_code() == 0
        got = count(receipts, here.answer_log)
    assert (got.acknowledged, got.lost, got.twice, got.restarting) == (20, 0, 0, 0)


async def test_other_signals_do_nothing() -> None:
    async with site(forked=True) as here:
        here.spott_answers("slow", of=20)
        running = await here.run()
        here.send_to(running)
        receipts = await asyncio.gather(*(here.type() for _ in range(20)))
        for name in NOTHING:
            running.signal(signal.Signals[name])
            await asyncio.sleep(0.02)
        await until(lambda: len(here.answer_log.outcomes) == 20)
        assert await is_ready(running.port)
        running.signal()
        assert await running.exit_code() == 0
        got = count(receipts, here.answer_log)
    assert (got.acknowledged, got.lost, got.twice, got.restarting) == (20, 0, 0, 0)


async def test_sighup_is_ignored_under_nohup() -> None:
    async with site(forked=True) as here:
        running = await here.run(("nohup", *OURS))
        running.signal(signal.SIGHUP)
        await asyncio.sleep(0.3)
        assert await is_ready(running.port)
        running.signal()
        assert await running.exit_code() == 0
