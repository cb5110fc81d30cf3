"""Finds where a row of a query is taken apart by position (house.md: "a row leaves a query by label")."""

from __future__ import annotations

import ast
from collections.abc import Iterator

ASKED = {"execute", "execute_core"}
#: What makes one row of a result; without it the result is rows.
ONE = {"one", "one_or_none", "first"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def called(node: ast.AST) -> set[str]:
    """The names of all that is called somewhere inside."""
    calls = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


def names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def bindings(function: Function) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(target, value) of every assignment, (target, what is gone through) of every loop."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            yield node.targets[0], node.value
        elif isinstance(node, ast.NamedExpr):
            yield node.target, node.value


def loops(function: Function) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.comprehension):
            yield node.target, node.iter


class Rows:
    """Of a function, the names that hold rows of a query, and those that hold one row."""

    def __init__(self, function: Function) -> None:
        self.function, self.many, self.single = function, set[str](), set[str]()
        for target, value in bindings(function):
            if isinstance(target, ast.Name) and ASKED & called(value):
                (self.single if ONE & called(value) else self.many).add(target.id)
        for target, value in loops(function):
            if isinstance(target, ast.Name) and self.is_rows(value):
                self.single.add(target.id)

    def is_rows(self, value: ast.expr) -> bool:
        return bool(ASKED & called(value) and not ONE & called(value)) or bool(self.many & names(value))

    def is_row(self, value: ast.expr) -> bool:
        if isinstance(value, ast.Name):
            return value.id in self.single
        if isinstance(value, ast.Subscript):
            number = not isinstance(value.slice, ast.Slice)
            return number and isinstance(value.value, ast.Name) and value.value.id in self.many
        return isinstance(value, ast.Call) and bool(ASKED & called(value)) and bool(ONE & called(value))

    def faults(self) -> Iterator[tuple[int, str]]:
        """(line, why). What is taken apart beside its own `select` may be: both are read at one glance."""
        beside = "select" in called(self.function)
        for node in ast.walk(self.function):
            label = isinstance(node, ast.Subscript) and isinstance(getattr(node.slice, "value", None), str)
            if isinstance(node, ast.Subscript) and not label and self.is_row(node.value):
                yield node.lineno, "a number is no label"
            if isinstance(node, ast.Call) and any(self.spreads(one) for one in node.args):
                yield node.lineno, "a row is spread over arguments: give `**row._asdict()`"
        pairs = [(one, self.is_row(value)) for one, value in bindings(self.function)]
        pairs += [(one, self.is_rows(value)) for one, value in loops(self.function)]
        for target, taken in pairs:
            if taken and isinstance(target, ast.Tuple) and not beside:
                yield target.lineno, "taken apart by position far from its `select`"
            if taken and any(isinstance(one, ast.Starred) for one in ast.walk(target)):
                yield target.lineno, "a star hides which columns it takes"

    def spreads(self, argument: ast.expr) -> bool:
        return isinstance(argument, ast.Starred) and self.is_row(argument.value)
