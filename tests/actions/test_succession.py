"""A place passes to the family registered together, by two hands: same number, same date, and nobody behind moves."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from housing.actions.register import change_place
from housing.law.register_acts import ActNotAllowed, ProposedAct
from housing.queries.filing.cabinet import list_own_cases
from housing.queries.filing.notice import load_own_notice, verify_notice_code
from housing.queries.register.place import load_queue_place
from housing.queries.register.removals import list_registered_family
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Notice, RegisterEntry, RegisterMovement

pytestmark = pytest.mark.usefixtures("added_up")
DIED = ProposedAct("succeeded", date(2026, 11, 25), "Death record of 25.11.2026", "The family stays", "ru", "died")


@pytest.fixture
def stands(world, left):
    """Who stands on the register; two days later the branch acts."""

    def of(key, **answers):
        case = world.settled(key, **answers)
        world.clock.ahead(days=2)
        return left(case).entry

    return of


@pytest.fixture
def stood(stands):
    return stands("aigerim", category="")


@pytest.fixture
def spouse(world):
    return next(one for one in world.person("aigerim").family if one.relation == "spouse")


@pytest.fixture
def passed(world, stood, spouse, by_two):
    """She died; her place passes to the adult who was registered with her. The place before."""
    before = load_queue_place(stood.application_id)
    by_two(stood, DIED._replace(successor=spouse.iin))
    return before


def fresh(table, **wanted):
    db.session.rollback()
    return list(db.session.scalars(select(table).filter_by(**wanted).order_by(table.id)))


def test_the_place_stays_with_its_number_and_date(stood, spouse, passed):
    (entry,), (former, follows) = fresh(RegisterEntry), fresh(Application)
    assert (entry.number, entry.registered_at, entry.iin) == (stood.number, stood.registered_at, spouse.iin)
    assert (former.status, follows.status, entry.application_id) == ("passed_on", "registered", follows.id)
    assert load_queue_place(follows.id) == passed and load_queue_place(former.id) is None


def test_its_movements_are_out_and_in_at_one_moment(stood, passed):
    assert [(one.sign, one.cause) for one in fresh(RegisterMovement)] == [
        (1, "registered"),
        (-1, "succeeded"),
        (1, "succeeded"),
    ]


def test_the_successor_sees_the_place_and_is_told(world, stood, spouse, passed, left):
    who = Who("citizen", "", "citizen", "", world.clock().date(), iin=spouse.iin)
    (case,) = list_own_cases(who)
    assert case.place.number == stood.number and case.notice.kind == "succeeded"
    assert "succeeded" in left(case.id).messages() and case.steps[-1].kind == "entry.succeeded"


def test_the_successor_s_notice_is_read_and_printed(world, stood, spouse, passed):
    world.work()
    notice = fresh(Notice)[-1]
    who = Who("citizen", "", "citizen", "", world.clock().date(), iin=spouse.iin)
    stored = load_own_notice(who, notice.number)
    assert stored is not None and stored.in_force and stored.size, "sealed"
    assert verify_notice_code(notice.code, "en").state == "genuine"


def test_nobody_writes_to_the_dead(stood, passed):
    notices = [(one.kind, one.replaced_at is None) for one in fresh(Notice, application_id=fresh(Application)[0].id)]
    assert notices == [("registered", False)]


def test_who_moved_for_good_is_told_in_writing(world, stood, spouse, by_two):
    by_two(stood, DIED._replace(leaver="moved_away", successor=spouse.iin))
    (_, notice) = fresh(Notice, application_id=fresh(Application)[0].id)
    assert notice.kind == "succeeded" and "перешло к семье" in notice.texts["ru"]


def test_the_rest_of_the_family_stays_with_the_place(passed):
    follows = fresh(Application)[-1]
    assert [one["relation"] for one in list_registered_family(follows.id)] == ["child"] * 4


@pytest.mark.parametrize(
    ("changed", "reason"),
    [({"leaver": ""}, "leaver"), ({"successor": "900101300000"}, "successor"), ({"successor": "child"}, "child")],
)
def test_a_place_passes_to_nobody_else(world, stood, official_of, changed, reason):
    if changed.get("successor") == "child":
        child = next(one for one in world.person("aigerim").family if one.relation == "child")
        changed = {"successor": child.iin}
    head = official_of(f"{world.row(stood.application_id).branch_code}-head")
    with pytest.raises(ActNotAllowed) as fault:
        change_place.propose_act(stood.id, DIED._replace(**changed), head, world.clock())
    assert fault.value.reason == reason


def test_who_stands_already_follows_nobody(world, stood, spouse, official_of):
    application = Application(
        iin=spouse.iin, name="A", name_key="a", language="kk", status="accepted", created_at=world.clock()
    )
    db.session.add(application)
    db.session.commit()
    head = official_of(f"{world.row(stood.application_id).branch_code}-head")
    with pytest.raises(ActNotAllowed) as fault:
        change_place.propose_act(stood.id, DIED._replace(successor=spouse.iin), head, world.clock())
    assert fault.value.reason == "elsewhere"


def test_a_family_s_category_goes_on_and_a_person_s_own_does_not(world, stands, by_two, left):
    entry = stands("aigerim")
    husband = next(one for one in world.person("aigerim").family if one.relation == "spouse")
    by_two(entry, DIED._replace(successor=husband.iin))
    assert fresh(RegisterEntry)[0].list_code == "C7"


def test_the_general_list_takes_the_family_of_whose_category_was_their_own(world, stood, spouse, by_two):
    stood = db.session.get_one(RegisterEntry, stood.id)
    stood.list_code = "C9"
    movement = db.session.scalars(select(RegisterMovement)).one()
    movement.list_code = "C9"
    db.session.commit()
    by_two(stood, DIED._replace(successor=spouse.iin))
    (entry,) = fresh(RegisterEntry)
    assert (entry.list_code, entry.registered_at) == ("general", stood.registered_at)
