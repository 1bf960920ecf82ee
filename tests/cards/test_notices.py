import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.cards import notices
from bot.cards.message import Message
from tests.cards.judges import live_in_text, refusals, strings

ALL: dict[str, Callable[[], Message]] = {
    "not_an_id": notices.not_an_id,
    "contact_not_found": notices.contact_not_found,
    "key_refused": notices.key_refused,
    "spott_busy": lambda: notices.spott_busy(30),
    "spott_unavailable": notices.spott_unavailable,
    "spott_timeout": notices.spott_timeout,
    "answer_not_understood": lambda: notices.answer_not_understood("7f3a9c"),
    "something_broke": lambda: notices.something_broke("7f3a9c"),
    "took_too_long": lambda: notices.took_too_long("7f3a9c"),
    "slack_is_limiting": notices.slack_is_limiting,
    "busy_here": notices.busy_here,
    "slow": notices.slow,
    "restarting": notices.restarting,
    "maybe_not_arrived": notices.maybe_not_arrived,
    "delivery_refused": notices.delivery_refused,
    "guest": lambda: notices.guest("<@U012ADMIN>"),
    "outsider": notices.outsider,
    "deactivated": lambda: notices.deactivated("<@U012ADMIN>"),
    "not_listed": lambda: notices.not_listed("<@U012ADMIN>"),
    "access_unknown": lambda: notices.access_unknown("<@U012ADMIN>"),
    "access_slack_limits": lambda: notices.access_slack_limits(30),
    "too_many_lookups": lambda: notices.too_many_lookups(30),
    "not_yours_to_remove": notices.not_yours_to_remove,
    "covered": notices.covered,
    "not_removed": notices.not_removed,
    "nobody_found": lambda: notices.nobody_found("name"),
    "search_not_understood": notices.search_not_understood,
    "picker_used": notices.picker_used,
    "button_too_old": notices.button_too_old,
    "modal_expired": notices.modal_expired,
    "click_too_late": notices.click_too_late,
    "modal_refused": notices.modal_refused,
    "not_here": lambda: notices.not_here(notices.private_since_guests()),
    "invite_me_to_post": notices.invite_me_to_post,
    "not_a_member_there": notices.not_a_member_there,
    "posted_to_thread": notices.posted_to_thread,
    "help": notices.help,
}
NO_NEXT_STEP = {"slow", "posted_to_thread", "help"}

LINES: dict[str, Callable[[], str]] = {
    "private_since_unknown": notices.private_since_unknown,
    "private_since_shared": notices.private_since_shared,
    "private_since_organisation": notices.private_since_organisation,
    "private_since_not_listed": notices.private_since_not_listed,
    "private_since_guests": notices.private_since_guests,
    "private_since_late": notices.private_since_late,
    "private_since_typed_contact": notices.private_since_typed_contact,
    "nobody_in_message": notices.nobody_in_message,
    "nothing_found_in_message": notices.nothing_found_in_message,
}


def test_every_notice_is_tested_here() -> None:
    public = {name for name, value in vars(notices).items() if callable(value) and value.__module__ == notices.__name__}
    assert {name for name in public if not name.startswith("_")} == set(ALL) | set(LINES)


@pytest.mark.parametrize("name", ALL)
def test_a_notice_is_one_short_text_that_slack_takes(name: str) -> None:
    message = ALL[name]()
    assert refusals(message) == []
    assert message["blocks"] == [
        {"type": "section", "text": {"type": "mrkdwn", "text": message["text"], "verbatim": True}}
    ]
    if name != "help":
        assert len(message["text"]) <= 300
        assert "\n" not in message["text"]


@pytest.mark.parametrize("name", sorted(ALL.keys() - NO_NEXT_STEP))
def test_a_notice_says_what_to_do_next(name: str) -> None:
    assert re.search(r"\b([Pp]lease|try again)\b", ALL[name]()["text"])


def test_no_two_notices_are_alike() -> None:
    assert len({make()["text"] for make in ALL.values()}) == len(ALL)


@pytest.mark.parametrize("name", LINES)
def test_a_line_is_short_and_without_markup(name: str) -> None:
    line = LINES[name]()
    assert len(line) <= 150
    assert live_in_text(line) == []
    assert line.startswith("Only you see this: ") == name.startswith("private_since_")


def test_where_a_card_was_not_posted_the_reason_is_told_once() -> None:
    assert notices.not_here(notices.private_since_not_listed())["text"] == (
        "The card was not posted: cards are not shown in this channel. Ask an admin to allow it. Then please try again."
    )


def test_no_two_lines_are_alike() -> None:
    assert len({make() for make in LINES.values()}) == len(LINES)


@pytest.mark.parametrize("make", [notices.guest, notices.deactivated, notices.not_listed, notices.access_unknown])
def test_whom_to_ask_is_a_live_mention(make: Callable[[str], Message]) -> None:
    assert "ask <@U012ADMIN> or <@U013ADMIN>." in make("<@U012ADMIN> or <@U013ADMIN>")["text"]


@pytest.mark.parametrize(
    ("tried", "words"),
    [("name", "by that name"), ("email", "that e-mail"), ("phone", "phone number"), ("id", "candidate id")],
)
def test_nobody_found_says_what_was_tried_and_how_else_to_ask(tried: Any, words: str) -> None:  # noqa: ANN401  (a literal)
    happened, next_step = notices.nobody_found(tried)["text"].split(". ", 1)
    assert happened.startswith("Spott found nobody ")
    assert words in happened
    assert re.fullmatch(r"Please .* or .*\.", next_step)


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
    assert notices.spott_busy(seconds)["text"] == f"Spott is busy right now. Please try again in {wait}."


def test_a_reference_is_told() -> None:
    for make in (notices.answer_not_understood, notices.something_broke, notices.took_too_long):
        assert "`7f3a9c`" in make("7f3a9c")["text"]


def test_help_explains_the_command_in_at_most_eight_lines() -> None:
    assert notices.help("/people")["text"].splitlines() == [
        "*Look up a person in Spott*",
        "`/people &lt;name&gt;` shows their card in this channel. For example: `/people Jane Doe`",
        "A candidate id does too.",
        "An e-mail address or a phone number shows it to you alone, as Slack may show what you typed.",
        "`/people private &lt;name&gt;` shows it to you alone.",
        "*Look up in Spott* in a message's menu shows whom the message is about.",
        "`/people help` shows this.",
    ]


def test_help_knows_when_cards_are_private_anyway() -> None:
    text = notices.help(private=True)["text"]
    assert "`/spott &lt;name&gt;` shows their card to you alone." in text
    assert "private" not in text
    assert "channel" not in " ".join(strings(notices.help(private=True)))
