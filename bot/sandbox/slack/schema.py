"""The building blocks of the Block Kit tables, and how they are applied.

A rule checks one value and reports what is wrong with it. Rules are values themselves, so a table of them reads like
Slack's reference pages: ``Str(max=150)``, ``List(OPTION, min=1, max=100)``, ``OneOf(BUTTON, OVERFLOW)``,
``Object({"text": ..., "style?": ...})``. The error messages are the ones that Slack sends in ``errors``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, get_args

Surface = Literal["message", "modal", "home"]
EVERYWHERE: frozenset[str] = frozenset(get_args(Surface))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why Slack refuses a payload.

    Attributes:
        code: What Slack answers as ``error``, for example ``invalid_blocks``.
        pointer: The JSON pointer (RFC 6901) to the culprit, for example ``/blocks/0/text/text``.
        message: Slack's sentence about it, for example ``must be more than 0 characters``.
    """

    code: str
    pointer: str
    message: str

    def __str__(self) -> str:
        """The problem as an entry of ``errors`` in Slack's answer."""
        return f"{self.message} [json-pointer:{self.pointer}]"


@dataclass(frozen=True, slots=True)
class Place:
    """The position in a payload, its surface, and the error code that applies there."""

    surface: Surface
    code: str
    pointer: str = ""

    def __truediv__(self, step: str | int) -> "Place":
        # Nothing to escape: the steps are keys of the table and indices, and no key holds "/" or "~".
        return replace(self, pointer=f"{self.pointer}/{step}")

    def problem(self, message: str, code: str | None = None) -> Problem:
        """Build a problem at this position."""
        return Problem(code or self.code, self.pointer, message)


class Rule(Protocol):
    """Anything that can check a value."""

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Yield the problems of ``value`` at position ``at``; nothing if it is valid."""


def length(text: str) -> int:
    """Count UTF-16 code units.

    Slack's pages only say "characters". Its servers and clients have counted both code points and code units; there are
    never fewer code units, so staying within them is safe either way.
    """
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(frozen=True, slots=True)
class Str:
    """A string; the empty one is wrong unless ``min`` is 0.

    The whole string has to match the ``pattern``; ``says`` is the sentence for one that does not.
    """

    max: int | None = None
    min: int = 1
    pattern: re.Pattern[str] | None = None
    says: str = "must match the pattern"
    too_long: str | None = None

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge kind, length and pattern."""
        if not isinstance(value, str):
            yield at.problem("must provide a string")
        elif length(value) < self.min:
            yield at.problem(f"must be more than {self.min - 1} characters")
        elif self.max is not None and length(value) > self.max:
            yield at.problem(f"must be less than {self.max + 1} characters", self.too_long)
        elif self.pattern and not self.pattern.fullmatch(value):
            yield at.problem(self.says)


@dataclass(frozen=True, slots=True)
class Int:
    """A whole number within bounds; ``true`` does not count as one."""

    min: int | None = None
    max: int | None = None

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge kind and bounds."""
        if isinstance(value, bool) or not isinstance(value, int):
            yield at.problem("must provide an integer")
        elif self.min is not None and value < self.min:
            yield at.problem(f"must be greater than {self.min - 1}")
        elif self.max is not None and value > self.max:
            yield at.problem(f"must be less than {self.max + 1}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, whole or not."""

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge the kind."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield at.problem("must provide a number")


@dataclass(frozen=True, slots=True)
class Bool:
    """``true`` or ``false``, but no text or number."""

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge the kind."""
        if not isinstance(value, bool):
            yield at.problem("must provide a boolean")


class Choice:
    """One of some words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge whether the word is known."""
        if value not in self.words:
            yield at.problem("must be a valid enum value")


@dataclass(frozen=True, slots=True)
class Nullable:
    """What another rule wants, or ``null``."""

    rule: Rule

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge everything but ``null``."""
        if value is not None:
            yield from self.rule.problems(value, at)


