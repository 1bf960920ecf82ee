"""Every regular expression of `bot/`, and texts that are made to let it take long.

`python -m tests.adversary` prints what they cost.
"""

import ast
import importlib
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path
from typing import Any

from re import _constants as sre  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

BOT = Path(__file__).parents[1] / "bot"
METHODS = ("search", "match", "fullmatch", "finditer", "sub", "split")
ENGINES = frozenset({"re", "regex", "re2", "fnmatch"})
ALLOWED = frozenset({"compile", "escape", "Match", "Pattern", "IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE", "ASCII"})

LENGTH = 4_000
"""Characters at which each text is tried first."""
LIMIT_MS = 5.0
_NOTHING_MS = 0.05
GROWTH = 2.2
"""How much longer a text of twice the length may take, at most."""


@dataclass(frozen=True)
class Used:
    """One pattern, where it is written, and the methods that are called on it."""

    where: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...] = METHODS

    def __str__(self) -> str:
        return self.where


@dataclass
class Source:
    """What one module says about patterns."""

    name: str
    compiled: list[tuple[str, int, ast.Call]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def trees() -> dict[str, ast.Module]:
    """All modules of the product, by name."""
    paths = sorted(BOT.rglob("*.py"))
    names = [".".join(path.relative_to(BOT.parent).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return {name: ast.parse(path.read_text("utf-8")) for name, path in zip(names, paths, strict=True)}


def read(name: str, tree: ast.Module) -> Source:
    """Finds the patterns of a module, and uses of `re` in which a pattern could hide from the test."""
    source = Source(name)
    named = {id(node.value): target for node in ast.walk(tree) for target in _targets(node) if hasattr(node, "value")}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ENGINES:
            source.faults.append(f"{name}:{node.lineno} imports from {node.module}")
        if isinstance(node, ast.Import) and any(each.name in ENGINES and each.asname for each in node.names):
            source.faults.append(f"{name}:{node.lineno} imports under another name")
        if isinstance(node, ast.Import) and any(each.name in ENGINES - {"re"} for each in node.names):
            source.faults.append(f"{name}:{node.lineno} imports another engine")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re":
            source.faults += [] if node.attr in ALLOWED else [f"{name}:{node.lineno} calls re.{node.attr}"]
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            source.compiled.append((named.get(id(node), ""), node.lineno, node))
    return source


def _targets(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name):
                yield target.id


def faults() -> list[str]:
    """Where `re` is used in another way than to compile a pattern once, at the top of a module."""
    found = []
    for name, tree in trees().items():
        source = read(name, tree)
        functions = [
            node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        ]
        inside = {id(each) for function in functions for each in ast.walk(function)}
        found += [
            *source.faults,
            *(f"{name}:{line} compiles in a function" for _, line, call in source.compiled if id(call) in inside),
        ]
    return found


def patterns() -> list[Used]:
    """Every pattern of the product."""
    everything = trees()
    called = _called(everything)
    return [
        Used(
            f"{name}:{target or line}",
            _evaluated(name, call),
            called.get(target, METHODS) if target else ("fullmatch",),
        )
        for name, tree in everything.items()
        for target, line, call in read(name, tree).compiled
    ]


def _evaluated(module: str, call: ast.Call) -> re.Pattern[Any]:
    namespace = vars(importlib.import_module(module))
    made = eval(compile(ast.Expression(call), module, "eval"), dict(namespace))  # our own source
    assert isinstance(made, re.Pattern)
    return made


def _called(everything: dict[str, ast.Module]) -> dict[str, tuple[str, ...]]:
    """For each name the methods that are called on it, where it is used in no other way than that."""
    methods: dict[str, set[str]] = {}
    passed: set[str] = set()
    for tree in everything.values():
        owners = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                attribute = owners.get(id(node))
                if attribute in METHODS:
                    methods.setdefault(node.id, set()).add(attribute)
                elif attribute != "pattern":
                    passed.add(node.id)
    return {name: tuple(sorted(found)) for name, found in methods.items() if name not in passed}


def apply(used: re.Pattern[Any], method: str, text: Any) -> None:  # noqa: ANN401 - str or bytes
    """Calls one method as the product does."""
    if method == "finditer":
        for _ in used.finditer(text):
            pass
    elif method == "sub":
        used.sub(text[:0], text)
    else:
        getattr(used, method)(text)


# What each class of characters is tried with.
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
    """Some characters that one item of a pattern takes."""
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
    """What a pattern is made of."""

    characters: list[str] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)


def _walk(tree: Any, parts: _Parts, dice: random.Random) -> str:  # noqa: ANN401
    """An example of what the tree matches; members and repeated pieces are noted in `parts`."""
    said = ""
    for code, value in tree:
        found = _members(code, value)
        if found:
            parts.characters += [each for each in found if each not in parts.characters]
            said += dice.choice(found)
        elif code in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
            least, _, inner = value
            once = [_walk(inner, parts, dice) for _ in range(3)]
            parts.loops += [each for each in once if each]
            said += "".join(_walk(inner, parts, dice) for _ in range(min(max(least, dice.randint(0, 2)), 40)))
        elif code is sre.SUBPATTERN:
            said += _walk(value[3], parts, dice)
        elif code is sre.ATOMIC_GROUP:
            said += _walk(value, parts, dice)
        elif code is sre.BRANCH:
            said += dice.choice([_walk(branch, parts, dice) for branch in value[1]])
        elif code in {sre.ASSERT, sre.ASSERT_NOT}:
            _walk(value[1], parts, dice)
    return said


BY_HAND = [
    *("2019-11-2020-", "2019-11-22 ", "22.11.2026 - ", "2019 - 2023 ", "1.250.000 - ", "120.000-", "03/2021 - "),
    *("1 ", "1    ", "1-2.", "+1 555 010 0199 ", "555-0100", "(1) ", "1a", "00", "1.1.1.1 ", "BE01 0000 ", "1\u200d"),
    *(
        "@",
        "a@",
        "a.",
        "a@a.",
        "@a@",
        "a@[a",
        "(at)",
        " (at) ",
        "a (at) a (dot) ",
        "(a",
        "[",
        "((",
        "{ ",
        "%40",
        "a%40",
    ),
    *(
        "<!date",
        "<https://",
        "<mailto:a|",
        "<a|",
        "<",
        "`",
        "```",
        "``` ",
        "`a\n",
        "> \n",
        "x-a",
        "x-a\n",
        "references: \n",
    ),
    *(
        " ",
        "\n",
        "\t ",
        "\u00a0",
        "\u2028",
        "\u200d",
        "é\u200d",
        "\u0301",
        "\u0323\u0301",
        "\u302e\U0001d165",
        "\ufdfa",
    ),
    *(
        "\\",
        "\\u",
        "\\ud83d",
        "\\ud83d\\ude00",
        "\\\\",
        "https://",
        "https://a.",
        "http://a/",
        "https://.",
        "c1",
        "a-",
        "-",
    ),
    *(
        "|",
        "||",
        "_",
        "*",
        "~",
        ":",
        "&amp;",
        "&lt;",
        "private ",
        "no-reply@",
        "tel:",
        "fax ",
        "EUR ",
        "€1 ",
        "1x",
        "\x00",
    ),
]


def units(pattern: re.Pattern[Any]) -> tuple[list[str], list[str]]:
    """Pieces to repeat, and beginnings to put before them, made from the pattern itself."""
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
"""A length → a text of one kind, of that length."""


def kinds(pattern: re.Pattern[Any]) -> Iterator[Text]:
    """All kinds of texts that a pattern is tried with."""
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


def milliseconds(work: Callable[[Any], object], text: Any, times: int = 1) -> float:  # noqa: ANN401 - str or bytes
    """The least CPU time of this thread that it took."""
    least = float("inf")
    for _ in range(times):
        began = time.thread_time()
        work(text)
        least = min(least, time.thread_time() - began)
    return least * 1_000


@dataclass(frozen=True)
class Cost:
    """What the worst text cost."""

    slowest_ms: float
    slowest_text: str
    growth: float
    growth_text: str


def judge(
    work: Callable[[Any], object], texts: Iterator[Text], *, binary: bool = False, longest: int = 32 * LENGTH
) -> Cost:
    """The time of the slowest text of 4,000 characters, and the worst growth when a text doubles.

    Growth is told for texts that take long for their length only: what takes the square of a length is among them.
    """

    def made(text: Text, length: int) -> Any:  # noqa: ANN401
        return text(length).encode("utf-8", "surrogatepass")[:length] if binary else text(length)

    slowest, slowest_text = 0.0, ""
    suspects: list[tuple[float, Text]] = []
    for text in texts:
        short = milliseconds(work, made(text, LENGTH))
        if short > slowest:
            short = milliseconds(work, made(text, LENGTH), 7)
            if short > slowest:
                slowest, slowest_text = short, str(text.__doc__)
        # The square of 4,000, or of the 100 times that a unit of 40 stands there, cannot be so fast.
        if short > _NOTHING_MS:
            suspects.append((milliseconds(work, made(text, 4 * LENGTH)) / short, text))
    suspects.sort(key=lambda each: -each[0])
    worst, worst_text = 0.0, ""
    for _, text in suspects[:3]:
        grown = growth(work, lambda length, text=text: made(text, length), longest)  # type: ignore[misc]
        if grown > worst:
            worst, worst_text = grown, str(text.__doc__)
    return Cost(slowest, slowest_text, worst, worst_text)


def growth(work: Callable[[Any], object], text: Callable[[int], Any], longest: int) -> float:
    """How much longer a text of twice the length takes; judged by four times the length."""
    length = LENGTH
    while milliseconds(work, text(length), 2) < 1 and 4 * length < longest:
        length *= 2
    short, long = text(length), text(4 * length)
    once = fourfold = float("inf")
    # Others on the machine make a time longer, never shorter: so look again before it counts as grown.
    for _ in range(8):
        once = min(once, milliseconds(work, short, 3))
        fourfold = min(fourfold, milliseconds(work, long, 2))
        if fourfold <= GROWTH**2 * max(once, 0.05):
            break
    return float((fourfold / max(once, 0.05)) ** 0.5)


MEETS = {"bot.phones:_LABEL": 30}
"""The longest text that a pattern meets, where its caller cuts it first."""


def cost(used: Used, method: str) -> Cost:
    """What one method of a pattern costs at worst."""
    if used.where in MEETS:
        times = [
            (milliseconds(lambda words: apply(used.pattern, method, words), each(MEETS[used.where])), each)
            for each in kinds(used.pattern)
        ]
        slowest, words = max(times, key=lambda each: each[0])
        return Cost(slowest, str(words.__doc__), 1.0, "")
    binary = isinstance(used.pattern.pattern, bytes)
    return judge(lambda text: apply(used.pattern, method, text), kinds(used.pattern), binary=binary)


def main() -> None:
    """Prints number, slowest and worst growth."""
    everything = patterns()
    found = [(cost(used, method), f"{used.where} {method}") for used in everything for method in used.methods]
    # ruff: noqa: T201
    print(f"{len(everything)} patterns, {len(found)} uses")
    for each, where in islice(sorted(found, key=lambda one: -one[0].slowest_ms), 12):
        print(f"{each.slowest_ms:8.2f} ms  {where}  {each.slowest_text[:100]}")
    for each, where in islice(sorted(found, key=lambda one: -one[0].growth), 12):
        print(f"{each.growth:8.2f} x   {where}  {each.growth_text[:100]}")


if __name__ == "__main__":
    main()
