"""The buttons of a card. Pure. `bot.cards.carried` encodes and decodes their values."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from bot.cards import carried
from bot.cards.message import Block
from bot.cards.text import BUTTON_TEXT_LIMIT, PLACEHOLDER_LIMIT, clean, clip, plain_text
from bot.cards.texts import Key, Language

OPEN_IN_SPOTT: Final = "open_in_spott"
POST_HERE: Final = "post_here"
REMOVE: Final = "remove"
DETAILS: Final = "details"
REFRESH: Final = "refresh"
REFRESH_IN_MODAL: Final = "refresh_in_modal"
REFRESH_DETAILS: Final = "refresh_details"
OTHER_RECORDS: Final = "other_records"
SHOW: Final = "show_person"
SHOW_JOB: Final = "show_job"
POST_JOB_HERE: Final = "post_job_here"
REFRESH_JOB: Final = "refresh_job"
POST_JOB_TO_THREAD: Final = "post_job_to_thread"
REFRESH_LIST: Final = "refresh_list"
POST_LIST_HERE: Final = "post_list_here"
OPEN_PERSON: Final = "open_person"
SHOW_LINKED_PERSON: Final = "show_linked_person"
SHOW_LINKED_JOB: Final = "show_linked_job"
POST_TO_THREAD: Final = "post_to_thread"
SEARCH_NAME: Final = "search_name"
DISMISS: Final = "dismiss"
NONE_OF_THESE: Final = "none_of_these"
GO_TO_CARD: Final = "go_to_card"
SHOW_RECENT: Final = "show_recent"
SHOW_RECENT_JOB: Final = "show_recent_job"
PREVIEWS_OFF: Final = "previews_off"
PREVIEWS_ON: Final = "previews_on"
CLEAR_RECENTS: Final = "clear_recents"


def open_in_spott(say: Language, url: str) -> Block:
    """Opens a person's or a job's page in Spott. Slack still reports the click to the app."""
    return {**_button(say, "button_open", OPEN_IN_SPOTT), "url": url}


def post_here(say: Language, candidate_id: str, where: str, *, is_public: bool) -> Block:
    """Posts a private card to the conversation, after the person has confirmed it.

    Args:
        say: The reader's language.
        candidate_id: Whose card it is.
        where: The conversation's name, such as "#recruiting"; it comes from Slack, so it is never treated as markup.
        is_public: Whether every member of the workspace can read it. The conversation's member count would say too
                little, and it includes bots.
    """
    return _post_here(say, carried.Person(candidate_id), POST_HERE, where, is_public=is_public)


def remove(say: Language, asked_by: str) -> Block:
    """Removes the card, for the person who asked for it, and for admins.

    Slack shows everyone the same buttons, so the confirmation says who may remove it.
    """
    return {**_carrying(say, carried.Asker(asked_by), "button_remove", REMOVE), "confirm": _confirm_remove(say)}


def details(say: Language, candidate_id: str) -> Block:
    """Shows everything that Spott knows about the person to the user who clicks."""
    return _carrying(say, carried.Person(candidate_id), "button_details", DETAILS)


def refresh(say: Language, candidate_id: str, asked_by: str, *, shared: bool = False) -> Block:
    """Fetches the person again and updates the card in place.

    Args:
        say: The reader's language.
        candidate_id: Whose card it is.
        asked_by: Slack id of the user who looked the person up; the card keeps naming them.
        shared: Whether that user posted a card that was private at first; the card keeps saying so.
    """
    return _carrying(say, carried.Card(candidate_id, asked_by, shared), "button_refresh", REFRESH)


def refresh_in_modal(say: Language, candidate_id: str) -> Block:
    """Fetches the person again and updates the card in a modal."""
    return _carrying(say, carried.Person(candidate_id), "button_refresh", REFRESH_IN_MODAL)


def refresh_details(say: Language, candidate_id: str) -> Block:
    """Fetches the person again and updates Details."""
    return _carrying(say, carried.Person(candidate_id), "button_refresh", REFRESH_DETAILS)


def other_records(say: Language, candidate_id: str) -> Block:
    """Searches for other records with the person's email addresses and phone numbers."""
    return _carrying(say, carried.Person(candidate_id), "button_other_records", OTHER_RECORDS)


