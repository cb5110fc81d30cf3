"""A notice issued before codes were looked up by their digest is still found by the code on its paper."""

from __future__ import annotations

import hashlib
import sqlite3

import pytest
from flask_migrate import upgrade


@pytest.fixture
def old(bare, tmp_path):
    upgrade(revision="0008")
    return tmp_path / "kezek.db"


def test_its_digest_is_made_when_the_database_grows(old):
    with sqlite3.connect(old) as connection:
        columns = connection.execute("PRAGMA table_info(application)").fetchall()
        wanted = [column[1] for column in columns if column[3]]
        marks = ", ".join("?" * len(wanted))
        connection.execute(f"INSERT INTO application ({', '.join(wanted)}) VALUES ({marks})", [1] * len(wanted))
        connection.execute(
            "INSERT INTO notice (id, application_id, kind, number, code, texts, sha256, issued_at) "
            "VALUES (1, 1, 'refused', '2611-Б-000001', '7KQM4T2X9D', '{}', '', '2026-11-24 05:00:00')"
        )
    upgrade()
    with sqlite3.connect(old) as connection:
        kept = connection.execute("SELECT code, code_sha256, replaced_at, reason FROM notice").fetchall()
    assert kept == [("7KQM4T2X9D", hashlib.sha256(b"7KQM4T2X9D").hexdigest(), None, "")]
