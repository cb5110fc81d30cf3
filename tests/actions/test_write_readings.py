"""Readings that wait for the journal: put by before the page, taken over once, lost by nobody, told where they wait."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from housing.actions.journal import write_readings as writing
from housing.actions.journal.write_readings import note_search, recover_readings, write_readings, write_waiting_readings
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Event, ReadingLot

READ = ("people.searched", "people.listed", "file.opened", "readings.lost")


@pytest.fixture
def here(app):
    with app.app_context():
        yield app


@pytest.fixture
def rows(here):
    def read():
        db.session.rollback()
        return db.session.scalars(select(Event).where(Event.kind.in_(READ)).order_by(Event.id)).all()

    return read


def search(clock, *found, actor="almaty-1"):
    note_search("queue", "name", found, actor, clock())


def begin_anew(app):
    """As another process that finds the file of this one."""
    app.extensions.pop("reading spool")


def test_a_search_names_whom_it_found_and_never_what_was_typed(world, rows, clock):
    case = world.settled("viktor")
    world.official("karaganda-1").post("/operator/queue/find", {"q": "Соколов"}, 200)
    write_readings(clock())
    (row,) = [one for one in rows() if one.kind == "people.searched"]
    assert (row.application_id, row.actor) == (case, "karaganda-1")
    assert row.detail == {"what": "queue", "by": "name", "found": 1}


def test_a_search_that_finds_nobody_is_written_down_too(rows, clock):
    search(clock)
    write_readings(clock())
    assert [(one.application_id, one.detail["found"]) for one in rows()] == [(None, 0)]


def test_what_one_person_reads_twice_within_a_lot_is_one_row(rows, clock):
    search(clock)
    search(clock)
    search(clock, actor="almaty-2")
    assert write_readings(clock()) == 2
    assert [one.actor for one in rows()] == ["almaty-1", "almaty-2"]


def test_a_row_tells_when_it_was_read_and_not_when_it_was_written(rows, clock):
    read = clock()
    search(clock)
    clock.ahead(minutes=2)
    write_readings(clock())
    assert [one.at for one in rows()] == [read]


def test_what_a_killed_process_put_by_the_next_one_writes(here, rows, clock):
    search(clock)
    begin_anew(here)
    assert recover_readings(clock()) == 1 and len(rows()) == 1


def test_a_kill_between_the_journal_and_the_file_writes_nothing_twice(here, rows, clock, monkeypatch):
    search(clock)
    monkeypatch.setattr(writing.reading_spool(), "delete_until", lambda last_id: None)
    assert write_readings(clock()) == 1
    begin_anew(here)
    search(clock, actor="almaty-2")
    write_waiting_readings(clock())
    assert [one.actor for one in rows()] == ["almaty-1", "almaty-2"]


def test_while_the_journal_cannot_be_written_they_wait_and_come_later(rows, clock, monkeypatch, caplog):
    search(clock)

    def locked(*given, **named):
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))

    with monkeypatch.context() as broken:
        broken.setattr(audit, "record", locked)
        assert write_waiting_readings(clock()) == 0
    assert "ALARM" in caplog.text and not rows()
    assert write_waiting_readings(clock()) == 1 and len(rows()) == 1


def test_what_cannot_be_put_by_is_shown_to_nobody(world, app, number):
    case = number(world.settled("viktor"))
    official = world.official("karaganda-1")
    with app.app_context():
        writing.reading_spool().raw.execute("DROP TABLE reading")
    answer = official.client.get(f"/operator/queue?q={case}")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "Соколов" not in answer.get_data(as_text=True)


def test_after_a_power_cut_the_journal_says_that_readings_are_missing(here, rows, clock):
    """The journal is flushed at once, the file a moment later: the cut takes the end of the file alone."""
    search(clock)
    write_readings(clock())
    spool = writing.reading_spool()
    db.session.execute(db.update(ReadingLot).values(last_id=5))
    db.session.commit()
    recover_readings(clock())
    search(clock, actor="almaty-2")
    write_readings(clock())
    assert [(one.kind, one.detail.get("times")) for one in rows()][1:] == [
        ("readings.lost", 4),
        ("people.searched", None),
    ]
    assert spool.waiting_since() is None


def test_readings_that_wait_too_long_are_told(world, here, clock):
    browser = world.visitor().client
    search(clock)
    assert browser.get("/readyz").json["readings"] == "well"
    clock.go(clock() + timedelta(minutes=2))
    assert browser.get("/readyz").json["readings"] == "not well"
    write_readings(clock())
    assert browser.get("/readyz").json["readings"] == "well"
