"""To look changes nothing. One thing is written: that an official opened somebody's file, an event in itself."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from housing.storage.extensions import db
from tests.house.doors import ANYONE
from tests.house.house import tell
from tests.house.test_routes import listed

OPENED = "file.opened"
READS = ("SELECT", "BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "WITH")


@pytest.fixture
def written(app):
    """What is said to the database but to read, while a test lets it: (statement, values)."""
    said = []

    def listen(connection, cursor, statement, parameters, context, many):
        if not statement.lstrip().upper().startswith(READS):
            said.append((statement, parameters))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


def is_opening(statement, values):
    return statement.startswith("INSERT INTO event") and OPENED in values


@pytest.mark.parametrize("role", ANYONE)
def test_a_get_writes_nothing(app, visitors, places, written, role):
    wrong = []
    for name, door in listed(app, "GET"):
        if role in door.who:
            visitor = visitors(role, door.key)
            written.clear()
            visitor.get(door.url.format(**places)).close()
            wrong += [f"{name} as {role}: {words[:90]}" for words, values in written if not is_opening(words, values)]
    tell("A GET changes nothing; do it by a POST or a job:", wrong)


def test_opening_a_case_is_written_down(visitors, places, written):
    """So that the rule above watches something that happens."""
    visitor = visitors("operator", "")
    written.clear()
    visitor.get(f"/operator/case/{places['case']}")
    assert [is_opening(*one) for one in written] == [True]
