"""Every language says the same as English, with its own words: `bot/cards/texts`."""

import re
from pathlib import Path
from string import Formatter
from typing import Final

import pytest

from bot.cards import texts
from bot.cards.texts import DUTCH, ENGLISH, FRENCH, GERMAN, LANGUAGES, Language
from tests.cards.test_texts import limit

OTHERS: Final = (DUTCH, FRENCH, GERMAN)
GLOSSARY: Final = Path(texts.__file__).with_name("GLOSSARY.md")
OTHER_ADDRESS: Final = {
    "nl": r"\b[Uu]w?\b",
    "de": r"\b(?:Ihnen|Ihre?[mnrs]?)\b",
    "fr": r"\b(?:[Tt]u|[Tt]oi|[Tt]on|[Tt]a|[Tt]es)\b",
}
"""The forms of address that we do not use."""

of_each = pytest.mark.parametrize("language", OTHERS, ids=lambda one: one.code)


def every(language: Language) -> dict[str, str]:
    """All texts; those that depend on a number with their form."""
    counted = {f"{key}.{form}": text for key, forms in language.counts.items() for form, text in forms.items()}
    return {**language.texts, **counted}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def prose(text: str) -> str:
    """A text without placeholders and without what is typed."""
    return re.sub(r"\{\w+\}|`[^`]*`", "", text)


@of_each
def test_every_text_is_there_with_the_same_placeholders(language: Language) -> None:
    own, english = every(language), every(ENGLISH)
    assert own.keys() == english.keys()
    # In French, zero is singular, so the singular needs the number, too.
    assert [key for key in own if placeholders(own[key]) - {"count"} != placeholders(english[key]) - {"count"}] == []
    assert [key for key in own if key.endswith(".other") and placeholders(own[key]) != placeholders(english[key])] == []


@of_each
def test_a_text_is_a_translation(language: Language) -> None:
    own, english = every(language), every(ENGLISH)
    assert [key for key in own if own[key] == english[key] and len(re.findall(r"[^\W\d_]+", prose(own[key]))) > 3] == []
    assert [key for key in own if own[key].count("**") != english[key].count("**")] == []
    assert [key for key in own if own[key].endswith(" ") != english[key].endswith(" ")] == []
    # Room for languages that are longer than English, but not for one more sentence.
    assert [key for key in own if len(own[key]) > max(40, 1.7 * len(english[key]))] == []


@of_each
def test_form_of_address_is_consistent(language: Language) -> None:
    other = re.compile(OTHER_ADDRESS[language.code])
    assert {key: text for key, text in every(language).items() if other.search(prose(text))} == {}


def glossary() -> list[list[list[str]]]:
    """The words of each row: for each language the forms that it may have."""
    rows = [line.strip("|\n ").split("|") for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [[[form.strip().casefold() for form in cell.split(",")] for cell in row] for row in rows[1:]]


def test_the_glossary_has_thirty_words_that_are_used() -> None:
    said = " ".join(every(ENGLISH).values()).casefold()
    assert len(glossary()) >= 30
    assert [words for words, *_ in glossary() if not any(word in said for word in words)] == []


@pytest.mark.parametrize(("place", "language"), [*enumerate(OTHERS)], ids=[one.code for one in OTHERS])
def test_glossary_words_are_used(place: int, language: Language) -> None:
    own = every(language)
    found = [
        (key, words[0], own[key])
        for words, *translations in glossary()
        for key, text in every(ENGLISH).items()
        if re.search(rf"\b(?:{'|'.join(words)})(?:s|es)?\b", prose(text), re.IGNORECASE)
        and not any(form in own[key].casefold() for form in translations[place])
    ]
    assert found == []


def test_french_has_a_space_that_does_not_break_before_double_punctuation() -> None:
    loose = re.compile(r"(?<!\u00a0)[:;?!](?!\w)")
    assert {key: text for key, text in every(FRENCH).items() if loose.search(prose(text).replace("**", ""))} == {}


@pytest.mark.parametrize(
    ("language", "none", "one", "many"),
    [
        (ENGLISH, "and 0 more roles", "and 1 more role", "and 1,234 more roles"),
        (DUTCH, "en nog 0 functies", "en nog 1 functie", "en nog 1.234 functies"),
        (FRENCH, "et 0 autre fonction", "et 1 autre fonction", "et 1\u202f234 autres fonctions"),
        (GERMAN, "und 0 weitere Positionen", "und 1 weitere Position", "und 1.234 weitere Positionen"),
    ],
    ids=LANGUAGES,
)
def test_a_number_chooses_the_form(language: Language, none: str, one: str, many: str) -> None:
    assert [language.count("more_roles", number) for number in (0, 1, 1_234)] == [none, one, many]


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_notice_is_two_short_sentences(language: Language) -> None:
    lines = {key: text for key, text in language.texts.items() if key.startswith(("private_", "not_posted_"))}
    assert {key: len(text) for key, text in lines.items() if len(text) > (150 if "private" in key else 200)} == {}
    assert {key: text for key, text in language.texts.items() if len(text) > limit(key)} == {}
    assert (len(language.months), len(set(language.months))) == (12, 12)
