"""A notice knows its outcome."""

from bot.cards.message import own_words
from bot.cards.notices import Wait
from bot.slack import notice
from bot.slack.notice import OUTCOMES, Notice
from bot.telemetry.journal import Outcome
from tests.cards import keys
from tests.english import say


def test_exactly_the_notices_in_use_have_an_outcome() -> None:
    calls = {key for use in keys.uses() if use.module == "notice" for key in use.keys}
    tables = {key for use in keys.uses() if use.where.startswith("listeners/explain") for key in use.keys}
    assert calls <= set(OUTCOMES) <= calls | tables


def test_notice_has_its_text_and_its_outcome() -> None:
    busy = notice.of("spott_busy", wait=Wait(5.0))
    assert busy == Notice("spott_busy", Outcome.SPOTT_BUSY, {"wait": Wait(5.0)})
    text = "Spott is busy right now. Please try again in 5 seconds."
    assert busy.message(say) == {"text": text, "blocks": [own_words(text)]}
