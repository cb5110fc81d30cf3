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
