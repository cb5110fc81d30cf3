"""Which rows a transaction touches, in PostgreSQL: triggers of the tables note them where a connection has a place
for it.

The place is a temporary table, so whoever else writes the database notes nothing. What a row was before it is noted
beside its key; at the end of the transaction that is held against its seal, before the row is sealed anew.
"""

from __future__ import annotations

import hashlib
from functools import cache

from housing.storage.driver import PostgresqlDriver, begin_writing, end_writing
from housing.storage.row_seals.bound_tables import BoundTable
from housing.storage.row_seals.capture import Look
from housing.storage.row_seals.sealing import Tables

TOUCHED = """CREATE TEMPORARY TABLE IF NOT EXISTS row_seal_touched (bound integer, key text COLLATE "C", before text,
 PRIMARY KEY (bound, key)) ON COMMIT DELETE ROWS"""
#: What the triggers of a database were made by, as a remark on the first of them.
MADE_BY = "SELECT obj_description(to_regproc('row_seal_note_1'), 'pg_proc')"
THERE = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'row_seal_note_%' AND tgenabled = 'O'"


def install_capture(raw: PostgresqlDriver, tables: Tables, look: Look) -> None:
    """With no transaction under way. Raises what the driver raises where the tables are not ours to change."""
    if not are_triggers_there(raw, tables):
        begin_writing(raw)
        try:
            if not are_triggers_there(raw, tables):
                make_triggers(raw, tables)
        except BaseException:
            end_writing(raw, keep=False)
            raise
        end_writing(raw, keep=True)
    raw.command(TOUCHED)
    raw.end(keep=True)


def remove_capture(raw: PostgresqlDriver) -> None:
    """Of this connection alone: without the table nothing is noted."""
    raw.command("DROP TABLE IF EXISTS pg_temp.row_seal_touched")
    raw.end(keep=True)


def are_triggers_there(raw: PostgresqlDriver, tables: Tables) -> bool:
    made_by, there = raw.command(MADE_BY).fetchone()[0], raw.command(THERE).fetchone()[0]
    return bool(made_by == digest_triggers(tables) and there == len(tables))


def make_triggers(raw: PostgresqlDriver, tables: Tables) -> None:
    for table in tables:
        raw.command(build_function(table))
        raw.command(f"DROP TRIGGER IF EXISTS row_seal_note_{table.number} ON {table.name}")
        raw.command(
            f"CREATE TRIGGER row_seal_note_{table.number} AFTER INSERT OR UPDATE OR DELETE ON {table.name} FOR EACH ROW"
            f" WHEN (to_regclass('pg_temp.row_seal_touched') IS NOT NULL)"
            f" EXECUTE FUNCTION row_seal_note_{table.number}()"
        )
    raw.command(f"COMMENT ON FUNCTION row_seal_note_1 IS '{digest_triggers(tables)}'")


def build_function(table: BoundTable) -> str:
    note = "INSERT INTO pg_temp.row_seal_touched VALUES"
    return f"""CREATE OR REPLACE FUNCTION row_seal_note_{table.number}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP <> 'INSERT' THEN {note} ({table.number}, {table.key("OLD")}, CAST(OLD AS text)) ON CONFLICT DO NOTHING; END IF;
IF TG_OP <> 'DELETE' THEN {note} ({table.number}, {table.key("NEW")}, NULL) ON CONFLICT DO NOTHING; END IF;
RETURN NULL; END $$"""


@cache
def digest_triggers(tables: Tables) -> str:
    return hashlib.sha256("".join(map(build_function, tables)).encode()).hexdigest()


def look_at_touched(raw: PostgresqlDriver, tables: Tables, look: Look) -> None:
    """Holds what each touched row was against its seal."""
    touched = {bound for (bound,) in raw.command("SELECT DISTINCT bound FROM row_seal_touched")}
    for table in tables:
        if table.number in touched:
            look_at_table(raw, table, look)


def look_at_table(raw: PostgresqlDriver, table: BoundTable, look: Look) -> None:
    of_seal = f"s.bound = {table.number} AND s.key = k.key"
    rows = raw.stream(
        f"SELECT k.key, s.seal, {table.values('t')} FROM row_seal_touched AS k LEFT JOIN row_seal AS s ON {of_seal},"  # noqa: S608
        f" LATERAL (SELECT (o.before).* FROM (SELECT CAST(k.before AS {table.name}) AS before OFFSET 0) AS o) AS t"
        f" WHERE k.bound = {table.number} AND k.before IS NOT NULL"
    )
    for key, seal, *values in rows:
        look(table.number, key, seal, *table.as_sealed(tuple(values)))
    # A row that is gone leaves its seal behind; another may have come by its key.
    left = raw.command(
        f"SELECT k.key, s.seal FROM row_seal_touched AS k JOIN row_seal AS s ON {of_seal}"  # noqa: S608
        f" WHERE k.bound = {table.number} AND k.before IS NULL"
    )
    for key, seal in left:
        look(table.number, key, seal)
