"""Where the database is. Pure, and without SQLAlchemy, since the settings import it at every start."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

NONE: Final = "none"
"""The DATABASE_URL with which nothing is kept."""

FILE_NAME: Final = "spott.sqlite3"

_DRIVER: Final = "postgresql+psycopg"
_POSTGRES: Final = frozenset({"postgres", "postgresql", _DRIVER})
_SQLITE: Final = "sqlite:///"


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A SQLite database: a file that this process creates if it isn't there."""

    path: Path


@dataclass(frozen=True, slots=True)
class Postgres:
    """A PostgreSQL database. Its URL has a password, so it is in no representation."""

    url: str = field(repr=False)


Location: TypeAlias = SqliteFile | Postgres


def located(url: str | None, data_dir: Path) -> Location | None:
    """The database that DATABASE_URL means; None if nothing is kept.

    Args:
        url: A `postgresql://` URL (`postgres://`, as Heroku writes it, means the same), a `sqlite:///` path, `none`, or
            None for a file in `data_dir`.
        data_dir: Where that file is.

    Raises:
        ValueError: The URL is of none of these kinds.
    """
    if url is None:
        return SqliteFile(data_dir / FILE_NAME)
    if url == NONE:
        return None
    if url.startswith(_SQLITE) and url != _SQLITE:
        return SqliteFile(Path(url.removeprefix(_SQLITE)))
    scheme, separator, rest = url.partition("://")
    if scheme not in _POSTGRES or not separator or not _names_a_database(rest):
        raise ValueError("must be none, a URL like postgresql://user:password@host/database, or sqlite:///a/file")
    return Postgres(f"{_DRIVER}://{rest}")


def _names_a_database(rest: str) -> bool:
    try:
        parts = urlsplit(f"//{rest}")
        _ = parts.port
    except ValueError:
        return False
    return len(parts.path) > 1
