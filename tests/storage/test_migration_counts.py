"""A database of the version before has its counts as soon as it is up to date, and the triggers that keep them."""

from __future__ import annotations

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from housing.queries.journal.kept_counts import compare_counts
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.storage.extensions import db

BEFORE, COUNTS = "0032", "0033"
TRIGGERS = {"register_entry_counted", "register_entry_recounted", "register_entry_uncounted"}
LATER = {
    "application_opened", "application_leaves_open", "application_enters_open", "application_deleted",
    "decision_added", "decision_changed", "decision_deleted",
    "event_added", "event_deleted", "answer_added", "answer_deleted",
}  # fmt: skip
APPLICATION = (
    "INSERT INTO application (id, iin, name, name_key, language, status, version, answers, created_at, escalation)"
    " VALUES (:id, :iin, 'A', 'a', 'kk', 'registered', 1, '{}', '2026-11-24', 0)"
)
ENTRY = (
    "INSERT INTO register_entry (application_id, number, iin, settlement, list_code, registered_at, annulled_at)"
    " VALUES (:id, :iin, :iin, '351010000', 'general', :at, :left)"
)
#: Registered and left; the third one on 1 December in Almaty.
LIVES = {
    1: ("2026-11-24 05:00:00.000000", None),
    2: ("2026-11-24 06:00:00.000000", None),
    3: ("2026-11-30 20:00:00.000000", None),
    4: ("2026-10-05 06:00:00.000000", "2026-11-02 06:00:00.000000"),
}


@pytest.fixture
def old(bare):
    upgrade(revision=BEFORE)
    for id, (at, left) in LIVES.items():
        given = {"id": id, "iin": f"{id:012}", "at": at, "left": left}
        db.session.execute(text(APPLICATION), given)
        db.session.execute(text(ENTRY), given)
    db.session.commit()


def rows(sql):
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(text(sql))]


def triggers():
    return {name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}


def test_who_is_on_the_register_is_counted_by_the_upgrade(old):
    upgrade(revision=COUNTS)
    assert rows("SELECT since, entries FROM register_count ORDER BY 1") == [("2026-11-24", 2), ("2026-12-01", 1)]


def test_what_happens_after_the_upgrade_is_counted_too(old):
    upgrade()
    db.session.execute(text("UPDATE register_entry SET annulled_at = '2026-12-02 05:00:00.000000' WHERE id = 1"))
    db.session.commit()
    assert compare_counts(REGISTER_COUNTS).differing == 0
    assert rows("SELECT since, entries FROM register_count ORDER BY 1") == [("2026-11-24", 1), ("2026-12-01", 1)]


def test_all_triggers_are_there_after_the_newest_migration(old):
    """A batch rebuild of a table takes its triggers with it without a word: the migration has to make them again."""
    upgrade()
    assert triggers() >= TRIGGERS | LATER


def test_back_down_nothing_of_it_is_left(old):
    upgrade(revision=COUNTS)
    downgrade(revision=BEFORE)
    assert triggers() == set()
    assert rows("SELECT count(*) FROM register_entry") == [(4,)]


BEFORE_WORK, WORK = "0034", "0035"
ANSWER = (
    "INSERT INTO answer (application_id, source, about, state, facts, request_id, asked_at, raw, sha256)"
    " VALUES (:id, :source, 'A', :state, '{}', hex(randomblob(8)), :at, x'', '')"
)


def test_what_is_silent_and_whom_to_ask_about_is_known_after_the_upgrade(old):
    """The first one is open, and one of its two bases spoke later; the second is on the register, unconfirmed."""
    upgrade(revision=BEFORE_WORK)
    at = "2026-11-24 07:30:15.250000"
    told = [("orphans", "unavailable"), ("categories", "unavailable"), ("orphans", "answered")]
    for source, state in told:
        db.session.execute(text(ANSWER), {"id": 1, "source": source, "state": state, "at": at})
    db.session.execute(text(ANSWER), {"id": 2, "source": "categories", "state": "unavailable", "at": at})
    db.session.execute(text("UPDATE application SET status = 'with_operator' WHERE id = 1"))
    db.session.execute(text("UPDATE register_entry SET category_declared = 'C7' WHERE application_id = 2"))
    db.session.commit()
    upgrade(revision=WORK)
    assert rows("SELECT id, silent_sources FROM application WHERE silent_sources <> ''") == [(1, ",categories,")]
    due = rows("SELECT application_id, next_ask_at FROM register_entry WHERE next_ask_at IS NOT NULL")
    assert due == [(2, "2026-11-25 07:30:15.250000")]
    downgrade(revision=BEFORE_WORK)
    assert triggers() >= TRIGGERS and rows("SELECT count(*) FROM application") == [(4,)]
