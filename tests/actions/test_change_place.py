"""A date moves by two hands; the person is told with both dates; an upheld complaint gives exactly the old one back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from housing.actions.cases.answer_complaint import ComplaintAboutOwnDecision, answer_complaint
from housing.actions.cases.official import Official
from housing.actions.filing.file_complaint import file_complaint
from housing.actions.register import change_place
from housing.law.register_acts import ActNotAllowed, ProposedAct
from housing.law.working_time import ALMATY
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Notice, RegisterAct, RegisterEntry, RegisterMovement, Staff

pytestmark = pytest.mark.usefixtures("added_up")
MOVED = ProposedAct("date_moved", date(2026, 11, 25), "Decision of a court No. 5", "The dwelling was owned until then")


@pytest.fixture
def stood(world, left):
    """Dauren stands on the register of Karaganda; two days later the branch acts."""
    case = world.settled("dauren")
    world.clock.ahead(days=2)
    return left(case).entry


def fresh(table, **wanted):
    db.session.rollback()
    return list(db.session.scalars(select(table).filter_by(**wanted).order_by(table.id)))


def test_a_date_moves_to_the_day_on_which_the_grounds_arose(world, stood, by_two):
    was = stood.registered_at
    by_two(stood, MOVED)
    (entry,), (act,) = fresh(RegisterEntry), fresh(RegisterAct)
    assert entry.registered_at == datetime(2026, 11, 25, tzinfo=ALMATY) == act.becomes_at and act.was_at == was
    assert [(one.sign, one.cause, one.act_id) for one in fresh(RegisterMovement)][1:] == [
        (-1, "date_moved", act.id),
        (1, "date_moved", act.id),
    ]


def test_the_person_is_told_in_writing_with_both_dates(world, stood, by_two, left):
    by_two(stood, MOVED)
    old, new = fresh(Notice)
    assert (old.kind, new.kind) == ("registered", "date_moved") and old.replaced_at == world.clock()
    assert "24.11.2026" in new.texts["ru"] and "25.11.2026" in new.texts["ru"] and "73(4)" in new.texts["kk"]
    assert "date_moved 1" in left(stood.application_id).messages()


def test_nobody_moves_a_date_by_one_hand(world, stood, official_of):
    head = official_of("karaganda-head")
    number = change_place.propose_act(stood.id, MOVED, head, world.clock())
    with pytest.raises(change_place.OwnAct):
        change_place.confirm_act(number, head, world.clock())
    assert fresh(RegisterEntry)[0].registered_at == stood.registered_at


def test_one_act_waits_at_a_time_and_may_be_taken_back_or_returned(world, stood, official_of):
    head, office = official_of("karaganda-head"), official_of("head-office")
    number = change_place.propose_act(stood.id, MOVED, head, world.clock())
    with pytest.raises(change_place.ActWaitsAlready):
        change_place.propose_act(stood.id, MOVED, head, world.clock())
    with pytest.raises(change_place.NotActProposer):
        change_place.take_back_act(number, office, world.clock())
    change_place.take_back_act(number, head, world.clock())
    number = change_place.propose_act(stood.id, MOVED, head, world.clock())
    change_place.return_act(number, "Which document?", office, world.clock())
    assert [one.state for one in fresh(RegisterAct)] == ["taken_back", "returned"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"on": date(2026, 11, 27)}, "future"),
        ({"on": date(2026, 11, 24)}, "later"),
        ({"kind": "primary_date"}, "earlier"),
        ({"kind": "primary_date", "on": date(2026, 9, 1)}, "not_orphan"),
        ({"document": ""}, "facts"),
        ({"why": ""}, "why"),
    ],
)
def test_what_the_law_does_not_allow_is_not_even_proposed(world, stood, official_of, changed, reason):
    with pytest.raises(ActNotAllowed) as fault:
        change_place.propose_act(stood.id, MOVED._replace(**changed), official_of("karaganda-head"), world.clock())
    assert fault.value.reason == reason and fresh(RegisterAct) == []


def test_an_upheld_complaint_gives_exactly_the_old_date_back(world, stood, by_two, official_of):
    was = stood.registered_at
    by_two(stood, MOVED)
    world.clock.ahead(days=1)
    number = file_complaint(stood.application_id, world.who("dauren"), "decision", "Wrong", world.clock())
    with pytest.raises(ComplaintAboutOwnDecision):
        answer(official_of("karaganda-head"), "supervisor", number, world)
    answer(second_office(), "head_office", number, world)
    (entry,), (act,) = fresh(RegisterEntry), fresh(RegisterAct)
    assert entry.registered_at == was and (act.state, act.cancelled_at) == ("cancelled", world.clock())
    assert world.row(stood.application_id).status == "registered"


def second_office():
    """Somebody of the head office who took no part."""
    one = db.session.scalars(select(Staff).filter_by(login="administrator")).one()
    one.role = "head_office"
    db.session.commit()
    return Official(one.id, one.login, None)


def answer(official, role, number, world):
    who = Who("staff", "", role, "", world.clock().date(), "", official.staff_id, official.login, official.branch_code)
    answer_complaint(number, who, "upheld", "Looked at", world.clock())


def test_what_was_proposed_lapses_with_the_place(world, stood, official_of):
    number = change_place.propose_act(stood.id, MOVED, official_of("karaganda-head"), world.clock())
    with pytest.raises(change_place.ActAnswered):
        stale(stood)
        change_place.confirm_act(number, official_of("head-office"), world.clock())


def stale(entry):
    """Another act moved the date meanwhile."""
    db.session.rollback()
    act = db.session.scalars(select(RegisterAct)).one()
    act.was_at -= timedelta(days=1)
    db.session.commit()
