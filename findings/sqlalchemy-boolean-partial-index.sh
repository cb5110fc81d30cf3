#!/usr/bin/env bash
# SQLAlchemy writes one condition in two ways, so that SQLite never reads through the index made for it.
#
# Version:  SQLAlchemy 2.1.9 with the sqlite3 of Python (seen with SQLite 3.40.1; 3.50.4 reads the same two texts so).
# Case:     one open application a person: a unique index over the person, for open ones only, with the very column
#           in sqlite_where by which queries ask: Index(..., sqlite_where=t.c.open) and where(t.c.open).
# Expected: a query by person among the open ones is a SEARCH by that index.
# Seen:     the index is made WHERE open, the query asks open = 1. To SQLite these are two conditions, neither implies
#           the other, so each such query is a SCAN of the table, whether it says open, open.is_(True) or == True.
#           Nothing looks wrong: the index guards what is unique, and ON CONFLICT (person) WHERE open finds it.
#           sqlite_where=(t.c.open == True) is written WHERE open = 1, and is searched.
# Exit:     0 while this is so, 1 when it has changed, 2 when the packages could not be installed.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -qq --disable-pip-version-check sqlalchemy==2.1.9 typing-extensions==4.16.0 || exit 2

"$room/venv/bin/python" - <<'PY'
import sqlite3

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert


def tried(condition):
    """(how the index is written, how each way to ask is answered, whether it guards)."""
    schema = sa.MetaData()
    table = sa.Table(
        "application", schema,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person", sa.String),
        sa.Column("open", sa.Boolean, nullable=False),
    )
    sa.Index("one_open", table.c.person, unique=True, sqlite_where=condition(table.c.open))
    engine = sa.create_engine("sqlite://")
    schema.create_all(engine)
    with engine.connect() as connection:
        written = connection.scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = 'one_open'"))
        answered = {}
        for way in (table.c.open, table.c.open.is_(True), table.c.open == sa.true()):
            query = sa.select(table.c.id).where(table.c.person == "a", way)
            text = str(query.compile(engine, compile_kwargs={"literal_binds": True}))
            plan = connection.execute(sa.text("EXPLAIN QUERY PLAN " + text)).one()
            answered[text.rsplit("AND", 1)[1].strip()] = plan.detail.split()[0]
        one = insert(table).values(person="a", open=True)
        one = one.on_conflict_do_nothing(index_elements=["person"], index_where=condition(table.c.open))
        guards = [connection.execute(one).rowcount for _ in range(2)] == [1, 0]
    return written.partition("WHERE ")[2], answered, guards


bare, compared = tried(lambda column: column), tried(lambda column: column == sa.true())
print("SQLAlchemy", sa.__version__, "SQLite", sqlite3.sqlite_version)
for written, answered, guards in (bare, compared):
    print(f"index WHERE {written:9} guards: {guards}; asked by", answered)
as_recorded = bare[0] == "open" and set(bare[1].values()) == {"SCAN"} and bare[2]
as_recorded &= "= 1" in compared[0] and "SEARCH" in compared[1].values() and compared[2]
raise SystemExit(0 if as_recorded else "not as recorded any more")
PY
