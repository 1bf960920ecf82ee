"""Parses the text after the slash command into a query. Pure.

A text is read, in this order, as: a question about a job, a list of people, a request for help, a link to a person in
Spott, a link to a LinkedIn profile, an email address, an unmistakable id, a phone number, an id, a name. The first
address or link in it counts.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.people import ids, job_query, linkedin, links, lists, names, phones, phrasing, private_word
from bot.people.emails import emails_in
from bot.people.folding import folded
from bot.people.job_query import ByJob
from bot.people.linkedin import ByProfile
from bot.people.query import (
    Asked,
    ByEmail,
    ById,
    ByMany,
    ByName,
    ByPhone,
    Help,
    NameOrPrivate,
    NotUnderstood,
    Query,
    Who,
)
from bot.spott.models import CANDIDATE_ID

_MOST_CHARACTERS: Final = 1_000

_AROUND: Final = " \t\r\n\"'`<>"
"""What people and phones add around an id: spaces, quotes, backticks, angle brackets."""


_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_AT: Final = re.compile(r"[^\s@]@[^\s@]")


def parse(
    text: str, *, app_url: str | None = None, job_url: str | None = None, phone_regions: Sequence[str] = ()
) -> Asked:
    """Parse the text of a slash command; never raises.

    `private` as the first or last word asks for a private answer, also if it is misspelt; `help` asks for help, and
    `job` before other words for a job. The same words count in Dutch, French and German. In quotes, they are names.

    Args:
        text: The text after the command, as Slack sends it.
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id; without it, links are not
            read as ids.
        job_url: The same for a job's page, with `{vacancy_id}`.
        phone_regions: The countries of phone numbers without a country code, such as "NL".
    """
    plain = _plain(text)
    split = private_word.split_off(plain)
    # A word that looks like a misspelt `private` may be all that was typed about a job.
    job = job_query.read(split.rest, job_url) or (job_query.read(split.whole, job_url) if split.nearly else None)
    query = job or _list(split, app_url, phone_regions) or _person(split, app_url, phone_regions)
    whos = [who for _, who in query.people] if isinstance(query, ByMany) else [query]
    left_out = query.nearly if isinstance(query, ByMany) else split.nearly and not isinstance(query, NameOrPrivate)
    private = split.certain or bool(left_out) or split.is_inside_but_not_in(_words_of(query))
    sensitive = (
        any(isinstance(who, ByEmail | ByPhone) for who in whos)
        or bool(_AT.search(plain))
        or phones.looks_like_one(links.URL.sub(" ", linkedin.LINK.sub(" ", plain)))
    )
    return Asked(query, private, sensitive, nearly=private and not split.certain)


def _words_of(query: Query) -> str:
    """The words of a text that are looked up as they are; "" if parts of the text are left out."""
    match query:
        case NameOrPrivate(ByName(words)) | ByName(words) | ByJob(words):
            return words
        case ByMany(people):
            return " ".join(_words_of(who) for _, who in people)
        case _:
            return ""


def _person(split: private_word.Split, app_url: str | None, regions: Sequence[str]) -> Who | Help | NameOrPrivate:
    """Who is asked for, or the name that the whole text may be."""
    rest = _query(split.rest.split(" "), app_url, regions)
    if not split.nearly or isinstance(rest, Help):
        return rest
    whole = _query(split.whole.split(" "), app_url, regions)
    return NameOrPrivate(whole, rest) if isinstance(whole, ByName) and split.is_part_of(whole.name) else rest


def _list(split: private_word.Split, app_url: str | None, regions: Sequence[str]) -> ByMany | None:
    """The people in a list, each once; None if it is not a list."""
    if len(split.whole) > _MOST_CHARACTERS:
        return None

    def read(text: str) -> Who:
        who = _query(text.split(" "), app_url, regions)
        return NotUnderstood() if isinstance(who, Help) else who

    typed = lists.split(split.whole, lambda part: _kind(part, read(part), split.nearly))
    if len(typed) == 1 or phrasing.asks_for_help(split.rest.split(" ")):
        return None
    people: dict[Who | NameOrPrivate, str] = {}
    nearly = False
    for text in typed:
        own = private_word.split_off(text)
        who, name = read(own.rest), read(own.whole)
        if text in split.nearly or not own.rest:
            nearly = True
        elif own.nearly and isinstance(name, ByName) and own.is_part_of(name.name):
            people.setdefault(NameOrPrivate(name, who), text)
        else:
            nearly = nearly or bool(own.nearly)
            people.setdefault(who, text)
    readable = any(not isinstance(who, NotUnderstood) for who in people)
    return ByMany(tuple((text, who) for who, text in people.items()), nearly) if readable else None


def _kind(part: str, who: Who, nearly_private: Sequence[str]) -> lists.Kind:
    """The kind of a part of a list, beside other parts."""
    match who:
        case NotUnderstood(nameless_profile):
            return lists.Kind.NO_NAME if nameless_profile else lists.Kind.OTHER
        case ByName(name, else_id):
            if else_id and ids.is_prefixed(else_id):
                return lists.Kind.NO_NAME
            is_bare = name == part.rstrip("?!") and part not in nearly_private and not phrasing.is_talk(part)
            if names.is_full(name):
                return lists.Kind.FULL_NAME if is_bare else lists.Kind.PERSON
            return lists.Kind.NAME if is_bare else lists.Kind.OTHER
        case _:
            is_bare = " " not in part or phones.as_typed(part) is not None
            return lists.Kind.NO_NAME if is_bare else lists.Kind.PERSON


def _plain(text: str) -> str:
    """Undo Slack's encoding, fold, and leave one space between words; line breaks are kept."""
    text = links.spelled_out(folded(links.decoded(text)))
    return " ".join(filter(None, text.strip().split(" ")))


