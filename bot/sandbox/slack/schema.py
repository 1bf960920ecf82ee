"""The building blocks of the Block Kit tables: rules, and how they are applied.

A rule checks one value and reports what is wrong with it. Rules are values themselves, so a table of them reads like
Slack's reference pages: ``Str(max=150)``, ``List(OPTION, min=1, max=100)``, ``OneOf(BUTTON, OVERFLOW)``,
``Object({"text": ..., "style?": ...})``. The error messages are the ones that Slack sends in ``errors``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, get_args

Surface = Literal["message", "modal", "home"]
EVERYWHERE: frozenset[str] = frozenset(get_args(Surface))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why Slack refuses a payload.

    Attributes:
        code: Slack's ``error`` in the answer, for example ``invalid_blocks``.
        pointer: The JSON pointer (RFC 6901) to the invalid value, for example ``/blocks/0/text/text``.
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
        # Nothing to escape: the steps are keys of the table and indices, and no key contains "/" or "~".
        return Place(self.surface, self.code, f"{self.pointer}/{step}")

    def problem(self, message: str, code: str | None = None) -> Problem:
        """Build a problem at this position."""
        return Problem(code or self.code, self.pointer, message)


class Rule(Protocol):
    """Checks a value."""

    def problems(self, value: object, at: Place) -> Iterable[Problem]:
        """The problems of ``value`` at position ``at``; none if it is valid."""


def length(text: str) -> int:
    """Count UTF-16 code units.

    Slack's pages only say "characters". Its servers and clients have counted both code points and code units; there are
    never fewer code units, so counting those is safe either way.
    """
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


@dataclass(frozen=True, slots=True)
class Str:
    """A string, which may be empty only if ``min`` is 0.

    The whole string has to match the ``pattern``; ``says`` is the message if it does not.
    """

    max: int | None = None
    min: int = 1
    pattern: re.Pattern[str] | None = None
    says: str = "must match the pattern"
    too_long: str | None = None

    def problems(self, value: object, at: Place) -> Sequence[Problem]:
        """Check type, length and pattern."""
        if not isinstance(value, str):
            return [at.problem("must provide a string")]
        if (units := length(value)) < self.min:
            return [at.problem(f"must be more than {self.min - 1} characters")]
        if self.max is not None and units > self.max:
            return [at.problem(f"must be less than {self.max + 1} characters", self.too_long)]
        if self.pattern and not self.pattern.fullmatch(value):
            return [at.problem(self.says)]
        return ()


@dataclass(frozen=True, slots=True)
class Int:
    """An integer within bounds; ``true`` does not count as one."""

    min: int | None = None
    max: int | None = None

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Check type and bounds."""
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
        """Check the type."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield at.problem("must provide a number")


@dataclass(frozen=True, slots=True)
class Bool:
    """``true`` or ``false``."""

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Check the type."""
        if not isinstance(value, bool):
            yield at.problem("must provide a boolean")


class Choice:
    """One of a set of words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def problems(self, value: object, at: Place) -> Sequence[Problem]:
        """Check that the word is known."""
        return () if value in self.words else [at.problem("must be a valid enum value")]


@dataclass(frozen=True, slots=True)
class Nullable:
    """Accepts what another rule accepts, or ``null``."""

    rule: Rule

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Check everything but ``null``."""
        if value is not None:
            yield from self.rule.problems(value, at)


@dataclass(frozen=True, slots=True)
class OnlyOn:
    """A key that is allowed only on some surfaces."""

    surfaces: frozenset[str]
    rule: Rule

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Apply ``rule`` there; elsewhere the key itself is an error."""
        if at.surface in self.surfaces:
            yield from self.rule.problems(value, at)
        else:
            yield at.problem(f"not supported on surface: {at.surface}")


@dataclass(frozen=True, slots=True)
class Coded:
    """A part of a payload whose problems have their own error code."""

    code: str
    rule: Rule

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Apply ``rule``, with the other code."""
        yield from self.rule.problems(value, replace(at, code=self.code))


@dataclass(frozen=True, slots=True)
class List:
    """An array. ``first`` is the rule for the first item if it differs; ``rules`` apply to the whole array."""

    of: Rule
    min: int = 0
    max: int | None = None
    first: Rule | None = None
    rules: Sequence[Rule] = ()
    not_a_list: str | None = None

    def problems(self, value: object, at: Place) -> list[Problem]:
        """Check the number of items, each item, and then all of them together."""
        if not isinstance(value, list):
            return [at.problem("must provide an array", self.not_a_list)]
        if len(value) < self.min:
            return [at.problem(f"must provide at least {self.min} items")]
        if self.max is not None and len(value) > self.max:
            return [at.problem(f"no more than {self.max} items allowed")]
        return self._of_items(value, at) or _of_the_whole(self.rules, value, at)

    def _of_items(self, items: list[object], at: Place) -> list[Problem]:
        found: list[Problem] = []
        for index, item in enumerate(items):
            rule = self.first if self.first and index == 0 else self.of
            found += rule.problems(item, at / index)
        return found


@dataclass(frozen=True, slots=True)
class Object:
    """An object. A key with a question mark is optional; other keys are errors unless ``open``.

    ``type`` is the value required of its ``type`` key, ``on`` the surfaces where it is allowed, and ``rules`` apply to
    the object as a whole once each field is valid, so they don't check types again.
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

    def problems(self, value: object, at: Place) -> list[Problem]:
        """Check the surface, each field, missing and additional keys, and then the whole."""
        if not isinstance(value, dict):
            return [at.problem("must provide an object")]
        if at.surface not in self.on:
            return [(at / "type").problem(f"unsupported type: {self.type}")]
        return self._of_fields(value, at) or _of_the_whole(self.rules, value, at)

    def _of_fields(self, value: Mapping[str, object], at: Place) -> list[Problem]:
        found = [at.problem(f"missing required field: {key}") for key in self.required if key not in value]
        for key, item in value.items():
            if key in self.known:
                found += self.known[key].problems(item, at / key)
            elif not self.open:
                found.append(at.problem(f"invalid additional property: {key}"))
        return found


class OneOf:
    """One of several objects, distinguished by their ``type``; ``otherwise`` is Slack's message if that is vague."""

    def __init__(self, *variants: Object, otherwise: str = "") -> None:
        self.variants = {variant.type: variant for variant in variants}
        self.otherwise = otherwise

    def problems(self, value: object, at: Place) -> list[Problem]:
        """Apply the rule of the object that ``type`` names."""
        if not isinstance(value, dict):
            return [at.problem("must provide an object")]
        if not isinstance(kind := value.get("type"), str):
            return [at.problem("missing required field: type")]
        if kind in self.variants:
            return self.variants[kind].problems(value, at)
        if self.otherwise:
            return [at.problem(self.otherwise)]
        return [(at / "type").problem(f"unsupported type: {kind}")]


def _of_the_whole(rules: Sequence[Rule], value: object, at: Place) -> list[Problem]:
    return [problem for rule in rules for problem in rule.problems(value, at)]
