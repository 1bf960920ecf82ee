import re
from functools import cache

import pytest

from bot.cards import notices
from bot.cards.message import Message
from bot.cards.texts import en
from tests.cards import keys
from tests.cards.judges import live_in_text, refusals, strings
from tests.english import say

FILLED = {
    "wait": "30 seconds",
    "reference": "7f3a9c",
    "ask": "<@U012ADMIN>",
    "cards": "2",
    "rows": "3",
    "places": "<#C012ABCDEF>",
}
TABLES = {"_FAILURES", "_REFUSALS", "_NOT_POSTED", "_NOBODY", "INSTEAD"}
LINES = sorted({key for key in en.TEXTS if key.startswith("private_")} | {"nobody_in_message", "nothing_in_message"})
NO_NEXT_STEP = {
    "forgetting",
    "forgotten",
    "card_removed",
    "preview_removed",
    "expired",
    "spott_slow",
    "posted_to_thread",
    "posted_to_channel",
    "help",
    "help_private",
}


@cache
def all_notices() -> dict[str, Message]:
    """Every notice, by key."""
    known = {key for use in keys.uses() if use.function in {"of", *TABLES} for key in use.keys}
    return {key: notices.of(say, key, **FILLED) for key in sorted(known)}


def test_notices_are_distinguished_from_other_texts() -> None:
    assert {"no_card", "guest", "not_posted_guests", "nobody_by_name", "maybe_not_arrived", "help"} <= set(
        all_notices()
    )
    assert set(all_notices()) & set(LINES) == set()


def test_notice_is_one_short_valid_text() -> None:
    for key, message in all_notices().items():
        assert refusals(message) == [], key
        assert message["blocks"] == [
            {"type": "section", "text": {"type": "mrkdwn", "text": message["text"], "verbatim": True}}
        ], key
        if not key.startswith("help"):
            assert len(message["text"]) <= 200, key
            assert "\n" not in message["text"], key


def test_notice_says_what_happened_and_what_to_do_next() -> None:
    for key in sorted(all_notices().keys() - NO_NEXT_STEP):
        happened, *_, next_step = re.split(r"(?<=[.:]) ", all_notices()[key]["text"])
        assert happened, key
        assert re.match(r"(Please|Check|Try|Invite|If|Type|For)\b", next_step), key


def test_no_two_notices_are_alike() -> None:
    assert len({message["text"] for message in all_notices().values()}) == len(all_notices())


def test_a_line_is_short_and_without_markup() -> None:
    for key in LINES:
        line = say(key)
        assert len(line) <= 150, key
        assert live_in_text(line) == [], key
        assert line.startswith("Only you can see this: ") == key.startswith("private_"), key


def test_only_notices_contain_characters_that_slack_wants_escaped() -> None:
    assert {key for key, text in en.TEXTS.items() if re.search("[<>&]", text)} <= set(all_notices())


ASKED = [
    ([], "a workspace admin"),
    (["U012ADMIN"], "<@U012ADMIN>"),
    (["U012ADMIN", "U013ADMIN"], "<@U012ADMIN> or <@U013ADMIN>"),
    (["U012ADMIN", "U013ADMIN", "U014ADMIN"], "<@U012ADMIN>, <@U013ADMIN> or <@U014ADMIN>"),
]


def test_who_to_ask_is_a_real_mention() -> None:
    for key in ["guest", "deactivated", "not_listed", "access_unknown"]:
        for admins, ask in ASKED:
            assert notices.of(say, key, ask=notices.WhomToAsk(tuple(admins)))["text"].endswith(f"ask {ask}."), (
                key,
                admins,
            )


@pytest.mark.parametrize(
    ("tried", "words"),
    [("name", "by that name"), ("email", "that email"), ("phone", "phone number"), ("id", "candidate ID")],
)
def test_no_match_says_what_was_tried_and_what_else_to_try(tried: str, words: str) -> None:
    happened, next_step = notices.of(say, f"nobody_by_{tried}")["text"].split(". ", 1)
    assert happened.startswith("I couldn't find anyone ")
    assert words in happened
    assert re.fullmatch(r"(Check|Try) .* or .*\.", next_step)


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [
        (None, "a minute"),
        (0.0, "a second"),
        (0.2, "a second"),
        (1.5, "2 seconds"),
        (90.0, "90 seconds"),
        (91.0, "2 minutes"),
        (600.0, "10 minutes"),
        (7_200.0, "120 minutes"),
        (7_201.0, "3 hours"),
    ],
)
def test_busy_says_when_to_try_again(seconds: float | None, wait: str) -> None:
    told = notices.of(say, "spott_busy", wait=notices.Wait(seconds))["text"]
    assert told == f"Spott is busy right now. Please try again in {wait}."


@pytest.mark.parametrize("key", ["answer_not_understood", "something_broke", "took_too_long"])
def test_reference_is_shown(key: str) -> None:
    assert "`7f3a9c`" in notices.of(say, key, reference="7f3a9c")["text"]


def test_help_explains_the_command_in_at_most_eight_lines() -> None:
    assert notices.of(say, "help")["text"].splitlines() == [
        "*Look someone up in Spott*",
        "`/spott &lt;name&gt;` shows their card in this channel. For example: `/spott Jane Doe`",
        (
            "A candidate ID or a LinkedIn profile works too. Several people at once: `/spott Jane Doe, Ada Lovelace`. "
            "Commas separate full names, addresses and IDs, so `Doe, Jane` is one person; semicolons always do."
        ),
        (
            "An email address or a phone number also works, but only you see the card, "
            "because Slack may show what you typed."
        ),
        "`/spott private &lt;name&gt;` shows the card only to you.",
        (
            "`/spott job &lt;title or client&gt;` shows an open job and who is in it, "
            "`/spott job all \u2026` a closed one too. Put the name of a person called Job in quotes."
        ),
        (
            "To look up the people in a message, choose *Look up in Spott* from its menu. "
            "In a thread, mention me: `@Spott Jane Doe`. Or write to me directly."
        ),
        "`/spott` alone suggests names as you type, `/spott help` shows this message.",
    ]


def test_help_says_when_cards_are_private_anyway() -> None:
    text = notices.of(say, "help_private")["text"]
    assert "`/spott &lt;name&gt;` shows their card only to you." in text
    assert "private" not in text
    assert "channel" not in " ".join(strings(notices.of(say, "help_private")))
