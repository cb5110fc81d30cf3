"""An existing register gets its movements: they add up to what stands, and tell on which day a list changed."""

from __future__ import annotations

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from housing.storage.extensions import db

BEFORE, MOVEMENTS = "0033", "0034"
APPLICATION = (
    "INSERT INTO application (id, number, iin, name, name_key, language, status, version, answers, branch_code,"
    " created_at, escalation) VALUES ({id}, '261100000{id}', '90010130001{id}', 'A', 'a', 'kk', '{status}', 1, '{{}}',"
    " 'karaganda', '2026-11-24', 0)"
)
DECISION = (
    "INSERT INTO decision (id, application_id, outcome, facts, grounds, unknown, parameters, code_version, note,"
    " decided_at) VALUES (7{id}, {id}, 'register', '{{}}', '[]', '[]', '2026-07-12', '1', '', '2026-11-24 05:00:00')"
)
ENTRY = (
    "INSERT INTO register_entry (id, application_id, number, iin, settlement, list_code, registered_at, annulled_at)"
    " VALUES (4{id}, {id}, '351000000{id}', '90010130001{id}', '351010000', '{list}', '2026-11-24 05:00:00', {left})"
)
CONFIRMED = (
    "INSERT INTO event (at, kind, actor, application_id, detail, previous, hash)"
    " VALUES ('2026-11-25 06:00:00', 'entry.category_confirmed', 'system', 2, '{\"category\": \"C2\"}', 'p', 'h')"
)
PEOPLE = (
    {"id": 1, "status": "registered", "list": "general", "left": "NULL"},
    {"id": 2, "status": "registered", "list": "C2", "left": "NULL"},
    {"id": 3, "status": "annulled", "list": "general", "left": "'2026-11-26 07:00:00'"},
)


@pytest.fixture
def old(bare):
    """A register of the version before: one stands, one whose category was confirmed later, one who was annulled."""
    upgrade(revision=BEFORE)
    branch = (
        "INSERT INTO branch (code) SELECT 'karaganda' WHERE NOT EXISTS (SELECT 1 FROM branch WHERE code='karaganda')"
    )
    db.session.execute(text(branch))
    for one in PEOPLE:
        for row in (APPLICATION, DECISION, ENTRY):
            db.session.execute(text(row.format(**one)))
    db.session.connection().exec_driver_sql(CONFIRMED)
    db.session.commit()


def rows(sql):
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(text(sql))]


def test_everybody_came_by_their_decision_and_left_on_their_day(old):
    upgrade(revision=MOVEMENTS)
    told = "SELECT at, sign, list_code, cause, decision_id FROM register_movement WHERE entry_id = {} ORDER BY at, id"
    assert rows(told.format(41)) == [("2026-11-24 05:00:00", 1, "general", "registered", 71)]
    assert rows(told.format(42)) == [
        ("2026-11-24 05:00:00", 1, "general", "registered", 72),
        ("2026-11-25 06:00:00", -1, "general", "category_confirmed", None),
        ("2026-11-25 06:00:00", 1, "C2", "category_confirmed", None),
    ]
    assert rows(told.format(43))[1:] == [("2026-11-26 07:00:00", -1, "general", "annulled", None)]


def test_the_movements_add_up_to_what_stands(old):
    upgrade(revision=MOVEMENTS)
    key = "settlement, list_code, registered_at, number"
    added = f"SELECT {key} FROM register_movement GROUP BY {key} HAVING sum(sign) = 1 ORDER BY number"
    assert rows(added) == rows(f"SELECT {key} FROM register_entry WHERE annulled_at IS NULL ORDER BY number")
    assert len(rows(added)) == 2


def test_the_way_back_leaves_the_entries_alone(old):
    upgrade(revision=MOVEMENTS)
    downgrade(revision=BEFORE)
    assert len(rows("SELECT * FROM register_entry")) == 3
