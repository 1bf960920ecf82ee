"""The buttons of a card. Pure. `bot.cards.carried` writes and reads what they carry."""

from typing import Final

from bot.cards import carried
from bot.cards.message import Block
from bot.cards.text import BUTTON_TEXT_LIMIT, clean, clip, plain_text
from bot.cards.texts import say, say_count

OPEN_IN_SPOTT: Final = "open_in_spott"
POST_HERE: Final = "post_here"
REMOVE: Final = "remove"
DETAILS: Final = "details"
REFRESH: Final = "refresh"
SHOW: Final = "show_person"
POST_TO_THREAD: Final = "post_to_thread"


def open_in_spott(url: str) -> Block:
    """Opens a person's page in Spott. Slack still reports the click to the app."""
    return {**_button(say("button_open"), OPEN_IN_SPOTT), "url": url}


def post_here(candidate_id: str, where: str, people: int) -> Block:
    """Posts a private card to the conversation, after the person has confirmed it.

    Args:
        candidate_id: Whose card it is.
        where: The conversation's name, such as "#recruiting"; it comes from Slack, so it is never treated as markup.
        people: How many people can read it; 0 if Slack does not say.
    """
    where = clean(where)
    readers = (
        say_count("confirm_post_here", people, where=where) if people else say("confirm_post_here_unknown", where=where)
    )
    ask = _confirm(say("confirm_post"), readers, say("confirm_post_yes"))
    return {**_button(say("button_post_here"), POST_HERE, carried.Person(candidate_id).encode()), "confirm": ask}


def remove(asked_by: str) -> Block:
    """Removes the card; for the person who asked for it, and for admins."""
    ask = _confirm(say("confirm_remove"), say("confirm_remove_text"), say("confirm_remove_yes"))
    return {**_button(say("button_remove"), REMOVE, carried.Asker(asked_by).encode()), "confirm": ask}


def details(candidate_id: str) -> Block:
    """Shows everything that Spott knows about the person to the user who clicks."""
    return _button(say("button_details"), DETAILS, carried.Person(candidate_id).encode())


def refresh(candidate_id: str, asked_by: str, *, shared: bool = False) -> Block:
    """Fetches the person again and updates the card in place.

    Args:
        candidate_id: Whose card it is.
        asked_by: Slack id of the user who looked the person up; the card keeps naming them.
        shared: Whether that user posted a card that was private at first; the card keeps saying so.
    """
    return _button(say("button_refresh"), REFRESH, carried.Card(candidate_id, asked_by, shared).encode())


def show(candidate_id: str, *, private: bool, name: str = "") -> Block:
    """Shows one of several people found.

    Args:
        candidate_id: Who it is.
        private: Whether the card is for the user alone.
        name: For screen readers, since several such buttons follow each other.
    """
    button = _button(say("button_show"), SHOW, carried.Choice(candidate_id, private).encode())
    if not name:
        return button
    return {**button, "accessibility_label": clip(say("button_show_for_screen_readers", name=name), BUTTON_TEXT_LIMIT)}


def post_to_thread(candidate_id: str) -> Block:
    """Posts the card to the thread of the message, after the person has confirmed it."""
    ask = _confirm(say("confirm_post"), say("confirm_post_to_thread"), say("confirm_post_yes"))
    return {
        **_button(say("button_post_to_thread"), POST_TO_THREAD, carried.Person(candidate_id).encode()),
        "confirm": ask,
    }


def _button(text: str, action_id: str, value: str | None = None) -> Block:
    button: Block = {"type": "button", "action_id": action_id, "text": plain_text(text, BUTTON_TEXT_LIMIT)}
    return button if value is None else {**button, "value": value}


def _confirm(title: str, text: str, confirm: str) -> Block:
    # https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(confirm, 30),
        "deny": plain_text(say("confirm_no"), 30),
    }
