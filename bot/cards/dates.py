"""Dates and times on a card. Pure: the caller provides the current time.

Spott sends a date without a time as exactly 00:00:00Z. Such a date is the same for every reader; a time is shown by
Slack in each reader's own time zone.
"""

from datetime import UTC, datetime
from typing import Any, Final

from bot.cards.text import literal

# Not strftime, whose names depend on the machine's locale.
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FORMAT: Final = "{date_short_pretty} at {time}"
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
    return _day(moment.astimezone(UTC))


def month(moment: datetime) -> str:
    """Month and year in UTC, like "Nov 2026"."""
    utc = moment.astimezone(UTC)
    return f"{_MONTHS[utc.month - 1]} {utc.year}"


def in_words(moment: datetime) -> str:
    """As plain text: "22 Nov 2026", followed by "09:30 UTC" if there is a time."""
    utc = moment.astimezone(UTC)
    return _day(utc) if _is_midnight(utc) else _day_and_time(utc)


def element(moment: datetime) -> dict[str, Any]:
    """A rich_text element: a date as text, a time in the reader's own time zone.

    https://docs.slack.dev/reference/block-kit/block-elements/date-element
    """
    utc = moment.astimezone(UTC)
    if _is_midnight(utc):
        return literal(_day(utc))
    timestamp, words = int(utc.timestamp()), _day_and_time(utc)
    if timestamp not in _TIMESTAMPS:
        return literal(words)
    return {"type": "date", "timestamp": timestamp, "format": _FORMAT, "fallback": words}


def _is_midnight(utc: datetime) -> bool:
    return utc.hour == utc.minute == utc.second == utc.microsecond == 0


def _day(utc: datetime) -> str:
    return f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}"


def _day_and_time(utc: datetime) -> str:
    return f"{_day(utc)}, {utc.hour:02}:{utc.minute:02} UTC"


def mrkdwn(moment: datetime) -> str:
    """The time in the reader's own time zone, for our own mrkdwn.

    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return f"<!date^{int(moment.timestamp())}^{_FORMAT}|{in_words(moment)}>"
