"""The table of typed texts: what each is read as."""

from collections import Counter

import pytest

from bot.people.query import Asked
from bot.people.typed import parse
from tests.people.typed_texts import BY_KIND

PEOPLE = "https://app.example.com/candidates/{candidate_id}"
TABLE = [(kind, text, query) for kind, rows in BY_KIND.items() for text, query in rows]


def read(text: str) -> Asked:
    return parse(text, app_url=PEOPLE, phone_regions=["NL"])


@pytest.mark.parametrize("kind", BY_KIND)
def test_what_a_text_is_read_as(kind: str) -> None:
    assert {text: read(text).query for text, _ in BY_KIND[kind]} == dict(BY_KIND[kind])


@pytest.mark.parametrize("kind", BY_KIND)
def test_private_changes_nothing_else(kind: str) -> None:
    for text, query in BY_KIND[kind]:
        for typed in (f"private {text}", f"{text} private"):
            asked = read(typed)
            assert (asked.query, asked.private) == (query, True), typed


def test_table_has_no_duplicates_and_six_texts_of_each_kind() -> None:
    assert [text for text, times in Counter(text for _, text, _ in TABLE).items() if times > 1] == []
    assert [kind for kind, rows in BY_KIND.items() if len(rows) < 6] == []
