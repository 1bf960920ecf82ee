from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.cards import dates

NOON = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
DAY = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_moment_is_shown_in_the_readers_time_zone() -> None:
    assert dates.element(NOON) == {
        "type": "date",
        "timestamp": 1795350600,
        "format": "{date_short_pretty} at {time}",
        "fallback": "22 Nov 2026, 12:30 UTC",
    }
    assert dates.mrkdwn(NOON) == "<!date^1795350600^{date_short_pretty} at {time}|22 Nov 2026, 12:30 UTC>"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (DAY, "22 Nov 2026"),
        (datetime(2026, 11, 22, 1, 0, tzinfo=timezone(timedelta(hours=1))), "22 Nov 2026"),
        (datetime(1815, 12, 10, 9, 0, tzinfo=UTC), "10 Dec 1815, 09:00 UTC"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "31 Dec 9999, 23:59 UTC"),
        (datetime(1, 1, 1, tzinfo=UTC), "1 Jan 1"),
    ],
)
def test_a_day_and_what_slack_cannot_count_are_text(moment: datetime, shown: str) -> None:
    assert dates.element(moment) == {"type": "text", "text": shown}


def test_month_and_day_have_english_names_on_any_machine() -> None:
    months = [dates.month(datetime(2023, number, 1, tzinfo=UTC)) for number in range(1, 13)]
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    assert months == [f"{name} 2023" for name in names]
    assert dates.day(NOON) == "22 Nov 2026"


@pytest.mark.parametrize(
    ("moment", "now", "past"),
    [
        (NOON, NOON, False),
        (NOON, NOON + timedelta(seconds=1), True),
        (DAY, DAY + timedelta(hours=23, minutes=59), False),
        (DAY, DAY + timedelta(days=1), True),
        (DAY, datetime(2026, 11, 23, 0, 30, tzinfo=timezone(timedelta(hours=2))), False),
        (DAY, DAY - timedelta(days=1), False),
    ],
)
def test_a_day_is_over_when_the_next_begins(moment: datetime, now: datetime, *, past: bool) -> None:
    assert dates.is_past(moment, now) is past
