"""What the scenarios share."""

import pytest

from bot.access import slack_questions


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for Slack's facts for so long that a busy machine doesn't matter."""
    monkeypatch.setattr(slack_questions, "WAIT_SECONDS", 30.0)
