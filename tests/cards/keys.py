"""The texts that the code asks for, and the words that it contains itself, read from its source."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests import source

TEXTS = Path("cards/texts")

_READS_LIKE_WORDS = re.compile(r"[A-Za-z]{2,}[,.:;!?\u2026]* +[A-Za-z]|^[A-Z][a-z]{2}")
_SINKS = {
    "plain_text",
    "literal",
    "section",
    "header",
    "context",
    "own_words",
    "image",
    "_modal",
}
"""The functions that show words to a person."""


@dataclass(frozen=True)
class Use:
    """A call that takes a key, or a table of keys."""

    where: str
    function: str
    keys: frozenset[str]
    placeholders: frozenset[str] | None
    """The placeholders that the call fills in; None if the call does not show them."""
    module: str | None = None
    """The module whose function is called, if the call names it."""


@cache
def modules() -> dict[str, ast.Module]:
    """The source of all modules that write to users, by file, without the texts themselves."""
    # The local Slack writes only to tests and to people who try the app.
    return {
        str(path): tree
        for path, tree in source.trees().items()
        if "sandbox" not in path.parts and TEXTS not in path.parents
    }


@cache
def uses() -> list[Use]:
    """Every call that takes a key, and every table of keys."""
    takers = {path: dict(_takers(tree)) for path, tree in modules().items()}
    return [use for path, tree in modules().items() for use in (*_calls(path, tree, takers), *_tables(path, tree))]


def _is_key(annotation: ast.expr | None) -> bool:
    return annotation is not None and bool(re.search(r"\bKey\b", ast.unparse(annotation)))


def _takers(tree: ast.Module) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The functions that take keys, with the positions of the keys among their arguments."""
    for node in source.nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [argument for argument in node.args.args if argument.arg != "self"]
            positions = tuple(at for at, argument in enumerate(names) if _is_key(argument.annotation))
            if positions:
                yield node.name, positions


def _strings(node: ast.expr) -> Iterator[str]:
    """The keys that an expression may be."""
    match node:
        case ast.Constant(str(value)):
            yield value
        case ast.IfExp(_, body, orelse):
            yield from _strings(body)
            yield from _strings(orelse)


def _calls(path: str, tree: ast.Module, takers: dict[str, dict[str, tuple[int, ...]]]) -> Iterator[Use]:
    everywhere = {"say": (0,), "count": (0,), "elements": (1,)}
    by_name = {Path(other).stem: found for other, found in takers.items() if found}
    here = everywhere | takers[path]
    for node in source.nodes(tree):
        match node:
            case ast.Call(ast.Name(name)):
                module, positions = None, here.get(name, ())
            case ast.Call(ast.Attribute(_, "say" as name)) | ast.Call(
                ast.Attribute(ast.Name("say") | ast.Attribute(_, "say"), "count" as name)
            ):
                # A language, such as `text.say("close")` and `text.say.count("more", 2)`.
                module, positions = None, (0,)
            case ast.Call(ast.Attribute(owner, name)):
                module = owner.id if isinstance(owner, ast.Name) else None
                positions = by_name.get(module or "", {}).get(name) or takers[path].get(name, ())
            case _:
                continue
        keys = frozenset(key for at in positions if at < len(node.args) for key in _strings(node.args[at]))
        if keys:
            named = [keyword.arg for keyword in node.keywords]
            direct = name in {*everywhere, "of"} and None not in named
            yield Use(f"{path}:{node.lineno}", name, keys, frozenset(filter(None, named)) if direct else None, module)


def _tables(path: str, tree: ast.Module) -> Iterator[Use]:
    for node in source.nodes(tree):
        if isinstance(node, ast.AnnAssign) and _is_key(node.annotation) and isinstance(node.value, ast.Dict):
            values = [part for value in node.value.values for part in ast.walk(value)]
            keys = frozenset(
                part.value for part in values if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
            yield Use(f"{path}:{node.lineno}", ast.unparse(node.target), keys, None)


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every literal of several words, or of one with a capital letter, except docstrings and log lines."""
    silent = {id(part) for node in source.nodes(tree) for part in _for_nobody(node)}
    for node in source.nodes(tree):
        match node:
            case ast.Constant(str(words)) if id(node) not in silent and _READS_LIKE_WORDS.search(words):
                yield node.lineno, words


def shown(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every literal with a letter that is shown to people."""
    for node in source.nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SINKS:
            for argument in node.args:
                yield from _words_in(argument)


def _words_in(node: ast.expr) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call | ast.Subscript):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[A-Za-z]", node.value):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from _words_in(child)


def _for_nobody(node: ast.AST) -> Iterator[ast.AST]:
    """Parts of a node that only engineers read: documentation, log lines, exceptions, types."""
    match node:
        case ast.Expr(ast.Constant()):
            yield node.value
        case ast.Raise(exc) if exc is not None:
            yield from ast.walk(exc)
        case ast.Call(ast.Attribute(ast.Name("log"))) | ast.Call(ast.Name("report")):
            yield from ast.walk(node)
