"""Spott's records, parsed tolerantly.

Only a person's `candidateId` is required. All other fields may be missing, null, new or of another type: an invalid
value becomes None, or is left out of its list, and the rest of the record is kept (`bot.spott.fields`).

Source: Spott's public API reference, "Get contacts by candidate ID".
"""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Annotated, Final, TypeVar

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import from_json

from bot.spott.errors import AnswerNotUnderstoodError
from bot.spott.fields import Flag, LeftOut, Listed, Maybe, Moment, Number, Text, Words
from bot.spott.markup import PlainTexts, has_markup

CANDIDATE_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What we accept as a candidate id (use `fullmatch`). Ids are opaque; both UUIDs and cuid-like strings occur."""

MAX_VALUES: Final = 10_000
"""The most JSON values in most answers (a person has hundreds), since a record takes 300 times the memory of `{},`."""

R = TypeVar("R", bound=BaseModel)
T = TypeVar("T")


class Record(BaseModel):
    """The configuration that all of Spott's records share."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
        defer_build=True,  # saves 7 ms at start
    )


class Company(Record):
    """A client company of the agency."""

    id: Text = None
    name: Text = None


class Stage(Record):
    """A client contact's stage in the agency's pipeline; `order` sorts stages, `color_hex` is like "#1A2B3C"."""

    id: Text = None
    order: Number = None
    name: Text = None
    color_hex: Text = None


class EmailAddress(Record):
    """An e-mail address of a role."""

    purpose: Text = None
    email: Text = None
    is_primary: Flag = None


class PhoneNumber(Record):
    """A phone number of a role."""

    purpose: Text = None
    phone_number: Text = None
    is_primary: Flag = None


_NOT_WORDS: Final = frozenset({"id", "viewType", "view_type", "color", "colorHex"})


def _readable(value: object) -> str | None:
    """The readable part of a value of unknown shape."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        value = [member for name, member in value.items() if name not in _NOT_WORDS]
    if isinstance(value, list | tuple):
        return ", ".join(words for words in map(_readable, value) if words) or None
    return None


def _with_text(value: object) -> object:
    if isinstance(value, BaseModel) or (isinstance(value, dict) and isinstance(value.get("text"), str)):
        return value
    view_type = (value.get("viewType") or value.get("view_type")) if isinstance(value, dict) else None
    return {"viewType": view_type, "text": _readable(value)}


class CustomAttributeValue(Record):
    """A custom attribute's value; for shapes other than `customText`, `text` is the readable part."""

    view_type: Text = None
    text: Text = None


class CustomAttribute(Record):
    """A field defined by the agency."""

    attribute_definition_id: Text = None
    label: Text = None
    value: Maybe[Annotated[CustomAttributeValue, BeforeValidator(_with_text)]] = None
    ai_fill_ongoing: Flag = None
    ai_overridden: Flag = None
    is_filled_by_ai: Flag = Field(default=None, alias="isFilledByAI")


class ClientContact(Record):
    """A current or former role of the person at a client company."""

    id: Text = None
    company: Maybe[Company] = None
    role: Text = None
    department: Text = None
    start_date: Moment = None
    end_date: Moment = None
    active: Flag = None
    stage: Maybe[Stage] = None
    email_addresses: Listed[EmailAddress] = ()
    phone_numbers: Listed[PhoneNumber] = ()
    custom_attributes: Listed[CustomAttribute] = ()


class Location(Record):
    """One of the person's locations; `type` is like "primary_home", coordinates are in degrees."""

    type: Text = None
    street1: Text = None
    street2: Text = None
    postal_code: Text = None
    city: Text = None
    region: Text = None
    state: Text = None
    country: Text = None
    raw_city_country: Text = None
    formatted_address: Text = None
    latitude: Number = None
    longitude: Number = None


class Task(Record):
    """A colleague's task; a `due_date` at exactly midnight UTC is a date without a time."""

    id: Text = None
    content: Text = None
    due_date: Moment = None


