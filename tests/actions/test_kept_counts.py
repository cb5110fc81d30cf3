"""Kept counts are compared with the records once a day; where they differ that is told, and the records answer."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from housing.queries.journal.kept_counts import may_ask_counts
from housing.queries.register.place import load_queue_place
from housing.storage.extensions import db
from housing.storage.statement_tables import find_written_tables
from tests.plans import watch

TAMPERED = "UPDATE register_count SET entries = entries + 7"
MISSING = "DELETE FROM register_count"
INVENTED = "INSERT INTO register_count VALUES ('351010000', 'general', '', '2026-10-01', 7)"


@pytest.fixture
def case(world):
    """Somebody on the register, and a night in which nothing was wrong."""
    case = world.settled("aigerim")
    world.work()
    return case


def write(world, sql):
    with world.app.app_context():
        db.session.execute(text(sql))
        db.session.commit()


def a_night_later(world):
    world.clock.ahead(days=1)
    world.work()


def ready(world):
    return world.visitor().client.get("/readyz").json["kept counts"]


def place(world, case):
    with world.app.app_context():
        return load_queue_place(case)


def rebuild(world):
    done = world.app.test_cli_runner().invoke(args=["register", "rebuild-index"])
    return done.exit_code, done.output


def test_a_night_in_which_nothing_differs_says_nothing(world, case, caplog):
    a_night_later(world)
    assert "ALARM" not in caplog.text and ready(world) == "well"
    with world.app.app_context():
        assert db.session.execute(text("SELECT count(*), sum(differing) FROM kept_counts_check")).one() == (2, 0)


@pytest.mark.parametrize("change", [TAMPERED, MISSING, INVENTED])
def test_a_tampered_count_is_told_by_the_next_night_and_the_entries_answer(world, case, caplog, change):
    right = place(world, case)
    write(world, change)
    a_night_later(world)
    assert "ALARM kept counts differ from the records (register): 1 of " in caplog.text
    assert ready(world) == "not well"
    assert place(world, case) == right
    with world.app.app_context():
        assert "register_count" not in str(watch(lambda: load_queue_place(case)).statements)


def test_rebuilt_they_are_asked_again_and_the_journal_has_it(world, case):
    right = place(world, case)
    write(world, TAMPERED)
    a_night_later(world)
    assert rebuild(world) == (0, "1 counts are kept; 1 had differed from the register\n")
    assert ready(world) == "well" and place(world, case) == right
    with world.app.app_context():
        assert may_ask_counts("register")
        told = db.session.execute(text("SELECT actor, detail FROM event WHERE kind = 'counts.rebuilt'")).one()
    assert tuple(told) == ("console", '{"what": "register", "rows": 1}')
    journal = world.official("auditor").get("/operator/journal?lang=en")
    assert "What: the register; Number of rows: 1" in journal.text


def test_rebuilding_what_is_right_changes_nothing(world, case):
    assert rebuild(world) == (0, "1 counts are kept; 0 had differed from the register\n")


def test_what_the_trigger_writes_ends_the_answers_that_were_read_from_it(world, case):
    """A kept answer knows the tables that were written, and a trigger names none of them."""
    triggers = "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    with world.app.app_context():
        rows = db.session.execute(text(triggers)).all()
    assert len(rows) >= 3
    for row in rows:
        target = row.sql.split("INSERT INTO ")[1].split()[0]
        assert target in find_written_tables(f"UPDATE {row.tbl_name} SET id = id"), row.sql
