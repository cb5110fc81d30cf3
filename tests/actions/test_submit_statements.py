"""What a submission asks of the database: counted, for every statement of it holds the only writer."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from housing.actions.filing.submit import submit_application
from housing.actions.signin.challenge import SignedChallenge, issue_challenge
from housing.storage.extensions import db


@pytest.fixture
def heard(app):
    """Statements and ends of transactions, in their order."""
    said: list[str] = []

    def hear(connection, cursor, statement, *rest):
        said.append(" ".join(statement.split()))

    def commit(connection):
        said.append("COMMIT")

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    event.listen(engine, "commit", commit)
    yield said
    event.remove(engine, "before_cursor_execute", hear)
    event.remove(engine, "commit", commit)


@pytest.fixture
def submitted(world, app, clock, heard):
    """What the submission of a person asks of the database after somebody else submitted."""
    waiting = []
    for key in ("aigerim", "marat"):
        draft, secret = world.drafted(key), app.config["SECRET_KEY"]
        with app.app_context():
            document = {"application": draft, "version": world.row(draft).version}
        asked = issue_challenge(secret, "a browser", "signing", document, clock())
        signed = SignedChallenge(asked, world.sign(key, asked.payload, "signing"))
        waiting.append((signed, "a browser", secret, world.person(key).iin))
    for given in waiting:
        with app.test_request_context():
            heard.clear()
            submit_application(*given, app.extensions["services"].verifier, clock())
    return heard


def test_a_submission_is_one_transaction_with_one_statement_for_the_journal(submitted):
    assert submitted.count("COMMIT") == 1
    assert len([one for one in submitted if one.startswith("INSERT INTO event ")]) == 1
    assert len([one for one in submitted if one.startswith("SELECT event.hash")]) == 1


def test_a_submission_reads_the_application_and_what_hinders_it_by_one_statement(submitted):
    assert len([one for one in submitted if "FROM application" in one]) == 1


def test_a_submission_asks_for_the_edition_of_the_reference_data_and_not_for_its_rows(submitted):
    asked = [one for one in submitted if "catalog_" in one]
    assert asked == [
        "SELECT count(*) AS count_1, max(catalog_version.decided_at) AS max_1 FROM catalog_version"
        " WHERE catalog_version.state = ?"
    ]
    assert len(submitted) <= 13
