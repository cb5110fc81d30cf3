"""Kept counts are compared with the records once a day; where they differ that is told, and the records answer."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import text

from housing.queries.figures.period import Period
from housing.queries.figures.statistics import load_figures
from housing.queries.journal.kept_counts import may_ask_counts
from housing.queries.register.place import load_queue_place
from housing.storage.extensions import db
from housing.storage.statement_tables import find_written_tables
from tests.plans import watch

TAMPERED = "UPDATE register_count SET entries = entries + 7"
MISSING = "DELETE FROM register_count"
INVENTED = "INSERT INTO register_count VALUES ('351010000', 'general', '2026-10-01', 7)"


@pytest.fixture
def case(world):
    """Somebody on the register, and a night in which nothing was wrong."""
    case = world.settled("aigerim")
    world.work_by_night()
    return case


def write(world, sql):
    with world.app.app_context():
        db.session.execute(text(sql))
        db.session.commit()


def a_night_later(world):
    world.clock.ahead(days=1)
    world.work_by_night()


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
        checks = db.session.execute(text("SELECT counts, count(*), sum(differing) FROM kept_counts_check GROUP BY 1"))
        assert [tuple(row) for row in checks] == [("figures", 2, 0), ("open", 2, 0), ("register", 2, 0)]


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
    assert len(rows) >= 14
    for row in rows:
        target = re.search(r"(?:INSERT INTO|DELETE FROM) (\w+)", row.sql)[1]
        assert target in find_written_tables(f"UPDATE {row.tbl_name} SET id = id"), row.sql


FIGURES = "UPDATE daily_figures SET figures = '{\"refused\": 7}' WHERE scope = 'all' AND day = '2026-11-20'"


@pytest.mark.parametrize(("name", "change"), [
    ("figures", FIGURES), ("figures", "DELETE FROM daily_figures WHERE scope = 'sources' AND day = '2026-11-20'"),
    ("open", "UPDATE open_count SET cases = cases + 7"), ("open", "DELETE FROM open_count"),
])  # fmt: skip
def test_a_tampered_figure_is_told_by_the_next_night_and_the_records_answer(world, caplog, name, change):
    world.settled("viktor")
    world.work_by_night()

    def seen():
        with world.app.app_context():
            return load_figures(Period(date(2026, 11, 1), date(2026, 11, 30)), world.clock())

    write(world, change)
    a_night_later(world)
    assert f"ALARM kept counts differ from the records ({name}): 1 of " in caplog.text
    assert ready(world) == "not well"
    assert (seen().refusals, seen().open) == (0, 1)
    done = world.app.test_cli_runner().invoke(args=["figures", "rebuild-index"])
    assert done.exit_code == 0 and "1 had differed" in done.output, done.output
    assert ready(world) == "well" and (seen().refusals, seen().open) == (0, 1)
    with world.app.app_context():
        assert may_ask_counts(name) and db.session.scalar(text("SELECT count(*) FROM daily_figures")) > 91
