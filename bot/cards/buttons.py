"""The buttons of a card, and what each carries. Pure.

A button's value comes back as typed input does, from messages that may be years old: it holds ids only, is parsed again
with every click, and grants nothing.
"""

from typing import Final

from bot.cards.message import Block
from bot.cards.text import BUTTON_TEXT_LIMIT, clean, clip, plain_text

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
    return {**_button("Open in Spott", OPEN_IN_SPOTT), "url": url}


def post_here(candidate_id: str, where: str, people: int) -> Block:
    """Shows a private card to everybody in the conversation, once the person has confirmed it.

    Args:
        candidate_id: Whose card it is.
        where: What to call the conversation, such as "#recruiting"; Slack's own name, so never trusted as markup.
        people: How many can read it; 0 when Slack does not say.
    """
    readers = {0: "Everybody", 1: "1 person"}.get(people, f"{people:,} people")
    ask = _confirm("Post this card?", f"{readers} in {clean(where)} will be able to read it.", "Post")
    return {**_button("Post here", POST_HERE, candidate_id), "confirm": ask}


def remove(asked_by: str) -> Block:
    """Takes the card away; for who asked for it, and for admins."""
    ask = _confirm("Remove this card?", "It will be gone for everybody.", "Remove")
    return {**_button("Remove", REMOVE, asked_by), "confirm": ask}


def details(candidate_id: str) -> Block:
    """Opens all that Spott knows about the person, for whoever clicks."""
    return _button("Details", DETAILS, candidate_id)


def refresh(candidate_id: str, asked_by: str, *, shared: bool = False) -> Block:
    """Fetches the person anew and updates the card where it stands.

    Args:
        candidate_id: Whose card it is.
        asked_by: Slack's id of who looked the person up; the card goes on naming them.
        shared: Whether they showed to others what they first had for themselves; the card goes on saying so.
    """
    return _button(
        "Refresh", REFRESH, f"{candidate_id} {asked_by} {SHARED}" if shared else f"{candidate_id} {asked_by}"
    )


def show(candidate_id: str, *, private: bool, name: str = "") -> Block:
    """Shows one of several people found.

    Args:
        candidate_id: Who it is.
        private: Whether the card is for the person alone.
        name: What a screen reader says, where several such buttons stand one below the other.
    """
    button = _button("Show", SHOW, f"{candidate_id} {PRIVATE}" if private else candidate_id)
    return {**button, "accessibility_label": clip(f"Show {name}", BUTTON_TEXT_LIMIT)} if name else button


def post_to_thread(candidate_id: str) -> Block:
    """Puts the card into the thread of the message that was pointed at, once the person has confirmed it."""
    ask = _confirm("Post this card?", "Everybody who can read the thread will be able to read it.", "Post")
    return {**_button("Post to thread", POST_TO_THREAD, candidate_id), "confirm": ask}


def _button(text: str, action_id: str, value: str | None = None) -> Block:
    button: Block = {"type": "button", "action_id": action_id, "text": plain_text(text, BUTTON_TEXT_LIMIT)}
    return button if value is None else {**button, "value": value}


def _confirm(title: str, text: str, confirm: str) -> Block:
    # https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(confirm, 30),
        "deny": plain_text("Cancel", 30),
    }
