"""Parses the text after the slash command into a query. Pure.

A text is read, in this order, as: a question about a job, a link to a person in Spott, a request for help, an email
address, an unmistakable id, a phone number, an id, a name. The first address, number or link in a text counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.people import links, names, phones, phrasing, private_word
from bot.people.emails import emails_in
from bot.people.folding import folded
from bot.spott.models import CANDIDATE_ID


@dataclass(frozen=True, slots=True)
class Help:
    """The user asks for help."""


@dataclass(frozen=True, slots=True)
class ByEmail:
    """An email address, in lower case."""

    email: str


@dataclass(frozen=True, slots=True)
class ByPhone:
    """A phone number like "+31612345678"; the digits as typed if the country is unknown.

    `others` are what the same digits are in the other countries of PHONE_REGION.
    """

    number: str
    others: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Whatever it may be, the most likely first."""
        return (self.number, *self.others)


@dataclass(frozen=True, slots=True)
class ById:
    """A valid candidate id.

    `else_search` is what to search for if Spott does not know the id, since the word may also be a name or a number.
    None means that it can only be an id (from a link to Spott, or a UUID or cuid).
    """

    candidate_id: str
    else_search: str | ByPhone | None = None


@dataclass(frozen=True, slots=True)
class ByName:
    """A person's name, given name first.

    `else_id` is the typed word if it may also be an id, to try if the search finds nobody.
    """

    name: str
    else_id: str | None = None


@dataclass(frozen=True, slots=True)
class ByJob:
    """Words of a job's title or client; `open_only` leaves out jobs that are closed."""

    text: str
    open_only: bool = True


@dataclass(frozen=True, slots=True)
class ByJobId:
    """The id in a link to a job's page in Spott."""

    vacancy_id: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What was typed cannot be a person, so Spott is not asked."""


Who: TypeAlias = ById | ByEmail | ByPhone | ByName | NotUnderstood
"""Who is asked for, whoever may see the answer."""


@dataclass(frozen=True, slots=True)
class NameOrPrivate:
    """A text with a word that is nearly `private`, such as "Mark Price" and "Mark privte".

    If the whole text is somebody's full name, it is a name. Otherwise the answer is private.

    Attributes:
        name: The whole text as a name.
        otherwise: What the text asks for without that word.
    """

    name: ByName
    otherwise: Who


Query = Who | Help | NameOrPrivate | ByJob | ByJobId


@dataclass(frozen=True, slots=True)
class Asked:
    """One typed command.

    Attributes:
        query: What to look up.
        private: Whether the person asked for a private answer; if the query is `NameOrPrivate`, for one that is
            private in any case.
        nearly: Whether they did so with a word that is only nearly `private`, or that is not first or last.
        sensitive: Whether the text contains an e-mail address or a phone number. Slack may show the typed command above
            a public answer, so the answer must be private.
    """

    query: Query
    private: bool = False
    sensitive: bool = False
    nearly: bool = False


UUID: Final = re.compile(r"(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])", re.IGNORECASE)
CUID: Final = re.compile(r"(?<![\w-])c(?=[a-z]*\d)[a-z0-9]{24}(?![\w-])")
"""https://github.com/paralleldrive/cuid: starts with "c" and contains the time, hence a digit."""

_MOST_CHARACTERS: Final = 1_000
_LONG_WORD: Final = 20

_AROUND: Final = " \t\r\n\"'`<>"
"""What people and phones add around an id: spaces, quotes, backticks, angle brackets."""

_AROUND_RESERVED: Final = _AROUND + "*_~,:;.!?"
_JOB: Final = "job"
_ALL: Final = "all"
_HELP: Final = re.compile(r"-{0,2}help", re.IGNORECASE)

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SLACK_LINK: Final = re.compile(r"<((?:https?|mailto|tel):[^<>|\s]++)(?:\|[^<>]*+)?>", re.IGNORECASE)
_AT: Final = re.compile(r"[^\s@]@[^\s@]")


