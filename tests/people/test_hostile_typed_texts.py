"""Any typed text is parsed quickly, and only ids are read as ids."""

import random
import time

from hypothesis import example, given
from hypothesis import strategies as st

from bot.people.query import ById, ByName, Query
from bot.people.typed import parse
from bot.spott.models import CANDIDATE_ID
from tests.people.typed import PEOPLE, TABLE, dutch

HOSTILE = (
    *("../users", "..", "%2e%2e", "%2F", "a/b", "/", "\\", "?x=1", "#f", "&a=b", "https://evil.example", ":8080"),
    *(
        "\r\n",
        "\r\nX-Api-Key: x",
        "\x00",
        "\x7f",
        "\u202e",
        "\uff0e\uff0e",
        "\u0661",
        "\u00e9",
        "\U0001f600",
    ),
    *("{}", "${x}", "$(id)", ";", "'--", "<script>", "*", "|", "~", "^", "[", "]", "=", "!", "x" * 65, "/../"),
)


def hostile_ids() -> list[str]:
    """Two hundred texts that no id may look like, the same in every run."""
    dice = random.Random(20)
    texts = ["c1" + piece + "1" for piece in HOSTILE]
    while len(texts) < 200:
        pieces = dice.choices((*HOSTILE, "c-ada", "1", "clh3k2j9v0000qz8t1x5y7w4e"), k=dice.randint(2, 5))
        middle = dice.choice(HOSTILE)
        texts.append(f"c1{''.join(pieces)}{middle}2")
    return texts


def test_hostile_ids_are_not_accepted() -> None:
    texts = hostile_ids()
    assert len(texts) == 200
    assert [text for text in texts if isinstance(dutch(text).query, ById)] == []


def _ids(query: Query) -> list[str]:
    match query:
        case ById(candidate_id):
            return [candidate_id]
        case ByName(else_id=str(else_id)):
            return [else_id]
    return []


texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*HOSTILE, *(text for text, _ in TABLE), " ", ",", "private"]), max_size=5).map("".join),
    st.from_regex(r"[<+(]{0,2}[0-9A-Za-z@./() _|:-]{1,40}[>)]?", fullmatch=True),
)


@given(texts, st.sampled_from([None, PEOPLE]), st.sampled_from([None, "NL", "US", "DE", "XX"]))
@example("\ud800", None, None)
def test_any_text_parses_and_ids_are_well_formed(text: str, app_url: str | None, region: str | None) -> None:
    query = parse(text, app_url=app_url, phone_regions=[region] if region else []).query
    assert all(CANDIDATE_ID.fullmatch(candidate_id) for candidate_id in _ids(query))
    if isinstance(query, ByName):
        assert 2 <= len(query.name) <= 100
        assert not set(query.name) & set("/\\?#%&=<>{}@\r\n\x00")


LONG_WHILE = 3.0
"""In seconds of CPU: Slack waits no longer. The longest text takes 0.2 s, a quadratic reading of it minutes."""


def test_long_texts_parse_quickly() -> None:
    # `tests/test_patterns.py` tries many more, at lengths that show how the time grows.
    for piece in ("a", "1 ", "<https:", "\u200b", "private "):
        for length in (999, 100_000):
            started = time.thread_time()
            dutch(piece * (length // len(piece)))
            assert time.thread_time() - started < LONG_WHILE, (piece, length)
