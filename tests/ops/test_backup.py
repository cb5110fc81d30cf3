"""`flask backup FILE`: the whole database as it was at one moment, proven, or no file at all."""

from __future__ import annotations

import signal
import sqlite3
import threading
from contextlib import closing

import pytest

from housing.actions.journal.make_backup import make_backup
from housing.backups import backup_file
from housing.backups.backup_file import BackupReader, prove_readable, read_manifest
from housing.backups.errors import BackupError
from housing.backups.locks import scratch_folder
from tests.backup_runs import NEVER, back_up_and_die, console, source_of, with_backups
from tests.conftest import TUESDAY
from tests.other_process import run_another

KEY, OTHER = bytes(range(32)), bytes(32)
WRITERS, HALVES = 3, ("left_half", "right_half")


@pytest.fixture
def back_up(world, tmp_path):
    """A backup of the world as it is now; its file."""

    def make(key=None, name="one.kezek"):
        with world.app.app_context():
            make_backup(tmp_path / name, source_of(world.app, key), "console", TUESDAY)
        return tmp_path / name

    return make


def unpacked(file, key, to):
    with file.open("rb") as packed, to.open("wb") as out:
        BackupReader(packed).unpack(key, out.write)
    return to


def refusal(file, key=None):
    with pytest.raises(BackupError) as refused:
        prove_readable(file, key)
    return refused.value.code


def test_the_command_says_what_the_file_holds_and_what_it_does_not(world, tmp_path):
    world.settled("aigerim")
    code, said, words = console(world.app, "backup", tmp_path / "a.kezek")
    assert (code, words) == (0, "")
    assert "read back and right" in said and "NOT encrypted" in said and "demo-secret" not in said
    held = read_manifest(tmp_path / "a.kezek")
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw:
        (last, kind), *_ = raw.execute("SELECT id, kind FROM event ORDER BY id DESC LIMIT 2").fetchall()
        assert (held.head_id, kind) == (last - 1, "backup.made"), "and the journal tells of it"
    assert held.tables["application"] == 1 and held.revision >= "0041"


def test_what_is_unpacked_is_the_database(world, back_up, tmp_path):
    world.settled("aigerim")
    for key in (None, KEY):
        copy = unpacked(back_up(key, f"{bool(key)}.kezek"), key, tmp_path / f"{bool(key)}.db")
        with closing(sqlite3.connect(copy)) as found, closing(sqlite3.connect(tmp_path / "kezek.db")) as live:
            for table in ("application", "decision", "notice", "message", "answer"):
                every = f"SELECT * FROM {table}"
                assert found.execute(every).fetchall() == live.execute(every).fetchall() != []


def test_nothing_of_a_person_stands_in_an_encrypted_file(world, back_up):
    world.settled("aigerim")
    iin = world.person("aigerim").iin.encode()
    assert iin not in back_up(KEY).read_bytes()


def test_a_file_that_is_there_is_never_overwritten(world, tmp_path):
    (tmp_path / "mine").write_bytes(b"mine")
    code, said, words = console(world.app, "backup", tmp_path / "mine")
    assert (code, said, words) == (1, "", "There is a file of this name already: give another name (mine).\n")
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_the_key_of_the_settings_encrypts(world, tmp_path):
    (tmp_path / "key").write_text(KEY.hex() + "\n")
    with_backups(world.app, key=tmp_path / "key", needed=("KEZEK_SECRET_KEY",))
    code, said, _ = console(world.app, "backup", tmp_path / "a.kezek")
    assert code == 0 and "\nencrypted\n" in said and said.endswith("kept apart: KEZEK_SECRET_KEY\n")
    assert KEY.hex() not in said and refusal(tmp_path / "a.kezek") == "no_key"


