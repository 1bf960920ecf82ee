"""Finds out what is asked in a message to the app, such as "hey, where is Jane Doe?". Pure.

People write to the app as to a colleague. An id, a link, an address or a number is looked up. So is a full name with
capitals, or what remains of the sentence without its common words, unless it is small talk.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.people import in_message, job_query, names, typed, vocabulary
from bot.people.in_message import Candidate, Found
from bot.people.job_query import ByJob
from bot.people.linkedin import ByProfile
from bot.people.query import Asked, ByEmail, ById, ByMany, ByName, ByPhone, NameOrPrivate, NotUnderstood, Query, Who

_EMOJI: Final = re.compile(r":[a-z0-9_+'-]{1,60}:")
_MENTION: Final = re.compile(r"<[@#!][^<>]*+>[,:]?")
_SIGNS: Final = "\"'()[]<>*_~`,;:!?.-\u2026"
_MOST_CHARACTERS: Final = 1_000
_MOST_WORDS: Final = 4
_FULL_NAME: Final = 2
_MOST_OTHERS: Final = 1

_TALK: Final = (
    vocabulary.TALK | vocabulary.ASKING | vocabulary.ASKING_WITH_A_MARK | vocabulary.FILLERS | vocabulary.POLITE
) - vocabulary.SMALL_WORDS
_SMALL_TALK: Final = _TALK | vocabulary.SMALL_TALK | vocabulary.SMALL_WORDS


def read(
    text: str, *, app_url: str | None = None, job_url: str | None = None, phone_regions: Sequence[str] = ()
) -> Asked:
    """Find out what a message to the app asks for; never raises.

    Args:
        text: The message, as Slack sends it.
        app_url: As in `bot.people.typed.parse`.
        job_url: As there.
        phone_regions: As there.

    Returns:
        What it asks for; `NotUnderstood` if that is unclear. An address or a number in it is not sensitive: everyone
        who sees the answer can read the message, too.
    """
    text = _MENTION.sub(" ", text).strip()
    asked = typed.parse(text, app_url=app_url, job_url=job_url, phone_regions=phone_regions)
    asked = replace(asked, sensitive=False)
    if len(text) > _MOST_CHARACTERS:
        return asked
    found = in_message.find_in_message({"text": text}, app_url=app_url, job_url=job_url, phone_regions=phone_regions)
    return replace(asked, query=_as_job(_meant(asked.query, found, text)))


def _meant(asked: Query, found: Found, text: str) -> Query:
    match asked:
        case ByName() | NameOrPrivate() | NotUnderstood():
            is_certain = _may_be_meant(asked) and not (_thanks(text) and not _is_full(asked))
        case ByMany(people):
            is_certain = all(_may_be_meant(who) for _, who in people)
        case _:
            is_certain = len(found.candidates) <= 1
    if is_certain:
        return asked
    pointed_at = [(_typed(one), one) for one in found.candidates]
    meant = _all_of(pointed_at or [(name, ByName(name)) for name in found.names] or _only_name(text))
    return NotUnderstood(found.has_nameless_profile) if meant is None else meant


def _all_of(people: Sequence[tuple[str, Who]]) -> Query | None:
    match people:
        case []:
            return None
        case [(_, who)]:
            return who
        case _:
            return ByMany(tuple(people))


def _as_job(asked: Query) -> Query:
    """The question about a job, without the words around it; "job well done" is not one."""
    if isinstance(asked, ByName) and asked.name.partition(" ")[0] in vocabulary.JOB_WORDS:
        job = job_query.read(asked.name, None)
    else:
        job = asked if isinstance(asked, ByJob) else None
    if not isinstance(job, ByJob):
        return asked
    words = job.text.split()
    while words and _plain(words[-1]) in vocabulary.POLITE:
        words.pop()
    if all(_plain(word) in _SMALL_TALK for word in words):
        return NotUnderstood()
    return ByJob(" ".join(words), job.open_only)


def _may_be_meant(asked: Query) -> bool:
    match asked:
        case ByName(name) | NameOrPrivate(ByName(name)):
            words = name.split()
            return _may_be_a_name(words) and (
                _is_capitalised(words) or not any(_plain(word) in _TALK for word in words)
            )
        case NotUnderstood():
            return False
        case _:
            return True


def _may_be_a_name(words: Sequence[str]) -> bool:
    own = [word for word in words if word not in vocabulary.SMALL_WORDS]
    return len(own) <= _MOST_WORDS and not all(_plain(word) in _SMALL_TALK for word in words)


def _is_capitalised(words: Sequence[str]) -> bool:
    return len(words) >= _FULL_NAME and all(word[0].isupper() or word in vocabulary.SMALL_WORDS for word in words)


def _is_full(asked: Query) -> bool:
    name = asked.name.name if isinstance(asked, NameOrPrivate) else asked.name if isinstance(asked, ByName) else ""
    return len(name.split()) >= _FULL_NAME and not any(_plain(word) in _SMALL_TALK for word in name.split())


def _thanks(text: str) -> bool:
    """Whether a message begins with thanks: "thanks Robin" asks for nobody."""
    return any(_plain(word) in vocabulary.THANKS for word in text.split(maxsplit=1)[:1])


def _only_name(text: str) -> list[tuple[str, Who]]:
    """The only name in a sentence in small letters: what is left between the words that are not names."""
    runs = [run for run in _runs(text) if _may_be_a_name(run)]
    if len(runs) > _MOST_OTHERS + 1:
        return []
    if len(runs) > 1 or _thanks(text):
        runs = [run for run in runs if len(run) >= _FULL_NAME]
    name = names.read(" ".join(runs[0]).removesuffix("'s")) if len(runs) == 1 else None
    return [(name, ByName(name))] if name else []


def _runs(text: str) -> Iterator[list[str]]:
    words = [word.strip(_SIGNS) for word in text.split() if not _EMOJI.fullmatch(word)]
    for is_talk, run in groupby(filter(None, words), lambda word: _plain(word) in _TALK):
        if not is_talk:
            yield [*run]


def _plain(word: str) -> str:
    return word.strip(_SIGNS).replace("\u2019", "'").casefold()


def _typed(who: Candidate) -> str:
    match who:
        case ById(candidate_id):
            return candidate_id
        case ByEmail(email):
            return email
        case ByPhone(number):
            return number
        case ByProfile(path):
            return f"linkedin.com/{path}"
