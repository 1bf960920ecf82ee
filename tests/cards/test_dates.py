from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cards import dates
from tests.english import say

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
DAY = datetime(2026, 11, 22, tzinfo=UTC)
BRUSSELS = ZoneInfo("Europe/Brussels")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
KOLKATA = ZoneInfo("Asia/Kolkata")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_moment_is_shown_in_the_readers_time_zone() -> None:
    assert dates.element(NOON, NOW, say) == {
        "type": "date",
        "timestamp": 1795350600,
        "format": "{date_short} at {time}",
        "fallback": "22 Nov 2026, 12:30 UTC",
    }
    assert dates.mrkdwn(NOON, say) == "<!date^1795350600^{date_short} at {time}|22 Nov 2026, 12:30 UTC>"
    assert dates.mrkdwn(DAY, say) == "<!date^1795305600^{date_short} at {time}|22 Nov 2026, 00:00 UTC>"


DAYS_ALONE = {
    "midnight": ("2026-11-22T00:00:00+00:00", UTC, "22 Nov 2026"),
    "midnight with an offset": ("2026-11-22T01:00:00+01:00", UTC, "22 Nov 2026"),
    "last second": ("2026-11-22T23:59:59.000+00:00", UTC, "22 Nov 2026"),
    "last millisecond": ("2026-11-22T23:59:59.999+00:00", UTC, "22 Nov 2026"),
    "last minute": ("2026-11-22T23:59:00+00:00", UTC, "22 Nov 2026"),
    "midnight in Brussels": ("2024-12-31T23:00:00+00:00", BRUSSELS, "1 Jan 2025"),
    "midnight in Brussels in summer": ("2026-06-30T22:00:00+00:00", BRUSSELS, "1 Jul 2026"),
    "last second in Brussels": ("2026-11-22T22:59:59+00:00", BRUSSELS, "22 Nov 2026"),
    "midnight in Los Angeles": ("2026-11-22T08:00:00+00:00", LOS_ANGELES, "22 Nov 2026"),
    "last second in Los Angeles": ("2026-11-23T07:59:59.999+00:00", LOS_ANGELES, "22 Nov 2026"),
    "midnight in Kolkata": ("2026-11-21T18:30:00+00:00", KOLKATA, "22 Nov 2026"),
    "midnight in UTC, read in Los Angeles": ("2026-11-22T00:00:00+00:00", LOS_ANGELES, "22 Nov 2026"),
}


def test_a_day_is_the_same_for_every_reader() -> None:
    for case, (moment, zone, shown) in DAYS_ALONE.items():
        now = NOW.astimezone(zone)
        made = dates.element(at(moment), now, say)
        assert (made["type"], made["format"], made["fallback"]) == ("date", "{date_short}", shown), case
        for reader in ("Pacific/Honolulu", "America/Los_Angeles", "Europe/London", "Asia/Tokyo", "Pacific/Auckland"):
            there = datetime.fromtimestamp(made["timestamp"], ZoneInfo(reader))
            assert f"{there.day} {there:%b %Y}" == shown, case
        assert dates.in_words(at(moment), now, say) == shown, case
        assert dates.day(at(moment), now, say) == shown, case


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(1815, 12, 10, 9, 0, tzinfo=UTC), "10 Dec 1815, 09:00 UTC"),
        (datetime(9999, 12, 31, 23, 58, tzinfo=UTC), "31 Dec 9999, 23:58 UTC"),
        (datetime(1, 1, 1, tzinfo=UTC), "1 Jan 1"),
    ],
)
def test_date_outside_slacks_range_is_text(moment: datetime, shown: str) -> None:
    assert dates.element(moment, NOW, say) == {"type": "text", "text": shown}