def _query(words: list[str], app_url: str | None, regions: Sequence[str]) -> Who | Help:
    text = " ".join(words)
    subject = text.strip(_AROUND)
    if not subject or phrasing.asks_for_help(words):
        return Help()
    if len(text) > _MOST_CHARACTERS:
        return NotUnderstood()
    nameless_profile = False
    if "/" in text or ":" in text:  # as in every link
        if linked := _linked(text, app_url):
            return linked
        nameless_profile = linkedin.links_to_no_name(text)
        text = links.SCHEME.sub("", links.URL.sub("/", linkedin.LINK.sub("/", text)))
        subject = text.strip(_AROUND)
    if email := next(emails_in(text), None):
        return ByEmail(email.address)
    if _CONTROL.search(subject) or ids.is_secret(subject):
        return NotUnderstood()
    subject = phrasing.subject(subject).rstrip(" ,")
    certain = ById(subject) if ids.is_certain(subject) else None
    who = certain or _phone(subject, regions) or _id(subject) or _name(subject, text)
    return NotUnderstood(nameless_profile) if isinstance(who, NotUnderstood) else who


def _linked(text: str, app_url: str | None) -> ById | ByProfile | None:
    for word in text.split():
        candidate_id = links.linked_id(word.strip(_AROUND + "(),.;"), app_url)
        if candidate_id:
            return ById(candidate_id)
    return next((profile for _, profile in linkedin.profiles_in(text)), None)


def _phone(subject: str, regions: Sequence[str]) -> ByPhone | ById | None:
    """A phone number; if it is only digits, without a leading 0 or +, it is tried as an id first."""
    typed = phones.as_typed(subject)
    if typed is None:
        return next((ByPhone(numbers[0], numbers[1:]) for _, numbers in phones.numbers_in(subject, regions)), None)
    may_be_id = CANDIDATE_ID.fullmatch(subject)
    numbers = phones.readings(typed, regions)
    if not numbers and not may_be_id:
        numbers = phones.readings(typed, regions, valid=False)
    number = ByPhone(numbers[0], numbers[1:]) if numbers else ByPhone(typed)
    if not may_be_id or typed.startswith("0") or (numbers and not subject.isdigit()):
        return number
    return ById(subject, else_search=number)


def _id(subject: str) -> ById | None:
    return ById(subject, else_search=subject) if ids.is_likely(subject) else None


def _name(subject: str, text: str) -> ByName | NotUnderstood:
    else_id = subject if CANDIDATE_ID.fullmatch(subject) else None
    words = subject.replace("_", " ") if else_id else subject
    # 't Hart is not a quotation, since there is no closing quote.
    if " " in words and text[0] in "'`" and text[-1] not in _AROUND:
        words = f"'{words}"
    name = names.read(words)
    return NotUnderstood() if name is None else ByName(name, else_id)
