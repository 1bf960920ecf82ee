"""A person's email addresses and phone numbers, from all of their records. Pure.

A person's roles at clients and their record as a candidate often repeat each other, so each address and number is
listed once, the primary ones first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

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


def email_addresses(person: Person) -> tuple[Known, ...]:
    """A person's email addresses; at most 50 are read."""
    known = (
        Known(entry.email, entry.purpose, company, bool(entry.is_primary))
        for record, company in _records(person)
        for entry in record.email_addresses
        if entry.email
    )
    return _once(known, _is_same_address)


def phone_numbers(person: Person) -> tuple[Known, ...]:
    """A person's phone numbers; at most 50 are read."""
    known = (
        Known(entry.phone_number, entry.purpose, company, bool(entry.is_primary))
        for record, company in _records(person)
        for entry in record.phone_numbers
        if entry.phone_number
    )
    return _once(known, _is_same_number)


def _records(person: Person) -> Iterator[tuple[ClientContact | Candidate, str | None]]:
    """Each record of the person, and the client it is about if there are several."""
    several = len(person.roles) > 1
    for role in person.roles:
        yield role, role.company.name if several and role.company else None
    if person.candidate:
        yield person.candidate, None


def _once(known: Iterator[Known], is_same: Callable[[str, str], bool]) -> tuple[Known, ...]:
    once: list[Known] = []
    for one in islice(known, _MOST):
        key = one.text[:_LONGEST]
        place = next((place for place, other in enumerate(once) if is_same(other.text[:_LONGEST], key)), None)
        if place is None:
            once.append(one)
        else:
            once[place] = _merged(once[place], one)
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


def _is_same_address(one: str, other: str) -> bool:
    return folded(one).strip().casefold() == folded(other).strip().casefold()


def _is_same_number(one: str, other: str) -> bool:
    """Whether two numbers of one person are the same, one of them perhaps as it is dialled within its country."""
    digits, others = _digits(one), _digits(other)
    if digits is None or others is None:
        return _is_same_address(one, other)
    short, long = sorted((digits, others), key=len)
    within = len(short) >= _FEWEST_DIGITS and len(long) - len(short) <= _LONGEST_COUNTRY_CODE
    return short == long or (within and long.endswith(short))


def _digits(number: str) -> str | None:
    """The digits without leading zeros, with which no country code begins."""
    typed = phones.as_typed(number.replace("(0)", ""))
    return typed.lstrip("+0") if typed else None
