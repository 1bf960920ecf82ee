"""Maps the errors of SQLAlchemy and of the drivers to those of `bot.store.errors`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from bot.store.errors import RefusedValueError, StoreError

_UNREACHABLE: Final = "unreachable"
_SQLITE: Final = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read-only",
    "SQLITE_CANTOPEN": "cannot be opened",
    "SQLITE_NOTADB": "not a SQLite file",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_IOERR": "disk error",
}
_POSTGRES: Final = {
    "25006": "read-only",
    "28": "user or password refused",
    "3D": "no such database",
    "42501": "permission denied",
    "53100": "full",
    "53": "out of resources",
    "55P03": "locked",
    "57014": "too slow",
    "57P": "shutting down",
    "08": _UNREACHABLE,
}
"""By SQLSTATE, or its class: https://www.postgresql.org/docs/current/errcodes-appendix.html"""


@contextmanager
def translated() -> Iterator[None]:
    """Map the errors of SQLAlchemy, of the drivers, of the file system and of a timeout to ours."""
    try:
        yield
    except (DataError, IntegrityError) as error:
        raise RefusedValueError from error
    except DBAPIError as error:
        raise StoreError(_word(error)) from error
    except TimeoutError as error:
        raise StoreError("too slow") from error
    except PermissionError as error:
        raise StoreError("permission denied") from error
    except (OSError, SQLAlchemyError) as error:
        raise StoreError(f"failing ({type(error).__name__})") from error


def _word(error: DBAPIError) -> str:
    cause = error.driver_exception
    if isinstance(cause, sqlite3.Error):
        # Extended codes such as SQLITE_IOERR_WRITE begin with the plain one.
        name = "_".join(getattr(cause, "sqlite_errorname", "").split("_")[:2])
        return _SQLITE.get(name, f"failing ({name or type(cause).__name__})")
    state = getattr(cause, "sqlstate", None)
    if not isinstance(state, str):
        return _UNREACHABLE
    words = (_POSTGRES.get(state[:length]) for length in (5, 3, 2))
    return next(filter(None, words), f"failing ({state})")
