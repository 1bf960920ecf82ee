"""Finds the people that a message mentions. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from bot.people import linkedin, message_text, phones
from bot.people.emails import emails_in
from bot.people.folding import compared
from bot.people.ids import ids_in
from bot.people.job_query import ByJobId
from bot.people.likely_names import names_in
from bot.people.linkedin import ByProfile, profiles_in
from bot.people.links import URL, linked_id
from bot.people.message_text import EDGE
from bot.people.query import ByEmail, ById, ByPhone

Candidate = ById | ByEmail | ByPhone | ByProfile


@dataclass(frozen=True, slots=True)
class Found:
    """The people and jobs that a message may be about, without duplicates, in the message's order.

    Attributes:
        candidates: The people named by an id, a link, a profile, an address or a number; at most ten.
        names: What looks like a person's full name, but not like the author's; at most five.
        jobs: The jobs that are linked to; at most three.
        has_nameless_profile: Whether it links to a LinkedIn profile without a name in its address.
    """

    candidates: tuple[Candidate, ...] = ()
    names: tuple[str, ...] = ()
    jobs: tuple[ByJobId, ...] = ()
    has_nameless_profile: bool = False


_MOST_FOUND: Final = 10
_MOST_NAMES: Final = 5
_MOST_JOBS: Final = 3
_MACHINES_LINES: Final = re.compile(
    r"^[>\s]{0,8}+(?:(?:message-id|in-reply-to|content-id|list-[a-z]++|x-[a-z-]++)\s?:|references\s?:\s*+<).*+$",
    re.IGNORECASE | re.MULTILINE,
)
_AFTER_A_LINK: Final = ".,;:!?)]}*~"
_NOBODY: Final = re.compile(r"(?:no|do-?not)[-_.]?reply|mailer-daemon|postmaster")
_SLACKS: Final = ("@slack.com", ".slack.com")
"""The endings of the addresses at which channels receive mail."""


def find_in_message(
    message: Mapping[str, object],
    *,
    app_url: str | None = None,
    job_url: str | None = None,
    phone_regions: Sequence[str] = (),
    authors: Sequence[str] = (),
) -> Found:
    """Find ids, links to people, jobs and LinkedIn profiles, email addresses, phone numbers and likely names.

    Ids are those in links that match `app_url`, UUIDs and cuids. Digits in code do not count as phone numbers, nor
    words as names. Never raises, and the work is limited: at most 20,000 characters are read.

    Args:
        message: Slack's message, from a message shortcut.
        app_url: The address of a person's page in Spott, with `{candidate_id}` for the id; without it, links are not
            read as ids.
        job_url: The same for a job's page, with `{vacancy_id}`.
        phone_regions: The countries of phone numbers without a country code, such as "NL".
        authors: Names of its authors that it does not contain itself.
    """
    text, prose = message_text.read(message)
    found = sorted(_candidates(text, prose, app_url, phone_regions), key=lambda each: each[0])
    candidates = dict.fromkeys(candidate for _, candidate in found)
    return Found(
        tuple(islice(candidates, _MOST_FOUND)),
        tuple(_names(prose, [*message_text.authors(message), *authors])),
        tuple(islice(dict.fromkeys(_jobs(text, job_url)), _MOST_JOBS)),
        linkedin.links_to_no_name(text),
    )


def _jobs(text: str, job_url: str | None) -> Iterator[ByJobId]:
    for link in URL.finditer(text) if job_url else ():
        if vacancy_id := linked_id(link[0].rstrip(_AFTER_A_LINK), job_url):
            yield ByJobId(vacancy_id)


def _names(prose: str, authors: Sequence[str]) -> Iterator[str]:
    """The likely names in a text, each once, except the authors'."""
    prose = _blanked(prose, _links(prose))
    names: dict[str, str] = {}
    for name in names_in(prose):
        names.setdefault(compared(name), name)
    written = [{*compared(author).split()} for author in authors]
    others = (name for each, name in names.items() if not any(words.issuperset(each.split()) for words in written))
    yield from islice(others, _MOST_NAMES)


def _candidates(
    text: str, prose: str, app_url: str | None, phone_regions: Sequence[str]
) -> Iterator[tuple[int, Candidate]]:
    """The people in a text, each with their position; `prose` is the text without its code."""
    for link in URL.finditer(text):
        candidate_id = linked_id(link[0].rstrip(_AFTER_A_LINK), app_url)
        if candidate_id:
            yield link.start(), ById(candidate_id)
    yield from profiles_in(text)
    urls = _links(text)
    text = _blanked(text, [*urls, *(line.span() for line in _MACHINES_LINES.finditer(text))])
    emails = list(emails_in(text))
    for email in emails:
        if not _NOBODY.match(email.address) and not email.address.endswith(_SLACKS):
            yield email.start, ByEmail(email.address)
    addresses = [(email.start, email.end) for email in emails]
    text = _blanked(text, addresses)
    for start, candidate_id in ids_in(text):
        yield start, ById(candidate_id)
    for start, numbers in phones.numbers_in(_blanked(prose, [*urls, *addresses]), phone_regions):
        yield start, ByPhone(numbers[0], numbers[1:])


def _links(text: str) -> list[tuple[int, int]]:
    return [link.span() for link in chain(URL.finditer(text), linkedin.LINK.finditer(text))]


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        begin = max(start, done)
        pieces += text[done:begin], EDGE * (end - begin)
        done = max(done, end)
    return "".join([*pieces, text[done:]])
