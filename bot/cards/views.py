"""The modals. Pure.

https://docs.slack.dev/reference/views/modal-views

A modal keeps what it needs later in its `private_metadata`: only ids, which are parsed like any input on return.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Final, Literal, NotRequired, TypedDict

from bot.cards import results
from bot.cards.buttons import none_of_these, open_in_spott, search_name
from bot.cards.carried import Thread
from bot.cards.details import details
from bot.cards.message import Block, Message, actions, context, own_words, section
from bot.cards.modal_size import fitting
from bot.cards.text import TITLE_LIMIT, plain_text
from bot.cards.texts import Language
from bot.cards.urls import person_url
from bot.people.person import Person
from bot.spott.models import SearchHit

SEARCH: Final = "search_in_spott"
"""The callback_id of the search form."""
QUERY: Final = "query"
"""The block_id of the form's field, also the key of its errors."""
TYPED: Final = "typed"
"""The action_id of the form's field."""

_TYPED_LIMIT: Final = 200


class View(TypedDict):
    """A modal for views.open, views.push and views.update."""

    type: Literal["modal"]
    title: Block
    close: Block
    blocks: list[Block]
    private_metadata: str
    callback_id: NotRequired[str]
    submit: NotRequired[Block]


def metadata(thread: Thread | None) -> str:
    """A modal's metadata about the message that it is about."""
    return thread.encode() if thread else ""


def loading(say: Language, title: str | None = None) -> View:
    """The modal until Spott has answered: a trigger is valid for three seconds, and Spott may take longer."""
    return _modal(say, title or say("title_look_up"), [own_words(say("loading"))])


def loading_person(say: Language) -> View:
    """The modal until Spott has answered, if the person is already known."""
    return loading(say, say("title_person"))


def notice(say: Language, message: Message, *, title: str | None = None) -> View:
    """A notice inside a modal."""
    return _modal(say, title or say("title_look_up"), message["blocks"])


def person(say: Language, card: Message, *, metadata: str = "") -> View:
    """A card inside a modal.

    Args:
        say: The reader's language.
        card: From `bot.cards.person`, including its buttons.
        metadata: What the modal needs later: only ids, at most 3,000 characters.
    """
    return _modal(say, say("title_person"), card["blocks"], metadata)


def details_view(
    say: Language,
    person: Person,
    *,
    now: datetime,
    attributes: frozenset[str],
    owner_id: str | None = None,
    app_url: str | None = None,
    buttons: Sequence[Block] = (),
) -> View:
    """Everything that Spott knows about a person, with their name as the title.

    Args:
        say: The reader's language.
        person: The person.
        now: As in `bot.cards.details.details`.
        attributes: As there.
        owner_id: As there.
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id.
        buttons: From `bot.cards.buttons`, shown after "Open in Spott".
    """
    top, *rest = details(person, now=now, say=say, attributes=attributes, owner_id=owner_id)
    name, url = top["text"]["text"], person_url(app_url, person.candidate_id)
    row = (*([open_in_spott(say, url)] if url else []), *buttons)
    # A title has room for few characters, so a longer name is also the first line.
    is_told = plain_text(name, TITLE_LIMIT)["text"] == name
    return _modal(say, name, [*([] if is_told else [top]), *rest, *([actions(*row)] if row else [])])


def other_records(say: Language, hits: Sequence[SearchHit]) -> View:
    """Other records of a person, each with Show."""
    return _modal(say, say("title_look_up"), results.other_records(say, hits))


def choice(say: Language, hits: Sequence[SearchHit], *, metadata: str = "", guessed: bool = False) -> View:
    """A choice of up to ten people; arguments as in `bot.cards.results.choices`."""
    lead, *rows = results.choices(say, hits, guessed=guessed)
    return _modal(say, say("title_look_up"), [lead, *rows, *([actions(none_of_these(say))] if rows else [])], metadata)


def found(say: Language, findings: Sequence[Sequence[Block]], *, metadata: str = "") -> View:
    """Everyone that a message mentions, one below the other.

    Args:
        say: The reader's language.
        findings: The blocks of each: a card, a choice, or a notice.
        metadata: What the modal needs later: only ids, at most 3,000 characters.
    """
    groups = [[*([{"type": "divider"}] if place else []), *blocks] for place, blocks in enumerate(findings)]
    shown = fitting(groups)
    beyond = len(groups) - len(shown)
    more = [context(say.count("more_in_message", beyond))] if beyond else []
    return _modal(say, say("title_look_up"), [*chain.from_iterable(shown), *more], metadata)


def search_form(
    say: Language, *, metadata: str = "", hint: str = "", names: Sequence[str] = (), typed: str = ""
) -> View:
    """A form to search for a person.

    Args:
        say: The reader's language.
        metadata: What the modal needs later: only ids, at most 3,000 characters.
        hint: Our own sentence above the field, such as why the form is shown.
        names: Likely names from a message, each with a button that searches for it.
        typed: What the person typed before, to correct.
    """
    field: Block = {
        "type": "plain_text_input",
        "action_id": TYPED,
        "max_length": _TYPED_LIMIT,
        "focus_on_load": True,
        "placeholder": plain_text(say("search_placeholder")),
    }
    if typed:
        field["initial_value"] = typed[:_TYPED_LIMIT]
    asked: Block = {
        "type": "input",
        "block_id": QUERY,
        "label": plain_text(say("search_label")),
        "element": field,
    }
    offered = [section(name, search_name(say, name)) for name in names]
    blocks = [*([own_words(hint)] if hint else []), *offered, asked]
    return form(say, SEARCH, say("title_look_up"), blocks, submit=say("search_submit"), metadata=metadata)


def form(say: Language, callback_id: str, title: str, blocks: list[Block], *, submit: str, metadata: str = "") -> View:
    """A modal that can be submitted.

    Args:
        say: The reader's language.
        callback_id: Slack's name for it when it is submitted.
        title: Its title.
        blocks: Its content, with the fields.
        submit: The text of the button that submits it.
        metadata: What it needs later: only ids, at most 3,000 characters.
    """
    return {
        **_modal(say, title, blocks, metadata),
        "callback_id": callback_id,
        "submit": plain_text(submit, TITLE_LIMIT),
        "close": plain_text(say("search_cancel"), TITLE_LIMIT),
    }


def _modal(say: Language, title: str, blocks: list[Block], metadata: str = "") -> View:
    return {
        "type": "modal",
        "title": plain_text(title, TITLE_LIMIT),
        "close": plain_text(say("close"), TITLE_LIMIT),
        "blocks": blocks,
        "private_metadata": metadata,
    }