def show(say: Language, candidate_id: str, *, private: bool, name: str = "") -> Block:
    """Shows one of several people found.

    Args:
        say: The reader's language.
        candidate_id: The person.
        private: Whether the card is for the user alone.
        name: For screen readers, since several such buttons follow each other.
    """
    button = _carrying(say, carried.Choice(candidate_id, private), "button_show", SHOW)
    if name:
        button["accessibility_label"] = clip(say("button_show_for_screen_readers", name=name), BUTTON_TEXT_LIMIT)
    return button


def show_privately(say: Language, candidate_id: str, *, name: str) -> Block:
    """Shows a person's card to the user who clicks; the list stays as it is.

    Args:
        say: The reader's language.
        candidate_id: The person.
        name: For screen readers, since several such buttons follow each other.
    """
    label = clip(say("button_show_for_screen_readers", name=name), BUTTON_TEXT_LIMIT)
    return {**_carrying(say, carried.Person(candidate_id), "button_show", OPEN_PERSON), "accessibility_label": label}


def show_linked_person(say: Language, candidate_id: str, *, name: str) -> Block:
    """Shows the person that a link leads to, to the user who clicks; otherwise as `show_privately`."""
    return {**show_privately(say, candidate_id, name=name), "action_id": SHOW_LINKED_PERSON}


def show_linked_job(say: Language, vacancy_id: str, *, title: str) -> Block:
    """Shows the job that a link leads to, to the user who clicks; otherwise as `show_job`."""
    return {**show_job(say, vacancy_id, private=True, title=title), "action_id": SHOW_LINKED_JOB}


def show_job(say: Language, vacancy_id: str, *, private: bool, title: str) -> Block:
    """Shows one of several jobs found.

    Args:
        say: The reader's language.
        vacancy_id: The job.
        private: Whether the card is for the user alone.
        title: For screen readers, since several such buttons follow each other.
    """
    label = clip(say("button_show_for_screen_readers", name=title), BUTTON_TEXT_LIMIT)
    button = _carrying(say, carried.JobChoice(vacancy_id, private), "button_show", SHOW_JOB)
    return {**button, "accessibility_label": label}


def look_up_again(say: Language, candidate_id: str, asked_by: str) -> Block:
    """Shows an expired card again, in place; like `refresh`."""
    return _carrying(say, carried.Card(candidate_id, asked_by), "button_look_up_again", REFRESH)


def look_up_job_again(say: Language, vacancy_id: str, asked_by: str) -> Block:
    """Shows an expired card of a job again, in place; like `refresh_job`."""
    return _carrying(say, carried.JobCard(vacancy_id, asked_by), "button_look_up_again", REFRESH_JOB)


def post_again(say: Language, post_here: Block) -> Block:
    """The `post_here` button, labelled for a card that is already there."""
    return {**post_here, "text": plain_text(say("button_post_again"), BUTTON_TEXT_LIMIT)}


def go_to_message(say: Language, url: str) -> Block:
    """Goes to a message in Slack."""
    return {**_button(say, "button_go_to_card", GO_TO_CARD), "url": url}


def show_recent(say: Language, candidate_id: str, *, name: str) -> Block:
    """Shows one of a user's last look-ups, on their Home tab; otherwise as `show_privately`."""
    return {**show_privately(say, candidate_id, name=name), "action_id": SHOW_RECENT}


def show_recent_job(say: Language, vacancy_id: str, *, name: str) -> Block:
    """Shows a job among a user's last look-ups; otherwise as `show_recent`."""
    return {**show_job(say, vacancy_id, private=True, title=name), "action_id": SHOW_RECENT_JOB}


def clear_recents(say: Language) -> Block:
    """Clears a user's last look-ups from their Home tab, after they have confirmed it."""
    ask = _confirm(say, "confirm_clear", say("confirm_clear_text"), "confirm_clear_yes")
    return {**_button(say, "button_clear", CLEAR_RECENTS), "confirm": ask}


def turn_previews(say: Language, *, off: bool) -> Block:
    """Turns the previews below a user's links off, or on again."""
    return _button(say, "button_off", PREVIEWS_OFF) if off else _button(say, "button_on", PREVIEWS_ON)


def refresh_job(say: Language, vacancy_id: str, asked_by: str, *, shared: bool = False) -> Block:
    """Fetches the job again and updates its card in place; otherwise as `refresh`."""
    return _carrying(say, carried.JobCard(vacancy_id, asked_by, shared), "button_refresh", REFRESH_JOB)


