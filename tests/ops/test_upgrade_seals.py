"""Migrations and seals are one transaction: what a foreign hand does before, between or after is named, always."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sqlite3
from contextlib import closing, contextmanager

import pytest
from flask_migrate import downgrade, upgrade

from app import create_app
from housing.ops.upgrade import upgrade_database
from housing.queries.journal.health import load_revision
from housing.queries.journal.proof import prove_records
from housing.queries.journal.row_seals import check_seals
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Branch, Event
from housing.storage.transaction import transaction
from tests.conftest import TUESDAY, settings_for
from tests.other_process import run_another

BEFORE, HEAD = "0053", "0055"
CHANGE, DELETE = "UPDATE catalog_row SET catalog = 'x' WHERE id = 1", "DELETE FROM catalog_row WHERE id = 2"


@pytest.fixture
def hand(tmp_path):
    """`hand(SQL)`: somebody writes the database with other tools."""

    def write(*statements):
        db.session.remove()
        db.engine.dispose()
        with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw, raw:
            for one in statements:
                raw.execute(one)

    return write


def faults():
    db.session.rollback()
    found = [(one.table, one.row, one.column, one.what) for one in prove_records(True).faults]
    db.session.rollback()
    return found


def events():
    found = [(one.kind, one.detail.get("count")) for one in db.session.query(Event).order_by(Event.id)]
    db.session.rollback()
    return found


@contextmanager
def older_kezek(app):
    """One that knew of no seals while it migrated: it sealed in another transaction, and was killed before that."""

    @contextmanager
    def nothing(connection):
        yield []

    ours, app.extensions["around_migrations"] = app.extensions["around_migrations"], nothing
    yield
    app.extensions["around_migrations"] = ours


def test_what_is_changed_after_the_migrations_and_before_the_next_start_is_named(bare, hand):
    upgrade()
    hand(CHANGE)
    assert upgrade_database() is None
    assert faults() == [("catalog_row", "1", "catalog", "changed")]


def test_what_is_changed_before_an_upgrade_is_named_to_whoever_starts_and_for_good(bare, hand, capsys):
    upgrade(revision=BEFORE)
    hand(CHANGE, DELETE)
    assert upgrade_database() is None
    said = capsys.readouterr().err
    assert "ALARM: 2 records did not fit their seals before the upgrade" in said
    assert (
        "ALARM: catalog_row 1 catalog: was changed past Kezek" in said and "ALARM: catalog_row 2: was taken out" in said
    )
    assert faults() == [("catalog_row", "1", "catalog", "forged"), ("catalog_row", "2", "-", "forged")]
    assert events() == [("seals.renewed", 2), ("rows.forged", 2)]


def test_every_row_fits_its_seal_after_each_step_up_and_down_by_hand(bare):
    upgrade(revision="0050")
    for revision in ("0051", "0052", "0053", "0054"):
        upgrade(revision=revision)
        assert faults() == [], revision
    for revision in ("0053", "0052", "0051", "0050"):
        downgrade(revision=revision)
        assert check_seals().faults == [], revision
    downgrade(revision="0049")
    assert load_revision() == "0049"


def test_what_is_written_in_a_database_of_before_is_sealed_as_it_is_there(bare):
    """As by a restore of an older backup: its row of the journal comes before the upgrade."""
    upgrade(revision=BEFORE)
    with transaction() as session:
        session.add(Branch(code="restored"))
        audit.record("journal.restored", "console", TUESDAY)
    assert faults() == []
    assert upgrade_database() is None
    assert faults() == []


def test_a_database_that_an_older_kezek_left_between_two_versions_is_sealed_and_says_what_nobody_knows(bare, capsys):
    upgrade(revision=BEFORE)
    with older_kezek(bare):
        upgrade()
    with pytest.raises(Exception, match="between two versions: start Kezek once"), transaction():
        audit.record("case.claimed", "anybody", TUESDAY)
    assert upgrade_database() is None
    assert (
        "an older Kezek was stopped before it had sealed them, or somebody has changed them" in capsys.readouterr().err
    )
    assert faults() == []


def test_a_database_that_an_older_kezek_left_without_any_seal_is_encrypted_and_sealed(bare, hand):
    with older_kezek(bare):
        upgrade()
    with pytest.raises(Exception, match="bear no seals: start Kezek once"), transaction():
        audit.record("case.claimed", "anybody", TUESDAY)
    assert upgrade_database() is None
    assert faults() == [] and events()[0] == ("seals.begun", 0)


def test_whoever_only_asks_where_a_database_stands_changes_nothing(bare):
    upgrade(revision=BEFORE)
    before = events()
    for asked in ("current", "heads"):
        assert bare.test_cli_runner().invoke(args=["db", asked]).exit_code == 0
    assert events() == before


def test_a_key_that_is_missing_stops_an_upgrade_by_hand_in_one_line(bare, tmp_path):
    upgrade(revision=BEFORE)
    bare.extensions["journal_keys"] = type(bare.extensions["journal_keys"])(tmp_path / "none")
    done = bare.test_cli_runner().invoke(args=["db", "upgrade"])
    assert done.exit_code == 1 and "journal's keys cannot be read" in done.stderr.splitlines()[-1]
    assert load_revision() == BEFORE


# ------------------------------------------------------------------------------------------------ killed at any moment


def start_and_die(folder, step):
    """Another process upgrades and is killed at this statement; prints how many there were, if it comes so far."""
    taken, real = itertools.count(1), sqlite3.connect

    def tick(_):
        if next(taken) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*given, **named):
        made = real(*given, **named)
        made.set_trace_callback(tick)
        return made

    sqlite3.connect = sqlite3.dbapi2.connect = connect
    with create_app(settings_for(folder)).app_context():
        assert upgrade_database() is None
        print(next(taken))


def look_and_start(folder):
    """Another process prints at which version the database is left, what does not fit, and what after a start."""
    with create_app(settings_for(folder)).app_context():
        print(load_revision(), check_seals().found)
        db.session.rollback()
        print(upgrade_database(), prove_records(True).found)


def test_an_upgrade_killed_at_any_step_leaves_the_old_or_the_new_state_with_its_seals(bare, hand, tmp_path):
    upgrade(revision=BEFORE)
    hand()
    shutil.copytree(tmp_path, tmp_path / "whole")
    steps, left = int(run_another(start_and_die, tmp_path / "whole", 10**9)[1]), set()
    for tenth in (3, 6, 8, 9, 10):
        folder = tmp_path / f"killed-{tenth}"
        folder.mkdir()
        shutil.copy(tmp_path / "kezek.db", folder)
        assert run_another(start_and_die, folder, steps * tenth // 10 - 1)[0] == -signal.SIGKILL
        (revision, unfit), healed = (line.split() for line in run_another(look_and_start, folder)[1].splitlines())
        assert (unfit, healed) == ("0", ["None", "0"]), tenth
        left.add(revision)
    assert left == {BEFORE, HEAD}
