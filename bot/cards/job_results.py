"""A choice among several jobs. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.cards import dates
from bot.cards.buttons import none_of_these, show_job
from bot.cards.message import Block, Message, actions, context, own_words, section
from bot.cards.reader import Reader
from bot.cards.text import HEADER_LIMIT, clip, escape_fallback
from bot.cards.texts import Language
from bot.spott.models import CANDIDATE_ID
from bot.spott.vacancy import Vacancy

SHOWN: Final = 10

_FACT_LIMIT: Final = 100
# Short enough that ten of them stay under Slack's 4,000, even with every character escaped.
_FALLBACK_LIMIT: Final = 74


def picker(vacancies: Sequence[Vacancy], *, more: bool, private: bool, now: datetime, say: Language) -> Message:
    """A private choice of up to ten jobs.

    Args:
        vacancies: What Spott found, best first; those without a valid id are left out.
        more: Whether there may be others.
        private: Whether the chosen card will be private, too; that of a confidential job always is.
        now: The current time, in the time zone for dates.
        say: The reader's language.
    """
    text, usable = Reader.of_masked(say), _usable(vacancies)
    rows, fallback = list[Block](), list[str]()
    for vacancy in usable[:SHOWN]:
        name, known = title(vacancy, text), facts(vacancy, now, text)
        button = show_job(say, vacancy.id, private=private or bool(vacancy.restricted), title=name)
        rows.append(section("\n".join(filter(None, (name, " \u00b7 ".join(known)))), button))
        fallback.append(escape_fallback(clip(", ".join((name, *known)), _FALLBACK_LIMIT)))
    lead, foot = say("pick_one_job"), say("pick_more_jobs") if more or len(usable) > SHOWN else ""
    return {
        "text": "\n".join(filter(None, (lead, *fallback, foot))),
        "blocks": [own_words(lead), *rows, *([context(foot)] if foot else []), actions(none_of_these(say))],
    }


def described(say: Language, vacancies: Sequence[Vacancy], now: datetime) -> list[tuple[str, str, list[str]]]:
    """The id, the title and the facts of up to ten jobs."""
    text = Reader.of_masked(say)
    return [(one.id, title(one, text), facts(one, now, text)) for one in _usable(vacancies)[:SHOWN]]


def _usable(vacancies: Sequence[Vacancy]) -> list[Vacancy]:
    return [vacancy for vacancy in vacancies if CANDIDATE_ID.fullmatch(vacancy.id)]


def title(vacancy: Vacancy, text: Reader) -> str:
    """A job's title; never empty."""
    return text(vacancy.title, HEADER_LIMIT) or text.say("job_untitled")


def facts(vacancy: Vacancy, now: datetime, text: Reader) -> list[str]:
    """A job's client, its stage, when it was created, and whether it is for its team only."""
    return [
        fact
        for fact in (
            text(vacancy.client_name, _FACT_LIMIT),
            text(vacancy.stage.name if vacancy.stage else vacancy.status, _FACT_LIMIT),
            text.say("period_since", start=dates.day(vacancy.created_at, now, text.say)) if vacancy.created_at else "",
            text.say("job_confidential") if vacancy.restricted else "",
        )
        if fact
    ]
