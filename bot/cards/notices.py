"""What the bot says to one person: one short message in our own words, what happened and what to do next. Pure.

They contain nothing that a user typed, and nothing from Spott.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final

from bot.cards.message import Message, own_words
from bot.cards.texts import Key, say, say_count

_A_MINUTE: Final = 60
_AN_HOUR: Final = 3_600
_IN_SECONDS_UP_TO: Final = 90
_IN_MINUTES_UP_TO: Final = 7_200


def of(key: Key, **values: str) -> Message:
    """The notice with this key.

    Args:
        key: A key of `bot.cards.texts`.
        values: Values for its placeholders: only our own words, such as those of `wait` and `whom_to_ask`.
    """
    # https://docs.slack.dev/messaging/formatting-message-text#escaping, before mentions are filled in
    escaped = say(key).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = escaped.format_map(values)
    return {"text": text, "blocks": [own_words(text)]}


def wait(seconds: float | None) -> str:
    """How long to wait, for "in {wait}"; None if unknown."""
    if seconds is None:
        return say("wait_unknown")
    if seconds <= _IN_SECONDS_UP_TO:
        return say_count("wait_seconds", max(1, ceil(seconds)))
    if seconds <= _IN_MINUTES_UP_TO:
        return say_count("wait_minutes", ceil(seconds / _A_MINUTE))
    return say_count("wait_hours", ceil(seconds / _AN_HOUR))


def whom_to_ask(admins: Sequence[str]) -> str:
    """Who can give access, for "ask {ask}": mentions of `admins` by their Slack ids, or any workspace admin."""
    mentions = [f"<@{admin}>" for admin in admins]
    if not mentions:
        return say("an_admin")
    *others, last = mentions
    return say("either", others=", ".join(others), last=last) if others else last