@pytest.mark.parametrize("zone", [UTC, BRUSSELS, LOS_ANGELES])
@pytest.mark.parametrize(
    ("moment", "past", "away"),
    [
        (datetime(1, 1, 1, 0, 0, 1, tzinfo=UTC), True, "739,941 days ago"),
        (datetime(9999, 12, 31, 23, 58, tzinfo=UTC), False, "in 2,912,117 days"),
    ],
    ids=["first", "last"],
)
def test_the_ends_of_the_calendar_can_be_shown(moment: datetime, away: str, zone: ZoneInfo, *, past: bool) -> None:
    now = NOW.astimezone(zone)
    assert str(moment.year) in dates.in_words(moment, now, say)
    assert str(moment.year) in dates.month(moment, now, say)
    assert dates.is_past(moment, now) is past
    assert dates.relative(moment, NOW, say) == away


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        (UTC, "22 Nov 2026, 12:30 UTC"),
        (BRUSSELS, "22 Nov 2026, 13:30 CET"),
        (LOS_ANGELES, "22 Nov 2026, 04:30 PST"),
        (ZoneInfo("America/Sao_Paulo"), "22 Nov 2026, 09:30 UTC-0300"),
    ],
)
def test_in_plain_text_a_time_names_its_zone(zone: ZoneInfo, words: str) -> None:
    assert dates.in_words(NOON, NOW.astimezone(zone), say) == words


def test_month_and_day_have_english_names_on_any_machine() -> None:
    months = [dates.month(datetime(2023, number, 1, tzinfo=UTC), NOW, say) for number in range(1, 13)]
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    assert months == [f"{name} 2023" for name in names]
    assert dates.day(NOON, NOW, say) == "22 Nov 2026"


WRITTEN = [
    ("2024-12-31T23:00:00+00:00", "Jan 2025"),
    ("2025-05-31T22:00:00+00:00", "Jun 2025"),
    ("2024-12-31T15:00:00+00:00", "Jan 2025"),
    ("2024-12-31T18:30:00+00:00", "Jan 2025"),
    ("2024-12-31T13:15:00+00:00", "Jan 2025"),
    ("2025-01-01T08:00:00+00:00", "Jan 2025"),
    ("2024-12-31T12:00:00+00:00", "Dec 2024"),
    ("2024-12-31T23:59:59+00:00", "Dec 2024"),
    ("2024-12-31T23:59:59.999+00:00", "Dec 2024"),
    ("2024-12-31T16:42:10+00:00", "Dec 2024"),
]


def test_role_begins_in_its_authors_month() -> None:
    assert {moment: dates.month(at(moment), NOW, say) for moment, _ in WRITTEN} == dict(WRITTEN)


JUDGED = [
    (NOON, NOON, False),
    (NOON, NOON + timedelta(seconds=1), True),
    (DAY, DAY + timedelta(hours=23, minutes=59), False),
    (DAY, DAY + timedelta(days=1), True),
    (DAY, DAY - timedelta(days=1), False),
    # In Los Angeles it is still the 22nd, in Kolkata no longer.
    (DAY, at("2026-11-23T02:00:00+00:00").astimezone(LOS_ANGELES), False),
    (DAY, at("2026-11-23T08:00:00+00:00").astimezone(LOS_ANGELES), True),
    (DAY, at("2026-11-22T19:00:00+00:00").astimezone(KOLKATA), True),
    (at("2026-11-22T23:59:59+00:00"), at("2026-11-23T02:00:00+00:00").astimezone(LOS_ANGELES), False),
    (at("2026-11-21T23:00:00+00:00"), at("2026-11-22T12:00:00+00:00").astimezone(BRUSSELS), False),
    (at("2026-11-21T23:00:00+00:00"), at("2026-11-22T23:00:00+00:00").astimezone(BRUSSELS), True),
]


def test_day_is_over_when_the_next_begins_in_the_given_time_zone() -> None:
    for moment, now, past in JUDGED:
        assert dates.is_past(moment, now) is past, (moment, now)


FAR_AWAY = [
    ("2026-11-22T00:00:00+00:00", UTC, "today"),
    ("2026-11-22T23:00:00+00:00", UTC, "today"),
    ("2026-11-23T00:00:00+00:00", UTC, "tomorrow"),
    ("2026-11-22T23:00:00+00:00", BRUSSELS, "tomorrow"),
    ("2026-11-24T00:00:00+00:00", UTC, "in 2 days"),
    ("2026-11-24T00:00:00+00:00", LOS_ANGELES, "in 2 days"),
    ("2026-11-21T09:00:00+00:00", UTC, "yesterday"),
    ("2026-11-22T07:00:00+00:00", LOS_ANGELES, "yesterday"),
    ("2026-10-08T09:00:00+00:00", UTC, "45 days ago"),
    ("2022-11-22T09:00:00+00:00", UTC, "1,461 days ago"),
]


def test_relative_days() -> None:
    for moment, zone, words in FAR_AWAY:
        assert dates.relative(at(moment), NOW.astimezone(zone), say) == words, (moment, zone)
