"""Dates and times on a card. Pure: the caller provides the current time.

Spott sends a date without a time as exactly 00:00:00Z. Such a date is the same for every reader; a time is shown by
Slack in each reader's own time zone.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from bot.cards.text import literal
from bot.cards.texts import months, say

_TIMESTAMPS: Final = range(2**31)


def has_no_time(moment: datetime) -> bool:
    """Whether this is a date without a time."""
    return _is_midnight(moment.astimezone(UTC))


def is_past(moment: datetime, now: datetime) -> bool:
    """Whether the moment has passed; a date without a time has passed once the next day starts in UTC."""
    if has_no_time(moment):
        return moment.astimezone(UTC).date() < now.astimezone(UTC).date()
    return moment < now


def day(moment: datetime) -> str:
    """The day in UTC, like "22 Nov 2026"."""
    utc = moment.astimezone(UTC)
    return _day(utc.year, utc.month, utc.day)


def month(moment: datetime) -> str:
    """Month and year in UTC, like "Nov 2026"."""
    utc = moment.astimezone(UTC)
    return _month(utc.year, utc.month)


def in_words(moment: datetime) -> str:
    """As plain text: "22 Nov 2026", followed by "09:30 UTC" if there is a time."""
    utc = moment.astimezone(UTC)
    return _day(utc.year, utc.month, utc.day) if _is_midnight(utc) else _day_and_time(utc)


def element(moment: datetime) -> dict[str, Any]:
    """A rich_text element: a date as text, a time in the reader's own time zone.

    https://docs.slack.dev/reference/block-kit/block-elements/date-element
    """
    utc = moment.astimezone(UTC)
    if _is_midnight(utc):
        return literal(_day(utc.year, utc.month, utc.day))
    timestamp, words = int(utc.timestamp()), _day_and_time(utc)
    if timestamp not in _TIMESTAMPS:
        return literal(words)
    return {"type": "date", "timestamp": timestamp, "format": say("moment"), "fallback": words}


def _is_midnight(utc: datetime) -> bool:
    return utc.hour == utc.minute == utc.second == utc.microsecond == 0


# The same days and months are on most cards.
@lru_cache(maxsize=4_096)
def _day(year: int, month: int, day: int) -> str:
    return say("day", day=day, month=months()[month - 1], year=year)


@lru_cache(maxsize=1_024)
def _month(year: int, month: int) -> str:
    return say("month", month=months()[month - 1], year=year)


def _day_and_time(utc: datetime) -> str:
    day = _day(utc.year, utc.month, utc.day)
    return say("day_and_time", day=day, time=f"{utc.hour:02}:{utc.minute:02}")


def mrkdwn(moment: datetime) -> str:
    """The time in the reader's own time zone, for our own mrkdwn.

    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return f"<!date^{int(moment.timestamp())}^{say('moment')}|{in_words(moment)}>"
