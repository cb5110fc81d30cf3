"""The house as its own rules read it: every module as a syntax tree, every template as text."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("public", "signin", "citizen", "operator")


def modules(folder: str = "housing") -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def said(path: Path) -> str:
    """How a fault names a file: from the top of the house."""
    return path.relative_to(ROOT).as_posix()


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def names_of_modules() -> frozenset[str]:
    return frozenset(name_of(path) for path in modules())


def lines(node: ast.AST) -> int:
    """From `def` to the last line; decorators are not counted."""
    return node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def classes(path: Path) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]


def decorators(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """`route` of `@room.route(...)`, `access` of `@access(...)`, `ground` of `@ground(...)`."""
    called = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in called}


def imports(path: Path) -> list[tuple[int, str]]:
    """(line, dotted name) of everything imported, wherever it stands in the file."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            whole = "." * node.level + (node.module or "")
            found += [(node.lineno, f"{whole}.{alias.name}") for alias in node.names]
    return found


def tell(rule: str, faults: list[str]) -> None:
    """Fails with the rule and every place that breaks it."""
    assert not faults, "\n".join([rule, *(f"  {fault}" for fault in faults)])
