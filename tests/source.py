"""The source of `bot/`, read once for all tests of it."""

import ast
from functools import cache
from pathlib import Path

BOT = Path(__file__).parents[1] / "bot"


@cache
def trees() -> dict[Path, ast.Module]:
    """All modules of the product, by path below `bot/`; do not modify them."""
    return {path.relative_to(BOT): ast.parse(path.read_text("utf-8")) for path in sorted(BOT.rglob("*.py"))}


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Everything in a module."""
    return tuple(ast.walk(tree))
