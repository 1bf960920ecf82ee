"""The table of typed texts: what each is read as."""

from collections import Counter

import pytest

from bot.people.query import Query, parse
from tests.people.typed_texts import BY_KIND

PEOPLE = "https://app.example.com/candidates/{candidate_id}"
TABLE = [(kind, text, query) for kind, rows in BY_KIND.items() for text, query in rows]
IDS = [f"{kind} {number}" for kind, rows in BY_KIND.items() for number, _ in enumerate(rows)]


@pytest.mark.parametrize(("kind", "text", "query"), TABLE, ids=IDS)
def test_what_a_text_is_read_as(kind: str, text: str, query: Query) -> None:
    assert parse(text, app_url=PEOPLE, phone_regions=["NL"]).query == query, kind


@pytest.mark.parametrize(("kind", "text", "query"), TABLE, ids=IDS)
def test_private_changes_nothing_else(kind: str, text: str, query: Query) -> None:
    for typed in (f"private {text}", f"{text} private"):
        asked = parse(typed, app_url=PEOPLE, phone_regions=["NL"])
        assert (asked.query, asked.private) == (query, True), kind


def test_table_has_no_duplicates_and_six_texts_of_each_kind() -> None:
    assert [text for text, times in Counter(text for _, text, _ in TABLE).items() if times > 1] == []
    assert [kind for kind, rows in BY_KIND.items() if len(rows) < 6] == []
