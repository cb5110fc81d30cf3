"""An existing database goes on: its decisions, its notices and a case annulled before annulments had notices."""

from __future__ import annotations

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from housing.storage.extensions import db

BEFORE, ACTS = "0024", "0025"
ROWS = (
    "INSERT INTO branch (code) SELECT 'karaganda' WHERE NOT EXISTS (SELECT 1 FROM branch WHERE code = 'karaganda')",
    "INSERT INTO application (id, number, iin, name, name_key, language, status, version, answers, branch_code,"
    " created_at, escalation) VALUES (1, '2611000001', '900101300017', 'A', 'a', 'kk', 'annulled', 1, '{}',"
    " 'karaganda', '2026-11-24', 0)",
    "INSERT INTO decision (id, application_id, outcome, facts, grounds, unknown, parameters, code_version, note,"
    " decided_at) VALUES (7, 1, 'register', '{}', '[]', '[]', '2026-07-12', '1', '', '2026-11-24')",
    "INSERT INTO notice (id, application_id, kind, number, code, code_sha256, texts, sha256, issued_at)"
    " VALUES (3, 1, 'registered', '2611-Е-000001', 'X', 'x', '{}', 'y', '2026-11-24')",
)


@pytest.fixture
def old(bare):
    """A database of the version before, with an annulled case in it."""
    upgrade(revision=BEFORE)
    for row in ROWS:
        db.session.execute(text(row))
    db.session.commit()
    return db


def one(sql):
    db.session.rollback()
    return tuple(db.session.execute(text(sql)).one())


def test_what_stands_is_in_force_and_a_notice_knows_its_decision(old):
    upgrade(revision=ACTS)
    assert one("SELECT decision_id, replaced_at FROM notice") == (7, None)
    assert one("SELECT cancelled_at, complaint_id FROM decision") == (None, None)
    assert one("SELECT renewed_at, counts_from FROM application") == (None, None)


def test_the_new_texts_are_there_and_go_again(old):
    counted = "SELECT count(*) FROM catalog_row WHERE key IN ('renewed', 'annulled_mend', 'date_renewed')"
    upgrade(revision=ACTS)
    assert one(counted) == (4,), "one of them in two catalogs"
    downgrade(revision=BEFORE)
    assert one(counted) == (0,) and one("SELECT count(*) FROM decision") == (1,)


PASSED = (
    "INSERT INTO staff (id, login, name, role, password_hash, active) VALUES (9, 'x', 'X', 'supervisor', '', 1)",
    "INSERT INTO application (id, iin, name, name_key, language, status, version, answers, category, created_at,"
    " escalation) VALUES (5, '900101300018', 'A', 'a', 'kk', 'passed_on', 1, '{}', 'C9', '2026-11-24', 0)",
    "INSERT INTO register_entry (id, application_id, number, iin, settlement, list_code, registered_at)"
    " VALUES (6, 5, '7500000005', '900101300018', '750000000', 'general', '2026-11-24')",
    "INSERT INTO register_act (id, entry_id, application_id, kind, facts, was_at, becomes_at, note, note_language,"
    " proposed_by, proposed_at, state) VALUES (4, 6, 5, 'succeeded', '{}', '2026-11-24', '2026-11-24', '', '', 9,"
    " '2026-11-24', 'confirmed')",
    "INSERT INTO register_movement (entry_id, at, sign, settlement, list_code, registered_at, number, cause, source,"
    " act_id) VALUES (6, '2026-11-25', -1, '750000000', 'C9', '2026-11-24', '7500000005', 'succeeded', '', 4)",
)


def test_of_an_older_succession_the_list_before_is_read_off_its_movement(bare):
    upgrade(revision="0044")
    for row in PASSED:
        db.session.execute(text(row))
    db.session.commit()
    upgrade(revision="0045")
    (before,) = one("SELECT entry_before FROM register_act")
    assert before == '{"list_code":"C9","category_declared":"C9"}'
    downgrade(revision="0044")
    assert one("SELECT count(*) FROM catalog_row WHERE key = 'returned'") == (0,)
