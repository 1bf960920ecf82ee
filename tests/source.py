"""The source of `bot/`, read once for all tests of it."""

import ast
from functools import cache
from pathlib import Path

BOT = Path(__file__).parents[1] / "bot"


@cache
def texts() -> dict[Path, str]:
    """The source of all modules of the product, by path below `bot/`."""
    return {path.relative_to(BOT): path.read_text("utf-8") for path in sorted(BOT.rglob("*.py"))}


@cache
def tree(path: Path) -> ast.Module:
    """One of them, parsed; do not modify it."""
    return ast.parse(texts()[path])


def trees() -> dict[Path, ast.Module]:
    """All of them, parsed, which takes almost a second."""
    return {path: tree(path) for path in texts()}


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Everything in a module."""
    return tuple(ast.walk(tree))
