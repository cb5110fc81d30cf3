"""Keys and head of the journal: made once, told where they lie, never replaced silently; a cut tail is seen."""

from __future__ import annotations

import sqlite3

import pytest
from flask_migrate import upgrade

from housing.actions.journal.prove_records import prove_and_keep, prove_nightly, write_head
from housing.ops.upgrade import upgrade_database
from housing.queries.journal.proof import prove_records
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Branch
from housing.storage.row_seals.key_ring import KeyRing
from housing.storage.transaction import transaction
from tests.conftest import TUESDAY


@pytest.fixture
def database(bare, tmp_path):
    """A database of the version before, with a row of the journal that no key is over. Nobody has keys yet."""
    bare.extensions["journal_keys"] = KeyRing(tmp_path / "journal-keys")
    upgrade(revision="0049")
    with transaction() as session:
        session.add(Branch(code="of-before"))
        audit.record("case.claimed", "of-before", TUESDAY)
    return tmp_path / "kezek.db"


def write(statement, database):
    with sqlite3.connect(database) as raw:
        raw.execute(statement)


def told_faults(whole=True):
    found = prove_records(whole).faults
    db.session.rollback()
    return [(fault.table, fault.what) for fault in found]


def test_a_database_of_before_gets_its_keys_and_is_told_where_they_lie(database, tmp_path, capsys):
    assert upgrade_database() is None
    said = capsys.readouterr().err
    assert f"keys lie in {tmp_path / 'journal-keys'}" in said and "keep a copy" in said
    assert (tmp_path / "journal-keys").stat().st_mode & 0o777 == 0o600
    assert told_faults() == []
    write("UPDATE branch SET code = 'another' WHERE code = 'of-before'", database)
    assert sorted(told_faults()) == [("branch", "added"), ("branch", "deleted")]


def test_a_row_of_before_keeps_its_form_and_cannot_be_changed(database):
    upgrade_database()
    write("UPDATE event SET actor = 'nobody' WHERE actor = 'of-before'", database)
    assert ("event", "chain") in told_faults()


def test_a_lost_key_is_said_in_one_line_and_never_replaced(database, tmp_path, bare):
    upgrade_database()
    (tmp_path / "journal-keys").unlink()
    bare.extensions["journal_keys"] = KeyRing(tmp_path / "journal-keys")
    assert "journal-keys" in upgrade_database()
    assert not (tmp_path / "journal-keys").exists()


def test_another_key_is_refused(database, tmp_path, bare):
    upgrade_database()
    bare.extensions["journal_keys"] = KeyRing(tmp_path / "others")
    bare.extensions["journal_keys"].create()
    assert "does not hold the key that this database was sealed with" in upgrade_database()
    assert "does not hold the key" in bare.test_cli_runner().invoke(args=["audit", "verify"]).stderr


def test_seals_that_were_taken_away_are_not_made_anew(database):
    upgrade_database()
    db.session.remove()
    db.engine.dispose()
    write("DELETE FROM row_seal_state", database)
    assert "The seals of this database are gone" in upgrade_database()


def test_a_new_key_seals_and_the_old_one_goes_on_proving(database, bare):
    upgrade_database()
    assert "key 2 was added" in bare.test_cli_runner().invoke(args=["audit", "add-key"]).stdout
    with transaction() as session:
        session.add(Branch(code="of-after"))
        audit.record("case.claimed", "of-after", TUESDAY)
    assert told_faults() == []
    write("UPDATE branch SET code = code || 'x' WHERE code = 'of-after'", database)
    assert sorted(told_faults()) == [("branch", "added"), ("branch", "deleted")]


def test_a_tail_that_is_cut_off_is_seen_by_the_file_outside(database, tmp_path):
    upgrade_database()
    kept = (tmp_path / "kezek.db").read_bytes() if not db.session.remove() and not db.engine.dispose() else b""
    with transaction():
        audit.record("case.claimed", "of-after", TUESDAY)
    assert write_head(TUESDAY) == 1
    db.session.remove()
    db.engine.dispose()
    (tmp_path / "kezek.db").write_bytes(kept)
    assert told_faults() == [("event", "head")]
    assert write_head(TUESDAY) == 0, "the head that is missing stays in the file"
    (tmp_path / "journal-head").write_text("{}")
    assert told_faults() == [("event", "head_changed")]


def test_what_is_new_is_walked_from_the_last_good_walk(database):
    upgrade_database()
    assert prove_and_keep(True, TUESDAY).found == 0
    with transaction() as session:
        session.add(Branch(code="of-after"))
    assert prove_nightly(TUESDAY) == 0
    new = prove_records(False)
    assert not new.whole and new.rows < prove_records(True).rows and new.found == 0
    write("UPDATE branch SET code = 'other' WHERE code = 'of-after'", database)
    db.session.rollback()
    assert sorted(told_faults(whole=False)) == [("branch", "added"), ("branch", "deleted")]


def test_the_command_names_table_row_and_column(database, bare):
    upgrade_database()
    write("UPDATE catalog_row SET key = 'x' WHERE id = 1", database)
    done = bare.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 1 and "catalog_row row 1 column key: was changed past Kezek" in done.stdout