def test_a_wrong_key_and_a_missing_one_are_told_apart(back_up):
    file = back_up(KEY)
    assert (refusal(file), refusal(file, OTHER)) == ("no_key", "wrong_key")
    prove_readable(file, KEY)


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_a_flipped_byte_is_found_wherever_it_is(back_up, key, tmp_path, monkeypatch):
    monkeypatch.setattr(backup_file, "CHUNK", 4096)
    whole = back_up(key).read_bytes()
    for at in range(0, len(whole), len(whole) // 150):
        (tmp_path / "flipped").write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        assert refusal(tmp_path / "flipped", key) in ("foreign", "changed", "cut", "wrong_key", "no_key"), at


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_a_file_that_is_cut_or_grew_is_refused(back_up, key, tmp_path, monkeypatch):
    monkeypatch.setattr(backup_file, "CHUNK", 4096)
    whole = back_up(key).read_bytes()
    for length in range(0, len(whole), len(whole) // 60):
        (tmp_path / "cut").write_bytes(whole[:length])
        assert refusal(tmp_path / "cut", key) in ("foreign", "changed", "cut"), length
    (tmp_path / "grown").write_bytes(whole + b"!")
    assert refusal(tmp_path / "grown", key) == "changed"


def test_chunks_out_of_their_order_are_refused(back_up, tmp_path, monkeypatch):
    """As somebody would forge it who can count a digest and has no key."""
    monkeypatch.setattr(backup_file, "CHUNK", 4096)
    whole = back_up(KEY).read_bytes()
    head = len(backup_file.MAGIC) + 4 + int.from_bytes(whole[len(backup_file.MAGIC) :][:4], "big")
    size = 4 + 4096 + backup_file.TAG
    first, second = (whole[head + n * size :][:size] for n in (0, 1))
    forged = whole[:head] + second + first + whole[head + 2 * size : -32]
    (tmp_path / "forged").write_bytes(forged + backup_file.hashlib.sha256(forged).digest())
    assert refusal(tmp_path / "forged", KEY) == "changed"


def test_a_damaged_database_is_not_backed_up(world, tmp_path):
    world.settled("aigerim")
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw:
        raw.executescript("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA writable_schema=ON;")
        raw.execute("DELETE FROM sqlite_master WHERE name = 'ix_event_at'")
        raw.commit()
    code, _, words = console(world.app, "backup", tmp_path / "a.kezek")
    assert code == 1 and words.startswith("The database itself is damaged") and words.count("\n") == 1
    assert not list(tmp_path.glob("a.kezek*"))


def test_only_one_is_at_it(world, tmp_path, monkeypatch):
    monkeypatch.setattr("housing.backups.locks.PATIENCE", 0)
    with scratch_folder(tmp_path / "kezek.db"):
        code, _, words = console(world.app, "backup", tmp_path / "a.kezek")
    assert code == 1 and words.startswith("Another backup, drill or restore is under way")


def test_another_kind_of_database_names_the_banks_tools(world, tmp_path):
    with world.app.app_context(), pytest.raises(BackupError, match="pg_dump"):
        source = source_of(world.app)
        make_backup(tmp_path / "a", type(source)("postgresql://db/kezek", None, ()), "console", TUESDAY)


class Writer(threading.Thread):
    """Writes pairs, each in one transaction; `acknowledged`: how many were."""

    def __init__(self, file, number):
        super().__init__(daemon=True)
        self.file, self.number, self.acknowledged, self.stopped = file, number, 0, threading.Event()

    def run(self):
        with closing(sqlite3.connect(self.file, timeout=30, isolation_level=None)) as raw:
            while not self.stopped.is_set():
                raw.execute("BEGIN IMMEDIATE")
                raw.execute("INSERT INTO left_half VALUES (?, ?)", (self.number, self.acknowledged + 1))
                raw.execute("INSERT INTO right_half VALUES (?, ?)", (self.number, self.acknowledged + 1))
                raw.execute("COMMIT")
                self.acknowledged += 1
                self.stopped.wait(0.001)


def test_while_three_write_it_holds_whatever_was_acknowledged_and_no_half(world, back_up, tmp_path):
    live = tmp_path / "kezek.db"
    with closing(sqlite3.connect(live)) as raw:
        raw.executescript("CREATE TABLE left_half (writer, n); CREATE TABLE right_half (writer, n)")
    writers = [Writer(live, number) for number in range(WRITERS)]
    for one in writers:
        one.start()
    try:
        for turn in range(3):
            before = [one.acknowledged for one in writers]
            copy = unpacked(back_up(KEY, f"{turn}.kezek"), KEY, tmp_path / f"{turn}.db")
            with closing(sqlite3.connect(copy)) as raw:
                halves = [raw.execute(f"SELECT * FROM {half} ORDER BY 1, 2").fetchall() for half in HALVES]
            assert halves[0] == halves[1]
            held = [max((n for writer, n in halves[0] if writer == number), default=0) for number in range(WRITERS)]
            assert all(one >= other for one, other in zip(held, before, strict=True)), (held, before)
    finally:
        for one in writers:
            one.stopped.set()
            one.join()


def test_killed_anywhere_it_leaves_a_whole_file_or_none_and_the_next_goes_well(world, tmp_path, authority):
    world.settled("aigerim")
    ended = {}
    for step in (1, 3, 5, 7, 9, NEVER):
        target = tmp_path / f"{step}.kezek"
        ended[step], _ = run_another(back_up_and_die, tmp_path, authority.folder, target, step)
        if target.exists():
            prove_readable(target, None)
        assert console(world.app, "backup", tmp_path / f"after-{step}.kezek")[0] == 0
    assert ended.pop(NEVER) == 0 and set(ended.values()) == {-signal.SIGKILL}, ended
    assert not list((tmp_path / "kezek.db.scratch").glob("work*"))
