import re
from collections.abc import Callable

import pytest

from bot.cards import notices
from bot.cards.message import Message
from tests.cards.judges import refusals, strings

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
    "help": notices.help,
}
NO_NEXT_STEP = {"slow", "help"}


def test_every_notice_is_tested_here() -> None:
    public = {name for name, value in vars(notices).items() if callable(value) and value.__module__ == notices.__name__}
    assert {name for name in public if not name.startswith("_")} == set(ALL)


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
    ],
)
def test_busy_says_when_to_try_again(seconds: float | None, wait: str) -> None:
    assert notices.spott_busy(seconds)["text"] == f"Spott is busy right now. Please try again in {wait}."


def test_a_reference_is_told() -> None:
    for make in (notices.answer_not_understood, notices.something_broke, notices.took_too_long):
        assert "`7f3a9c`" in make("7f3a9c")["text"]


def test_help_explains_the_command_in_at_most_eight_lines() -> None:
    lines = notices.help("/people")["text"].splitlines()
    assert len(lines) <= 8
    assert lines[1] == "`/people &lt;candidateId&gt;` shows their card in this channel."
    assert any("`/people private &lt;candidateId&gt;`" in line for line in lines)
    assert any(line.startswith("For example: `/people ") for line in lines)


def test_help_knows_when_cards_are_private_anyway() -> None:
    text = notices.help(private=True)["text"]
    assert "`/spott &lt;candidateId&gt;` shows their card to you alone." in text
    assert "channel" not in " ".join(strings(notices.help(private=True)))
