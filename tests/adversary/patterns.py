"""Every regular expression in `bot/`, found in its source."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests import source

METHODS = ("search", "match", "fullmatch", "finditer", "sub", "split")
ALL_KINDS = ("fullmatch", "sub")
"""Matching the whole text, and continuing after each match; other methods do no more."""
CONTINUING = frozenset({"finditer", "sub", "split"})
ENGINES = frozenset({"re", "regex", "re2", "fnmatch"})
ALLOWED = frozenset({"compile", "escape", "Match", "Pattern", "IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE", "ASCII"})


@dataclass(frozen=True)
class Used:
    """A pattern, where it is defined, and the methods called on it."""

    where: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


@dataclass
class Source:
    """The patterns in one module."""

    name: str
    compiled: list[tuple[str, int, ast.Call]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


_OF_WORDS = r"""re.compile(rf"\A(?:{'|'.join(map(re.escape, """
"""How a pattern of our own words begins: it repeats nothing, so it may be compiled wherever the words are known."""


def modules() -> list[str]:
    """The names of all modules that compile patterns, without parsing any."""
    return sorted(_name(path) for path, text in source.texts().items() if "re.compile(" in text.replace(_OF_WORDS, ""))


def _name(path: Path) -> str:
    return ".".join(("bot", *path.with_suffix("").parts)).removesuffix(".__init__")


def read(name: str, tree: ast.Module) -> Source:
    """Find a module's patterns, and uses of `re` that could hide a pattern from the test."""
    its = Source(name)
    nodes = source.nodes(tree)
    named = {id(node.value): target for node in nodes for target in _targets(node) if hasattr(node, "value")}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module in ENGINES:
            its.faults.append(f"{name}:{node.lineno} imports from {node.module}")
        if isinstance(node, ast.Import) and any(each.name in ENGINES and each.asname for each in node.names):
            its.faults.append(f"{name}:{node.lineno} imports under another name")
        if isinstance(node, ast.Import) and any(each.name in ENGINES - {"re"} for each in node.names):
            its.faults.append(f"{name}:{node.lineno} imports another engine")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re":
            its.faults += [] if node.attr in ALLOWED else [f"{name}:{node.lineno} calls re.{node.attr}"]
        if isinstance(node, ast.Call) and _is_compile(node.func) and not _is_of_words(node.args):
            its.compiled.append((named.get(id(node), ""), node.lineno, node))
    return its


def _is_compile(function: ast.expr) -> bool:
    match function:
        case ast.Attribute(ast.Name("re"), "compile"):
            return True
    return False


def _is_of_words(arguments: list[ast.expr]) -> bool:
    match arguments:
        case [ast.JoinedStr([ast.Constant("\\A(?:"), ast.FormattedValue(words), ast.Constant(")\\Z")])]:
            return ast.unparse(words).startswith("'|'.join(map(re.escape, ")
    return False


def _targets(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name):
                yield target.id


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def faults() -> list[str]:
    """Uses of `re` other than to compile a pattern once, at the top of a module."""
    found = []
    for path, tree in source.trees().items():
        name = _name(path)
        its = read(name, tree)
        found += its.faults
        if its.compiled:
            functions = [node for node in source.nodes(tree) if isinstance(node, FUNCTIONS)]
            inside = {id(each) for function in functions for each in ast.walk(function)}
            found += [f"{name}:{line} compiles in a function" for _, line, call in its.compiled if id(call) in inside]
    return found


@cache
def by_module() -> dict[str, list[Used]]:
    """Every pattern in the product, by the module that compiles it."""
    paths = {_name(path): path for path in source.texts()}
    compiled = {name: found for name in modules() if (found := read(name, source.tree(paths[name])).compiled)}
    names = {(name, target) for name, found in compiled.items() for target, _, _ in found}
    public = {target for _, target in names if target and not target.startswith("_")}
    using = [
        name
        for name, path in paths.items()
        if name in compiled or any(target in source.texts()[path] for target in public)
    ]
    called = _called({name: source.tree(paths[name]) for name in using}, names)
    return {
        name: [
            Used(
                f"{name}:{target or line}",
                _evaluated(name, call),
                called.get((name, target), ALL_KINDS) if target else ("fullmatch",),
            )
            for target, line, call in found
        ]
        for name, found in compiled.items()
    }


def _evaluated(module: str, call: ast.Call) -> re.Pattern[Any]:
    namespace = vars(importlib.import_module(module))
    made = eval(compile(ast.Expression(call), module, "eval"), dict(namespace))  # our own source
    assert isinstance(made, re.Pattern)
    return made


Name = tuple[str, str]
"""A module, and a name at its top."""


def _called(everything: dict[str, ast.Module], patterns: set[Name]) -> dict[Name, tuple[str, ...]]:
    """For each pattern, the methods called on it, provided that it is used in no other way."""
    methods: dict[Name, set[str]] = {}
    passed: set[Name] = set()
    for module, tree in everything.items():
        nodes = source.nodes(tree)
        meant = {name: (owner, name) for owner, name in patterns if owner == module} | {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in nodes
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        owners = {id(node.value): node.attr for node in nodes if isinstance(node, ast.Attribute)}
        for node in nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and meant.get(node.id) in patterns:
                attribute = owners.get(id(node))
                if attribute in METHODS:
                    methods.setdefault(meant[node.id], set()).add(attribute)
                elif attribute != "pattern":
                    passed.add(meant[node.id])
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                in_module = ".".join(meant.get(node.value.id, ())), node.attr
                passed |= {in_module} & patterns
    return {name: _decisive(found) for name, found in methods.items() if name not in passed}


def _decisive(methods: set[str]) -> tuple[str, ...]:
    """Those that are tried: one that continues begins with the same search, and a search with the same match."""
    if methods & CONTINUING:
        return tuple(sorted(methods - {"search", "match"}))
    return tuple(sorted(methods - {"match"} if "search" in methods else methods))
