"""No text from outside makes a regular expression, or a function built from them, take long.

Patterns in pydantic's `StringConstraints` run in Rust's linear engine, so those are not tested.
"""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.cards import addresses, masking, text
from bot.cli import lookup
from bot.people import in_message, links, phones, typed
from bot.sandbox.slack.typed import message_content
from bot.spott import markup, models
from bot.spott.errors import AnswerNotUnderstoodError
from tests.adversary import costs, patterns
from tests.adversary.costs import GROWTH, LIMIT_MS
from tests.adversary.texts import BY_HAND, kinds, of
from tests.english import say

FUNCTION_LIMIT_MS = 120
"""Each takes at most 11 ms on an idle machine, and several times as long if others use the CPU's caches, too."""
APP = "https://app.example.com/people/{candidate_id}"


def test_every_pattern_is_known() -> None:
    assert patterns.faults() == []
    assert sum(map(len, patterns.by_module().values())) > 50
    assert sorted(patterns.by_module()) == patterns.modules()


@pytest.mark.parametrize("module", patterns.modules())
def test_patterns_are_linear(module: str) -> None:
    for used in patterns.by_module()[module]:
        for method in used.methods:
            cost = costs.cost(used, method)
            assert cost.slowest_ms < LIMIT_MS, (used.where, method, cost)
            assert cost.growth <= GROWTH, (used.where, method, cost)


@pytest.mark.parametrize(("pattern", "worst"), [(r"x+y", "x"), (r" *[(]x", " ")])
def test_adversary_detects_patterns_that_are_not_linear(pattern: str, worst: str) -> None:
    slow = re.compile(pattern)
    # A fifth of the time here, so that it is over the limit on any machine.
    assert costs.judge(slow.search, kinds(slow), limit_ms=LIMIT_MS / 5).slowest_ms > LIMIT_MS / 5
    assert costs.growth(slow.search, of("", " x", "!"), attempts=10) <= GROWTH
    assert costs.growth(lambda words: slow.search(words[: len(words) // 8]), of("", worst, "!"), attempts=3) > GROWTH


def _read(body: str) -> None:
    with suppress(AnswerNotUnderstoodError):
        models.read(models.Contact, b'{"candidateId": "' + body.encode("utf-8", "surrogatepass") + b'\\ud800"}')


def _message(words: str) -> object:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": words}}]
    return in_message.find_in_message({"text": words, "blocks": blocks}, app_url=APP, phone_regions=["NL"])


def _in_a_terminal(words: str) -> str:
    return lookup.text({"text": "", "blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": words}]}]})


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "mask": lambda words: masking.mask(words, say),
    "clean": text.clean,
    "spott_text": lambda words: text.spott_text(words, 150, say),
    "unmasked_lines": lambda words: text.unmasked_lines(words, 3_000),
    "clip": lambda words: text.clip(words, 3_000),
    "escape_fallback": text.escape_fallback,
    "email": addresses.email,
    "phone": addresses.phone,
    "parse": lambda words: typed.parse(words, app_url=APP, phone_regions=["NL"]),
    "linked_id": lambda words: links.linked_id(words, APP),
    "looks_like_one": phones.looks_like_one,
    "numbers_in": lambda words: list(phones.numbers_in(words, ["NL"])),
    "find_in_message": _message,
    "read": _read,
    "plain": markup.plain,
    "terminal": _in_a_terminal,
    "message_content": lambda words: message_content(words, {"Spott": "U0SPOTTBOT"}),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_is_linear(name: str) -> None:
    texts = [of("", unit, end) for unit in BY_HAND for end in ("", "99999")]
    cost = costs.judge(FUNCTIONS[name], texts, limit_ms=FUNCTION_LIMIT_MS)
    assert cost.slowest_ms < FUNCTION_LIMIT_MS, cost
    assert cost.growth <= GROWTH, cost
