"""Which typed texts name several people, and which name one person with commas."""

import pytest

from bot.people.linkedin import ByProfile
from bot.people.query import ByEmail, ById, ByMany, ByName, ByPhone, Help, NameOrPrivate, NotUnderstood, Query
from bot.people.typed import parse

PEOPLE = "https://app.example.com/candidates/{candidate_id}"
JANE, JOHN, ADA = ByName("Jane Doe"), ByName("John Roe"), ByName("Ada Lovelace")
MAIL, PHONE = ByEmail("jane@example.com"), ByPhone("+31612345678")
PROFILE = ByProfile("in/jane-doe", "jane doe")
C_ADA, C_GRACE = "c-ada-lovelace", "c-grace-hopper"
C1, C2 = ById("c-1", "c-1"), ById("c-2", "c-2")

SEVERAL: list[tuple[str, tuple[Query, ...]]] = [
    ("Jane Doe, John Roe", (JANE, JOHN)),
    ("Jane Doe and John Roe", (JANE, JOHN)),
    ("Jane Doe en John Roe", (JANE, JOHN)),
    ("jane doe et john roe", (ByName("jane doe"), ByName("john roe"))),
    ("wer sind Jane Doe und John Roe?", (JANE, JOHN)),
    ("c-1, Jane Doe, and John Roe", (C1, JANE, JOHN)),
    ("Doe, Jane and Roe, John", (JANE, JOHN)),
    ("Jane Doe,John Roe", (JANE, JOHN)),
    ("Jane Doe; John Roe", (JANE, JOHN)),
    ("Jane Doe; jan do", (JANE, ByName("jan do"))),
    ("Jane Doe; Ma Ba; Jo Ma", (JANE, ByName("Ma Ba"), ByName("Jo Ma"))),
    ("Jane Doe; jane@example.com; John Roe", (MAIL, JOHN)),
    ("Jane Doe\nJohn Roe", (JANE, JOHN)),
    ("Jane Doe\r\nJohn Roe", (JANE, JOHN)),
    ("Jane Doe, John Roe; c-1", (JANE, JOHN, C1)),
    ("Jane Doe, John Roe, ", (JANE, JOHN)),
    ("; Jane Doe;; John Roe\n\n", (JANE, JOHN)),
    ("c-1, c-2", (C1, C2)),
    ("c-1;c-2", (C1, C2)),
    ("c-ada-lovelace, c-grace-hopper", (ByName(C_ADA, C_ADA), ByName(C_GRACE, C_GRACE))),
    ("c-1, Ada", (C1, ByName("Ada", "Ada"))),
    ("c-1, Ada?", (C1, ByName("Ada", "Ada"))),
    ("Ada, c-1", (ByName("Ada", "Ada"), C1)),
    ("Doe, Jane, c-1", (JANE, C1)),
    ("Doe, Jane, c-1, c-2", (JANE, C1, C2)),
    ("Doe, Jane and Roe, John, c-1", (JANE, JOHN, C1)),
    ("jane@example.com, Ada", (MAIL, ByName("Ada", "Ada"))),
    ("+31 6 12345678, Ada", (PHONE, ByName("Ada", "Ada"))),
    ("Ada, https://linkedin.com/in/jane-doe", (ByName("Ada", "Ada"), PROFILE)),
    ("linkedin.com/in/jane-doe, linkedin.com/in/123", (PROFILE, NotUnderstood(nameless_profile=True))),
    ("https://app.example.com/candidates/c-1, Ada", (ById("c-1"), ByName("Ada", "Ada"))),
    ("Jane Doe, c-1", (JANE, C1)),
    ("Ada; Jane", (ByName("Ada", "Ada"), ByName("Jane", "Jane"))),
    ("Jane\nDoe", (ByName("Jane", "Jane"), ByName("Doe", "Doe"))),
    ("Jane Doe, Ada, John Roe", (JANE, ByName("Ada", "Ada"), JOHN)),
    ("Doe, Jane; Roe, John", (JANE, JOHN)),
    ("Doe, Jane\nRoe, John\nLovelace, Ada", (JANE, JOHN, ADA)),
    ("DOE, JANE; ROE, JOHN, MBA", (ByName("JANE DOE"), ByName("JOHN ROE"))),
    ("Jane Doe, MBA, John Roe, PhD", (JANE, JOHN)),
    ("Jane Doe, MBA; John Roe", (JANE, JOHN)),
    ("Jane Doe, Acme BV; John Roe", (JANE, JOHN)),
    ("Jane Doe, Senior Recruiter\nJohn Roe", (JANE, JOHN)),
    ("Jane Doe (Acme, Ghent), John Roe", (JANE, JOHN)),
    ("Jane Doe, Dr. John Roe", (JANE, JOHN)),
    ("J. Doe, J. Roe", (ByName("J. Doe"), ByName("J. Roe"))),
    ("Jane van der Doe, John Roe", (ByName("Jane van der Doe"), JOHN)),
    ("- Jane Doe\n- John Roe", (JANE, JOHN)),
    ("1. Jane Doe\n2. John Roe", (JANE, JOHN)),
    ("Today:\nJane Doe\nJohn Roe", (JANE, JOHN)),
    ("jane@example.com, John Roe", (MAIL, JOHN)),
    ("jane@example.com, john@example.com", (MAIL, ByEmail("john@example.com"))),
    ("Jane Doe, jane@example.com, John Roe", (MAIL, JOHN)),
    ("Jane Doe, john@example.com", (JANE, ByEmail("john@example.com"))),
    ("Jane Doe\n+31 6 12345678\nJohn Roe", (PHONE, JOHN)),
    ("+31 6 12345678, John Roe", (PHONE, JOHN)),
    ("https://app.example.com/candidates/c-1, https://app.example.com/candidates/c-2", (ById("c-1"), ById("c-2"))),
    ("<https://app.example.com/candidates/c-1|A>; John Roe", (ById("c-1"), JOHN)),
    ("Jane Doe; help; John Roe", (JANE, NotUnderstood(), JOHN)),
    ("Jane Doe; Jane Doe; John Roe", (JANE, JOHN)),
    ("can you look up Jane Doe, John Roe?", (JANE, JOHN)),
    ("Jane Doe\u3001John Roe\u061b Ada Lovelace", (JANE, JOHN, ADA)),
]

