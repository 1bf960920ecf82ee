"""Notices to one user: a short message in our own words that says what happened and what to do next. Pure.

A notice contains nothing that a user typed, and nothing from Spott.
"""

from dataclasses import dataclass
from math import ceil
from typing import Final, TypeAlias

from bot.cards.message import Message, own_words
from bot.cards.texts import Key, Language

_A_MINUTE: Final = 60
_AN_HOUR: Final = 3_600
_IN_SECONDS_UP_TO: Final = 90
_IN_MINUTES_UP_TO: Final = 7_200


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait, for "in {wait}": seconds; None if unknown."""

    seconds: float | None

    def words(self, say: Language) -> str:
        """The time in words."""
        if self.seconds is None:
            return say("wait_unknown")
        if self.seconds <= _IN_SECONDS_UP_TO:
            return say.count("wait_seconds", max(1, ceil(self.seconds)))
        if self.seconds <= _IN_MINUTES_UP_TO:
            return say.count("wait_minutes", ceil(self.seconds / _A_MINUTE))
        return say.count("wait_hours", ceil(self.seconds / _AN_HOUR))


@dataclass(frozen=True, slots=True)
class WhomToAsk:
    """Who can give access, for "ask {ask}": `admins` by their Slack ids, or any workspace admin."""

    admins: tuple[str, ...]

    def words(self, say: Language) -> str:
        """Mentions of them."""
        mentions = [f"<@{admin}>" for admin in self.admins]
        if not mentions:
            return say("an_admin")
        *others, last = mentions
        return say("either", others=", ".join(others), last=last) if others else last


Value: TypeAlias = str | Wait | WhomToAsk
"""The value for a placeholder of a notice: only our own words."""


def plain(say: Language, key: Key) -> str:
    """The notice with this key, which has no placeholders, without markup."""
    return say(key).replace("`", "")


def of(say: Language, key: Key, **values: Value) -> Message:
    """The notice with this key.

    Args:
        say: The reader's language.
        key: A key of `bot.cards.texts`.
        values: Values for its placeholders.
    """
    # https://docs.slack.dev/messaging/formatting-message-text#escaping, before mentions are filled in
    escaped = say(key).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    worded = {name: value if isinstance(value, str) else value.words(say) for name, value in values.items()}
    text = escaped.format_map(worded)
    return {"text": text, "blocks": [own_words(text)]}
