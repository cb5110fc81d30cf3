"""A row leaves a query by label, never by position (house.md, "Names and sizes")."""

from __future__ import annotations

import ast

import pytest

from housing.queries.cases.queue import ROWS, QueueRow
from housing.queries.reference.reference import PUBLISHED
from housing.queries.register.entries import ROWS as ENTRIES
from housing.queries.register.entries import EntryRow
from housing.reference_data.effective_rows import Row
from tests.house.house import functions, modules, said, tell
from tests.house.rows import Rows

#: Made by position, for thousands of rows are read at once; that statement and tuple agree is what this test sees to.
MADE = [(ROWS, QueueRow), (PUBLISHED, Row), (ENTRIES, EntryRow)]

#: Rows of whichever table, as the driver gives them: what they are made of is known by the list of its columns only
#: (docs/adr/0047-row-seals.md).
OF_ANY_TABLE = ("housing/queries/journal/row_seals.py", "housing/storage/row_seals/")


def test_a_row_is_read_by_label():
    found = [
        f"{said(path)}:{line}: {why}"
        for path in modules()
        if not said(path).startswith(OF_ANY_TABLE)
        for function in functions(path)
        for line, why in Rows(function).faults()
    ]
    tell("Label the column, and read the row by its labels:", sorted(set(found)))


@pytest.mark.parametrize(("statement", "kind"), MADE, ids=[kind.__name__ for _, kind in MADE])
def test_a_row_made_by_position_has_the_columns_in_their_order(statement, kind):
    assert tuple(statement.selected_columns.keys()) == kind._fields


def test_only_those_are_made_by_position():
    makes = [
        node.value.id
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == "_make" and isinstance(node.value, ast.Name)
    ]
    assert sorted(set(makes)) == sorted(kind.__name__ for _, kind in MADE)


@pytest.mark.parametrize(
    "written",
    [
        "row = db.execute(s).first()\n    return row[0]",
        "return [Seen(*row) for row in db.execute(s)]",
        "rows = db.execute(s).all()\n    return {row[0]: row[1:] for row in rows}",
        "return Seen(*db.execute(s).one())",
        "rows = db.execute(s).fetchall()\n    return rows[-1][0]",
        "a, b = db.execute(s).one()\n    return a",
        "for a, b in execute_core(s):\n        print(a)",
        "for a, *rest in db.execute(select(x)):\n        print(a)",
    ],
)
def test_the_test_itself_sees_a_row_taken_by_position(written):
    function = ast.parse(f"def load(s):\n    {written}").body[0]
    assert list(Rows(function).faults())


@pytest.mark.parametrize(
    "written",
    [
        "row = db.execute(s).first()\n    return Seen(**row._asdict())",
        "rows = db.execute(s).all()\n    return rows[-1].id, rows[:5]",
        "for a, b in db.execute(select(x, y)):\n        print(a)",
        "a, b = db.execute(select(x, y)).one()\n    return a",
        "row = db.execute(s).mappings().one()\n    return row['name']",
    ],
)
def test_the_test_itself_leaves_what_is_read_by_label(written):
    function = ast.parse(f"def load(s):\n    {written}").body[0]
    assert not list(Rows(function).faults())
