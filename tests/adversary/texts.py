"""Texts to make a pattern slow, some derived from it and some written by hand."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

from re import _constants as sre  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

# fmt: off
BY_HAND = [
    "2019-11-2020-", "2019-11-22 ", "22.11.2026 - ", "2019 - 2023 ", "1.250.000 - ", "120.000-", "03/2021 - ",
    "1 ", "1    ", "1-2.", "+1 555 010 0199 ", "555-0100", "(1) ", "1a", "00", "1.1.1.1 ", "BE01 0000 ", "1\u200d",
    "@", "a@", "a.", "a@a.", "@a@", "a@[a", "(at)", " (at) ", "a (at) a (dot) ", "(a", "[", "((", "{ ", "%40", "a%40",
    "<!date", "<https://", "<mailto:a|", "<a|", "<", "`", "```", "``` ", "`a\n",
    "> \n", "x-a", "x-a\n", "references: \n",
    " ", "\n", "\t ", "\u00a0", "\u2028", "\u200d", "é\u200d", "\u0301", "\u0323\u0301", "\u302e\U0001d165", "\ufdfa",
    "\\", "\\u", "\\ud83d", "\\ud83d\\ude00", "\\\\", "https://", "https://a.", "http://a/", "https://.", "c1", "a-",
    "-", "|", "||", "_", "*", "~", ":", "&amp;", "&lt;", "private ", "no-reply@", "tel:", "fax ", "EUR ", "€1 ", "1x",
    "\x00",
]
# fmt: on


# Characters to try for each class.
_POOL = "a1. @-_+/:<>|`([{)]}'\"%&#?=*~,;\\xXcUW0e\tZ\n\u200d\u200b\u0301é٣ä漢\uff10\u00a0€–"
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1٣",
    sre.CATEGORY_NOT_DIGIT: "a -",
    sre.CATEGORY_SPACE: " \n",
    sre.CATEGORY_NOT_SPACE: "a1.",
    sre.CATEGORY_WORD: "a1_é",
    sre.CATEGORY_NOT_WORD: ". -",
}


def _members(code: Any, value: Any) -> list[str]:  # noqa: ANN401 - of sre's own tree
    """Some characters that one item of a pattern matches."""
    if code is sre.LITERAL:
        return [chr(value)]
    if code is sre.NOT_LITERAL:
        return [each for each in "a1. " if ord(each) != value]
    if code is sre.ANY:
        return ["a", "`"]
    if code is not sre.IN:
        return []
    if value[0][0] is sre.NEGATE:
        negated = [each for item in value[1:] for each in _in_set(*item)]
        return [each for each in _POOL if not _is_in(each, value[1:])][:5] or negated[:1]
    return list(dict.fromkeys(each for item in value for each in _in_set(*item)))[:6]


def _in_set(code: Any, value: Any) -> list[str]:  # noqa: ANN401
    if code is sre.LITERAL:
        return [chr(value)]
    if code is sre.RANGE:
        return [chr(value[0]), chr(value[1])]
    if code is sre.CATEGORY:
        return list(_CATEGORIES[value])
    return []


def _is_in(character: str, items: Any) -> bool:  # noqa: ANN401
    for code, value in items:
        if code is sre.LITERAL and ord(character) == value:
            return True
        if code is sre.RANGE and value[0] <= ord(character) <= value[1]:
            return True
        if code is sre.CATEGORY:
            kind = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rsplit("_", 1)[1]]
            if bool(re.match(kind, character)) != ("_NOT_" in str(value)):
                return True
    return False


@dataclass
class _Parts:
    """The parts of a pattern."""

    characters: list[str] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)
    repeated: dict[int, list[str]] = field(default_factory=dict)
    """Examples of what a loop repeats, by the identity of that part of the tree."""


def _walk(tree: Any, parts: _Parts, dice: random.Random) -> str:  # noqa: ANN401
    """An example of what the tree matches; adds characters and repeated pieces to `parts`."""
    said = ""
    for code, value in tree:
        found = _members(code, value)
        if found:
            parts.characters += [each for each in found if each not in parts.characters]
            said += dice.choice(found)
        elif code in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
            least, _, inner = value
            once = parts.repeated.get(id(inner)) or [_walk(inner, parts, dice) for _ in range(3)]
            parts.repeated[id(inner)] = once
            parts.loops += [each for each in once if each]
            said += "".join(dice.choices(once, k=min(max(least, dice.randint(0, 2)), 40)))
        elif code is sre.SUBPATTERN:
            said += _walk(value[3], parts, dice)
        elif code is sre.ATOMIC_GROUP:
            said += _walk(value, parts, dice)
        elif code is sre.BRANCH:
            said += dice.choice([_walk(branch, parts, dice) for branch in value[1]])
        elif code in {sre.ASSERT, sre.ASSERT_NOT}:
            _walk(value[1], parts, dice)
    return said


@cache
def units(pattern: re.Pattern[Any]) -> tuple[list[str], list[str]]:
    """Pieces to repeat, and prefixes for them, derived from the pattern."""
    dice = random.Random(2_026)  # a fixed seed: the same texts in every run
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    parts = _Parts()
    examples = [example for example in (_walk(tree, parts, dice) for _ in range(5)) if example]
    near = [example[:-1] + wrong for example in examples for wrong in ("", "!", " ")]
    pairs = ["".join(pair) for pair in product(parts.characters[:8], repeat=2)]
    loops = list(dict.fromkeys(parts.loops))[:40]
    repeated = [*parts.characters, *examples, *near, *dice.sample(loops, min(8, len(loops)))]
    repeated += dice.sample(pairs, min(12, len(pairs)))
    longest = max(examples, key=len, default="")
    begun = [longest[:end] for end in {1, len(longest) // 2, len(longest) - 1} if 0 < end < len(longest)]
    return list(dict.fromkeys(each for each in repeated if each)), ["", *dict.fromkeys(begun)]


Text = Callable[[int], str]
"""Makes a text of one kind, of the given length."""


def kinds(pattern: re.Pattern[Any]) -> Iterator[Text]:
    """All kinds of texts to try a pattern with."""
    repeated, begun = units(pattern)
    for unit in repeated:
        yield from (of(start, unit, "") for start in begun)
        yield of("", unit, "!")
    for unit in BY_HAND:
        yield of("", unit, "\x00")


def of(start: str, unit: str, end: str) -> Text:
    def text(length: int) -> str:
        room = max(0, length - len(start) - len(end))
        return start + (unit * (room // len(unit) + 1))[:room] + end

    text.__doc__ = f"{start!r} + {unit!r} * n + {end!r}"
    return text
