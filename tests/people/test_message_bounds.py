"""Any message is parsed quickly, and only up to limits."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.in_message import Candidate, Found, find_in_message
from bot.people.query import ByEmail, ById
from bot.spott.models import CANDIDATE_ID
from tests.people.messages import JANE, MOBILE, NOBODY, PEOPLE, TEXTS, Message, found, rich, words


def test_at_most_ten_people_are_found() -> None:
    text = " ".join(f"person{number}@example.com" for number in range(30))
    assert found({"text": text}) == [ByEmail(f"person{number}@example.com") for number in range(10)]


@pytest.mark.parametrize(("before", "candidates"), [(19_980, [JANE]), (20_000, NOBODY)])
def test_twenty_thousand_characters_are_read(before: int, candidates: list[Candidate]) -> None:
    assert found({"text": "x " * (before // 2) + "jane@example.com"}) == candidates


@pytest.mark.parametrize(("before", "candidates"), [(99, [MOBILE]), (100, NOBODY)])
def test_at_most_a_hundred_figures_are_examined(before: int, candidates: list[Candidate]) -> None:
    assert found({"text": "1234567, " * before + "+31 6 12345678"}) == candidates


def nested(depth: int) -> Message:
    element = words("jane@example.com")
    for _ in range(depth):
        element = {"type": "rich_text_section", "elements": [element]}
    return {"blocks": [element]}


@pytest.mark.parametrize(("depth", "candidates"), [(4, [JANE]), (500, NOBODY)])
def test_depth_is_bounded(depth: int, candidates: list[Candidate]) -> None:
    assert found(nested(depth)) == candidates


@pytest.mark.parametrize(("before", "candidates"), [(4_000, [JANE]), (5_000, NOBODY)])
def test_parts_are_bounded(before: int, candidates: list[Candidate]) -> None:
    assert found(rich(*[words("")] * before, words("jane@example.com"))) == candidates


def test_long_messages_parse_quickly() -> None:
    # `tests/test_patterns.py` tries many more, at lengths that show how the time grows.
    for piece in ("0 / ", "06 12345678  ", "+1 555 0142 ", "NL91 ABNA ", "a@a.", "<a|", "``` `", "https://"):
        text = piece * (20_001 // len(piece))
        started = time.thread_time()
        found({"text": text, "blocks": rich(words(text))["blocks"], "attachments": [{"text": text}]})
        assert time.thread_time() - started < 6, piece  # Coverage takes most of it.


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([text for text, _ in TEXTS]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "elements", "url", "style", "fields", "rows", "blocks", "value", "message"]
            ),
            inner | st.sampled_from(["text", "link", "mrkdwn", "plain_text", "rich_text_preformatted", "section"]),
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(
    st.dictionaries(st.sampled_from(["text", "blocks", "attachments", "files"]), json),
    st.sampled_from([None, PEOPLE]),
    st.sampled_from([None, "NL", "US", "DE", "XX"]),
)
def test_any_message_parses(message: Message, app_url: str | None, region: str | None) -> None:
    answer = find_in_message(message, app_url=app_url, phone_regions=[region] if region else [])
    assert isinstance(answer, Found)
    assert len(answer.candidates) == len(set(answer.candidates)) <= 10
    ids = [candidate.candidate_id for candidate in answer.candidates if isinstance(candidate, ById)]
    assert all(CANDIDATE_ID.fullmatch(candidate_id) for candidate_id in ids)


@given(
    st.lists(st.sampled_from([text for text, _ in TEXTS] + [" ", "\n", "|", "<", ">", "`"]), max_size=6).map("".join)
)
def test_any_mixture_of_texts_gives_an_answer(text: str) -> None:
    assert len(found({"text": text})) <= 10
