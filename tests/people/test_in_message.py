"""Messages as they come from Slack, and whom they may be about."""

import pytest

from bot.people.in_message import Candidate, find_in_message
from bot.people.query import ById, ByPhone
from tests.people.messages import (
    COUNTRIES,
    JANE,
    MAILS,
    MOBILE,
    NO_PHONES,
    NOBODY,
    OFFICE,
    SIGNATURES,
    TEXTS,
    UUID,
    found,
    rich,
    words,
)
from tests.people.structured import STRUCTURED


def test_what_is_found_in_a_text() -> None:
    for text, candidates in TEXTS:
        assert found({"type": "message", "text": text}) == candidates, text


def test_numbers_as_the_countries_write_them() -> None:
    for region, text, candidates in COUNTRIES:
        assert found({"text": text}, region) == candidates, (region, text)


def test_what_is_found_in_blocks_attachments_and_mails() -> None:
    for name, (message, candidates) in STRUCTURED.items():
        assert found(message) == candidates, name


def test_rich_text_and_plain_text_give_the_same_result() -> None:
    for text, candidates in (*SIGNATURES, *MAILS, *NO_PHONES):
        assert "<" in text or found(rich(words(text))) == candidates, text


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("06 12345678, tel 020 1234567", NOBODY),
        ("+31 6 12345678, 0031 20 1234567, +1 555 0142", [MOBILE, OFFICE, ByPhone("+15550142")]),
        (f"https://app.example.com/candidates/c-ada https://app.example.com/candidates/{UUID}", NOBODY),
        (f"jane@example.com {UUID}", [JANE, ById(UUID)]),
    ],
)
def test_without_settings_nothing_is_guessed(text: str, candidates: list[Candidate]) -> None:
    assert list(find_in_message({"text": text}).candidates) == candidates


def test_one_address_in_two_spellings_is_one_person() -> None:
    assert find_in_message({"text": "jane@example.com JANE@example.com"}).candidates == (JANE,)
