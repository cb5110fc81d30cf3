"""Of what `flask demo-data` makes the newest are whole cases: every one as the product itself would have left it."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections import Counter

import pytest

from app import create_app
from housing.demo import demo_data
from housing.demo.invented import invented_of
from housing.law.iin import is_valid_iin
from housing.law.lifecycle import OPEN_STATUSES
from housing.storage import extensions
from tests.conftest import TUESDAY, outside_for, settings_for
from tests.plain import plain_row, plain_rows
from tests.world import Clock

PEOPLE, WHOLE = 60, 30


def demo_in(folder, authority):
    """An application in a new folder: nothing was ever started there."""
    (folder / "demo" / "eds").mkdir(parents=True)
    shutil.copy(authority.folder / "authority.pem", folder / "demo" / "eds")
    app = create_app(settings_for(folder), outside_for(settings_for(folder), Clock(TUESDAY), authority, None))
    app.extensions["demo"]["authority"] = authority
    return app


def closed(app):
    with app.app_context():
        extensions.db.session.remove()
        extensions.db.engine.dispose()


@pytest.fixture(scope="module")
def made(tmp_path_factory, authority):
    """(application, folder, what was said) after one run in a new folder."""
    folder = tmp_path_factory.mktemp("demo")
    app = demo_in(folder, authority)
    done = app.test_cli_runner().invoke(args=["demo-data", "--people", str(PEOPLE), "--seed", "5"])
    yield app, folder, done
    closed(app)


@pytest.fixture
def rows(made):
    def read(question):
        with sqlite3.connect(made[1] / "kezek.db") as connection:
            connection.row_factory = sqlite3.Row
            found = [plain_row(row) for row in connection.execute(question)]
        connection.close()
        return found

    return read


def test_it_begins_a_new_folder_by_itself(made, rows):
    assert made[2].exit_code == 0, made[2].output
    assert f"{PEOPLE} applications, {WHOLE} of them whole cases" in made[2].stdout
    assert len(rows("SELECT 1 FROM application")) == PEOPLE and len(rows("SELECT 1 FROM staff")) > 10


def test_the_newest_have_all_that_a_case_has(rows):
    whole = rows(f"SELECT * FROM application ORDER BY id DESC LIMIT {WHOLE}")
    for case in whole:
        of_it = {
            table: rows(f"SELECT * FROM {table} WHERE application_id = {case['id']}")
            for table in ("answer", "signature", "event", "message", "decision", "notice", "paper")
        }
        assert is_valid_iin(case["iin"]) and case["number"]
        assert len({answer["source"] for answer in of_it["answer"]}) >= 7
        assert len(of_it["signature"]) == 1 and of_it["message"]
        kinds = {event["kind"] for event in of_it["event"]}
        assert {"draft.opened", "application.submitted", "application.accepted", "application.checking"} <= kinds
        notices = {"registered": 1, "refused": 1, "removed": 2}.get(case["status"], 0)
        assert (len(of_it["decision"]), len(of_it["notice"])) == (min(notices, 1), notices)
        assert bool(of_it["paper"]) == (case["basis"] != "no_housing")


def test_they_have_come_to_different_ends_in_every_branch_that_has_staff(rows):
    whole = rows("SELECT * FROM application WHERE id IN (SELECT application_id FROM signature)")
    staffed = {row["branch_code"] for row in rows("SELECT branch_code FROM staff WHERE role = 'operator'")}
    spread = Counter(case["branch_code"] for case in whole)
    assert set(spread) == staffed and max(spread.values()) - min(spread.values()) <= 1
    statuses = {case["status"] for case in whole}
    assert {"registered", "refused"} <= statuses and statuses & set(OPEN_STATUSES)
    assert rows("SELECT 1 FROM refusal_proposal") and rows("SELECT 1 FROM alert")
    assert rows("SELECT 1 FROM register_statement WHERE number <> ''")
    assert rows("SELECT 1 FROM event WHERE kind = 'file.opened'")


def test_what_was_decided_follows_from_what_was_kept(made):
    runner = made[0].test_cli_runner()
    wanted = {"replay": "0 differ", "audit verify": "checked", "signatures verify": "0 do not hold"}
    for command, words in wanted.items():
        done = runner.invoke(args=command.split())
        assert (done.exit_code, words in done.stdout) == (0, True), done.output


def test_nothing_has_happened_after_now(rows):
    now = TUESDAY.strftime("%Y-%m-%d %H:%M:%S.%f")
    assert max(row["at"] for row in rows("SELECT at FROM event")) <= now


def test_the_bases_of_a_server_that_starts_later_know_them(made, rows):
    known = {person.iin for person in invented_of(made[1] / "demo").values()}
    assert known == {row["iin"] for row in rows(f"SELECT iin FROM application ORDER BY id DESC LIMIT {WHOLE}")}


def test_the_same_seed_makes_the_same_cases(made, rows, tmp_path, authority, monkeypatch):
    monkeypatch.setattr(demo_data, "WHOLE", WHOLE)
    app = demo_in(tmp_path / "again", authority)
    app.test_cli_runner().invoke(args=["demo-data", "--people", str(PEOPLE), "--seed", "5"])
    closed(app)
    question = "SELECT iin, name, basis, settlement, status, filed_at, decided_at FROM application ORDER BY id"
    with sqlite3.connect(tmp_path / "again" / "kezek.db") as connection:
        again = plain_rows(connection.execute(question))
    connection.close()
    assert again == [tuple(row.values()) for row in rows(question)]


def test_beside_a_server_that_is_writing_it_waits(tmp_path, authority, monkeypatch):
    """A server keeps its writer for longer than anybody else would wait for it."""
    short = tuple("busy_timeout=50" if one.startswith("busy_timeout") else one for one in extensions.PRAGMAS)
    monkeypatch.setattr(extensions, "PRAGMAS", short)
    app = demo_in(tmp_path / "beside", authority)
    app.test_cli_runner().invoke(args=["db", "upgrade"])
    writer = sqlite3.connect(tmp_path / "beside" / "kezek.db", isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    threading.Timer(1.5, lambda: writer.execute("COMMIT")).start()
    done = app.test_cli_runner().invoke(args=["demo-data", "--people", "4"])
    writer.close()
    closed(app)
    assert done.exit_code == 0, done.output


def test_an_inventory_runs_over_them_alone_and_the_bases_of_the_stage_have_answered(rows):
    (running,) = rows("SELECT * FROM inventory")
    assert running["filled_at"] and not running["ended_at"]
    checks = rows(
        "SELECT c.state, c.outcome, c.asked_at, c.silent, e.application_id FROM inventory_check c"
        " JOIN register_entry e ON e.id = c.entry_id"
    )
    whole = {one["id"] for one in rows(f"SELECT id FROM application ORDER BY id DESC LIMIT {WHOLE}")}
    assert checks and {one["application_id"] for one in checks} <= whole
    asked = [one for one in checks if one["asked_at"]]
    assert 0 < len(asked) < len(checks) and any(one["outcome"] == "unchanged" for one in asked)
