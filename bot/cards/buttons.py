"""The buttons of a card, and what each carries. Pure.

A button's value comes back as typed input does, from messages that may be years old: it holds ids only, is parsed again
with every click, and grants nothing.
"""

from typing import Final

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

PRIVATE: Final = "private"
"""The second word in the value of a `show` button whose card is for the person alone."""
SHARED: Final = "shared"
"""The third word in the value of a `refresh` button on a card that was private first."""


def open_in_spott(url: str) -> Block:
    """Opens a person's page in Spott. Slack reports the click all the same."""
    return {**_button(say("button_open"), OPEN_IN_SPOTT), "url": url}


def post_here(candidate_id: str, where: str, people: int) -> Block:
    """Shows a private card to everybody in the conversation, once the person has confirmed it.

    Args:
        candidate_id: Whose card it is.
        where: What to call the conversation, such as "#recruiting"; Slack's own name, so never trusted as markup.
        people: How many can read it; 0 when Slack does not say.
    """
    where = clean(where)
    readers = (
        say_count("confirm_post_here", people, where=where) if people else say("confirm_post_here_unknown", where=where)
    )
    ask = _confirm(say("confirm_post"), readers, say("confirm_post_yes"))
    return {**_button(say("button_post_here"), POST_HERE, candidate_id), "confirm": ask}


def remove(asked_by: str) -> Block:
    """Takes the card away; for who asked for it, and for admins."""
    ask = _confirm(say("confirm_remove"), say("confirm_remove_text"), say("confirm_remove_yes"))
    return {**_button(say("button_remove"), REMOVE, asked_by), "confirm": ask}


def details(candidate_id: str) -> Block:
    """Opens all that Spott knows about the person, for whoever clicks."""
    return _button(say("button_details"), DETAILS, candidate_id)


def refresh(candidate_id: str, asked_by: str, *, shared: bool = False) -> Block:
    """Fetches the person anew and updates the card where it stands.

    Args:
        candidate_id: Whose card it is.
        asked_by: Slack's id of who looked the person up; the card goes on naming them.
        shared: Whether they showed to others what they first had for themselves; the card goes on saying so.
    """
    value = f"{candidate_id} {asked_by} {SHARED}" if shared else f"{candidate_id} {asked_by}"
    return _button(say("button_refresh"), REFRESH, value)


def show(candidate_id: str, *, private: bool, name: str = "") -> Block:
    """Shows one of several people found.

    Args:
        candidate_id: Who it is.
        private: Whether the card is for the person alone.
        name: What a screen reader says, where several such buttons stand one below the other.
    """
    button = _button(say("button_show"), SHOW, f"{candidate_id} {PRIVATE}" if private else candidate_id)
    if not name:
        return button
    return {**button, "accessibility_label": clip(say("button_show_for_screen_readers", name=name), BUTTON_TEXT_LIMIT)}


def post_to_thread(candidate_id: str) -> Block:
    """Puts the card into the thread of the message that was pointed at, once the person has confirmed it."""
    ask = _confirm(say("confirm_post"), say("confirm_post_to_thread"), say("confirm_post_yes"))
    return {**_button(say("button_post_to_thread"), POST_TO_THREAD, candidate_id), "confirm": ask}


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
