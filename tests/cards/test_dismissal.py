"""A user can dismiss a message that only they see."""

from typing import Any

import pytest

from bot.cards import buttons
from bot.cards.dismissal import dismissible
from bot.cards.message import Block, actions, context, header, own_words, section
from tests.cards.judges import refusals
from tests.english import say

DISMISS = {
    "type": "button",
    "action_id": "dismiss",
    "text": {"type": "plain_text", "text": "Dismiss", "emoji": False},
}
NAME, SENTENCE, FOOT = header("Jane Doe"), own_words("Spott is busy right now."), context("As of today")
LINES = own_words("*Look someone up*\nType a name.")
DETAILS = buttons.details(say, "c-1")
ROW, LONGER_ROW = actions(DETAILS), actions(DETAILS, DISMISS)
BESIDE = section("Jane Doe", DETAILS)


@pytest.mark.parametrize(
    ("blocks", "shown"),
    [
        pytest.param([SENTENCE], [{**SENTENCE, "accessory": DISMISS}], id="a-notice"),
        pytest.param([LINES], [LINES, actions(DISMISS)], id="several-lines"),
        pytest.param([NAME, ROW], [NAME, LONGER_ROW], id="a-card"),
        pytest.param([NAME, ROW, FOOT], [NAME, LONGER_ROW, FOOT], id="a-card-with-a-footer"),
        pytest.param([ROW, SENTENCE, ROW], [ROW, SENTENCE, LONGER_ROW], id="two-rows-of-buttons"),
        pytest.param([NAME, SENTENCE], [NAME, SENTENCE, actions(DISMISS)], id="no-buttons"),
        pytest.param([BESIDE], [BESIDE, actions(DISMISS)], id="a-button-beside-the-text"),
    ],
)
def test_message_gets_a_dismiss_button(blocks: list[Block], shown: list[Block]) -> None:
    message = dismissible({"text": "what it says", "blocks": blocks}, say)
    assert message == {"text": "what it says", "blocks": shown}
    assert refusals(message) == []


@pytest.mark.parametrize("button", [buttons.dismiss(say), buttons.none_of_these(say)], ids=["dismiss", "none-of-these"])
def test_message_with_a_dismiss_button_is_unchanged(button: dict[str, Any]) -> None:
    message: Any = {"text": "Which one?", "blocks": [SENTENCE, section("Jane Doe", DETAILS), actions(button)]}
    assert dismissible(message, say) == message
