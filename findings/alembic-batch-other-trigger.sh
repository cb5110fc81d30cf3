#!/usr/bin/env bash
# A migration of one table in batch mode is refused because of a trigger of another table, half-way through.
#
# Version:  alembic 1.20.1, SQLAlchemy 2.1.9, the sqlite3 of Python (3.25 and later).
# Case:     a trigger of "entry" counts into "tally" and looks into "list" while it does. The migration adds a
#           constraint to "list" in batch mode, which the trigger does not care for: a new table is made, the rows are
#           copied, the old one is dropped, the new one renamed.
# Expected: as without the trigger; the table bears its old name again a moment later. A table's own triggers go with
#           it, as everybody is told; this one belongs to another table and stays.
# Seen:     OperationalError at the RENAME: error in trigger, no such table: main.list. SQLite reads all triggers
#           again when a table is renamed, and at that moment the old table is dropped and the new one not there yet.
#           The same migration of "tally", into which the trigger writes, ends the same way; that of "entry", whose
#           trigger it is, goes through, and the trigger is gone without a word.
# Way out:  drop the triggers that name the table before, make them again after; or PRAGMA legacy_alter_table=ON for
#           the migration. Best, a trigger that names no table but its own and the one that it writes.
# Exit:     0 while this is so, 1 when it has changed, 2 when the packages could not be installed.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -qq --disable-pip-version-check alembic==1.20.1 mako==1.4.3 markupsafe==3.0.4 \
  sqlalchemy==2.1.9 typing-extensions==4.16.0 || exit 2

"$room/venv/bin/python" - <<'PY'
import sqlite3
import sys

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

TABLES = (
    "CREATE TABLE list (id INTEGER PRIMARY KEY, name VARCHAR, open BOOLEAN)",
    "CREATE TABLE tally (list INTEGER PRIMARY KEY, entries INTEGER)",
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, list INTEGER)",
    "CREATE TRIGGER counted AFTER INSERT ON entry BEGIN"
    " UPDATE tally SET entries = entries + 1 WHERE list = NEW.list"
    " AND (SELECT open FROM list WHERE id = NEW.list); END",
)


def migrate(table, legacy=False):
    """What batch mode says of that table, and whether the trigger is there afterwards."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        for statement in TABLES:
            connection.exec_driver_sql(statement)
        if legacy:
            connection.exec_driver_sql("PRAGMA legacy_alter_table=ON")
        column = {"list": "name", "tally": "entries", "entry": "list"}[table]
        try:
            with Operations.context(MigrationContext.configure(connection)) as op, op.batch_alter_table(table) as batch:
                batch.create_unique_constraint("once", [column])
            said = "went through"
        except sa.exc.OperationalError as error:
            said = str(error.orig)
        left = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").scalar()
    return said, left


print("SQLite", sqlite3.sqlite_version)
seen = {name: migrate(name) for name in ("list", "tally", "entry")} | {"list, legacy": migrate("list", legacy=True)}
for name, (said, left) in seen.items():
    print(f"{name}: {said}; triggers left: {left}")
same = (
    "no such table: main.list" in seen["list"][0]
    and "no such table: main.tally" in seen["tally"][0]
    and seen["entry"] == ("went through", 0)
    and seen["list, legacy"] == ("went through", 1)
)
sys.exit(0 if same else 1)
PY
