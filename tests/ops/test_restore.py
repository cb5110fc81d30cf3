"""`flask restore FILE`: proven before anything is replaced; what is lost is told, decided by two and written down."""

from __future__ import annotations

import json
import signal
import sqlite3
from contextlib import closing

import pytest

from housing.backups import backup_file
from housing.backups.backup_file import read_manifest, write_backup_file
from housing.backups.database_copy import digest_file, inspect_database
from housing.backups.locks import instance_served
from housing.jobs import JOBS, run_job
from housing.storage.extensions import db
from tests.backup_runs import NEVER, console, restore_and_die
from tests.ops.test_backup import unpacked
from tests.other_process import run_another

TWO = ("--by", "head-office", "--by", "administrator", "--reason", "the disk was lost")
DELIVER = next(job for job in JOBS if job.name == "deliver")


@pytest.fixture
def file(world, tmp_path):
    """A backup of a world in which one case is settled."""
    world.settled("aigerim")
    assert console(world.app, "backup", tmp_path / "a.kezek")[0] == 0
    return tmp_path / "a.kezek"


@pytest.fixture
def later(world, file, number):
    """What has happened since: another case; its number."""
    return number(world.settled("viktor"))


def restore(world, *arguments):
    with world.app.app_context():
        db.session.remove()
        db.engine.dispose()
    return console(world.app, "restore", *arguments)


def journal(tmp_path):
    return rows(tmp_path, "SELECT id, hash FROM event ORDER BY id")


def rows(tmp_path, statement):
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw:
        return raw.execute(statement).fetchall()


def forged(file, tmp_path, change, **told):
    """A backup whose file is right and whose database was changed by `change`; `told`: of its manifest."""
    copy, held = unpacked(file, None, tmp_path / "forged.db"), read_manifest(file)
    with closing(sqlite3.connect(copy)) as raw:
        raw.executescript(change)
    found = {"size": copy.stat().st_size, "sha256": digest_file(copy)}
    made = {**{name: getattr(held, name) for name in held.__slots__}, **found, **told}
    write_backup_file(tmp_path / "forged.kezek", copy, type(held)(**made), None)
    return tmp_path / "forged.kezek"


def test_right_after_the_backup_nothing_is_lost_and_nobody_has_to_decide(world, file, tmp_path):
    code, said, words = restore(world, file)
    assert (code, words) == (0, "") and "missing" not in said and "1 decisions came out again" in said
    kept = list(tmp_path.glob("kezek-before-restore-*.db"))
    assert len(kept) == 1 and inspect_database(kept[0]).tables["application"] == 1
    assert rows(tmp_path, "SELECT kind FROM event ORDER BY id DESC LIMIT 1") == [("journal.restored",)]
    assert console(world.app, "audit", "verify")[1].count("gap") == 0
    assert "messages" not in world.app.test_client().get("/readyz").json


def test_what_is_lost_is_told_and_not_done_without_two(world, file, later, tmp_path):
    (before,) = rows(tmp_path, "SELECT count(*) FROM event")[0]
    lost = before - read_manifest(file).head_id - 1  # the row that tells of the backup is no loss
    alone, strangers = (*TWO[:2], *TWO[4:]), ("--by", "karaganda-1", *TWO[2:])
    twice, silent = ("--by", "head-office", *alone), TWO[:4]
    for decided in ((), alone, twice, strangers, silent):
        code, said, words = restore(world, file, *decided)
        assert code == 1 and words.endswith("Nothing was changed.\n"), decided
        assert f"missing: {lost} rows of the journal" in said and later in said
    assert rows(tmp_path, "SELECT count(*) FROM event") == [(before,)]


def test_two_people_bridge_the_gap_and_a_walk_says_so(world, file, later, tmp_path):
    code, said, _ = restore(world, file, *TWO)
    assert code == 0 and later in said and "messages are held back" in said
    detail = json.loads(rows(tmp_path, "SELECT detail FROM event ORDER BY id DESC LIMIT 1")[0][0])
    assert detail["approved_by"] == ["administrator", "head-office"] and detail["reason"] == "the disk was lost"
    assert detail["numbers"] == [later] and detail["lost_events"] > 0 and len(detail["lost_head_hash"]) == 64
    code, said, _ = console(world.app, "audit", "verify")
    assert code == 0 and "gap, acknowledged: entry" in said
    assert world.app.test_client().get("/readyz").json["journal"] == "gap, acknowledged"


