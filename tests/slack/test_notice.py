"""A notice knows its outcome."""

from bot.cards import notices
from bot.slack import notice
from bot.slack.notice import OUTCOMES, Notice
from bot.telemetry.journal import Outcome
from tests.cards import keys


def test_exactly_the_notices_in_use_have_an_outcome() -> None:
    calls = {key for use in keys.uses() if use.module == "notice" for key in use.keys}
    tables = {key for use in keys.uses() if use.where.startswith("listeners/explain") for key in use.keys}
    assert calls <= set(OUTCOMES) <= calls | tables


def test_notice_has_its_text_and_its_outcome() -> None:
    expected = Notice(notices.of("spott_busy", wait="5 seconds"), Outcome.SPOTT_BUSY)
    assert notice.of("spott_busy", wait="5 seconds") == expected
