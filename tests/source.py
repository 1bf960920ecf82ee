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
def trees() -> dict[Path, ast.Module]:
    """The same, parsed, which takes half a second; do not modify them."""
    return {path: ast.parse(text) for path, text in texts().items()}


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Everything in a module."""
    return tuple(ast.walk(tree))
