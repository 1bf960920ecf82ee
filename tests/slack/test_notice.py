"""A notice knows its outcome."""

from bot.cards import notices
from bot.slack import notice
from bot.slack.notice import OUTCOMES, Notice
from bot.telemetry.journal import Outcome
from tests.cards import keys


def test_every_notice_that_the_code_gives_has_an_outcome_and_no_other_has() -> None:
    calls = {key for use in keys.uses() if use.module == "notice" for key in use.keys}
    tables = {key for use in keys.uses() if use.where.startswith("listeners/explain") for key in use.keys}
    assert calls <= set(OUTCOMES) <= calls | tables


def test_a_notice_has_its_text_and_its_outcome() -> None:
    expected = Notice(notices.of("spott_busy", wait="5 seconds"), Outcome.SPOTT_BUSY)
    assert notice.of("spott_busy", wait="5 seconds") == expected
