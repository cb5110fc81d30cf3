"""What a foreign hand changes is found and named: every column of every table that matters."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from marshal import dumps

import pytest
from sqlalchemy import Boolean, DateTime, Integer, LargeBinary, text

from housing.queries.journal.row_seals import SealsWalk
from housing.storage.extensions import db
from housing.storage.row_seals.bound_tables import BOUND, WORKING, bound_tables
from housing.storage.row_seals.watch import show_key
from housing.storage.transaction import transaction

WITHOUT_ROWID = ("published_part", "import_row")
TABLES = tuple(table.name.strip('"') for table in bound_tables())


def filler(column, nth):
    """Some value for a column that must have one."""
    kind = getattr(column.type, "impl", column.type)
    if isinstance(kind, LargeBinary):
        return b"\x01%d" % nth
    if isinstance(kind, Boolean | Integer):
        return 7000 + nth
    return "2026-11-24 05:00:00.000000" if isinstance(kind, DateTime) else f"{nth}"


def insert_row(run, table, nth):
    """A row of which nothing is right but its columns."""
    needed = [column for column in db.metadata.tables[table].columns if not column.nullable]
    names = ", ".join(f'"{column.name}"' for column in needed)
    values = {f"v{at}": filler(column, nth + at) for at, column in enumerate(needed)}
    run(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(f":{name}" for name in values)})', values)


@pytest.fixture
def kept(app):
    """A database with a row in each bound table, each sealed."""
    with app.app_context():
        with transaction():
            run = lambda statement, values: db.session.execute(text(statement), values)  # noqa: E731
            db.session.execute(text("PRAGMA defer_foreign_keys=ON"))
            driver = db.session.connection().connection.dbapi_connection
            for table in TABLES:
                if not driver.execute(f'SELECT 1 FROM "{table}"').fetchone():
                    insert_row(run, table, 1)
            # Nothing refers to anybody here.
            driver.execute("PRAGMA defer_foreign_keys=OFF")
        yield app


@pytest.fixture
def hand(kept):
    """A foreign hand at the file of the database, with no triggers and no key."""
    with closing(
        sqlite3.connect(kept.extensions["services"].settings.instance / "kezek.db", isolation_level=None)
    ) as raw:
        yield raw


@contextmanager
def taken_back(raw):
    raw.execute("SAVEPOINT hand")
    yield
    raw.execute("ROLLBACK TO hand")
    raw.execute("RELEASE hand")


def faults(raw):
    return SealsWalk(raw, 0).run().faults


def faults_of(raw, table):
    """Of one table, where looking at all the others would only take time."""
    walk = SealsWalk(raw, 0)
    walk.verdict.last = 10**6
    walk.walk_table(bound(table))
    return walk.verdict.faults


def test_nothing_is_found_where_nobody_was(hand):
    assert faults(hand) == []


def change_value(raw, table, column):
    """Another value of the same kind in one row."""
    kind = getattr(column.type, "impl", column.type)
    if isinstance(kind, Boolean | Integer):
        other = f'coalesce("{column.name}", 0) + 1000001'
    elif isinstance(kind, DateTime):
        other = "'2027-01-02 03:04:05.000006'"
    else:
        other = f"coalesce(\"{column.name}\", '') || 'x'"
    which = f'rowid = (SELECT min(rowid) FROM "{table}")' if table not in WITHOUT_ROWID else "1"
    raw.execute(f'UPDATE "{table}" SET "{column.name}" = {other} WHERE {which}')


def test_every_column_of_every_table_that_is_changed_is_named(hand):
    missed = []
    for name in TABLES:
        for column in db.metadata.tables[name].columns:
            with taken_back(hand):
                change_value(hand, name, column)
                named = {(fault.table, fault.column or fault.what) for fault in faults_of(hand, name)}
                # Of a row whose key is changed two are told: one that came and one that is gone.
                wanted = {"added", "deleted"} if column.primary_key else {column.name}
                if not {(name, one) for one in wanted} <= named:
                    missed.append((name, column.name, named))
    assert missed == []


def test_a_row_that_comes_or_goes_is_named_in_every_table(hand):
    missed = []
    for name in TABLES:
        for what, act in (("added", add_row), ("deleted", take_row)):
            with taken_back(hand):
                act(hand, name)
                if not any(fault.table == name and fault.what == what and fault.row for fault in faults_of(hand, name)):
                    missed.append((name, what))
    assert missed == []


def add_row(raw, table):
    insert_row(raw.execute, table, 900_001)


def take_row(raw, table):
    key, _ = seal_of(raw, table)
    delete_row(raw, table, key)


def bound(table):
    return next(one for one in bound_tables() if one.name.strip('"') == table)


def seal_of(raw, table):
    return raw.execute("SELECT key, seal FROM row_seal WHERE bound = ? LIMIT 1", (BOUND[table],)).fetchone()


def delete_row(raw, table, key):
    where = bound(table).join.replace("t.", "").replace("k.key", "?1")
    raw.execute(f'DELETE FROM "{table}" WHERE {where}', (key,))


def test_a_row_that_goes_with_its_seal_is_named_in_every_table(hand):
    missed = []
    for name in TABLES:
        with taken_back(hand):
            key, _ = seal_of(hand, name)
            delete_row(hand, name, key)
            hand.execute("DELETE FROM row_seal WHERE bound = ? AND key = ?", (BOUND[name], key))
            found = faults(hand)
            if (name, show_key(name, key), "", "taken_out") not in found:
                missed.append((name, key, found))
    assert missed == []


def test_a_row_that_is_put_back_with_its_seal_is_named(kept, hand):
    before = hand.execute("SELECT phone, seal FROM application, row_seal WHERE bound = 1 AND key = id").fetchone()
    with kept.app_context(), transaction():
        db.session.execute(text("UPDATE application SET phone = '+77010000001'"))
    assert faults(hand) == []
    hand.execute("UPDATE application SET phone = ?", before[:1])
    hand.execute("UPDATE row_seal SET seal = ? WHERE bound = 1", before[1:])
    (number,) = hand.execute("SELECT id FROM application").fetchone()
    assert faults(hand) == [("application", str(number), "", "taken_back")]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE row_seal SET seal = substr(seal, 1, length(seal) - 1) || x'00' WHERE bound = 1",
        "UPDATE row_seal SET seal = x'0100000000000000' WHERE bound = 1",
        "UPDATE row_seal SET seal = x'' WHERE bound = 1",
        "UPDATE row_seal SET key = 5 WHERE bound = 1",
        "UPDATE row_seal SET bound = 99 WHERE bound = 1",
        "DELETE FROM row_seal WHERE bound = 1",
        "INSERT INTO row_seal SELECT bound, key + 1, seal FROM row_seal WHERE bound = 1",
        "INSERT INTO row_seal SELECT 99, key + 1, seal FROM row_seal WHERE bound = 1",
        "UPDATE row_seal_sum SET seals = seals + 1 WHERE bound = 1",
        "UPDATE row_seal_sum SET plain = x'01' WHERE bound = 1",
        "UPDATE row_seal_sum SET weighted = x'01' WHERE bound = 1",
        "UPDATE row_seal_sum SET part = part + 16 WHERE bound = 1",
        "DELETE FROM row_seal_sum WHERE bound = 1",
        "UPDATE row_seal_state SET last = last + 1",
        "UPDATE row_seal_state SET total = x'01'",
        "UPDATE row_seal_state SET event_id = 0",
        "UPDATE row_seal_state SET event_hash = 'x'",
        "UPDATE row_seal_state SET columns = x'01'",
        "UPDATE row_seal_state SET revision = 'x'",
        "UPDATE row_seal_state SET fingerprint = 'x'",
        "UPDATE row_seal_state SET mac = x'01'",
        "DELETE FROM row_seal_state",
    ],
)
def test_seals_themselves_cannot_be_changed(hand, change):
    with taken_back(hand):
        hand.execute(change)
        assert faults(hand)


def test_a_text_that_is_none_is_named(hand):
    hand.execute("UPDATE application SET name = CAST(x'ff41' AS TEXT)")
    assert [(fault.table, fault.column) for fault in faults(hand)] == [("application", "name")]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ("UPDATE application SET name = 'X'", "name"),
        ("DELETE FROM application", "-"),
        ("DELETE FROM row_seal WHERE bound = 1", "+"),
    ],
)
def test_what_is_written_over_a_foreign_change_is_told_for_good(kept, hand, change, column):
    """A change is not sealed as if it were ours, when the row is written next."""
    (number,) = hand.execute("SELECT id FROM application").fetchone()
    hand.execute(change)
    with kept.app_context(), transaction() as session:
        if column == "-":
            insert_row(lambda statement, values: session.execute(text(statement), values), "application", number - 7000)
        session.execute(text("UPDATE application SET phone = '+77010000001'"))
    told = json.loads(hand.execute("SELECT detail FROM event WHERE kind = 'rows.forged'").fetchone()[0])
    assert told == {"rows": [["application", str(number), column]], "count": 1}


def test_a_table_is_bound_or_says_why_it_is_not():
    listed = set(BOUND) | set(WORKING)
    assert listed == set(db.metadata.tables), "give it a number in BOUND, or a reason in WORKING (bound_tables.py)"
    assert not set(BOUND) & set(WORKING)
    assert all(len(why.split()) > 2 for why in WORKING.values())
    assert len(set(BOUND.values())) == len(BOUND)


def test_a_seal_is_what_it_was():
    """The bytes that a seal is over stand here: another Python, or another hand, must make the same."""
    assert dumps((1, 2**40, "ә", b"\xff", None, 1.5), 2).hex() == (
        "2806000000690100000" + "06c030000000000000000047502000000d399" + "7301000000ff4e67000000000000f83f"
    )


def test_every_look_at_a_seal_goes_by_its_index(hand):
    """A key of a table compared as it is would turn every key of a seal into a number first, and walk them all."""
    for table in bound_tables():
        join = f"s.bound = {table.number} AND s.key = {table.key('t')}"
        plan = hand.execute(
            f"EXPLAIN QUERY PLAN SELECT s.seal FROM {table.name} AS t LEFT JOIN row_seal AS s ON {join}"
        )
        assert any("(bound=? AND key=?)" in step[3] for step in plan), table.name