def test_messages_wait_until_somebody_releases_them(world, file, later, tmp_path):
    restore(world, file, *TWO)
    sent = len(world.stage.messages)
    world.settled("gulnar")
    world.clock.ahead(minutes=11)  # so long the message about the acceptance waits
    assert len(world.stage.messages) == sent and run_job(world.app, DELIVER) == 0
    assert world.app.test_client().get("/readyz").json["messages"] == "held back since a restore"
    assert console(world.app, "messages", "release", "--by", "karaganda-1")[0] == 1
    assert console(world.app, "messages", "release", "--by", "head-office") == (0, "messages go out again\n", "")
    assert console(world.app, "messages", "release", "--by", "head-office")[2] == "Nothing holds messages back.\n"
    run_job(world.app, DELIVER)
    assert len(world.stage.messages) > sent


def test_where_the_present_database_is_gone_nobody_knows_what_is_lost(world, file, tmp_path):
    with world.app.app_context():
        db.engine.dispose()
    for spoiled in (None, b"no database at all" * 999):
        for old in tmp_path.glob("kezek.db-*"):
            old.unlink()
        (tmp_path / "kezek.db").unlink(missing_ok=True)
        if spoiled:
            (tmp_path / "kezek.db").write_bytes(spoiled)
        code, said, _ = restore(world, file)
        assert code == 1 and "nobody knows what is missing" in said
        assert restore(world, file, *TWO)[0] == 0
        assert rows(tmp_path, "SELECT count(*) FROM application") == [(1,)]
        world.clock.ahead(seconds=2)


def test_while_a_server_serves_nothing_is_replaced(world, file, tmp_path):
    before = journal(tmp_path)
    with instance_served(tmp_path / "kezek.db"):
        code, _, words = restore(world, file)
    assert code == 1 and words.startswith("Kezek is running on this database: stop it first")
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as other:
        other.execute("SELECT count(*) FROM event").fetchone()
        assert restore(world, file)[2].startswith("Kezek is running on this database")
    assert journal(tmp_path) == before


BROKEN = {
    "the chain": ("UPDATE event SET actor = 'somebody' WHERE id = 2", {}, "The journal was changed"),
    "a decision": ("UPDATE decision SET outcome = 'refuse'", {}, "A row does not fit its seal"),
    "a row too few": ("DELETE FROM message", {}, "The database does not hold what the backup says"),
    "a reference": ("UPDATE message SET application_id = 999", {}, "The database itself is damaged"),
    "the schema": ("", {"revision": "9999"}, "The backup was made by a newer Kezek"),
    "the head": ("", {"head_hash": "f" * 64}, "The database does not hold what the backup says"),
    "the product": ("", {"product": "another"}, "This is no backup of Kezek"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_not_right_is_refused_in_one_line_and_nothing_changes(world, file, tmp_path, what, monkeypatch):
    change, told, wanted = BROKEN[what]
    monkeypatch.setattr(backup_file, "prove_readable", lambda *rest: None)
    bad = forged(file, tmp_path, change, **told)
    before = journal(tmp_path)
    code, said, words = restore(world, bad, *TWO)
    assert (code, said, words.count("\n")) == (1, "", 1) and words.startswith(wanted)
    assert words.endswith("Nothing was changed.\n") and not list(tmp_path.glob("kezek-before*"))
    assert journal(tmp_path) == before


@pytest.mark.parametrize(
    "spoil",
    [lambda b: b[:-9], lambda b: b[:3000] + b"?" + b[3001:], lambda b: b"PK" + b],
    ids=["cut", "changed", "foreign"],
)
def test_a_file_that_is_cut_changed_or_foreign_is_refused(world, file, tmp_path, spoil):
    (tmp_path / "bad").write_bytes(spoil(file.read_bytes()))
    code, said, words = restore(world, tmp_path / "bad", *TWO)
    assert (code, said, words.count("\n")) == (1, "", 1)
    assert rows(tmp_path, "SELECT count(*) FROM event WHERE kind = 'journal.restored'") == [(0,)]


def test_killed_anywhere_either_the_old_one_or_the_new_one_stands_whole(world, file, later, tmp_path, authority):
    with world.app.app_context():
        db.engine.dispose()
    old, ended = inspect_database(tmp_path / "kezek.db"), {}
    for step in (2, 4, 6, 7, 8, 9, 10):
        ended[step], _ = run_another(restore_and_die, tmp_path, authority.folder, file, step)
        found = inspect_database(tmp_path / "kezek.db")
        assert found == old or found.head.id == read_manifest(file).head_id + 1, step
        assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]
        if found != old:
            break
        for kept in tmp_path.glob("kezek-before-restore-*"):
            assert inspect_database(kept) == old
            kept.unlink()
    assert set(ended.values()) <= {-signal.SIGKILL, 0} and list(ended.values()).count(-signal.SIGKILL) >= 4, ended
    if found == old:
        assert run_another(restore_and_die, tmp_path, authority.folder, file, NEVER) == (0, "done\n")
    assert inspect_database(tmp_path / "kezek.db").tables["application"] == 1
