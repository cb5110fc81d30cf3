"""Which literal is a table, the one thing that may keep its own layout (`# fmt: skip`) instead of the formatter's."""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Iterator

#: A table has at least so many cells, and at least so many lines that hold several.
CELLS, ROWS = 8, 2
DATA = ast.Constant | ast.Name | ast.Attribute | ast.UnaryOp | ast.JoinedStr
LITERAL = ast.List | ast.Tuple | ast.Set | ast.Dict


def entries(literal: ast.List | ast.Tuple | ast.Set | ast.Dict) -> list[ast.expr]:
    return literal.values if isinstance(literal, ast.Dict) else literal.elts


def kind(entry: ast.expr) -> str:
    """What an entry must share with its neighbours: `data`, the function that is called, or the sort of expression."""
    if isinstance(entry, DATA) or (isinstance(entry, LITERAL) and {kind(one) for one in entries(entry)} <= {"data"}):
        return "data"
    return ast.unparse(entry.func) if isinstance(entry, ast.Call) else type(entry).__name__


def cells(entry: ast.expr) -> list[ast.expr]:
    """The innermost values of an entry: those of a literal in it, the arguments of a call."""
    parts: list[ast.expr] = []
    if isinstance(entry, LITERAL):
        parts = entries(entry)
    elif isinstance(entry, ast.Call):
        parts = [*entry.args, *(one.value for one in entry.keywords)]
    return [cell for part in parts for cell in cells(part)] if parts else [entry]


def is_table(literal: ast.expr) -> bool:
    """Entries of one kind, none spread with `**`; `CELLS` cells or more, several on each of `ROWS` lines or more."""
    if not isinstance(literal, LITERAL) or (isinstance(literal, ast.Dict) and None in literal.keys):
        return False
    held = Counter(cell.lineno for cell in cells(literal))
    return (
        len({kind(one) for one in entries(literal)}) == 1
        and held.total() >= CELLS
        and sum(count > 1 for count in held.values()) >= ROWS
    )


def closing_literal(value: ast.expr) -> ast.expr:
    """The literal itself, or the one that ends a call around it: `frozenset({...})`, `parametrize("a, b", [...])`."""
    while isinstance(value, ast.Call) and value.args and not value.keywords:
        value = value.args[-1]
    return value


def laid_out(module: ast.Module) -> Iterator[ast.expr]:
    """What a comment of the formatter can stand behind: the value of a statement, the row a loop walks, a decorator."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr) and node.value is not None:
            yield node.value
        elif isinstance(node, ast.For):
            yield node.iter
        yield from getattr(node, "decorator_list", [])


def unformatted(source: str) -> list[int]:
    """Lines whose comment keeps the formatter away from what is no table."""
    ends = {value.end_lineno for value in laid_out(ast.parse(source)) if is_table(closing_literal(value))}
    comments = [
        one
        for one in tokenize.generate_tokens(io.StringIO(source).readline)
        if one.type == tokenize.COMMENT and one.string.lstrip("# ").startswith("fmt:")
    ]
    return [
        one.start[0]
        for one in comments
        if one.start[0] not in ends or one.string != "# fmt: skip" or one.line[: one.start[1]].strip(" )]}")
    ]
