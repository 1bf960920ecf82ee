"""Log lines that anybody can cause as often as they like."""

import logging

import pytest

from bot.telemetry.logs import OncePerMinute


def test_line_that_anyone_can_trigger_is_logged_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    times = [0.0, 30.0, 59.9, 60.0, 61.0, 500.0]
    line = OncePerMinute(logging.getLogger("bot.tests"), iter(times).__next__)
    for time in times:
        line.warning("at %d", time)
    assert [record.getMessage() for record in caplog.records] == ["at 0", "at 60", "at 500"]