class Colleague(Record):
    """One of the agency's Spott users; `deactivated_at` is set once the user has left."""

    id: Text = Field(default=None, validation_alias=AliasChoices("userId", "id"))
    name: Text = None
    email: Text = None
    deactivated_at: Moment = None


class Contact(Record):
    """A person as a client contact: the "contact overview" of one candidate id."""

    candidate_id: Words
    first_name: Text = None
    last_name: Text = None
    client_contacts: Listed[ClientContact] = ()
    locations: Listed[Location] = ()
    last_interaction_date: Moment = None
    last_interaction_with: Maybe[Colleague] = None
    next_interaction_date: Moment = None
    next_interaction_with: Maybe[Colleague] = None
    last_activity_date: Moment = None
    next_task_due: Maybe[Task] = None
    main_contact: Maybe[Colleague] = None


class SearchHit(Record):
    """A person found by Spott's search; if `entity_type` is "candidate", `id` is the candidate id.

    A search's answer has no role, company or city: `bot.people.told_apart` adds them.
    """

    entity_type: Text = None
    id: Text = None
    first_name: Text = None
    middle_name: Text = None
    last_name: Text = None
    second_last_name: Text = None
    linked_in_url: Text = None
    phone_numbers: Listed[Words] = ()
    email_addresses: Listed[Words] = ()
    role: Text = None
    company: Text = None
    city: Text = None


class SearchAnswer(Record):
    """Search results, best first; invalid ones are left out."""

    items: tuple[LeftOut[SearchHit], ...]


class UserList(Record):
    """The agency's own Spott users."""

    users: tuple[LeftOut[Colleague], ...]


_ESCAPES: Final = re.compile(
    rb"""((?: \\u[dD][89abAB][0-9a-fA-F]{2} \\u[dD][c-fC-F][0-9a-fA-F]{2}  # a whole surrogate pair
          |  \\[^u] )++ )                                              # any other escape, also of a backslash
       | \\u[dD][89a-fA-F][0-9a-fA-F]{2}                               # half a pair""",
    re.VERBOSE,
)


def read(record: type[R], body: bytes, max_values: int = MAX_VALUES) -> R:
    """Parse one record from the bytes of an answer.

    Args:
        record: The class of the record.
        body: JSON in UTF-8, with or without a byte order mark.
        max_values: The most JSON values that are read.

    Raises:
        AnswerNotUnderstoodError: It is not JSON, has more values than that, or lacks a required field.
    """
    return _repaired(partial(_parsed, record), body, max_values)


def read_json(body: bytes, max_values: int) -> object:
    """Parse an answer as plain JSON; otherwise as `read`."""
    return _repaired(partial(from_json, allow_inf_nan=False, cache_strings="keys"), body, max_values)


def _repaired(parse: Callable[[bytes], T], body: bytes, max_values: int) -> T:
    body = body.removeprefix(b"\xef\xbb\xbf")
    # A short answer cannot have more values than bytes.
    if len(body) <= max_values or len(body) - len(body.translate(None, b",{[")) <= max_values:
        with suppress(ValueError):
            return parse(body)
        # JavaScript backends may truncate text in the middle of an emoji, which must not make the record unreadable.
        whole = bytearray(body)
        for found in _ESCAPES.finditer(body):
            if not found[1]:
                whole[slice(*found.span())] = rb"\ufffd"
        with suppress(ValueError):
            return parse(bytes(whole))
    raise AnswerNotUnderstoodError


def _parsed(record: type[R], body: bytes) -> R:
    if has_markup(body):
        return record.model_validate(PlainTexts().read(from_json(body, allow_inf_nan=False)))
    # Pydantic's parser accepts NaN. The words may also be part of a text, so they are checked by parsing.
    if b"NaN" in body or b"Infinity" in body:
        from_json(body, allow_inf_nan=False)
    return record.model_validate_json(body)
