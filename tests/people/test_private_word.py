"""The word that asks for a private answer, and its misspellings."""

import pytest

from bot.people.job_query import ByJob
from bot.people.private_word import split_off
from bot.people.query import (
    Asked,
    ByEmail,
    ById,
    ByName,
    ByPhone,
    Help,
    NameOrPrivate,
    NotUnderstood,
    Query,
)
from bot.people.typed import parse

ADA = ByName("Ada Lovelace")
LIKE_IT = (
    *("privte", "rpivate", "privaet", "pivate", "privatee", "private2"),
    *("PRIVTE", "privatte", "pr1vate", "privatt", "priivate", "prvt", "privately", "privates", "privater", "prived"),
    *("vertrauich", "vertrouwlijk", "confidental", "confidntiel", "priate"),
)


ELSEWHERE = sorted(
    ("privat", "Privat", "priv\u00e9", "priv\u00e9e", "prive", "vertraulich", "vertrouwelijk", "confidentiel")
)


@pytest.mark.parametrize("word", ELSEWHERE)
def test_foreign_word_is_private_at_the_start_and_may_be_a_surname_at_the_end(word: str) -> None:
    for typed in (f"{word} Ada Lovelace", f"{word}: Ada Lovelace", f"({word}) Ada Lovelace"):
        assert parse(typed) == Asked(ADA, private=True)
    assert parse(f"{word} vacature alle backend") == Asked(ByJob("backend", open_only=False), private=True)
    assert parse(f"Ada Lovelace {word}") == Asked(NameOrPrivate(ByName(f"Ada Lovelace {word}"), ADA))


@pytest.mark.parametrize(
    "name", ["Privat", "Jean Privat", "Privat Jean", "Mark Price", "private", "Aide", "Stelle Muster"]
)
def test_word_in_quotes_is_a_name(name: str) -> None:
    for quoted in (f'"{name}"', f"\u201e{name}\u201c", f"\u00ab{name}\u00bb"):
        asked = parse(quoted)
        assert (asked.query, asked.private) == (ByName(name, None if " " in name else name), False)


def test_misspelt_word_is_private_at_either_end_unless_it_is_part_of_a_full_name() -> None:
    for word in sorted(LIKE_IT):
        for typed in (f"{word} Ada Lovelace", f"Ada Lovelace {word}"):
            expected = NameOrPrivate(ByName(typed), ADA)
            read = parse(typed).query
            assert isinstance(read, NameOrPrivate) or any(map(str.isdigit, word)), word
            assert read in {expected, ADA}, word
            assert parse(typed).private is (read == ADA), word


NEARLY = [
    *("(privte) Ada Lovelace", "Ada Lovelace (privte)", "Ada Lovelace(privte)", "[privte] Ada Lovelace"),
    *("--privte Ada Lovelace", "\u2014privte Ada Lovelace", "Ada Lovelace | privte", "Ada Lovelace - privte"),
    *("where is Ada Lovelace? privte", "Ada Lovelace {privat}", "&lt;privte&gt; Ada Lovelace"),
]


def test_misspelt_word_outside_the_name_is_private() -> None:
    assert {typed: parse(typed) for typed in NEARLY} == dict.fromkeys(NEARLY, Asked(ADA, private=True, nearly=True))


THE_WORD = [
    *("private Ada Lovelace", "Ada Lovelace private", "(private) Ada Lovelace", "Ada Lovelace [private]"),
    *("private: Ada Lovelace", "private:Ada Lovelace", "private : Ada Lovelace", "private - Ada Lovelace"),
    *("Ada Lovelace - private", "Ada Lovelace, private", "Ada Lovelace; private!", "Ada Lovelace,private"),
    *(
        "Ada Lovelace private please",
        "please private Ada Lovelace",
        "Ada Lovelace, private pls.",
        "/private Ada Lovelace",
    ),
    *(
        "in private: Ada Lovelace",
        "Ada Lovelace in private",
        "Ada Lovelace (private, please)",
        "#private Ada Lovelace",
    ),
    *(
        "- private Ada Lovelace",
        "\u2022 private Ada Lovelace",
        "Ada Lovelace private \U0001f512",
        "private\nAda Lovelace",
    ),
    *("(Ada Lovelace, private)", "Ada Lovelace (private)", '"private" Ada Lovelace', "priv-ate Ada Lovelace"),
    *(
        "privte private Ada Lovelace",
        "private Ada Lovelace privat",
        "**private** *Ada Lovelace*",
        "pri\u00advate Ada Lovelace",
    ),
]


def test_word_itself_is_private_whatever_is_around_it() -> None:
    for typed in THE_WORD:
        asked = parse(typed)
        name = asked.query.otherwise if isinstance(asked.query, NameOrPrivate) else asked.query
        assert (name, asked.private, asked.nearly) == (ADA, True, False), typed


NO_NAMES = [
    ("privte jane@example.com", ByEmail("jane@example.com")),
    ("+31 6 12345678 privat", ByPhone("+31612345678")),
    ("privte c-1815", ById("c-1815", "c-1815")),
    ("c-1815 (priv\u00e9)", ById("c-1815", "c-1815")),
    ("https://app.example.com/c/c-ada privte", ById("c-ada")),
    ("privte ../users", NotUnderstood()),
    ("help privat", Help()),
    ("job backend acme privte", ByJob("backend acme")),
    ("privte job all backend", ByJob("backend", open_only=False)),
    ("job drive", ByJob("drive")),
]


def test_text_that_is_not_a_name_is_private_with_a_misspelt_word() -> None:
    for typed, query in NO_NAMES:
        asked = parse(typed, app_url="https://app.example.com/c/{candidate_id}")
        assert (asked.query, asked.private, asked.nearly) == (query, True, True), typed


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("Ada Lovelace (private note)", ADA),
        ("Ada Lovelace | a private matter", ADA),
        ("Ada Lovelace - strictly private matter", ADA),
        ("https://app.example.com/c/c-ada keep it private between us", ById("c-ada")),
        ("https://app.example.com/c/c-ada priv\u00e9 :lock:", ById("c-ada")),
        ("https://app.example.com/c/c-ada (streng vertraulich!) an alle", ById("c-ada")),
    ],
)
def test_word_among_those_left_out_is_private(typed: str, query: Query) -> None:
    assert parse(typed, app_url="https://app.example.com/c/{candidate_id}") == Asked(query, private=True, nearly=True)


@pytest.mark.parametrize(
    "typed", ["Jane Private Doe", "job private banking zurich", "Edmond Privat Jansen", "c-private"]
)
def test_word_among_those_looked_up_is_not_private(typed: str) -> None:
    assert parse(typed).private is False


LITTLE_ELSE = ["", " ", "()", "private", "( private )", "private private", "in private", "-", "privat !"]


def test_a_text_with_little_else_is_split() -> None:
    assert [text for text in LITTLE_ELSE if not ("private" not in split_off(text).rest)] == []


def test_texts_of_any_length_are_split() -> None:
    for sign in ["a ", "(", "please ", "private ", "-", ": ", "in ", "\u0301"]:
        for length in [10, 10_000]:
            assert len(split_off(sign * length).rest) <= len(sign) * length, (sign, length)
