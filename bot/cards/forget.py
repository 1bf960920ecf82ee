"""Forgetting a person, for admins: the button on their Home tab, its form, and the report. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.cards import dates, notices, views
from bot.cards.message import Block, Message, own_words
from bot.cards.text import BUTTON_TEXT_LIMIT, plain_text
from bot.cards.texts import Language
from bot.cards.views import QUERY, TYPED, View

ASK_TO_FORGET: Final = "ask_to_forget"
"""The button's action_id."""
FORGET: Final = "forget_person"
"""The form's callback_id."""

_ID_LIMIT: Final = 64
_PLACES_SHOWN: Final = 20


def button(say: Language) -> Block:
    """Opens the form."""
    return {"type": "button", "action_id": ASK_TO_FORGET, "text": plain_text(say("button_forget"), BUTTON_TEXT_LIMIT)}


def form(say: Language, *, hint: str = "") -> View:
    """A form for the ID of the candidate to forget.

    Args:
        say: The reader's language.
        hint: Our own sentence above the field, instead of the one that says what will happen.
    """
    field: Block = {"type": "plain_text_input", "action_id": TYPED, "max_length": _ID_LIMIT, "focus_on_load": True}
    asked: Block = {"type": "input", "block_id": QUERY, "label": plain_text(say("forget_label")), "element": field}
    blocks = [own_words(hint or say("forget_hint")), asked]
    return views.form(say, FORGET, say("title_forget"), blocks, submit=say("forget_submit"))


def report(say: Language, removed: int, rows: int, left: Sequence[tuple[str, datetime]]) -> Message:
    """What was done, and what has to be done by hand.

    Args:
        say: The reader's language.
        removed: How many cards were taken down.
        rows: How many rows of the log contained the id.
        left: The cards that could not be taken down: the channel of each, and when it was posted.
    """
    done = notices.of(say, "forgotten", cards=say.number(removed), rows=say.number(rows))
    if not left:
        return done
    places = [f"<#{channel_id}> {dates.mrkdwn(at, say)}" for channel_id, at in left]
    listed = ", ".join(places[:_PLACES_SHOWN])
    if len(places) > _PLACES_SHOWN:
        listed = say.count("names_and_more", len(places) - _PLACES_SHOWN, names=listed)
    by_hand = notices.of(say, "forgotten_left", places=listed)
    return {"text": f"{done['text']}\n{by_hand['text']}", "blocks": [*done["blocks"], *by_hand["blocks"]]}