ONE: list[tuple[str, Query]] = [
    ("Doe, Jane", JANE),
    ("Doe,Jane", JANE),
    ("Jane Doe, MBA", JANE),
    ("Jane Doe, PhD, MBA", JANE),
    ("Doe, Jane, MBA", JANE),
    ("Li, Jo, CFA", ByName("Jo Li")),
    ("van den Berg, Jan Willem", ByName("Jan Willem van den Berg")),
    ("Berg, J.W. van den", ByName("J.W. van den Berg")),
    ("Doe, Jane Marie", ByName("Jane Marie Doe")),
    ("Garc\u00eda M\u00e1rquez, Gabriel", ByName("Gabriel Garc\u00eda M\u00e1rquez")),
    ('"Garc\u00eda M\u00e1rquez, Gabriel Jos\u00e9"', ByName("Gabriel Jos\u00e9 Garc\u00eda M\u00e1rquez")),
    ("Jane Doe, Senior Recruiter", JANE),
    ("Jane Doe, Acme BV", JANE),
    ("Jane Doe, Head of Talent at Acme", JANE),
    ("Jane Doe, please", JANE),
    ("o-brien, sean", ByName("sean o-brien")),
    ("garcia-lopez, ana-maria", ByName("ana-maria garcia-lopez")),
    ("jane@example.com, please", MAIL),
    ("c-1, please", C1),
    ("jane@example.com, thanks Robin", MAIL),
    ("hi Robin, where is jane@example.com?", MAIL),
    ("Jane Doe,", JANE),
    ("Jane Doe;", JANE),
    ("Jan en Piet Jansen", ByName("Jan en Piet Jansen")),
    ("Ernst and Young", ByName("Ernst and Young")),
    ("wie is Jane Doe en waar werkt zij?", JANE),
    ('"Jane Doe and John Roe"', ByName("Jane Doe and John Roe")),
    ("Jane Doe, jane@example.com", MAIL),
    ("Jane Doe\njane@example.com\n+31 6 12345678", MAIL),
    ("06 12345678; ext. 12", PHONE),
    ("have a look at https://app.example.com/candidates/c-1, please", ById("c-1")),
    ("Jane Doe, John Roe, help", Help()),
]


def one(text: str) -> Query:
    return parse(text, app_url=PEOPLE, phone_regions=["NL"]).query


def several(text: str) -> tuple[Query, ...]:
    query = one(text)
    return tuple(who for _, who in query.people) if isinstance(query, ByMany) else ()


def test_several_people() -> None:
    assert {text: several(text) for text, _ in SEVERAL} == dict(SEVERAL)


def test_one_person_with_commas() -> None:
    assert {text: one(text) for text, _ in ONE} == dict(ONE)


def test_sixty_forms_are_in_the_table() -> None:
    assert len({text for text, _ in SEVERAL} | {text for text, _ in ONE}) == len(SEVERAL) + len(ONE) >= 60


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("private Jane Doe, John Roe", (JANE, JOHN, True)),
        ("Jane Doe, John Roe, private", (JANE, JOHN, True)),
        ("Jane Doe, private, John Roe", (JANE, JOHN, True)),
        ("Jane Doe; private John Roe; c-1", (JANE, JOHN, C1, True)),
        ("privte, Jane Doe, John Roe", (JANE, JOHN, True)),
        ("Jane Doe, John Roe (privte)", (JANE, JOHN, True)),
        ("Jane Doe; Mark Price", (JANE, NameOrPrivate(ByName("Mark Price"), ByName("Mark", "Mark")), False)),
        ("Mark Price; Jane Doe (privte)", (NameOrPrivate(ByName("Mark Price"), ByName("Mark", "Mark")), JANE, True)),
    ],
)
def test_private_counts_wherever_it_is(text: str, asked: tuple[object, ...]) -> None:
    assert (*several(text), parse(text).private) == asked


@pytest.mark.parametrize("text", ["c-1, jane@example.com", "Jane Doe; +31 6 12345678; John Roe", "c-1, 06 12345678"])
def test_an_address_or_number_in_a_list_is_sensitive(text: str) -> None:
    assert parse(text, phone_regions=["NL"]).sensitive


def test_names_and_ids_in_a_list_are_not_sensitive() -> None:
    assert not parse("Jane Doe, John Roe; c-1").sensitive
