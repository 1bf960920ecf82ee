"""Who reads which language."""

from typing import Any

import pytest

from bot.cards.texts import ENGLISH, language_of
from bot.slack import objects
from bot.slack.languages import KEPT, Languages
from bot.slack.objects import Person


def member(number: int = 1, **flags: Any) -> Person:  # noqa: ANN401 - Slack's
    own = {"is_restricted": False, "is_ultra_restricted": False, "is_bot": False, "deleted": False}
    return objects.person({"id": f"U{number}", **own, **flags})


@pytest.mark.parametrize(
    ("locale", "code"),
    [("en-GB", "en"), ("en_US", "en"), ("EN", "en"), ("xx-YY", None), ("", None), ("-", None), (None, None)],
)
def test_a_region_falls_back_to_its_language(locale: str | None, code: str | None) -> None:
    found = language_of(locale)
    assert (found and found.code) == code


@pytest.mark.parametrize("locale", ["xx-YY", "", None, 7, {"nl": "BE"}, "e" * 10_000])
def test_unsupported_language_falls_back_to_english(locale: object) -> None:
    languages = Languages()
    languages.met(member(locale=locale))
    assert (languages.of("U1"), languages.of("U2"), languages.shared) == (ENGLISH, ENGLISH, ENGLISH)


def test_only_the_latest_languages_are_remembered() -> None:
    languages = Languages()
    for number in range(KEPT + 1):
        languages.met(member(number, locale="nl-BE"))
    assert [languages.of(f"U{number}").code for number in (0, 1, KEPT)] == ["en", "nl", "nl"]
    assert languages.shared.code == "nl"
