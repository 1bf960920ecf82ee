"""The people that a typed text names, and those who only resemble them."""

import pytest

from bot.people.hits import is_meant
from bot.people.named import is_named, is_named_in_full
from bot.people.query import ByName, NameOrPrivate
from bot.people.typed import parse
from bot.spott.models import SearchHit

GREEK = "\u0399\u03c9\u03ac\u03bd\u03bd\u03b1 \u03a0\u03b1\u03c0\u03ac"
PEOPLE = (
    *(("Ada", "Lovelace"), ("Adam", "Adler"), ("Grace", "Hopper"), ("Mariama", "Diop"), ("Mark", "Price")),
    *(("Priva", "Tejani"), ("Jean-Luc", "Picard"), ("Jeanne", "Picard"), ("Pat", "O\u2019Brien"), ("Bryan", "Obri")),
    *(("Hans", "M\u00fcller"), ("Hanna", "Muller"), ("S\u00f8ren", "S\u00f8rensen"), ("\u0141ukasz", "W\u00f3jcik")),
    *(("Jan", "van den Berg"), ("Jan", "Bergen"), ("Jan Willem", "Bakker"), ("Sam", "Taylor")),
    *(("Sam", "Taylor"), ("Li", "Jo"), ("Jo", "Li Chen"), ("An", "Nguyen"), ("Ann", "Nguyen")),
    *(("Mary Ann", "Smith-Jones"), ("Mary", "Smith"), ("Ng\u1ecdc", "Tr\u1ea7n"), ("\u5c0f\u660e", "\u738b")),
    *(("\u30cf\u30ca", "\u4f50\u85e4"), ("\u30d0\u30ca\u30ca", "\u4f50\u85e4"), ("Adriaan Jan", "Dekker")),
    *(("J.", "Visser"), ("Johan", "de Visscher"), ("Gabriel", "Garc\u00eda M\u00e1rquez"), ("Ba", "Keita")),
    *(
        ("Fran\u00e7ois", "L\u00e9v\u00eaque"),
        ("Anne-Sophie", "Pic"),
        tuple(GREEK.split()),
    ),
    *(("", "Prince"), ("Ev\u0430", "\u0421\u043e\u0440\u0435"), (None, None)),
)
HITS = [SearchHit(firstName=first, lastName=last) for first, last in PEOPLE]

OPENS = {
    "Ada Lovelace": "Ada Lovelace",
    "ada": "Ada Lovelace",
    "LOVELACE ADA": "Ada Lovelace",
    "A. Lovelace": "Ada Lovelace",
    "Grace Hopper": "Grace Hopper",
    "Price, Mark": "Mark Price",
    "Jean Luc Picard": "Jean-Luc Picard",
    "jeanluc picard": "Jean-Luc Picard",
    "J-L. Picard": "Jean-Luc Picard",
    "pat obrien": "Pat O\u2019Brien",
    "Pat O'Brien": "Pat O\u2019Brien",
    "Hans Mueller": "Hans M\u00fcller",
    "Soren Sorensen": "S\u00f8ren S\u00f8rensen",
    "lukasz wojcik": "\u0141ukasz W\u00f3jcik",
    "Jan van den Berg": "Jan van den Berg",
    "Jan Vandenberg": "Jan van den Berg",
    "J.W. Bakker": "Jan Willem Bakker",
    "Mary Ann Smith Jones": "Mary Ann Smith-Jones",
    "Ngoc Tran": "Ng\u1ecdc Tr\u1ea7n",
    "\u738b\u5c0f\u660e": "\u5c0f\u660e \u738b",
    "\u30cf\u30ca \u4f50\u85e4": "\u30cf\u30ca \u4f50\u85e4",
    "Garcia Marquez, Gabriel": "Gabriel Garc\u00eda M\u00e1rquez",
    "francois leveque": "Fran\u00e7ois L\u00e9v\u00eaque",
    "Anne Sophie Pic": "Anne-Sophie Pic",
    "\u03b9\u03c9\u03b1\u03bd\u03bd\u03b1 \u03c0\u03b1\u03c0\u03b1": GREEK,
    "An Nguyen": "An Nguyen",
    "Anne": "Anne-Sophie Pic",
    "Priva": "Priva Tejani",
    "Prince": "Prince",
    "\u0410da L\u043evelace": "Ada Lovelace",
    "Eva Cope": "Ev\u0430 \u0421\u043e\u0440\u0435",
    "eva \u0421ope": "Ev\u0430 \u0421\u043e\u0440\u0435",
}
"""Typed texts that name just one of these people."""

ASKS = (
    *("ad", "grase hoper", "Mariama Ba", "dorylogistics.example.com", "Lovelac", "Ada King Lovelace", "Ada Ada"),
    *("A. L.", "A. Nguyen", "J. Dekker", "Jan Visser", "Sam Taylor", "Jo Li", "Mary Smith", "Jan", "Picard"),
    *("\u30d0\u30ca", "Bakker, Piet", "Taylor Swift", "Ann Nguyenn", "Gracehopper Smith", "O'Bry", "Hans Muler"),
    *("Adalovelac", "de Visser"),
)
"""Typed texts that name none of these people, or more than one."""


def named(typed: str) -> list[str]:
    read = parse(typed).query
    question = read.name if isinstance(read, NameOrPrivate) else read
    assert isinstance(question, ByName)
    return [" ".join(filter(None, (hit.first_name, hit.last_name))) for hit in HITS if is_meant(hit, question)]


def test_there_are_forty_names_and_forty_people() -> None:
    assert (len(OPENS) + len(ASKS) >= 40, len(HITS)) == (True, 40)


def test_named_person_is_found() -> None:
    for typed, who in OPENS.items():
        assert named(typed) == [who], typed


def test_similar_or_shared_name_is_a_choice() -> None:
    assert [typed for typed in ASKS if len(named(typed)) == 1] == []


FULL_NAMES = [
    ("Mark Price", SearchHit(firstName="Mark", middleName="William", lastName="Price"), True),
    ("price mark", SearchHit(firstName="Mark", lastName="Price"), True),
    ("Mark Price", SearchHit(lastName="Mark Price"), True),
    ("M. Price", SearchHit(firstName="Mark", lastName="Price"), False),
    ("Price", SearchHit(firstName="Mark", lastName="Price"), False),
    ("Price", SearchHit(lastName="Price"), False),
    ("Mark William", SearchHit(firstName="Mark", middleName="William", lastName="Price"), False),
    ("Mark Prince", SearchHit(firstName="Mark", lastName="Price"), False),
    ("Mark Price", SearchHit(firstName=None), False),
]


def test_a_full_name_has_a_given_name_and_a_surname() -> None:
    for typed, hit, in_full in FULL_NAMES:
        assert is_named_in_full(typed, hit) is in_full, (typed, hit)


@pytest.mark.parametrize(
    "name", ["a-" * 5_000, "a " * 5_000, "A. " * 5_000, "x" * 10_000, "-'" * 5_000, "\u0301" * 9_000]
)
def test_names_of_any_length_are_judged(name: str) -> None:
    assert is_named("Ada Lovelace", SearchHit(firstName=name, lastName=name)) is False
    assert is_named("a-" * 50, SearchHit(firstName=name, lastName="Lovelace")) in {True, False}
