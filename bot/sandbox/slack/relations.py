"""Rules about several values at once: those that exclude each other, must be unique, or have a common limit.

They are listed in the ``rules`` of an ``Object`` or a ``List`` and applied only if every part is valid on its own, so
they don't check types again.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.sandbox.slack.schema import Place, Problem, length


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Mapping[str, object]]:
    return [_object(item) for item in value] if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class Keys:
    """At least ``min`` and at most ``max`` of some keys; if ``unless`` is true in the object, none is needed."""

    names: Sequence[str]
    min: int = 0
    max: int | None = None
    unless: str = ""
    code: str | None = None

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Count the keys whose values are not blank."""
        fields = _object(value)
        present = [name for name in self.names if not _blank(fields.get(name))]
        if len(present) < self.min and not fields.get(self.unless):
            yield at.problem(f"missing required field: {self.names[0]}", self.code)
        elif self.max is not None and len(present) > self.max:
            yield at.problem(f"invalid additional property: {present[self.max]}", self.code)


@dataclass(frozen=True, slots=True)
class Needs:
    """A switch that may be on only if another one is ``on``."""

    key: str
    other: str
    on: bool = True

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Compare the two switches."""
        fields = _object(value)
        if fields.get(self.key) and bool(fields.get(self.other)) is not self.on:
            state = "true" if self.on else "false"
            yield (at / self.key).problem(f"must not be set unless `{self.other}` is {state}")


@dataclass(frozen=True, slots=True)
class Ascending:
    """Two integers, of which the first must not be greater than the second."""

    low: str
    high: str

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Compare the two if both are given."""
        low, high = _object(value).get(self.low), _object(value).get(self.high)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            yield (at / self.low).problem(f"must not be greater than `{self.high}`")


@dataclass(frozen=True, slots=True)
class Offered:
    """Initial options must match one of the options exactly."""

    key: str

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Look each initial option up among ``options`` and the options of ``option_groups``."""
        fields = _object(value)
        offered = _objects(fields.get("options"))
        for group in _objects(fields.get("option_groups")):
            offered += _objects(group.get("options"))
        chosen = fields.get(self.key)
        options = chosen if isinstance(chosen, list) else [chosen]
        if chosen and any(option not in offered for option in options):
            yield (at / self.key).problem("must match one of the `options`")


@dataclass(frozen=True, slots=True)
class Unique:
    """A key whose value must be unique in a list."""

    key: str

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Report every item whose value was used by an earlier one."""
        seen: set[object] = set()
        for index, item in enumerate(_objects(value)):
            name = item.get(self.key)
            if name is not None and name in seen:
                yield (at / index / self.key).problem(f'`{self.key}` "{name}" already exists')
            seen.add(name)


@dataclass(frozen=True, slots=True)
class SameLength:
    """Rows that must all have as many cells as the first one."""

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Report every row that is longer or shorter."""
        rows = value if isinstance(value, list) else []
        for index, row in enumerate(rows):
            if len(row) != len(rows[0]):
                yield (at / index).problem(f"must provide {len(rows[0])} items")


@dataclass(frozen=True, slots=True)
class AtMost:
    """The maximum number of blocks of some types in one message, including those in containers."""

    max: int
    types: Sequence[str]
    says: str
    code: str | None = None

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Count the blocks."""
        if sum(block.get("type") in self.types for block in _flat(value)) > self.max:
            yield at.problem(self.says, self.code)


@dataclass(frozen=True, slots=True)
class Total:
    """The maximum number of characters in all blocks of some types, or of all but those in ``but``, even if nested."""

    max: int
    types: Sequence[str] = ()
    but: Sequence[str] = ()

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Count the characters of every ``text`` in the blocks."""
        total = sum(_characters(block) for block in _flat(value) if self._counts(block.get("type")))
        if total > self.max:
            yield at.problem(f"must be less than {self.max + 1} characters in all", "msg_blocks_too_long")

    def _counts(self, kind: object) -> bool:
        return kind in self.types if self.types else kind not in self.but


@dataclass(frozen=True, slots=True)
class Bytes:
    """The maximum size of a whole payload, in bytes of JSON."""

    max: int
    code: str

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Measure it as Slack sends it back, with non-ASCII characters escaped."""
        if len(json.dumps(_object(value), separators=(",", ":"))) > self.max:
            yield at.problem(f"must be less than {self.max + 1} bytes", self.code)


@dataclass(frozen=True, slots=True)
class SubmitForInput:
    """A modal with inputs must have a submit button."""

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Report every input block of a modal without ``submit``."""
        fields = _object(value)
        for index, block in enumerate(_objects(fields.get("blocks"))):
            if block.get("type") == "input" and "submit" not in fields:
                pointer = at / "blocks" / index / "input"
                yield pointer.problem("must define `submit` to use an `input` block in modals")


@dataclass(frozen=True, slots=True)
class OneFocus:
    """Only one element of a view may take the focus when it opens."""

    def problems(self, value: object, at: Place) -> Iterator[Problem]:
        """Count the elements whose ``focus_on_load`` is true."""
        if _count(value, "focus_on_load") > 1:
            yield at.problem("only one element can set `focus_on_load`")


def _blank(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _flat(value: object) -> Iterator[Mapping[str, object]]:
    for block in _objects(value):
        yield {key: item for key, item in block.items() if key != "child_blocks"}
        yield from _flat(block.get("child_blocks"))


def _characters(value: object) -> int:
    if isinstance(value, list):
        return sum(map(_characters, value))
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    return sum(map(_characters, value.values())) + (length(own) if isinstance(own, str) else 0)


def _count(value: object, key: str) -> int:
    items = value if isinstance(value, list) else list(_object(value).values())
    return (_object(value).get(key) is True) + sum(_count(item, key) for item in items)
