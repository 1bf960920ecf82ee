"""Who is meant by a text with a word like `private`, and whether the answer is private."""

from typing import Any

import pytest

from bot.people.calls import SpottCalls
from bot.people.directory import Directory
from bot.people.person import Person
from bot.people.query import ByEmail, ById, ByName, NameOrPrivate, NotUnderstood, Who
from bot.people.resolve import Choice, Failed, Nobody, OnePerson, Privately, resolve
from bot.people.standing import Standing
from bot.spott.application import Application
from bot.spott.candidate import Candidate
from bot.spott.client import SpottClient
from bot.spott.errors import ContactNotFoundError, SpottTimeoutError
from bot.spott.models import ClientContact, Contact, SearchHit
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics


def hit(candidate_id: str, first: str, last: str) -> SearchHit:
    return SearchHit(id=candidate_id, firstName=first, lastName=last)


MARK = hit("c-mark", "Mark", "Price")
OTHER_MARK = hit("c-other", "Mark", "Price")
MARCUS = hit("c-marcus", "Marcus", "Prince")
MARK_ALONE = hit("c-alone", "Mark", "Jansen")
MARY = hit("c-mary", "Mary Price", "Jansen")
SLOW = SpottTimeoutError()
NAME, FIRST = ByName("Mark Price"), ByName("Mark")


def one(candidate_id: str) -> OnePerson:
    """A person of whom only a role is known."""
    return OnePerson(Person(Contact(candidate_id=candidate_id, client_contacts=ROLES), Standing()))


ROLES = (ClientContact(role="CTO"),)


class Spott(SpottClient):
    """Knows everybody whom its searches find, without applications."""

    def __init__(self, searches: dict[str, Any]) -> None:
        super().__init__(api_key="key", base_url="http://127.0.0.1:1")
        self.searches = searches
        self.asked: list[str] = []

    async def contact(self, candidate_id: str) -> Contact:
        self.asked.append(candidate_id)
        if candidate_id not in {hit.id for hit in (MARK, OTHER_MARK, MARCUS, MARK_ALONE, MARY)}:
            raise ContactNotFoundError
        return Contact(candidate_id=candidate_id, client_contacts=ROLES)

    async def candidate(self, candidate_id: str) -> Candidate:
        assert candidate_id
        raise ContactNotFoundError

    async def applications(self, candidate_id: str) -> tuple[Application, ...]:
        assert candidate_id
        return ()

    async def search(self, text: str, limit: int = 25) -> tuple[SearchHit, ...]:
        self.asked.append(text)
        answer = self.searches.get(text, ())
        if isinstance(answer, Exception):
            raise answer
        return tuple(answer)[:limit]


@pytest.mark.parametrize(
    ("searches", "otherwise", "answer"),
    [
        ({"Mark Price": [MARK, MARCUS]}, FIRST, one("c-mark")),
        ({"Mark Price": [MARK, OTHER_MARK]}, FIRST, Choice((MARK, OTHER_MARK))),
        ({"Mark Price": [MARCUS], "Mark": [MARK_ALONE]}, FIRST, Privately(one("c-alone"))),
        ({"Mark": [MARK_ALONE, MARK]}, FIRST, Privately(Choice((MARK_ALONE, MARK)))),
        ({"Mark Price": [MARCUS], "Mark": [MARCUS]}, FIRST, Privately(Choice((MARCUS,), guessed=True))),
        ({"Mark Price": [MARCUS]}, FIRST, Privately(Choice((MARCUS,), guessed=True))),
        ({"Mark": [MARCUS, MARY]}, FIRST, Privately(Choice((MARCUS, MARY), guessed=True))),
        ({}, FIRST, Nobody("name")),
        ({}, ByEmail("mark@example.com"), Nobody("email")),
        ({}, ById("c-gone"), Nobody("id")),
        ({"Mark Price": [MARCUS]}, NotUnderstood(), NotUnderstood()),
        ({"Mark Price": SLOW}, FIRST, Failed(SLOW)),
        ({"Mark Price": [MARCUS], "Mark": SLOW}, FIRST, Failed(SLOW)),
    ],
    ids=[
        "the full name",
        "the full name of two",
        "a name without the word",
        "two names without it",
        "alike both ways",
        "alike with it",
        "alike without it",
        "nobody",
        "nobody's address",
        "nobody's id",
        "unreadable without it",
        "the first search fails",
        "the second search fails",
    ],
)
async def test_who_is_meant_and_whether_in_private(searches: dict[str, Any], otherwise: Who, answer: object) -> None:
    directory = Directory(SpottCalls(Spott(searches), RateLimit(600), Metrics()), cache_seconds=60)
    assert await resolve(NameOrPrivate(NAME, otherwise), directory) == answer


async def test_a_name_that_is_not_the_full_one_is_shown_in_private() -> None:
    spott = Spott({"M. Price": [MARK]})
    directory = Directory(SpottCalls(spott, RateLimit(600), Metrics()), cache_seconds=60)
    question = NameOrPrivate(ByName("M. Price"), ByName("M."))
    assert await resolve(question, directory) == Privately(one("c-mark"))
    assert spott.asked == ["M. Price", "c-mark"]
