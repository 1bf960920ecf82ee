"""Spott's answers, changed in undocumented ways."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Path: TypeAlias = tuple[str | int, ...]

_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["2023-11-07", "9999-12-31T23:59:59-14:00", "\ud83d", "", "1e999", "NaN"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


OF_EACH_TYPE: tuple[object, ...] = (None, True, 5, "Jane", [], [1, "a"], {}, {"id": 5})
ODD: tuple[object, ...] = (
    *OF_EACH_TYPE,
    *(-1e300, "", "2023-11-07", "9999-12-31T23:59:59-14:00", "\ud83d", "1e999", "NaN", [[]], {"text": {"value": []}}),
)


def each_level_changed(
    document: T, is_kept: Callable[[Path], bool], values: tuple[object, ...]
) -> Iterator[tuple[int, object, T]]:
    """Parsed JSON with everything at one depth replaced, for each depth and each of these values.

    Args:
        document: The JSON; it stays as it is.
        is_kept: Whether a place is left alone.
        values: What to put there.

    Yields:
        The depth, the value, and the changed JSON.
    """
    for depth in sorted({len(path) for _, _, path in _places(document) if not is_kept(path)}):
        for value in values:
            changed = deepcopy(document)
            for container, key, path in list(_places(changed)):
                if len(path) == depth and not is_kept(path):
                    container[key] = value
            yield depth, value, changed


def change(document: object, data: st.DataObject, kept: frozenset[Path]) -> None:
    """Replace, remove, rename or add some values of a parsed answer.

    Args:
        document: The answer; it is changed itself.
        data: Hypothesis's choices.
        kept: Where nothing is changed.
    """
    for _ in range(data.draw(st.integers(1, 4))):
        container, key = data.draw(st.sampled_from([(c, k) for c, k, path in _places(document) if path not in kept]))
        how = data.draw(st.sampled_from(["replace", "remove", "rename"]))
        value = container.pop(key)
        if isinstance(container, dict) and how != "remove":
            name = key if how == "replace" else data.draw(st.text(max_size=8).map(lambda text: f"x{text}"))
            container[name] = data.draw(_ANYTHING) if how == "replace" else value
        elif how != "remove":
            container.insert(key, data.draw(_ANYTHING))


def moments(value: object) -> Iterator[datetime]:
    """Every time within a record, given as dicts and tuples."""
    if isinstance(value, datetime):
        yield value
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ():
        yield from moments(member)


def _places(value: object, path: Path = ()) -> Iterator[tuple[Any, Any, Path]]:
    """Every container, key and path within a JSON value."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in items:
        yield value, key, (*path, key)
        yield from _places(member, (*path, key))
