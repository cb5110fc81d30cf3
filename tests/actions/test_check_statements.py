"""What a check asks of the database, counted: its second transaction holds the only writer meanwhile."""

from __future__ import annotations

from sqlalchemy import event, func, select

from housing.actions.cases.check import check_application
from housing.storage.extensions import db
from housing.storage.models import Answer


def test_all_answers_of_a_check_are_stored_by_one_statement(world, app, clock):
    case, stored = world.filed("aigerim"), []

    def hear(connection, cursor, statement, parameters, context, many):
        if statement.startswith("INSERT INTO answer"):
            stored.append(len(parameters) if many else 1)

    with app.app_context():
        before = db.session.scalar(select(func.count(Answer.id)))
        event.listen(db.engine, "before_cursor_execute", hear)
        assert check_application(case, app.extensions["services"].gateway, False, clock())
        event.remove(db.engine, "before_cursor_execute", hear)
        after = db.session.scalar(select(func.count(Answer.id)))
    assert stored == [after - before]
    assert after - before > 5


def test_who_acts_for_the_applicant_is_asked_once_for_a_notice(world, app, clock):
    case, asked = world.filed("aigerim"), []

    def hear(connection, cursor, statement, *rest):
        if "FROM representation" in statement:
            asked.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
        assert check_application(case, app.extensions["services"].gateway, False, clock())
        event.remove(db.engine, "before_cursor_execute", hear)
    assert world.status(case) == "registered" and len(asked) == 1
