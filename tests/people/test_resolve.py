"""Who a question means: every kind of question, with what Spott answers."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import pytest

from bot.people.calls import SpottCalls
from bot.people.directory import Directory
from bot.people.hits import is_meant
from bot.people.person import Person
from bot.people.query import ByEmail, ById, ByName, ByPhone, NotUnderstood
from bot.people.resolve import Choice, Everyone, Failed, KnownId, Nobody, OnePerson, OneQuestion, Several, resolve
from bot.people.standing import Standing
from bot.spott.application import Application
from bot.spott.candidate import Candidate
from bot.spott.client import SpottClient
from bot.spott.errors import ContactNotFoundError, KeyRefusedError, MalformedIdError, SpottTimeoutError
from bot.spott.models import ClientContact, Contact, SearchHit
from bot.spott.rate_limit import RateLimit
from bot.telemetry.metrics import Metrics

T = TypeVar("T")


def alone(record: Contact | Candidate, candidate: Candidate | None = None) -> OnePerson:
    """A person without applications."""
    return OnePerson(Person(record, Standing(), candidate))


ROLES = (ClientContact(role="CTO"),)
ADA, JO, SAM = (alone(Contact(candidate_id=one, client_contacts=ROLES)) for one in ("c-ada", "c-jo", "taylor"))
AS_CANDIDATE = Candidate(id="c-mary")
MARY_JACKSON = alone(AS_CANDIDATE, AS_CANDIDATE)
UNKNOWN, REFUSED, TIMED_OUT = ContactNotFoundError(), KeyRefusedError(), SpottTimeoutError()


def hit(candidate_id: str, **values: Any) -> SearchHit:  # noqa: ANN401 - JSON
    return SearchHit.model_validate({"id": candidate_id, **values})


ADAS = hit(
    "c-ada",
    firstName="Ada",
    lastName="Lovelace",
    emailAddresses=["Ada@example.org"],
    phoneNumbers=["020 555 0123"],
)
JOS = hit("c-jo", firstName="Jo", lastName="Martin", emailAddresses=["jo@example.org"])
JO_ALONE = hit("c-jo-alone", firstName="Jo")
MARY = hit("c-mary", firstName="Mary")
"""A candidate who is not a client's contact."""
HEDY = hit("cc-hedy", firstName="Hedy", entityType="clientContact")
"""A client's contact whose id is not a candidate's."""

CONTACTS: Mapping[str, Contact | Candidate | Exception] = {
    **{one.candidate_id: one.person.record for one in (ADA, JO, SAM)},
    "odd": MalformedIdError(),
    "broken": REFUSED,
}
SEARCHES: Mapping[str, tuple[SearchHit, ...] | Exception] = {
    "ada@example.org": (JOS, MARY, ADAS),
    "ida@example.org": (ADAS,),
    "+31205550123": (ADAS,),
    "Ada Lovelace": (ADAS, ADAS),
    "Jo": (ADAS, JOS, JO_ALONE),
    "Jo Martin": (ADAS, JOS, JO_ALONE),
    "Ad": (ADAS,),
    "Mary": (MARY,),
    "Hedy": (HEDY,),
    "Mary or Jo": (MARY, JOS),
    "c-jo": (JOS, JO_ALONE),
    "12345678": (JOS,),
    "Nothing usable": (hit("../users"),),
    "Slow": TIMED_OUT,
}


class Spott(SpottClient):
    """Answers from the two tables, and counts the calls."""

    def __init__(self) -> None:
        super().__init__(api_key="key", base_url="http://127.0.0.1:1")
        self.asked: list[str] = []

    async def contact(self, candidate_id: str) -> Contact:
        self.asked.append(candidate_id)
        return cast("Contact", _given(CONTACTS.get(candidate_id, UNKNOWN)))

    async def candidate(self, candidate_id: str) -> Candidate:
        return _given(AS_CANDIDATE if candidate_id == AS_CANDIDATE.id else UNKNOWN)

    async def applications(self, candidate_id: str) -> tuple[Application, ...]:
        return _given(REFUSED) if candidate_id == "c-jobless" else ()

    async def search(self, text: str, limit: int = 25) -> tuple[SearchHit, ...]:
        self.asked.append(text)
        return _given(SEARCHES.get(text, ()))[:limit]


