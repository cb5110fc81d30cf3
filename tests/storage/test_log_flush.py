"""Who has committed waits outside the writer's lock for one flush that all share; nobody is told anything before it."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from contextlib import closing
from threading import Event, Thread

import pytest
from flask import current_app
from sqlalchemy import text

from housing.backups.replacement import settle_log
from housing.storage import log_flush
from housing.storage import transaction as writing
from housing.storage.database_faults import DatabaseUnavailableError
from housing.storage.extensions import db, wait_until_durable
from housing.storage.log_flush import FlushFailedError, log_flush_of
from housing.storage.other_database import open_database
from housing.storage.transaction import transaction

#: Seconds after which a thread that should have come is not coming.
LONG = 10
INSERT = text("INSERT INTO line (id) VALUES (:id)")


class Disk:
    """What flushes a file; held, it says that it was asked and waits. `files`: what it was asked to flush."""

    def __init__(self) -> None:
        self.files, self.asked, self.go, self.fault = [], Event(), Event(), None
        self.go.set()

    def flush(self, file: int) -> None:
        self.files.append(file)
        self.asked.set()
        assert self.go.wait(LONG)
        if self.fault:
            raise OSError(self.fault, "the disk")


@pytest.fixture
def disk(monkeypatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr(log_flush, "flush_file", disk.flush)
    return disk


@pytest.fixture
def database(app, tmp_path):
    """A database of one table, opened as production opens it."""
    file = tmp_path / "lines.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE line (id INTEGER PRIMARY KEY)")
    with app.app_context(), open_database(file):
        yield file


def write(*lines: int) -> None:
    with transaction() as session:
        for line in lines:
            session.execute(INSERT, {"id": line})


def begun(do, *given) -> tuple[Thread, Event]:
    """A thread that does it in this application; and what tells that it has ended well."""
    app, ended = current_app._get_current_object(), Event()

    def run() -> None:
        with app.app_context():
            do(*given)
        ended.set()

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread, ended


def lines_in(file) -> list[int]:
    with closing(sqlite3.connect(file)) as raw:
        return [line for (line,) in raw.execute("SELECT id FROM line ORDER BY id")]


def wait_for_commits(many: int) -> None:
    flush = log_flush_of(db.engine)
    with flush.changed:
        assert flush.changed.wait_for(lambda: flush.written == many, LONG)


def test_nobody_returns_before_a_flush_and_the_next_may_write_meanwhile(database, disk):
    disk.go.clear()
    _, ended = begun(write, 1)
    assert disk.asked.wait(LONG)
    assert not writing.WRITER.taken
    _, second_ended = begun(write, 2)
    wait_for_commits(2)
    assert (ended.is_set(), second_ended.is_set(), lines_in(database)) == (False, False, [1, 2])
    disk.go.set()
    assert ended.wait(LONG) and second_ended.wait(LONG)


def test_all_who_commit_during_a_flush_share_the_next_one(database, disk):
    disk.go.clear()
    ends = [begun(write, 1)[1]]
    assert disk.asked.wait(LONG)
    ends += [begun(write, line)[1] for line in range(2, 7)]
    wait_for_commits(6)
    disk.go.set()
    assert all(end.wait(LONG) for end in ends)
    assert len(disk.files) == 2


def test_who_only_read_is_not_answered_before_what_they_read_is_flushed(database, disk):
    disk.go.clear()
    begun(write, 1)
    assert disk.asked.wait(LONG)
    _, answered = begun(wait_until_durable, None)
    assert not answered.wait(0.05)
    disk.go.set()
    assert answered.wait(LONG)


def test_a_flush_that_began_before_a_commit_was_written_does_not_count_for_it(database, disk):
    flush = log_flush_of(db.engine)
    with flush.commit():
        pass
    with flush.commit():
        _, ended = begun(flush.wait)
        assert not ended.wait(0.05)
        assert len(disk.files) == 1
    assert ended.wait(LONG)
    assert len(disk.files) == 2


def test_who_reads_while_all_is_on_the_disk_flushes_nothing(database, disk):
    write(1)
    wait_until_durable(None)
    assert len(disk.files) == 1


def test_what_is_rolled_back_is_not_flushed(database, disk):
    with pytest.raises(sqlite3.Error), transaction() as session:
        session.execute(INSERT, {"id": 1})
        raise sqlite3.Error
    wait_until_durable(None)
    assert (disk.files, lines_in(database)) == ([], [])


def test_after_a_flush_that_failed_nothing_more_is_written_by_anybody(database, disk):
    write(1)
    disk.fault = errno.EIO
    with pytest.raises(FlushFailedError):
        write(2)
    disk.fault = None  # the system tells a fault once: what it says next is not believed
    with pytest.raises(DatabaseUnavailableError):
        write(3)
    assert len(disk.files) == 2
    with closing(sqlite3.connect(database, timeout=0)) as raw, pytest.raises(sqlite3.OperationalError, match="locked"):
        raw.execute("INSERT INTO line VALUES (4)")
    assert lines_in(database) == [1, 2]
    log_flush_of(db.engine).lock.close()


def test_who_waited_for_the_writer_when_a_flush_failed_writes_nothing(database, disk):
    disk.go.clear()
    disk.fault = errno.ENOSPC
    begun(pytest.raises, FlushFailedError, write, 1)
    assert disk.asked.wait(LONG)
    with pytest.raises(DatabaseUnavailableError), transaction() as session:
        session.execute(INSERT, {"id": 2})
        disk.go.set()
        flush = log_flush_of(db.engine)
        while not flush.failed:
            flush.changed.acquire()
            flush.changed.wait(0.01)
            flush.changed.release()
    assert lines_in(database) == [1]
    with flush.changed:  # until the other thread has the lock that it keeps
        assert flush.changed.wait_for(lambda: not flush.flushing, LONG)
    flush.lock.close()


def test_the_files_as_they_were_when_a_flush_began_hold_all_that_was_acknowledged(database, tmp_path, monkeypatch):
    """What a power cut would leave: whatever was written since the last flush that ended is gone."""
    lost, flushed = [], tmp_path / "flushed.db"

    def flush(file: int) -> None:
        for end in ("", "-wal"):
            shutil.copy(f"{database}{end}", tmp_path / f"next.db{end}")
        for end in ("-wal", ""):
            (tmp_path / f"next.db{end}").replace(f"{flushed}{end}")

    def work(first: int) -> None:
        for line in range(first, first + 8):
            write(line)
            with log_flush_of(db.engine).changed:  # no flush puts other files there meanwhile
                lost.extend({line} - set(lines_in(flushed)))

    def flush_alone(file: int) -> None:
        with log_flush_of(db.engine).changed:
            flush(file)

    monkeypatch.setattr(log_flush, "flush_file", flush_alone)
    threads = [begun(work, 100 * nth) for nth in range(4)]
    assert all(ended.wait(LONG) for _, ended in threads)
    assert (lost, len(lines_in(flushed))) == ([], 32)


def test_a_log_that_was_made_anew_is_the_one_that_is_flushed(database, disk):
    write(1)
    first = log_flush_of(db.engine).known
    db.session.remove()
    db.engine.dispose()
    assert not database.with_name("lines.db-wal").exists()
    database.with_name("lines.db-wal").write_bytes(b"")
    write(2)
    there = database.with_name("lines.db-wal").stat()
    assert log_flush_of(db.engine).known == (there.st_dev, there.st_ino) != first


def test_what_a_killed_process_left_in_the_log_is_in_the_database_before_anybody_reads(database, disk, tmp_path):
    write(1, 2)
    left = tmp_path / "left.db"
    for end in ("", "-wal"):
        shutil.copy(f"{database}{end}", f"{left}{end}")
    settle_log(left)
    with closing(sqlite3.connect(f"file:{left}?immutable=1", uri=True)) as raw:  # reads no log
        assert raw.execute("SELECT id FROM line").fetchall() == [(1,), (2,)]
