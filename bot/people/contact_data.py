"""A person's email addresses and phone numbers, from all of their records. Pure.

A person's roles at clients and their record as a candidate often repeat each other, so each address and number is
listed once, the primary ones first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from bot.people import phones
from bot.people.folding import folded
from bot.people.person import Person
from bot.spott.candidate import Candidate
from bot.spott.models import ClientContact

_MOST: Final = 50
_LONGEST: Final = 320
_FEWEST_DIGITS: Final = 8
_LONGEST_COUNTRY_CODE: Final = 3


@dataclass(frozen=True, slots=True)
class Known:
    """An address or a number.

    Attributes:
        text: As Spott has it.
        purpose: What it is for, such as "work".
        company: The client where it is used, if the person has several roles.
        is_primary: Whether it is the first to use.
    """

    text: str
    purpose: str | None = None
    company: str | None = None
    is_primary: bool = False


class _Number(NamedTuple):
    """A number as it is compared: its digits if it has any that can be dialled, and all of it as text."""

    digits: str | None
    text: str


_Compared = TypeVar("_Compared")


def email_addresses(person: Person) -> tuple[Known, ...]:
    """A person's email addresses; at most 50 are read."""
    known = (
        Known(entry.email, entry.purpose, company, bool(entry.is_primary))
        for record, company in _records(person)
        for entry in record.email_addresses
        if entry.email
    )
    return _once(known, _as_address, str.__eq__)


def phone_numbers(person: Person) -> tuple[Known, ...]:
    """A person's phone numbers; at most 50 are read."""
    known = (
        Known(entry.phone_number, entry.purpose, company, bool(entry.is_primary))
        for record, company in _records(person)
        for entry in record.phone_numbers
        if entry.phone_number
    )
    return _once(known, _as_number, _is_same_number)


def _records(person: Person) -> Iterator[tuple[ClientContact | Candidate, str | None]]:
    """Each record of the person, and the client it is about if there are several."""
    several = len(person.roles) > 1
    for role in person.roles:
        yield role, role.company.name if several and role.company else None
    if person.candidate:
        yield person.candidate, None


def _once(
    known: Iterator[Known], compared: Callable[[str], _Compared], is_same: Callable[[_Compared, _Compared], bool]
) -> tuple[Known, ...]:
    once: list[Known] = []
    forms: list[_Compared] = []
    for one in islice(known, _MOST):
        form = compared(one.text[:_LONGEST])
        place = next((place for place, other in enumerate(forms) if is_same(other, form)), None)
        if place is None:
            once.append(one)
            forms.append(form)
        else:
            once[place] = _merged(once[place], one)
            forms[place] = compared(once[place].text[:_LONGEST])
    return tuple(sorted(once, key=lambda one: not one.is_primary))


def _merged(one: Known, other: Known) -> Known:
    """One entry from two of the same address or number; a number is kept with its country code."""
    text = other.text if other.text.startswith("+") > one.text.startswith("+") else one.text
    return replace(
        one,
        text=text,
        purpose=one.purpose or other.purpose,
        company=one.company or other.company,
        is_primary=one.is_primary or other.is_primary,
    )


def _as_address(text: str) -> str:
    return folded(text).strip().casefold()


def _as_number(text: str) -> _Number:
    return _Number(_digits(text), _as_address(text))


def _is_same_number(one: _Number, other: _Number) -> bool:
    """Whether two numbers of one person are the same, one of them perhaps as it is dialled within its country."""
    if one.digits is None or other.digits is None:
        return one.text == other.text
    short, long = sorted((one.digits, other.digits), key=len)
    within = len(short) >= _FEWEST_DIGITS and len(long) - len(short) <= _LONGEST_COUNTRY_CODE
    return short == long or (within and long.endswith(short))


def _digits(number: str) -> str | None:
    """The digits without leading zeros, with which no country code begins."""
    typed = phones.as_typed(number.replace("(0)", ""))
    return typed.lstrip("+0") if typed else None
