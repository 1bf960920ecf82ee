"""Dates and times on a card. Pure: the caller provides the current time, in the time zone for dates.

Spott sends a date without a time as a moment: the first or the last of that day, in UTC or in somebody's own time zone.
Such a date is the same day for every reader. Slack shows a time in each reader's own time zone.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from bot.cards.text import literal
from bot.cards.texts import Language

_TIMESTAMPS: Final = range(2**31)
# At this hour in UTC it is the same day from Hawaii to New Zealand.
_SAME_DAY_HOUR: Final = 10
_NOON: Final = 12
_QUARTER_MINUTES: Final = 15
_WITHOUT_YEAR: Final = 180


def is_past(moment: datetime, now: datetime) -> bool:
    """Whether the moment has passed; a date without a time has passed once the next day starts in the zone of `now`."""
    day = _day_alone(moment, now)
    return day < now.date() if day else moment < now


def calendar_day(moment: datetime, now: datetime) -> date:
    """The day of a moment that never has a time, such as the start of a role.

    Somebody's own midnight is a full hour, or a quarter, within half a day of the day's midnight in UTC.
    """
    if day := _day_alone(moment, now):
        return day
    utc = moment.astimezone(UTC)
    if utc.minute % _QUARTER_MINUTES or utc.second or utc.microsecond:
        return _local(moment, now).date()
    return utc.date() + timedelta(days=utc.hour > _NOON and utc.date() < date.max)


def day(moment: datetime, now: datetime, say: Language) -> str:
    """The day of a moment that never has a time, like "22 Nov 2026"."""
    return _day(calendar_day(moment, now), say)


def month(moment: datetime, now: datetime, say: Language) -> str:
    """The month of a moment that never has a time, like "Nov 2026"."""
    meant = calendar_day(moment, now)
    return _month(meant.year, meant.month, say)


def days_until(moment: datetime, now: datetime) -> int:
    """Days from today to the day of a moment; negative if it is in the past."""
    return ((_day_alone(moment, now) or _local(moment, now).date()) - now.date()).days


def relative(moment: datetime, now: datetime, say: Language) -> str:
    """The days until a moment in words, like "in 2 days", "today" or "45 days ago"."""
    return _relative(days_until(moment, now), say)


def _relative(days: int, say: Language) -> str:
    if days == 0:
        return say("today")
    return say.count("in_days", days) if days > 0 else say.count("days_ago", -days)


def in_words(moment: datetime, now: datetime, say: Language) -> str:
    """As plain text: "22 Nov 2026", followed by the time like "09:30 UTC" if there is one."""
    day = _day_alone(moment, now)
    return _day(day, say) if day else _day_and_time(_local(moment, now), say)


def element(moment: datetime, now: datetime, say: Language) -> dict[str, Any]:
    """A rich_text element: a date, with the time in the reader's own time zone if there is one.

    https://docs.slack.dev/reference/block-kit/block-elements/date-element
    """
    day = _day_alone(moment, now)
    shown = datetime(day.year, day.month, day.day, _SAME_DAY_HOUR, tzinfo=UTC) if day else moment
    timestamp, words = int(shown.timestamp()), in_words(moment, now, say)
    if timestamp not in _TIMESTAMPS:
        return literal(words)
    return {"type": "date", "timestamp": timestamp, "format": say("date" if day else "moment"), "fallback": words}


def ago(moment: datetime, now: datetime, say: Language) -> dict[str, Any]:
    """A rich_text element: how long ago it was when it is read; for a date without a time, when the card was built."""
    day, timestamp = _day_alone(moment, now), int(moment.timestamp())
    words = _relative(((day or _local(moment, now).date()) - now.date()).days, say)
    if timestamp not in _TIMESTAMPS or day:
        return literal(words)
    return {"type": "date", "timestamp": timestamp, "format": say("ago"), "fallback": words}


def short_day(moment: datetime, now: datetime, say: Language) -> str:
    """The day of a moment, like "2 Dec"; with the year if it is far away."""
    meant = _day_alone(moment, now) or _local(moment, now).date()
    if abs((meant - now.date()).days) > _WITHOUT_YEAR:
        return _day(meant, say)
    return say("day_of_month", day=meant.day, month=say.months[meant.month - 1])


def mrkdwn(now: datetime, say: Language) -> str:
    """The current time in the reader's own time zone, for our own mrkdwn.

    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return f"<!date^{int(now.timestamp())}^{say('moment')}|{_day_and_time(now, say)}>"


def _day_alone(moment: datetime, now: datetime) -> date | None:
    """The day of a moment that is a date without a time, else None."""
    utc = moment.astimezone(UTC)
    if _begins_or_ends_a_day(utc):
        return utc.date()
    local = _local(moment, now)
    return local.date() if _begins_or_ends_a_day(local) else None


def _begins_or_ends_a_day(local: datetime) -> bool:
    if local.hour == 0:
        return local.minute == local.second == local.microsecond == 0
    return (local.hour, local.minute) == (23, 59)


def _local(moment: datetime, now: datetime) -> datetime:
    try:
        return moment.astimezone(now.tzinfo)
    except OverflowError:
        return moment


def _day(day: date, say: Language) -> str:
    return _day_of(day.year, day.month, day.day, say)


# The same days and months are on most cards.
@lru_cache(maxsize=4_096)
def _day_of(year: int, month: int, day: int, say: Language) -> str:
    return say("day", day=day, month=say.months[month - 1], year=year)


@lru_cache(maxsize=1_024)
def _month(year: int, month: int, say: Language) -> str:
    return say("month", month=say.months[month - 1], year=year)


def _day_and_time(local: datetime, say: Language) -> str:
    zone = local.tzname() or ""
    return say(
        "day_and_time",
        day=_day(local.date(), say),
        time=f"{local.hour:02}:{local.minute:02}",
        # Many time zones have no abbreviation, only an offset from UTC.
        zone=zone if zone.isalpha() else f"{local:UTC%z}",
    )
