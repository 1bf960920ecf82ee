"""Everything that people read is in `bot/cards/texts`: complete, used, filled in, and short enough for Slack."""

import re
from collections import Counter
from string import Formatter

import pytest

from bot.cards.message import elements
from bot.cards.text import BUTTON_TEXT_LIMIT, TITLE_LIMIT
from bot.cards.texts import LANGUAGES, Language, en
from bot.listeners import COMMAND
from tests.cards import keys
from tests.english import say

FORMS = {key: tuple(forms.values()) for key, forms in en.COUNTS.items()}
ALL = {key: (text,) for key, text in en.TEXTS.items()} | FORMS

SLACKS_OWN = {"ago", "moment", "date"}
"""Texts whose placeholders are Slack's: https://docs.slack.dev/messaging/formatting-message-text#date-formatting."""

NOT_READ = {
    "asking reference=": "a task's name, for whoever debugs",
    "post here": "what a click is called in the log and in metrics",
    "post to thread": "the same",
    "post to channel": "the same",
    "none of these": "the same",
    "post job here": "the same",
    "job choice": "the same",
    "job refresh": "the same",
    "post job to thread": "the same",
    "list refresh": "the same",
    "post list here": "the same",
    "person in job": "the same",
    "modal refresh": "the same",
    "details refresh": "the same",
    "other records": "the same, and what was tried",
    "linked person": "the same",
    "linked job": "the same",
    "home search": "the same",
    "home find": "the same",
    "ask to forget": "the same",
    "forgetting a person": "a task's name, for whoever debugs",
    "home tab": "the same",
    "direct message": "the same, for a message",
    "previews off": "the same",
    "previews on": "the same",
    "stray request": "the same, for a request that no listener takes",
    "Store | None": "a type",
    "no listener for a %s: compare the app in Slack with its manifest": "a log line",
    "no command and no type": "part of a log line",
}
"""Literals in the code that look like words but that nobody reads in Slack, each with what it is."""


def placeholders(key: str) -> set[str]:
    if key in SLACKS_OWN:
        return set()
    return {name for text in ALL[key] for _, name, _, _ in Formatter().parse(text) if name}


def test_no_key_is_given_to_two_texts() -> None:
    assert set(en.TEXTS) & set(en.COUNTS) == set()


def test_every_key_in_the_code_exists() -> None:
    known = {"say": en.TEXTS, "elements": en.TEXTS, "of": en.TEXTS, "count": en.COUNTS}
    assert [
        (use.where, sorted(lost)) for use in keys.uses() if (lost := use.keys - set(known.get(use.function, ALL)))
    ] == []


def test_every_text_is_used() -> None:
    assert set(ALL) - {key for use in keys.uses() for key in use.keys} == set()


def test_a_call_fills_in_all_placeholders_and_no_others() -> None:
    calls = [use for use in keys.uses() if use.placeholders is not None]
    counted = {"count": {"count"}}
    wanted = [
        {(use.where, key): placeholders(key) - counted.get(use.function, set()) for key in use.keys} for use in calls
    ]
    assert wanted == [{(use.where, key): set(use.placeholders or ()) for key in use.keys} for use in calls]


def test_both_forms_of_a_count_have_the_same_placeholders_but_the_number() -> None:
    for key in sorted(FORMS):
        one, other = (en.COUNTS[key][form] for form in ("one", "other"))
        assert {name for _, name, _, _ in Formatter().parse(one) if name} | {"count"} >= placeholders(key), key
        assert {name for _, name, _, _ in Formatter().parse(other) if name} >= placeholders(key) - {"count"}, key


def test_code_contains_no_sentences() -> None:
    allowed = set(NOT_READ) | {key for use in keys.uses() for key in use.keys}
    speaking = {path: tree for path, tree in keys.modules().items() if path.startswith(("cards/", "listeners/"))}
    found = [(path, *at) for path, tree in speaking.items() for at in keys.sentences(tree) if at[1] not in allowed]
    assert found == []
    assert [(path, *at) for path, tree in speaking.items() for at in keys.shown(tree)] == []


def test_every_listed_exception_is_still_needed() -> None:
    literals = {words for path, tree in keys.modules().items() for _, words in keys.sentences(tree)}
    assert set(NOT_READ) - literals == set()


LIMITS = {"button_": BUTTON_TEXT_LIMIT, "title_": TITLE_LIMIT, "close": TITLE_LIMIT, "search_placeholder": 150}
LIMITS |= {
    "button_too_old": 300,
    "help": 1_000,
    "help_private": 1_000,
    "search_submit": TITLE_LIMIT,
    "search_cancel": TITLE_LIMIT,
    "confirm_no": 30,
}
LIMITS |= {"confirm_post": 100, "confirm_remove": 100, "confirm_post_yes": 30, "confirm_remove_yes": 30}


def limit(key: str) -> int:
    return LIMITS.get(key) or next((LIMITS[kind] for kind in ("button_", "title_") if key.startswith(kind)), 300)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_text_is_clean_and_short_enough_for_slack(language: Language) -> None:
    counted = [(key, text) for key, forms in language.counts.items() for text in forms.values()]
    every = [*language.texts.items(), *counted]
    assert [(key, text) for key, text in every if not 0 < len(text) <= limit(key)] == []
    assert [(key, text) for key, text in every if text.count("**") % 2] == []
    unclean = re.compile(r"  | $|^ | [.,!?]|\.\.\.|'s? '|\u2019")
    assert [
        (key, text) for key, text in every if unclean.search(text.removesuffix(": ") + "." * text.endswith(": "))
    ] == []


def test_no_two_texts_of_several_words_are_alike() -> None:
    sentences = Counter(text for texts_ in ALL.values() for text in texts_ if text.count(" ") > 2)
    assert [text for text, times in sentences.items() if times > 1] == []


def test_the_command_in_the_texts_is_the_one_that_is_answered() -> None:
    named = {found for text in en.TEXTS.values() for found in re.findall(r"`(/\w+)", text)}
    assert named == {COMMAND, "/invite"}


@pytest.mark.parametrize(
    ("number", "words"), [(1, "and 1 more role"), (2, "and 2 more roles"), (0, "and 0 more roles")]
)
def test_a_number_chooses_the_form(number: int, words: str) -> None:
    assert say.count("more_roles", number) == words


def test_values_are_not_interpreted_as_placeholders() -> None:
    assert say("job_at", job="{client} **x**", client="{job}") == "{client} **x**, {job}"
    assert elements(say, "main_contact", who="{who} **x**") == [
        {"type": "text", "text": "Main contact: ", "style": {"bold": True}},
        {"type": "text", "text": "{who} **x**"},
    ]


def test_element_replaces_its_placeholder() -> None:
    date = {"type": "date", "timestamp": 0, "format": "{date}", "fallback": "1 Jan 1970"}
    assert elements(say, "last_interaction_with", when=date, relative="today", who="Ada") == [
        {"type": "text", "text": "Last interaction: ", "style": {"bold": True}},
        date,
        {"type": "text", "text": " (today) with Ada"},
    ]


def test_months_are_named() -> None:
    assert (len(say.months), say.months[0], say.months[-1]) == (12, "Jan", "Dec")