def _given(answer: T | Exception) -> T:
    if isinstance(answer, Exception):
        raise answer
    return answer


@pytest.fixture
async def directory() -> Directory:
    return Directory(SpottCalls(Spott(), RateLimit(600), Metrics()), cache_seconds=60)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ById("c-ada"), ADA),
        (ById("c-gone"), Nobody("id")),
        (ById("odd"), Nobody("id")),
        (ById("12345678", else_search=ByPhone("12345678")), JO),
        (ById("nobody-1", else_search="nobody-1"), Nobody("id")),
        (ById("broken"), Failed(REFUSED)),
        (KnownId("c-ada"), ADA),
        (KnownId("c-mary"), MARY_JACKSON),
        (KnownId("c-gone"), Failed(UNKNOWN)),
        (KnownId("broken"), Failed(REFUSED)),
        (ByEmail("ada@example.org"), ADA),
        (ByEmail("ida@example.org"), Choice((ADAS,), guessed=True)),
        (ByEmail("no@example.org"), Nobody("email")),
        (ByPhone("+31205550123"), ADA),
        (ByPhone("+31200000000"), Nobody("phone")),
        (ByName("Ada Lovelace"), ADA),
        (ByName("Jo"), Choice((JOS, JO_ALONE))),
        (ByName("Jo Martin"), JO),
        (ByName("Ad"), Choice((ADAS,), guessed=True)),
        (ByName("Ad", else_id="ad"), Choice((ADAS,), guessed=True)),
        (ByName("c-jo", else_id="c-jo"), JO),
        (ByName("Mary"), MARY_JACKSON),
        (ByName("Hedy"), Failed(UNKNOWN)),
        (ById("c-mary"), MARY_JACKSON),
        (ByName("Nothing usable"), Nobody("name")),
        (ByName("Taylor", else_id="taylor"), SAM),
        (ByName("Ada Lovelace", else_id="c-jo"), ADA),
        (ByName("Nobody", else_id="nobody"), Nobody("name")),
        (ByName("Broken", else_id="broken"), Failed(REFUSED)),
        (ByName("Slow", else_id="c-ada"), Failed(TIMED_OUT)),
        (NotUnderstood(), NotUnderstood()),
    ],
)
async def test_one_question(directory: Directory, question: OneQuestion, answer: object) -> None:
    assert await resolve(question, directory) == answer


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        ((), Everyone(())),
        ((ById("c-gone"), NotUnderstood()), Everyone(())),
        ((ByEmail("ada@example.org"), ById("c-ada"), ById("c-jo")), Everyone((ADA, JO))),
        ((ByEmail("ida@example.org"), ById("c-ada")), Everyone((ADA,))),
        ((ByName("Jo"), ByName("Jo")), Everyone((Choice((JOS, JO_ALONE)),))),
        ((ById("broken"), ById("c-ada"), ByName("Slow")), Everyone((ADA,), Failed(REFUSED))),
        ((ByName("Slow"), ById("broken"), ById("c-gone")), Failed(TIMED_OUT)),
    ],
)
async def test_several_questions(
    directory: Directory, questions: tuple[OneQuestion, ...], answer: Everyone | Failed
) -> None:
    assert await resolve(Several(questions), directory) == answer


async def test_failed_applications_leave_the_person(monkeypatch: pytest.MonkeyPatch, directory: Directory) -> None:
    jobless = Contact(candidate_id="c-jobless", client_contacts=ROLES)
    monkeypatch.setitem(cast("dict[str, object]", CONTACTS), "c-jobless", jobless)
    assert await resolve(KnownId("c-jobless"), directory) == OnePerson(Person(jobless, None))


async def test_candidate_of_a_contact_is_fetched_only_in_full(
    monkeypatch: pytest.MonkeyPatch, directory: Directory
) -> None:
    mary = Contact(candidate_id="c-mary", client_contacts=ROLES)
    monkeypatch.setitem(cast("dict[str, object]", CONTACTS), "c-mary", mary)
    assert await resolve(KnownId("c-mary"), directory) == alone(mary)
    assert await resolve(KnownId("c-mary", in_full=True), directory) == alone(mary, AS_CANDIDATE)