def parse(
    text: str, *, app_url: str | None = None, job_url: str | None = None, phone_regions: Sequence[str] = ()
) -> Asked:
    """Parse the text of a slash command; never raises.

    `private` as the first or last word asks for a private answer, and so does what is nearly that word; `help` asks for
    help, and `job` before other words for a job. Somebody whose first name is Job can be typed in quotes, or surname
    first.

    Args:
        text: The text after the command, as Slack sends it.
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id; without it, links are not
            read as ids.
        job_url: The same for a job's page, with `{vacancy_id}`.
        phone_regions: The countries of phone numbers without a country code, such as "NL".
    """
    plain = _plain(text)
    split = private_word.split_off(plain)
    # A word that is nearly `private` may be all that is said of a job.
    job = _job(split.rest.split(" "), job_url) or _job(split.whole.split(" "), job_url)
    query = job or _person(split, app_url, phone_regions)
    nearly = bool(split.nearly) and not isinstance(query, NameOrPrivate)
    private = split.certain or nearly or split.is_inside_but_not_in(_words_of(query))
    sensitive = (
        isinstance(query, ByEmail | ByPhone)
        or bool(_AT.search(plain))
        or phones.looks_like_one(links.URL.sub(" ", plain))
    )
    return Asked(query, private, sensitive, nearly=private and not split.certain)


def _words_of(query: Query) -> str:
    """The words of a text that are looked up as they stand; "" if the rest of the text is left out."""
    match query:
        case NameOrPrivate(ByName(words)) | ByName(words) | ByJob(words):
            return words
        case _:
            return ""


def _person(split: private_word.Split, app_url: str | None, regions: Sequence[str]) -> Who | Help | NameOrPrivate:
    """Who is asked for, or the name that the whole text may be."""
    rest = _query(split.rest.split(" "), app_url, regions)
    if not split.nearly or isinstance(rest, Help):
        return rest
    whole = _query(split.whole.split(" "), app_url, regions)
    return NameOrPrivate(whole, rest) if isinstance(whole, ByName) and split.is_part_of(whole.name) else rest


def _plain(text: str) -> str:
    """Undo Slack's encoding of links and `& < >`, fold, and leave one space between words; line breaks are kept."""
    text = _SLACK_LINK.sub(lambda link: f" {links.address(link[1])} ", text)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    text = links.spelled_out(folded(text))
    return " ".join(filter(None, text.strip().split(" ")))


def _job(words: list[str], job_url: str | None) -> ByJob | ByJobId | None:
    """What is asked about a job, if it is about one."""
    if sum(map(len, words)) > _MOST_CHARACTERS:
        return None
    for word in words:
        if vacancy_id := links.linked_id(word.strip(_AROUND + "(),.;"), job_url):
            return ByJobId(vacancy_id)
    wanted = [word.strip() for word in words[1:]]
    if not wanted or words[0].strip().rstrip(":").casefold() != _JOB or _is_help(wanted):
        return None
    open_only = wanted[0].casefold() != _ALL or len(wanted) == 1
    return ByJob(" ".join(wanted if open_only else wanted[1:]), open_only)


def _is_help(words: list[str]) -> bool:
    return bool(_HELP.fullmatch(" ".join(words).strip(_AROUND_RESERVED)))


def _query(words: list[str], app_url: str | None, regions: Sequence[str]) -> Who | Help:
    text = " ".join(words)
    subject = text.strip(_AROUND)
    if not subject or any(_HELP.fullmatch(words[place].strip(_AROUND_RESERVED)) for place in (0, -1)):
        return Help()
    if len(text) > _MOST_CHARACTERS:
        return NotUnderstood()
    for word in text.split():
        candidate_id = links.linked_id(word.strip(_AROUND + "(),.;"), app_url)
        if candidate_id:
            return ById(candidate_id)
    text = links.SCHEME.sub("", links.URL.sub("/", text))
    subject = text.strip(_AROUND)
    if email := next(emails_in(text), None):
        return ByEmail(email.address)
    if _CONTROL.search(subject):
        return NotUnderstood()
    subject = phrasing.subject(subject)
    return _certain_id(subject) or _phone(subject, regions) or _id(subject) or _name(subject, text)


def _certain_id(subject: str) -> ById | None:
    return ById(subject) if UUID.fullmatch(subject) or CUID.fullmatch(subject) else None


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
    has_digit = any(sign.isdigit() for sign in subject)
    if CANDIDATE_ID.fullmatch(subject) and (has_digit or len(subject) >= _LONG_WORD):
        return ById(subject, else_search=subject)
    return None


def _name(subject: str, text: str) -> ByName | NotUnderstood:
    else_id = subject if CANDIDATE_ID.fullmatch(subject) else None
    words = subject.replace("_", " ") if else_id else subject
    # 't Hart is not a quotation, since there is no closing quote.
    if " " in words and text[0] in "'`" and text[-1] not in _AROUND:
        words = f"'{words}"
    name = names.read(words)
    return NotUnderstood() if name is None else ByName(name, else_id)
