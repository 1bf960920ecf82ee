"""Every regular expression in `bot/`, found in its source."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

BOT = Path(__file__).parents[2] / "bot"
METHODS = ("search", "match", "fullmatch", "finditer", "sub", "split")
ALL_KINDS = ("search", "fullmatch", "sub")
"""Finding the first match, matching the whole text, and continuing after each match; other methods do no more."""
ENGINES = frozenset({"re", "regex", "re2", "fnmatch"})
ALLOWED = frozenset({"compile", "escape", "Match", "Pattern", "IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE", "ASCII"})


@dataclass(frozen=True)
class Used:
    """A pattern, where it is defined, and the methods called on it."""

    where: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]

    def __str__(self) -> str:
        return self.where


@dataclass
class Source:
    """The patterns in one module."""

    name: str
    compiled: list[tuple[str, int, ast.Call]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@cache
def trees() -> dict[str, ast.Module]:
    """All modules of the product, by name; do not modify them."""
    paths = sorted(BOT.rglob("*.py"))
    names = [".".join(path.relative_to(BOT.parent).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return {name: ast.parse(path.read_text("utf-8")) for name, path in zip(names, paths, strict=True)}


def read(name: str, tree: ast.Module) -> Source:
    """Find a module's patterns, and uses of `re` that could hide a pattern from the test."""
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
    """Uses of `re` other than to compile a pattern once, at the top of a module."""
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
    """Every pattern in the product."""
    everything = trees()
    called = _called(everything)
    return [
        Used(
            f"{name}:{target or line}",
            _evaluated(name, call),
            called.get(target, ALL_KINDS) if target else ("fullmatch",),
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
    """For each name, the methods called on it, provided that it is used in no other way."""
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
