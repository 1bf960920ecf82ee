"""`python -m bot log`: prints the log of look-ups."""

import csv
import re
import sys
import time
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final

from bot.settings import Settings
from bot.store.errors import StoreError
from bot.store.location import SqliteFile
from bot.store.log import COLUMNS, Wanted, read
from bot.store.store import Store

_AGO: Final = re.compile(r"([0-9]{1,5})([mhd])")
_SECONDS: Final = {"m": 60, "h": 3_600, "d": 86_400}


class UnusableTimeError(ValueError):
    """A text that is not a time; the message says what to write."""


def since(text: str, zone: tzinfo, now: float | None = None) -> float:
    """The time that somebody typed, in seconds since 1970.

    Args:
        text: How long ago, like `90m`, `24h` or `7d`, or a day or a time, like `2026-05-01` or `2026-05-01T09:30`.
        zone: The time zone of a time that does not name one.
        now: Seconds since 1970.

    Raises:
        UnusableTimeError: It is neither.
    """
    if ago := _AGO.fullmatch(text):
        return (time.time() if now is None else now) - int(ago[1]) * _SECONDS[ago[2]]
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UnusableTimeError("--since must be how long ago, like 24h or 7d, or a day, like 2026-05-01") from None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).timestamp()


async def log(settings: Settings, wanted: Wanted, *, as_csv: bool) -> str | None:
    """Print the rows that match, the oldest first; returns a sentence if that is not possible."""
    location = settings.database
    if location is None:
        return "There is no log: DATABASE_URL is none."
    if isinstance(location, SqliteFile) and not location.path.exists():
        return f"There is no log yet: {location.path} doesn't exist."
    store = Store(location)
    write = csv.writer(sys.stdout).writerow if as_csv else _write_line
    zone = settings.zone
    try:
        async with store.read(seconds=None) as connection:
            write(COLUMNS)
            async for row in read(connection, wanted):
                at = datetime.fromtimestamp(row["at"], zone).isoformat(timespec="milliseconds")
                write([at, *(row[name] for name in COLUMNS[1:])])
    except StoreError as error:
        return f"The database is {error}. spott-slack check says more."
    finally:
        await store.close()
    return None


def _write_line(values: Sequence[object]) -> None:
    print("  ".join("-" if value is None else str(value) for value in values))  # noqa: T201 - the output
