"""The form to find a person or a job while typing, and what it suggests. Pure.

https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.cards import job_results, results, views
from bot.cards.carried import PersonOrJob
from bot.cards.message import Block
from bot.cards.text import BUTTON_TEXT_LIMIT, plain_text
from bot.cards.texts import Language
from bot.cards.views import QUERY, View
from bot.spott.models import SearchHit
from bot.spott.vacancy import Vacancy

FIND: Final = "find_person"
"""The form's callback_id."""
WHO: Final = "find_who"
"""The menu's action_id."""
OPEN: Final = "find"
"""The action_id of the button that opens the form."""
FROM_LETTERS: Final = 2
"""How many letters Slack waits for before it asks for suggestions."""

_OPTION_LIMIT: Final = 75
_NOBODY: Final = "none"


def form(say: Language) -> View:
    """The form."""
    menu: Block = {
        "type": "external_select",
        "action_id": WHO,
        "min_query_length": FROM_LETTERS,
        "focus_on_load": True,
        "placeholder": plain_text(say("find_placeholder")),
    }
    asked: Block = {"type": "input", "block_id": QUERY, "label": plain_text(say("search_label")), "element": menu}
    return views.form(say, FIND, say("title_look_up"), [asked], submit=say("find_submit"))


def button(say: Language) -> Block:
    """The button that opens the form."""
    return {"type": "button", "action_id": OPEN, "text": plain_text(say("button_find"), BUTTON_TEXT_LIMIT)}


def groups(say: Language, hits: Sequence[SearchHit], vacancies: Sequence[Vacancy], now: datetime) -> list[Block]:
    """The people and the jobs to choose from, in groups; no group for a kind of which nothing was found.

    Args:
        say: The reader's language.
        hits: The people, best first.
        vacancies: The jobs, best first.
        now: The current time, in the time zone for dates.
    """
    people = [(PersonOrJob("person", record_id), who, facts) for record_id, who, facts in results.described(say, hits)]
    jobs = [
        (PersonOrJob("job", record_id), what, facts)
        for record_id, what, facts in job_results.described(say, vacancies, now)
    ]
    kinds = ((say("find_people"), people), (say("find_jobs"), jobs))
    return [
        {"label": plain_text(label, _OPTION_LIMIT), "options": [_option(*one) for one in found]}
        for label, found in kinds
        if found
    ]


def _option(which: PersonOrJob, words: str, facts: Sequence[str]) -> Block:
    described = {"description": plain_text(" \u00b7 ".join(facts), _OPTION_LIMIT)} if facts else {}
    return {"text": plain_text(words, _OPTION_LIMIT), "value": which.encode(), **described}


def unanswered(say: Language) -> list[Block]:
    """The only option when there was no answer in time; the form refuses it."""
    return [{"text": plain_text(say("find_unanswered"), _OPTION_LIMIT), "value": _NOBODY}]
