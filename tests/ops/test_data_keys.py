"""The keys of people's data: made once, never replaced silently; a database of before is encrypted, killed or not."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from flask_migrate import upgrade

from housing.actions.journal.make_backup import make_backup
from housing.backups.backup_file import BackupReader
from housing.encryption.data_keys import DataKeyRing
from housing.ops.upgrade import upgrade_database
from housing.queries.journal.proof import prove_records
from housing.storage import encrypted_rows
from housing.storage.driver import driver_of
from housing.storage.encrypted import EncryptedColumn
from housing.storage.encrypted_rows import bears_key, encrypt_table
from housing.storage.extensions import db
from housing.storage.models import Application, PhoneCheck, RegisterEntry
from tests.backup_runs import source_of
from tests.byte_search import ALLOWED, columns_of, find_plain, known_numbers
from tests.conftest import KEYS, TUESDAY
from tests.plain import ring

IIN, WARD, PHONE = "850101300129", "120202500128", "+77010001122"
APPLICATION = (
    "INSERT INTO application (id, iin, representative_iin, name, name_key, language, status, version, answers, phone,"
    " created_at, escalation) VALUES (7, ?, ?, 'A', 'a', 'kk', 'registered', 1, ?, ?, '2026-07-13 05:00:00', 0)"
)
ENTRY = (
    "INSERT INTO register_entry (application_id, number, iin, settlement, list_code, registered_at)"
    " VALUES (7, '1', ?, '710000000', 'general', '2026-07-13 05:00:00')"
)
CHECKED = "INSERT INTO phone_check (iin, state, phone, at) VALUES (?, 'answered', ?, '2026-07-13 05:00:00')"


@pytest.fixture
def database(bare, tmp_path):
    """A database of the version before, with people, and with one who is no more. Nobody has keys of data yet."""
    bare.extensions["data_keys"] = DataKeyRing(tmp_path / "data-keys")
    upgrade(revision="0049")
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw, raw:
        raw.execute(APPLICATION, (WARD, IIN, f'{{"phone": "{PHONE}"}}', PHONE))
        raw.execute(ENTRY, (WARD,))
        raw.executemany(CHECKED, [(iin, PHONE) for iin in (IIN, *(f"9701013{n:05}" for n in range(200)))])
        raw.commit()
        raw.execute("DELETE FROM phone_check WHERE iin <> ?", (IIN,))
    upgrade(revision="0053")
    return tmp_path / "kezek.db"


def files_of(database):
    return [file for file in database.parent.iterdir() if file.name.startswith("kezek.db") and file.is_file()]


def require_encrypted(database):
    """Everybody is found, as before, and nobody who reads the file finds anybody."""
    found = db.session.query(Application).filter_by(iin=WARD, representative_iin=IIN).one()
    assert (found.phone, found.answers) == (PHONE, {"phone": PHONE})
    assert db.session.get(PhoneCheck, IIN).phone == PHONE
    assert db.session.query(RegisterEntry).filter_by(iin=WARD).one().birth_year == 2012
    db.session.rollback()
    assert prove_records(True).faults == []
    db.session.rollback()
    wanted = {one.encode() for one in (IIN, WARD, PHONE, *(f"9701013{n:05}" for n in range(200)))}
    assert find_plain(files_of(database), wanted) == {}


def test_a_database_of_before_is_encrypted_and_told_where_its_keys_lie(database, tmp_path, capsys):
    assert upgrade_database() is None
    said = capsys.readouterr().err
    assert f"keys of people's data lie in {tmp_path / 'data-keys'}" in said and "Backups from before hold" in said
    assert (tmp_path / "data-keys").stat().st_mode & 0o777 == 0o600
    require_encrypted(database)
    assert upgrade_database() is None and "keys of people's data" not in capsys.readouterr().err


@pytest.mark.parametrize("where", ["half of the rows", "before the file is wiped"])
def test_an_upgrade_that_was_stopped_is_healed_by_the_next_start(database, monkeypatch, where):
    def stop(*_):
        raise KeyboardInterrupt

    def encrypt_half(raw, table, keys):
        return stop() if table.name == "register_entry" else encrypt_table(raw, table, keys)

    with monkeypatch.context() as patched:
        if where == "half of the rows":
            patched.setattr(encrypted_rows, "encrypt_table", encrypt_half)
        else:
            patched.setattr("housing.actions.journal.encrypt_data.wipe_file", stop)
        with pytest.raises(KeyboardInterrupt):
            upgrade_database()
    db.session.remove()
    db.engine.dispose()
    assert upgrade_database() is None
    require_encrypted(database)


def test_a_lost_key_is_said_in_one_line_and_never_replaced(database, tmp_path, bare):
    upgrade_database()
    (tmp_path / "data-keys").unlink()
    bare.extensions["data_keys"] = DataKeyRing(tmp_path / "data-keys")
    assert "KEZEK_DATA_KEYS" in upgrade_database()
    assert not (tmp_path / "data-keys").exists()


def test_another_key_is_refused(database, tmp_path, bare):
    upgrade_database()
    bare.extensions["data_keys"] = DataKeyRing(tmp_path / "others")
    bare.extensions["data_keys"].create()
    assert "does not hold key 0 that this database was encrypted with" in upgrade_database()
    assert "does not hold key" in bare.test_cli_runner().invoke(args=["audit", "verify"]).stderr


@pytest.fixture
def run(world, tmp_path):
    """Commands on a world whose keys are its own to change."""
    shutil.copy(KEYS.data_keys, tmp_path / "data-keys")
    world.app.extensions["data_keys"] = DataKeyRing(tmp_path / "data-keys")

    def invoke(*arguments):
        done = world.app.test_cli_runner().invoke(args=["data", *arguments])
        return done.exit_code, done.stdout + done.stderr

    return invoke


def test_a_key_is_exchanged_while_kezek_serves_and_the_old_one_goes(world, run):
    case = world.settled("aigerim")
    assert run("remove-key", "1")[1].startswith("Key 1 is the newest one")
    assert run("add-key")[1].startswith("key 2 was added")
    assert "Not everything is encrypted by key 2" in run("remove-key", "1")[1]
    assert run("keys")[1].count("not everything yet") == 1
    with world.app.app_context():
        assert bears_key(driver_of(db.session.connection()), 1)
    world.work()
    assert "not everything yet" not in run("keys")[1]
    assert run("remove-key", "1")[0] == 0 and run("remove-key", "0")[0] == 1
    with world.app.app_context():
        assert world.row(case).iin == world.person("aigerim").iin
        assert bears_key(driver_of(db.session.connection()), 1) is None
        assert prove_records(True).faults == []


def test_a_key_that_another_followed_before_it_was_through_is_through_with_that_one(world, run):
    world.settled("aigerim")
    run("add-key")
    run("add-key")
    assert run("keys")[1].count("not everything yet") == 2
    world.work()
    assert "not everything yet" not in run("keys")[1]


def test_no_iin_and_no_phone_number_stands_in_any_file_of_ours(world, run, tmp_path, monkeypatch):
    for key in ("aigerim", "viktor", "dauren"):
        world.settled(key)
    world.citizen("aigerim").get("/cabinet/phone")
    run("add-key")
    world.work()
    with world.app.app_context():
        make_backup(tmp_path / "one.kezek", source_of(world.app), "console", TUESDAY)
    with (tmp_path / "one.kezek").open("rb") as packed, (tmp_path / "kezek.db-of-backup").open("wb") as out:
        BackupReader(packed).unpack(None, out.write)
    monkeypatch.setattr(ring(), "keys", world.app.extensions["data_keys"].load())
    numbers = known_numbers(tmp_path / "kezek.db", EncryptedColumn)
    assert len(numbers) > 6 and any(one.startswith(b"+7") for one in numbers)
    found = find_plain([*files_of(tmp_path / "kezek.db"), *tmp_path.glob("readings.db*")], numbers)
    places = {place for number in found for place in columns_of(tmp_path / "kezek.db", number)}
    assert not found or (places and places <= set(ALLOWED)), (found, places)
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw:
        assert raw.execute("SELECT count(*) FROM application").fetchone() == (3,)