@dataclass(frozen=True, slots=True)
class OnlyOn:
    """A key that exists on some surfaces only."""

    surfaces: frozenset[str]
    rule: Rule

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge by ``rule`` there; elsewhere the key is one too many."""
        if at.surface in self.surfaces:
            yield from self.rule.problems(value, at)
        else:
            yield at.problem(f"not supported on surface: {at.surface}")


@dataclass(frozen=True, slots=True)
class Coded:
    """A part of a payload whose refusals carry an error code of their own."""

    code: str
    rule: Rule

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge by ``rule`` under the other code."""
        yield from self.rule.problems(value, replace(at, code=self.code))


@dataclass(frozen=True, slots=True)
class List:
    """An array. ``first`` is the rule of the first item where it differs; ``rules`` see the whole array."""

    of: Rule
    min: int = 0
    max: int | None = None
    first: Rule | None = None
    rules: Sequence[Rule] = ()
    not_a_list: str | None = None

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge the number of items, each item, and then all of them together."""
        if not isinstance(value, list):
            yield at.problem("must provide an array", self.not_a_list)
        elif len(value) < self.min:
            yield at.problem(f"must provide at least {self.min} items")
        elif self.max is not None and len(value) > self.max:
            yield at.problem(f"no more than {self.max} items allowed")
        else:
            yield from _then(self._items(value, at), self.rules, value, at)

    def _items(self, items: list[object], at: Place) -> Iterator[Problem]:
        for index, item in enumerate(items):
            rule = self.first if self.first and index == 0 else self.of
            yield from rule.problems(item, at / index)


@dataclass(frozen=True, slots=True)
class Object:
    """An object. A key with a question mark is optional; a key that is not named is wrong unless ``open``.

    ``type`` is what its own ``type`` key must say, ``on`` the surfaces where it may stand, and ``rules`` see the
    object as a whole once each field is right: they need not ask again what is a string and what is a list.
    """

    fields: Mapping[str, Rule]
    type: str | None = None
    on: frozenset[str] = EVERYWHERE
    rules: Sequence[Rule] = ()
    open: bool = False
    known: Mapping[str, Rule] = field(init=False)
    required: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        fields = ({"type": Choice(self.type)} if self.type else {}) | dict(self.fields)
        object.__setattr__(self, "known", {key.removesuffix("?"): rule for key, rule in fields.items()})
        object.__setattr__(self, "required", tuple(key for key in fields if not key.endswith("?")))

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge the surface, each field, what is missing and what is too much, and then the whole."""
        if not isinstance(value, Mapping):
            yield at.problem("must provide an object")
        elif at.surface not in self.on:
            yield (at / "type").problem(f"unsupported type: {self.type}")
        else:
            yield from _then(self._fields(value, at), self.rules, value, at)

    def _fields(self, value: Mapping[str, object], at: Place) -> Iterator[Problem]:
        for key in self.required:
            if key not in value:
                yield at.problem(f"missing required field: {key}")
        for key, item in value.items():
            if key in self.known:
                yield from self.known[key].problems(item, at / key)
            elif not self.open:
                yield at.problem(f"invalid additional property: {key}")


class OneOf:
    """One of several objects, told apart by their ``type``; ``otherwise`` is the sentence where that is vague."""

    def __init__(self, *variants: Object, otherwise: str = "") -> None:
        self.variants = {variant.type: variant for variant in variants}
        self.otherwise = otherwise

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Judge by the rule of the object that the value says it is."""
        if not isinstance(value, Mapping):
            yield at.problem("must provide an object")
        elif not isinstance(kind := value.get("type"), str):
            yield at.problem("missing required field: type")
        elif kind in self.variants:
            yield from self.variants[kind].problems(value, at)
        elif self.otherwise:
            yield at.problem(self.otherwise)
        else:
            yield (at / "type").problem(f"unsupported type: {kind}")


def _then(found: Iterator[Problem], rules: Sequence[Rule], value: object, at: Place) -> Iterator[Problem]:
    """Yield what the parts have, and only for sound parts what ``rules`` say of the whole."""
    problems = list(found) or [problem for rule in rules for problem in rule.problems(value, at)]
    yield from problems