def post_job_here(say: Language, vacancy_id: str, where: str, *, is_public: bool) -> Block:
    """Posts a job's private card to the conversation; otherwise as `post_here`."""
    what = carried.JobChoice(vacancy_id, private=False)
    return _post_here(say, what, POST_JOB_HERE, where, is_public=is_public)


def post_job_to_thread(say: Language, vacancy_id: str) -> Block:
    """Posts a job's card to the thread of the message; otherwise as `post_to_thread`."""
    return _post_to_thread(say, carried.JobChoice(vacancy_id, private=False), POST_JOB_TO_THREAD)


def refresh_list(say: Language, candidate_ids: Sequence[str], asked_by: str, *, shared: bool = False) -> Block:
    """Fetches the people in a list again and updates it in place; otherwise as `refresh`."""
    what = carried.PeopleList(tuple(candidate_ids), asked_by, shared)
    return _carrying(say, what, "button_refresh", REFRESH_LIST)


def post_list_here(say: Language, candidate_ids: Sequence[str], asked_by: str, where: str, *, is_public: bool) -> Block:
    """Posts a private list to the conversation; otherwise as `post_here`."""
    what = carried.PeopleList(tuple(candidate_ids), asked_by)
    return _post_here(say, what, POST_LIST_HERE, where, is_public=is_public)


def open_person(say: Language, people: Mapping[str, tuple[str, str]]) -> Block:
    """A menu that opens the card of one of the people in a job, for the user who chooses.

    Args:
        say: The reader's language.
        people: By candidate id, their names, and what distinguishes people with the same name; from 1 to 100.
    """
    return {
        "type": "static_select",
        "action_id": OPEN_PERSON,
        "placeholder": plain_text(say("open_person"), PLACEHOLDER_LIMIT),
        "options": [_option(carried.Person(candidate_id), *words) for candidate_id, words in people.items()],
    }


def _option(what: carried.Carried, name: str, hint: str) -> Block:
    # https://docs.slack.dev/reference/block-kit/composition-objects/option-object
    option = {"text": plain_text(name, BUTTON_TEXT_LIMIT), "value": what.encode()}
    return {**option, "description": plain_text(hint, BUTTON_TEXT_LIMIT)} if hint else option


def post_to_thread(say: Language, candidate_id: str) -> Block:
    """Posts the card to the thread of the message, after the person has confirmed it."""
    return _post_to_thread(say, carried.Person(candidate_id), POST_TO_THREAD)


def search_name(say: Language, name: str) -> Block:
    """Searches for someone whose name is in the message."""
    label = clip(say("button_search_for_screen_readers", name=name), BUTTON_TEXT_LIMIT)
    return {**_carrying(say, carried.Name(name), "button_search", SEARCH_NAME), "accessibility_label": label}


def dismiss(say: Language) -> Block:
    """Removes a private message."""
    return _button(say, "button_dismiss", DISMISS)


def none_of_these(say: Language) -> Block:
    """Says that the right person isn't in a list: removes the message, or shows the search form in the modal."""
    return _button(say, "button_none_of_these", NONE_OF_THESE)


def _carrying(say: Language, what: carried.Carried, text: Key, action_id: str) -> Block:
    return {**_button(say, text, action_id), "value": what.encode()}


# Every card has the same buttons, and building them each time takes as long as all dates of a card.
@cache
def _button(say: Language, text: Key, action_id: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain_text(say(text), BUTTON_TEXT_LIMIT)}


@cache
def _confirm_remove(say: Language) -> Block:
    return _confirm(say, "confirm_remove", say("confirm_remove_text"), "confirm_remove_yes")


def _post_here(say: Language, what: carried.Carried, action_id: str, where: str, *, is_public: bool) -> Block:
    readers = say("confirm_post_here_public" if is_public else "confirm_post_here", where=clean(where))
    ask = _confirm(say, "confirm_post", readers, "confirm_post_yes")
    return {**_carrying(say, what, "button_post_here", action_id), "confirm": ask}


def _post_to_thread(say: Language, what: carried.Carried, action_id: str) -> Block:
    ask = _confirm(say, "confirm_post", say("confirm_post_to_thread"), "confirm_post_yes")
    return {**_carrying(say, what, "button_post_to_thread", action_id), "confirm": ask}


def _confirm(say: Language, title: Key, text: str, confirm: Key) -> Block:
    # https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
    return {
        "title": plain_text(say(title), 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(say(confirm), 30),
        "deny": plain_text(say("confirm_no"), 30),
    }
