"""One place commits, and one place asks the clock."""

from __future__ import annotations

import ast

from tests.house.house import imports, modules, said, tell, tree

COMMITS = "housing/storage/transaction.py"
#: The server's clock is read in one place and handed to everybody; the demo moves its own.
CLOCK = "housing/services.py"
MOMENTS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip
#: What ends or opens a transaction; `flush` sends rows into the one under way and is no commit.
DURABLE = {"commit", "begin", "begin_nested"}


def calls(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value
            yield node.lineno, on.attr if isinstance(on, ast.Attribute) else getattr(on, "id", ""), node.func.attr


def test_only_transaction_commits():
    found = [
        f"{said(path)}:{line}: {name}() is for {COMMITS} alone; write inside `with transaction() as db:`"
        for path in modules()
        for line, on, name in calls(path)
        if name in DURABLE and on != "clock" and said(path) != COMMITS
    ]
    tell("Only transaction() commits:", found)


def test_only_the_machine_room_asks_the_clock():
    found = [
        f"{said(path)}:{line}: {on}.{name}() — take `now` as an argument (screens: housing.web.now())"
        for path in modules()
        for line, on, name in calls(path)
        if (on, name) in MOMENTS and said(path) != CLOCK and "demo" not in path.parts
    ]
    tell(f"The clock is read in {CLOCK} and in the demo:", found)


def test_the_clock_is_not_imported_by_its_bare_name():
    """`from time import time` would hide from the rule above."""
    hidden = {"time.time", "time.time_ns", "time.localtime", "time.gmtime"}
    found = [f"{said(path)}:{line}: {name}" for path in modules() for line, name in imports(path) if name in hidden]
    tell("Write time.time():", found)


def transactions(path):
    """Every `with transaction() as db:`."""
    blocks = (node for node in ast.walk(tree(path)) if isinstance(node, ast.With))
    return [block for block in blocks if any("transaction" in ast.dump(item.context_expr) for item in block.items)]


def called_in(block):
    nodes = (node.func for node in ast.walk(block) if isinstance(node, ast.Call))
    return {getattr(func, "attr", getattr(func, "id", "")) for func in nodes}


def test_a_gateway_is_not_called_inside_a_transaction():
    """No call to the world outside inside a transaction: it would hold the only writer while a state base thinks."""
    found = [
        f"{said(path)}:{block.lineno}: {name}()"
        for path in modules("housing/actions")
        for block in transactions(path)
        for name in sorted(called_in(block) & {"inquire", "send", "linked_number", "ask", "verify"})
    ]
    tell("Ask first, then open the transaction:", found)
