"""A succession that a complaint undoes: the place is back exactly as it was, and both read why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from housing.actions.cases.answer_complaint import answer_complaint
from housing.actions.cases.register_entry import Act, move_entry, record_movement
from housing.actions.cases.restore import StandsElsewhere
from housing.actions.filing.file_complaint import file_complaint
from housing.actions.filing.start import build_draft
from housing.actions.register.remove import confirm_removal, propose_removal
from housing.law.register_acts import ProposedAct
from housing.law.register_moves import CAME
from housing.queries.filing.cabinet import list_own_cases
from housing.queries.register.place import load_queue_place
from housing.queries.register.place_history import load_place_history
from housing.queries.register.removals import list_registered_family
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Message, Notice, RegisterAct, RegisterEntry, Removal, Staff
from housing.storage.transaction import transaction
from tests.removals import GUARDIAN, HOUSED, official_named

pytestmark = pytest.mark.usefixtures("added_up")
MOVED = ProposedAct(
    "succeeded", date(2026, 11, 25), "Address record of 25.11.2026", "The family stays", "ru", "moved_away"
)


def fresh(table, **wanted):
    db.session.rollback()
    return list(db.session.scalars(select(table).filter_by(**wanted).order_by(table.id)))


def state(entry):
    """All of a place: whose, by what key, in which list, when checked."""
    told = ("application_id", "iin", "number", "settlement", "list_code", "category_declared", "registered_at")
    return {name: getattr(entry, name) for name in (*told, "checked_at", "next_ask_at", "annulled_at", "complaint_id")}


def citizen(world, iin):
    return Who("citizen", "", "citizen", "", world.clock().date(), iin=iin)


@pytest.fixture
def judge(world, app):
    """Somebody of the head office who took no part."""
    with app.app_context(), transaction() as tx:
        tx.query(Staff).filter_by(login="administrator").one().role = "head_office"

    def answer(number, outcome="upheld", place_returns=False):
        by = official_named("administrator")
        who = Who("staff", "", "head_office", "", world.clock().date(), "", by.staff_id, by.login, None)
        answer_complaint(number, who, outcome, "Looked at", world.clock(), place_returns)

    return answer


@pytest.fixture
def before(world, left):
    """Her place, in a list of a category that is her own, before it passed on; and where she stood."""
    case = world.settled("aigerim")
    world.clock.ahead(days=2)
    with transaction() as tx:
        entry = tx.query(RegisterEntry).one()
        move_entry(tx, entry, Act("category_confirmed", world.clock()), list_code="C9", category_declared="C9")
    return state(left(case).entry), load_queue_place(case)


@pytest.fixture
def follows(world, before, by_two):
    """The case of her husband, to whom it passed while she was thought to have left."""
    by_two(fresh(RegisterEntry)[0], MOVED._replace(successor=world.person("aigerim").family[0].iin))
    world.clock.ahead(days=1)
    return fresh(Application)[-1]


@pytest.fixture
def hers(world, before, follows):
    """Her complaint that she never moved."""
    return file_complaint(before[0]["application_id"], world.who("aigerim"), "decision", "I live here", world.clock())


def test_an_upheld_complaint_restores_exactly(world, before, follows, hers, judge):
    family = list_registered_family(follows.id)
    judge(hers)
    (entry,), (former, ended), (act,) = fresh(RegisterEntry), fresh(Application), fresh(RegisterAct)
    assert state(entry) == before[0] and load_queue_place(former.id) == before[1]
    assert (former.status, ended.status, act.state) == ("registered", "returned", "cancelled")
    assert load_queue_place(ended.id) is None and len(list_registered_family(former.id)) == len(family) + 1
    assert load_place_history(entry.id, world.clock())[-1].months[-1].place == before[1].number


def test_both_are_told_in_writing_and_by_message(world, before, follows, hers, judge):
    judge(hers)
    world.work()
    for case, kind in ((before[0]["application_id"], "restored"), (follows.id, "returned")):
        (notice,) = fresh(Notice, application_id=case, replaced_at=None)
        assert notice.kind == "returned" and hers in notice.texts["kk"] and hers in notice.texts["ru"]
        assert f"{kind} 1" in {one.kind for one in fresh(Message, application_id=case)}
    (case,) = list_own_cases(citizen(world, follows.iin))
    assert case.steps[-1].kind == "entry.handed_back" and case.place is None


@pytest.mark.parametrize(("outcome", "returns"), [("rejected", True), ("upheld", False)])
def test_what_a_successor_complains_of_gives_the_place_back_only_where_it_is_said(
    world, follows, judge, outcome, returns
):
    number = file_complaint(follows.id, citizen(world, follows.iin), "decision", "Why this list?", world.clock())
    judge(number, outcome, returns)
    assert fresh(RegisterEntry)[0].application_id == follows.id and world.row(follows.id).status == "registered"


def test_a_successor_who_wants_no_place_gives_it_back(world, before, follows, judge):
    number = file_complaint(follows.id, citizen(world, follows.iin), "decision", "She is alive", world.clock())
    judge(number, "upheld", place_returns=True)
    assert state(fresh(RegisterEntry)[0]) == before[0]


def test_a_place_that_passed_on_twice_and_moved_comes_back_to_the_first(world, before, follows, hers, by_two, judge):
    (entry,) = fresh(RegisterEntry)
    child = list_registered_family(follows.id)[0]
    by_two(entry, MOVED._replace(successor=child["iin"], leaver="died", representative=GUARDIAN))
    by_two(fresh(RegisterEntry)[0], MOVED._replace(kind="date_moved", successor="", leaver=""))
    judge(hers)
    assert state(fresh(RegisterEntry)[0]) == before[0]
    assert [one.status for one in fresh(Application)] == ["registered", "returned", "returned"]
    assert {one.state for one in fresh(RegisterAct)} == {"cancelled"}


def test_a_removal_of_the_successor_falls_with_the_place(world, before, follows, hers, judge):
    branch = world.row(follows.id).branch_code
    number = propose_removal(before_id(before), HOUSED, official_named(f"{branch}-1"), world.clock())
    world.clock.go(fresh(Removal)[0].heard_until + timedelta(minutes=1))
    confirm_removal(number, official_named(f"{branch}-head"), world.clock())
    judge(hers)
    assert state(fresh(RegisterEntry)[0]) == before[0] and fresh(Removal)[0].state == "cancelled"
    propose_removal(before_id(before), HOUSED, official_named(f"{branch}-1"), world.clock())


def before_id(before):
    return fresh(RegisterEntry, number=before[0]["number"])[0].id


def test_who_stands_in_another_settlement_has_to_leave_that_place_first(world, before, follows, hers, judge):
    elsewhere(world, before, "710000000")
    with pytest.raises(StandsElsewhere):
        judge(hers)
    assert world.row(follows.id).status == "registered"


def test_a_place_got_meanwhile_in_the_same_settlement_is_kept_with_the_earlier_date(
    world, before, follows, hers, judge
):
    later = elsewhere(world, before, before[0]["settlement"])
    judge(hers)
    (stands,) = fresh(RegisterEntry, annulled_at=None)
    assert (stands.number, stands.registered_at, stands.iin) == (later, before[0]["registered_at"], before[0]["iin"])


def elsewhere(world, before, settlement):
    """Another place of hers, which she got in her own name."""
    at = world.clock()
    with transaction() as tx:
        case = build_draft(before[0]["iin"], "Ә", "kk", at)
        case.status, case.number = "registered", "9900000001"
        tx.add(case)
        tx.flush()
        mine = {"settlement": settlement, "list_code": "general", "registered_at": at, "number": "7100009999"}
        entry = RegisterEntry(application_id=case.id, iin=case.iin, **mine)
        tx.add(entry)
        tx.flush()
        record_movement(tx, entry, CAME, Act("registered", at))
    return "7100009999"
