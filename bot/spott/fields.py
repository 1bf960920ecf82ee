"""The types of the fields in Spott's records: what is invalid becomes None or is left out.

The tolerance is part of the schema (pydantic's `on_error`), so it runs inside pydantic's JSON parser and costs nothing
for a valid answer.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

T = TypeVar("T")


class _NoneOnError:
    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), default=None, on_error="default")


class _EmptyOnError:
    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), default=(), on_error="default")


class _LeftOutOnError:
    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), on_error="omit")


# A bare year ("2023") or an unset date (0) would be parsed as a time on this day.
_UNSET: Final = date(1970, 1, 1)


def _utc(value: datetime) -> datetime:
    if value.date() == _UNSET:
        raise ValueError("no date")
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("beyond the calendar") from None


Maybe = Annotated[T | None, _NoneOnError]
LeftOut = Annotated[T, _LeftOutOnError]
Listed = Annotated[tuple[LeftOut[T], ...], _EmptyOnError]

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Text = Maybe[Words]
"""Stripped text, never blank. Numbers are converted to text."""
Number = Maybe[float]
Flag = Maybe[bool]
Moment = Maybe[Annotated[datetime, AfterValidator(_utc)]]
"""An aware datetime in UTC. Without an offset, UTC is assumed; a date without a time becomes midnight."""


def inner(*names: str) -> BeforeValidator:
    """A validator for a field that may be wrapped: it takes the value out of objects that repeat its name.

    `{"viewType": "vacancyStage", "stage": {…}}` becomes `{…}`. An object without any value (`{}`, only `viewType`, only
    nulls) is a field that is not set.

    Args:
        names: The members to unwrap, in this order, if they are there.
    """

    def unwrapped(value: object) -> object:
        # This runs for dozens of fields of each answer.
        if not isinstance(value, dict):
            return value
        for name in names:
            if name in value:
                value = value[name]
                if not isinstance(value, dict):
                    return value
        for key, member in value.items():
            if member is not None and key != "viewType":
                return value
        return None

    return BeforeValidator(unwrapped)
