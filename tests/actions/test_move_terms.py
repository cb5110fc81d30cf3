"""Open cases that an earlier version counted otherwise are moved once, on record and told; decided ones never."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from housing.actions.reference import move_terms
from housing.actions.reference.move_terms import recompute_terms
from housing.law.working_time import ALMATY
from housing.queries.journal.journal import check_chain
from housing.storage.extensions import db
from housing.storage.models import Alert, Application, Event, Message
from housing.storage.query_cache import query_cache
from housing.storage.transaction import transaction

#: A Saturday: accepted on Monday, due on Wednesday by point 16; an earlier version said Thursday.
SATURDAY = datetime(2026, 11, 21, 11, 0, tzinfo=ALMATY)
RIGHT, WRONG = (datetime(2026, 11, day, 13, 30, tzinfo=UTC) for day in (25, 26))


@pytest.fixture
def old(world):
    """A case with the due time that an earlier version gave it, and the clock on the Monday after."""

    def make(key, **changes):
        world.clock.go(SATURDAY)
        case = world.filed(key)
        world.clock.go(datetime(2026, 11, 23, 9, 30, tzinfo=ALMATY))
        world.work()
        with world.app.app_context(), transaction() as session:
            row = world.row(case)
            session.add(row)
            for name, value in {"due_at": WRONG, **changes}.items():
                setattr(row, name, value)
        return case

    return make


def moves(case):
    return db.session.query(Event).filter_by(kind="case.term_moved", application_id=case).all()


def told(case):
    return db.session.query(Message).filter_by(kind="term_moved", application_id=case, channel="sms").all()


def test_an_open_case_is_moved_to_where_point_16_ends_it_journalled_and_told(world, old):
    case = old("viktor")
    with world.app.app_context():
        assert world.row(case).due_at == WRONG
        assert recompute_terms(world.clock()) == 1
        assert world.row(case).due_at == RIGHT
        (event,) = moves(case)
        assert event.actor == "system" and event.detail["before"] == WRONG.isoformat()
        (message,) = told(case)
        assert "25.11.2026" in message.text and "16" in message.text.rpartition(",")[2]
        assert event.detail["cause"] == "point_16"
        assert check_chain().broken_at is None


def test_a_second_start_moves_and_tells_nothing(world, old):
    case = old("viktor")
    with world.app.app_context():
        recompute_terms(world.clock())
        rows = db.session.query(Event).count()
        assert recompute_terms(world.clock()) == 0
        assert (db.session.query(Event).count(), len(told(case))) == (rows, 1)


def test_many_are_moved_lot_by_lot_and_people_write_in_between(world, old, monkeypatch):
    cases = [old(key) for key in ("viktor", "marat")]
    monkeypatch.setattr(move_terms, "BATCH_SIZE", 1)
    with world.app.app_context():
        with transaction() as session:
            session.execute(update(Application).values(due_at=WRONG))
        before = query_cache.commits
        assert recompute_terms(world.clock()) == 2
        assert query_cache.commits - before == 2
        assert WRONG not in [world.row(case).due_at for case in cases]


def test_the_clock_does_it_by_itself(world, old):
    case = old("viktor")
    world.work()
    with world.app.app_context():
        assert world.row(case).due_at == RIGHT and len(moves(case)) == 1


@pytest.mark.parametrize("status", ["registered", "refused", "withdrawn", "annulled"])
def test_a_decided_case_is_never_moved(world, old, status):
    case = old("viktor", status=status)
    with world.app.app_context():
        assert recompute_terms(world.clock()) == 0
        assert world.row(case).due_at == WRONG and not moves(case) and not told(case)


def test_a_term_that_ran_out_by_the_old_count_stays(world, old):
    case = old("viktor")
    world.clock.go(datetime(2026, 11, 27, 9, 0, tzinfo=ALMATY))
    with world.app.app_context():
        assert recompute_terms(world.clock()) == 0 and world.row(case).due_at == WRONG


def test_one_that_has_run_out_by_the_right_count_is_moved_and_escalated_as_broken(world, old):
    case = old("viktor")
    world.clock.go(datetime(2026, 11, 26, 9, 0, tzinfo=ALMATY))
    world.work()
    with world.app.app_context():
        assert world.row(case).due_at == RIGHT
        assert db.session.query(Alert).filter_by(application_id=case, breach=True).count() > 0


def test_the_page_of_a_decided_case_explains_the_day_that_it_was_given(world, old):
    old("viktor", status="withdrawn")
    browser = world.citizen("viktor")
    browser.get("/?lang=en")
    number = browser.get("/cabinet").select("a[href^='/cabinet/application/']")[0]["href"].rpartition("/")[2]
    page = browser.get(f"/cabinet/receipt/{number}")
    last = " ".join(page.select(".term-timeline li")[-1].get_text(" ").split())
    assert last.startswith("Thursday 26 November working day 3") and "point 16" not in page.one("#receipt-why")


def test_a_case_filed_in_working_hours_stands_where_it_did(world):
    world.clock.go(datetime(2026, 11, 23, 10, 0, tzinfo=ALMATY))
    case = world.settled("viktor")
    with world.app.app_context():
        assert world.row(case).due_at.astimezone(ALMATY).date() == date(2026, 11, 26) and not moves(case)


def test_what_moves_by_the_program_for_another_reason_does_not_name_point_16(world):
    world.clock.go(datetime(2026, 11, 23, 10, 0, tzinfo=ALMATY))
    case = world.settled("viktor")
    with world.app.app_context():
        with transaction() as session:
            row = world.row(case)
            session.add(row)
            row.due_at = row.due_at + timedelta(days=1)
        assert recompute_terms(world.clock()) == 1
        assert moves(case)[0].detail["cause"] == "recount" and "срок пересчитан" in told(case)[0].text
