"""Papers that were there before sent files and documents of several files go on as what they were."""

from __future__ import annotations

import sqlite3

from flask_migrate import downgrade, upgrade

from tests.plain import plain_rows

PAPER = """INSERT INTO paper (id, application_id, kind, filename, media_type, size, sha256, content, filed_at, scan)
VALUES (?, ?, 'other', 'a.pdf', 'application/pdf', 1, 'x', x'00', '2026-11-24 05:00:00', 'none')"""


def ask(tmp_path, sql, *values):
    """By a connection that minds no references: the applications themselves matter nothing here."""
    with sqlite3.connect(tmp_path / "kezek.db") as connection:
        return connection.execute(sql, values).fetchall()


def test_each_paper_becomes_a_document_of_its_own_in_the_order_in_which_they_came(bare, tmp_path):
    upgrade(revision="0026")
    for paper, application in ((1, 7), (2, 8), (3, 7), (4, 7)):
        ask(tmp_path, PAPER, paper, application)
    upgrade()
    told = ask(tmp_path, "SELECT id, document, position FROM paper ORDER BY id")
    assert told == [(1, 1, 1), (2, 1, 1), (3, 2, 1), (4, 3, 1)]


def test_on_the_way_down_and_up_no_sent_file_is_lost(bare, tmp_path):
    upgrade()
    ask(tmp_path, PAPER, 1, 7)
    ask(tmp_path, "INSERT INTO sent_file (paper_id, size, content, signatures) VALUES (1, 1, x'01', '[]')")
    downgrade(revision="0027")
    upgrade()
    assert plain_rows(ask(tmp_path, "SELECT paper_id, content FROM sent_file")) == [(1, b"\x01")]
