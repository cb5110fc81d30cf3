"""What was acknowledged is there after the plug is pulled; what was not has left no half of itself."""

from __future__ import annotations

import sqlite3
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from app import create_app
from housing.actions.filing.submit import submit_application
from housing.actions.signin.challenge import SignedChallenge, issue_challenge
from housing.actions.signin.sign_in import SessionHolder, open_session
from housing.demo.authority import Authority
from housing.demo.people import PEOPLE
from housing.queries.journal.journal import check_chain
from housing.storage.extensions import db
from tests.conftest import TUESDAY, outside_for, settings_for
from tests.other_process import OtherProcess
from tests.world import Clock, World

KEY = "aigerim"
TOGETHER = ("signature", "message")
SESSIONS = 40

# --------------------------------------------------------------- what the other processes do (`started` starts them)


def another_process(folder, authority_folder):
    settings, authority = settings_for(Path(folder)), Authority.open(Path(authority_folder))
    app = create_app(settings, outside_for(settings, Clock(TUESDAY), authority, None))
    return World(app, Clock(TUESDAY), None, authority)


def say_and_wait(words):
    print(words, flush=True)
    time.sleep(600)


def file_application(folder, authority_folder, draft, stop_at=0):
    """Submits the draft and says its number, or stops for ever at the so-many-th row that it writes."""
    world = another_process(folder, authority_folder)
    with world.app.app_context():
        key, version = world.app.config["SECRET_KEY"], world.row(draft).version
        asked = issue_challenge(key, "a browser", "signing", {"application": draft, "version": version}, TUESDAY)
        signed = SignedChallenge(asked, world.sign(KEY, asked.payload, "signing"))
        verifier = world.app.extensions["services"].verifier
        if stop_at:
            stop_at_row(stop_at)
        filed = submit_application(signed, "a browser", key, PEOPLE[KEY].iin, verifier, TUESDAY)
        say_and_wait(world.row(filed).number)


def stop_at_row(number):
    written = []

    @event.listens_for(db.engine, "after_cursor_execute")
    def after(connection, cursor, statement, parameters, context, many):
        if statement.startswith(("INSERT", "UPDATE")):
            written.append(statement)
            if len(written) == number:
                say_and_wait("stopped")


def open_sessions(folder, authority_folder, actor):
    world = another_process(folder, authority_folder)
    with world.app.app_context():
        print("ready", flush=True)
        sys.stdin.readline()
        for _ in range(SESSIONS):
            open_session(actor, SessionHolder(actor), timedelta(hours=1), TUESDAY)


# --------------------------------------------------------------------------------------------------------- the tests


@pytest.fixture
def started(app, tmp_path, authority):
    """Starts one of the functions above as a process of its own; whatever still runs in the end is killed."""
    running = []

    def start(what, *args):
        running.append(OtherProcess(what, str(tmp_path), str(authority.folder), *args))
        return running[-1]

    yield start
    for process in running:
        process.end()


def left_behind(tmp_path, draft):
    """What stands in the database when it is opened again, by nobody who knows Kezek."""
    with sqlite3.connect(tmp_path / "kezek.db") as raw:
        status, number = raw.execute("SELECT status, number FROM application WHERE id = ?", (draft,)).fetchone()
        rows = {
            table: raw.execute(f"SELECT count(*) FROM {table} WHERE application_id = ?", (draft,)).fetchone()[0]
            for table in TOGETHER
        }
        rows["spent_challenge"] = raw.execute("SELECT count(*) FROM spent_challenge").fetchone()[0]
        kinds = {kind for (kind,) in raw.execute("SELECT kind FROM event WHERE application_id = ?", (draft,))}
        sound = raw.execute("PRAGMA integrity_check").fetchone()[0]
    raw.close()
    assert sound == "ok"
    return status, number, rows, kinds & {"application.submitted", "application.accepted"}


def test_an_acknowledged_application_survives_a_killed_process(world, started, tmp_path):
    draft = world.drafted(KEY)
    process = started(file_application, draft)
    number = process.stdout.readline().strip()
    process.kill()
    kinds = {"application.submitted", "application.accepted"}
    assert left_behind(tmp_path, draft) == (
        "accepted",
        number,
        {**dict.fromkeys(TOGETHER, 1), "spent_challenge": 1},
        kinds,
    )
    with world.app.app_context():
        assert check_chain().broken_at is None


@pytest.mark.parametrize("row", [1, 2, 3, 5])
def test_an_application_that_was_not_acknowledged_leaves_no_half_of_itself(world, started, tmp_path, row):
    draft = world.drafted(KEY)
    process = started(file_application, draft, row)
    assert process.stdout.readline().strip() == "stopped"
    process.kill()
    assert left_behind(tmp_path, draft) == ("draft", None, dict.fromkeys((*TOGETHER, "spent_challenge"), 0), set())


def test_after_the_crash_it_is_filed_as_if_nothing_had_been(world, started):
    draft = world.drafted(KEY)
    process = started(file_application, draft, 2)
    process.stdout.readline()
    process.kill()
    assert world.filed(KEY) == draft
    assert world.status(draft) == "accepted"


def test_the_database_is_told_to_flush_before_it_acknowledges(app, tmp_path, authority):
    with another_process(tmp_path, authority.folder).app.app_context(), db.engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_two_processes_that_write_at_once_lose_nothing(world, started, tmp_path):
    """Every row of the journal reads the one before it: whoever did not wait would break the chain."""
    with world.app.app_context():
        before = check_chain().checked
    pair = [started(open_sessions, name) for name in ("first", "second")]
    assert [process.stdout.readline().strip() for process in pair] == ["ready", "ready"]
    for process in pair:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.wait() for process in pair] == [0, 0]
    with world.app.app_context():
        chain = check_chain()
    assert (chain.checked - before, chain.broken_at) == (2 * SESSIONS, None)
    with sqlite3.connect(tmp_path / "kezek.db") as raw:
        assert raw.execute("SELECT count(*) FROM signed_in").fetchone() == (2 * SESSIONS,)
    raw.close()
