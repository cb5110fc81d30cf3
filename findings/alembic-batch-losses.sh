#!/usr/bin/env bash
# A migration of one column in batch mode takes properties from the other columns, without a word.
#
# Version:  alembic 1.20.1, SQLAlchemy 2.1.9, the sqlite3 of Python.
# Case:     SQLite cannot alter a column, so batch mode reads the table, makes a new one and copies the rows. All of
#           the table was made by SQLAlchemy from its own options; the migration makes "note" NOT NULL, no more.
# Expected: the rest stays; what cannot be read back is at least warned of, as an unnamed CHECK is.
# Seen:     no warning, and gone are: COLLATE NOCASE of the login (so "AIGUL" is a second login beside "aigul"),
#           AUTOINCREMENT (so the number of a deleted row is given to the next one), ON CONFLICT IGNORE of a UNIQUE
#           (so what was passed over is an IntegrityError), DESC and COLLATE of indexes. Kept are a named CHECK,
#           ON DELETE CASCADE, and the WHERE of a partial index.
# Way out:  say them again: alter_column("login", type_=String(collation="NOCASE")),
#           batch_alter_table(..., table_kwargs={"sqlite_autoincrement": True}); and compare sqlite_master.
# Exit:     0 while this is so, 1 when it has changed, 2 when the packages could not be installed.
set -euo pipefail

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -qq --disable-pip-version-check alembic==1.20.1 mako==1.4.3 markupsafe==3.0.4 \
  sqlalchemy==2.1.9 typing-extensions==4.16.0 || exit 2

"$room/venv/bin/python" - <<'PY'
import sqlite3
import warnings
from importlib.metadata import version

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

schema = sa.MetaData()
sa.Table("branch", schema, sa.Column("id", sa.Integer, primary_key=True))
official = sa.Table(
    "official", schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("login", sa.String(collation="NOCASE"), unique=True),
    sa.Column("post", sa.Integer),
    sa.Column("note", sa.String),
    sa.Column("branch", sa.ForeignKey("branch.id", ondelete="CASCADE")),
    sa.UniqueConstraint("post", name="one_post", sqlite_on_conflict="IGNORE"),
    sa.CheckConstraint("post > 0", name="post_counts"),
    sqlite_autoincrement=True,
)
sa.Index("newest", official.c.post.desc())
sa.Index("by_note", sa.collate(official.c.note, "NOCASE"), sqlite_where=official.c.post > 5)


def tried(connection, **row):
    """The id that the row got; the name of the error where it got none."""
    try:
        with connection.begin_nested():
            before = connection.scalar(sa.select(sa.func.count()).select_from(official))
            got = connection.execute(sa.insert(official), row).inserted_primary_key[0]
            after = connection.scalar(sa.select(sa.func.count()).select_from(official))
        return got if after > before else "passed over"
    except sa.exc.IntegrityError as error:
        return type(error).__name__


def looked_at(migrate):
    engine = sa.create_engine("sqlite://")
    schema.create_all(engine)
    with engine.connect() as connection, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        if migrate:
            with Operations(MigrationContext.configure(connection)).batch_alter_table("official") as table:
                table.alter_column("note", nullable=False, existing_type=sa.String())
        made = " ".join(connection.scalars(sa.text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")))
        words = ("NOCASE", "AUTOINCREMENT", "ON CONFLICT", "DESC", "CHECK", "ON DELETE CASCADE", "WHERE post > 5")
        tried(connection, login="aigul", post=1, note="")
        other_case = tried(connection, login="AIGUL", post=2, note="")
        number = tried(connection, login="bolat", post=3, note="")
        connection.execute(sa.delete(official).where(official.c.login == "bolat"))
        again = tried(connection, login="dana", post=4, note="")
        same_post = tried(connection, login="erlan", post=4, note="")
        return [word for word in words if word in made], other_case, again == number, same_post, len(warned)


before, after = looked_at(False), looked_at(True)
print({name: version(name) for name in ("alembic", "sqlalchemy")}, "SQLite", sqlite3.sqlite_version)
for when, (kept, other_case, reused, same_post, warned) in (("made ", before), ("moved", after)):
    print(f"{when}: AIGUL: {other_case}; number given again: {reused}; post taken: {same_post}; {warned} warnings;", kept)
as_recorded = before[1:] == ("IntegrityError", False, "passed over", 0) and len(before[0]) == 7
as_recorded &= after == (["CHECK", "ON DELETE CASCADE", "WHERE post > 5"], 2, True, "IntegrityError", 0)
raise SystemExit(0 if as_recorded else "not as recorded any more")
PY
