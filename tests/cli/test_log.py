"""`python -m bot log` prints the rows that match."""

import asyncio
import csv
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli import log, main
from bot.settings import Settings
from bot.store.location import FILE_NAME, SqliteFile
from bot.store.store import Store
from bot.store.tables import look_ups

MAY = datetime(2026, 5, 1, 9, 30, tzinfo=UTC).timestamp()
HEADER = "at workspace person channel entry candidate_id job_id outcome reason audience readers milliseconds"
FIRST = "2026-05-01T11:30:00.000+02:00 T1 U1 C1 command c-1 - shown - channel 5 12"
SECOND = "2026-05-01T11:30:01.000+02:00 T1 U2 - search - - not_found nobody_by_name - - 3"

Printed = Callable[..., Awaitable[list[str]]]


@pytest.fixture
async def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIME_ZONE", "Europe/Brussels")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / "spott.txt").write_bytes(b"x" * 4_096)
    store = Store(SqliteFile(tmp_path / FILE_NAME))
    row = {"process": 1, "workspace": "T1", "channel": "C1", "job_id": None, "reason": None}
    shown = {"entry": "command", "candidate_id": "c-1", "outcome": "shown", "audience": "channel", "readers": 5}
    nobody = {"entry": "search", "candidate_id": None, "outcome": "not_found", "audience": None, "readers": None}
    async with store.begin() as connection:
        await connection.execute(
            look_ups.insert(),
            [
                {**row, **shown, "at": int(MAY * 1e6), "person": "U1", "milliseconds": 12},
                {
                    **row,
                    **nobody,
                    "at": int(MAY * 1e6) + 1_000_000,
                    "person": "U2",
                    "milliseconds": 3,
                    "channel": None,
                    "reason": "nobody_by_name",
                },
            ],
        )
    await store.close()

    async def run(*words: str) -> list[str]:
        assert await asyncio.to_thread(main.main, ["log", *words]) == 0
        return capsys.readouterr().out.splitlines()

    return run


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ([], [FIRST, SECOND]),
        (["--person", "U2"], [SECOND]),
        (["--candidate", "c-1"], [FIRST]),
        (["--channel", "C1", "--since", "2026-05-01"], [FIRST]),
        (["--since", "2026-05-01T11:30:01"], [SECOND]),
        (["--since", "1m"], []),
    ],
    ids=["all", "person", "candidate", "channel and day", "time", "ago"],
)
async def test_rows_that_are_wanted_are_printed(words: list[str], rows: list[str], printed: Printed) -> None:
    assert [" ".join(line.split()) for line in await printed(*words)] == [HEADER, *rows]


async def test_rows_are_printed_as_csv(printed: Printed) -> None:
    expected = [["" if value == "-" else value for value in line.split()] for line in (HEADER, FIRST, SECOND)]
    assert list(csv.reader(await printed("--csv"))) == expected


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("DATABASE_URL", "none", "There is no log: DATABASE_URL is none.\n"),
        ("DATA_DIR", "elsewhere", "There is no log yet: elsewhere/spott.sqlite3 doesn't exist.\n"),
        ("DATABASE_URL", "sqlite:///spott.txt", "The database is not a SQLite file. spott-slack check says more.\n"),
    ],
    ids=["none", "not yet", "not a database"],
)
@pytest.mark.usefixtures("printed")
async def test_missing_log_is_explained(
    setting: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(setting, value)
    assert await asyncio.to_thread(main.main, ["log"]) == main.EXIT_FAILED
    assert capsys.readouterr() == ("", said)


def test_times_are_read_in_the_time_zone_of_the_settings() -> None:
    brussels = ZoneInfo("Europe/Brussels")
    assert log.since("24h", brussels, now=MAY) == MAY - 86_400
    assert log.since("2026-05-01T11:30", brussels) == MAY
    assert log.since("2026-05-01T09:30+00:00", brussels) == MAY
    with pytest.raises(log.UnusableTimeError):
        log.since("hunter2", brussels)