async def test_fresh_asks_spott_again() -> None:
    spott = Spott()
    directory = Directory(SpottCalls(spott, RateLimit(600), Metrics()), cache_seconds=60)
    for fresh in (False, False, True):
        assert await resolve(KnownId("c-ada", fresh=fresh), directory) == ADA
    assert spott.asked == ["c-ada", "c-ada"]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        (ByEmail("ADA@example.org"), True),
        (ByEmail("a@example.org"), False),
        (ByPhone("+31205550123"), True),
        (ByPhone("+31205550124"), False),
        (ByPhone("5550123"), None),
        (ById("5550123", ByPhone("5550123")), None),
    ],
)
def test_matching_addresses_and_numbers(question: ById | ByEmail | ByPhone, *, meant: bool | None) -> None:
    assert is_meant(ADAS, question) is meant
    assert is_meant(hit("c-x"), question) is None


@pytest.mark.parametrize(
    ("question", "meant"),
    [(ByName("Ada"), True), (ByName("Ad"), False), (ById("c-ada", "c-ada"), False), (ById("ada-1", "ada"), True)],
)
def test_matching_names(question: ById | ByName, *, meant: bool) -> None:
    assert is_meant(ADAS, question) is meant
    assert is_meant(hit("c-x"), question) is False


DUTCH = hit("c-dutch", phoneNumbers=["06 12 34 56 78"])
FRENCH = hit("c-french", phoneNumbers=["+33 6 12 34 56 78"])
DUTCHMAN, FRENCHMAN = (alone(Contact(candidate_id=one, client_contacts=ROLES)) for one in ("c-dutch", "c-french"))
OTHER = hit("c-other", phoneNumbers=["+49 6 12345678"])
WITHOUT_CODE = ByPhone("+31612345678", ("+33612345678",))


@pytest.mark.parametrize(
    ("regions", "searches", "question", "answer", "asked"),
    [
        (
            ["NL"],
            {"0612345678": (DUTCH,)},
            ByPhone("+31612345678"),
            DUTCHMAN,
            ["+31612345678", "0612345678"],
        ),
        ([], {"0612345678": (DUTCH,)}, ByPhone("+31612345678"), Nobody("phone"), ["+31612345678"]),
        (["BE"], {"0612345678": (DUTCH,)}, ByPhone("+31612345678"), Nobody("phone"), ["+31612345678"]),
        (
            ["NL", "FR"],
            {"+33612345678": (FRENCH,)},
            WITHOUT_CODE,
            FRENCHMAN,
            ["+31612345678", "+33612345678"],
        ),
        (
            ["NL", "FR"],
            {"+31612345678": (DUTCH,), "+33612345678": (FRENCH,)},
            WITHOUT_CODE,
            Choice((DUTCH, FRENCH)),
            ["+31612345678", "+33612345678"],
        ),
        (
            ["NL"],
            {"+31612345678": (OTHER,), "0612345678": (OTHER, DUTCH)},
            ById("612345678", ByPhone("+31612345678")),
            DUTCHMAN,
            ["612345678", "+31612345678", "0612345678"],
        ),
        (
            ["NL"],
            {"+31612345678": (FRENCH,)},
            ByPhone("+31612345678"),
            Choice((FRENCH,), guessed=True),
            ["+31612345678", "0612345678"],
        ),
    ],
    ids=[
        "kept without its code",
        "no region",
        "another region",
        "the second region",
        "two people",
        "not its id",
        "only alike",
    ],
)
async def test_a_number_is_tried_in_each_country_and_as_it_is_dialled_there(
    monkeypatch: pytest.MonkeyPatch,
    regions: list[str],
    searches: dict[str, tuple[SearchHit, ...]],
    *,
    question: OneQuestion,
    answer: object,
    asked: list[str],
) -> None:
    for one in (DUTCHMAN, FRENCHMAN):
        monkeypatch.setitem(cast("dict[str, object]", CONTACTS), one.candidate_id, one.person.record)
    for text, hits in searches.items():
        monkeypatch.setitem(cast("dict[str, object]", SEARCHES), text, hits)
    spott = Spott()
    directory = Directory(SpottCalls(spott, RateLimit(600), Metrics()), cache_seconds=60, phone_regions=regions)
    assert await resolve(question, directory) == answer
    assert [text for text in spott.asked if not text.startswith("c-")] == asked
