"""An act on a place that waits stands in an inbox and grows old; a revoked key and a place taken back are told."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from housing.actions.cases.annul import annul_application
from housing.actions.cases.decide import decide_case
from housing.actions.cases.official import OfficialDecision
from housing.actions.cases.tell_refused import tell_refused
from housing.actions.filing.start import build_draft
from housing.actions.register import change_place
from housing.actions.register.apply_import import undo_import
from housing.actions.signatures.recheck import record_revocation_check
from housing.gateways import eds
from housing.jobs import removals_job
from housing.law.register_acts import ProposedAct
from housing.law.removal_clock import ACT_STUCK_LEVEL, ACT_WAITS_LEVEL, KEY_LEVEL, REFUSAL_LEVEL
from housing.queries.cases.inbox import load_inbox
from housing.queries.filing.signatures import UncheckedSignature
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Alert, Application, Decision, Event, Message, RegisterEntry, Signature, Staff
from housing.storage.transaction import transaction
from tests.import_runs import take_over
from tests.register_files import csv_file, legacy_row
from tests.removals import official_named

#: Of a decision, as it keeps them.
GROUNDS = [{"code": "requirements_not_met", "reasons": ["already_registered"]}]
MOVED = ProposedAct("date_moved", date(2026, 11, 25), "Decision of a court No. 5", "Owned until then")
PASSED = ProposedAct("succeeded", date(2026, 11, 25), "Address record", "-", "ru", "moved_away")


def fresh(table, **wanted):
    db.session.rollback()
    return list(db.session.scalars(select(table).filter_by(**wanted).order_by(table.id)))


def inbox(world, login):
    one = db.session.scalars(select(Staff).filter_by(login=login)).one()
    who = Who("staff", "", one.role, "", world.clock().date(), "", one.id, login, one.branch_code)
    return [(row.level, row.register_page) for row in load_inbox(who, world.clock(), "todo").rows]


@pytest.fixture
def waits(world, stood):
    return change_place.propose_act(stood.id, MOVED, official_named("karaganda-head"), world.clock())


def test_it_stands_in_the_inbox_of_whoever_may_confirm_it_and_of_nobody_else(world, waits):
    assert inbox(world, "head-office") == [(ACT_WAITS_LEVEL, "register.place_act")]
    assert inbox(world, "karaganda-head") == []


def test_it_grows_old_in_two_steps_each_told_once(world, waits):
    world.clock.ahead(days=7)
    assert removals_job(world.clock()) and not removals_job(world.clock())
    assert {one.role for one in fresh(Alert, level=ACT_STUCK_LEVEL)} == {"supervisor", "head_office"}
    assert inbox(world, "karaganda-head") == [(ACT_STUCK_LEVEL, "register.place_act")]
    world.clock.ahead(days=7)
    assert removals_job(world.clock()) and not removals_job(world.clock())
    assert [one.kind for one in fresh(Event) if one.kind == "act.escalated"] == ["act.escalated"] * 2


@pytest.mark.parametrize("how", ["confirm", "return", "take_back"])
def test_whatever_becomes_of_it_nobody_has_to_look_any_more(world, waits, how):
    world.clock.ahead(days=7)
    removals_job(world.clock())
    office = official_named("head-office")
    {
        "confirm": lambda: change_place.confirm_act(waits, office, world.clock()),
        "return": lambda: change_place.return_act(waits, "Which?", office, world.clock()),
        "take_back": lambda: change_place.take_back_act(waits, official_named("karaganda-head"), world.clock()),
    }[how]()
    assert [one for one in fresh(Alert) if one.level in (ACT_WAITS_LEVEL, ACT_STUCK_LEVEL) and not one.handled_at] == []


@pytest.fixture
def passed(world, left, by_two):
    """Her place passed to her husband; and her case."""
    case = world.settled("aigerim", category="")
    world.clock.ahead(days=2)
    by_two(left(case).entry, PASSED._replace(successor=world.person("aigerim").family[0].iin))
    return case


def test_a_revoked_key_of_a_place_that_passed_on_is_told_to_all_whom_it_concerns(world, passed):
    signature = fresh(Signature, application_id=passed)[0]
    one = UncheckedSignature(signature.id, passed, b"", world.clock())
    record_revocation_check(one, "revoked", eds.Proof(), world.clock())
    former, follows = fresh(Application)
    assert (former.status, follows.status) == ("passed_on", "registered"), "nothing ends by it"
    assert {one.application_id for one in fresh(Message, kind="key_void")} == {former.id, follows.id}
    assert {one.application_id for one in fresh(Event, kind="signature.void_after")} == {former.id, follows.id}
    branch = former.branch_code
    assert inbox(world, f"{branch}-head") == [(KEY_LEVEL, "register.entry")]


def test_who_was_refused_for_a_place_that_is_taken_back_is_told_and_so_is_the_branch(world, app, left):
    who = world.person("dauren")
    row = legacy_row(2, iin=who.iin, surname=who.surname_kk, given=who.given_kk)
    with app.app_context():
        number = take_over(csv_file([row]), world.clock())
        case = world.settled("dauren")
        refused = OfficialDecision("refuse", {}, "Already registered")
        decide_case(case, world.row(case).version, refused, official_named("karaganda-1"), world.clock())
        assert "already_registered" in str(left(case).decision.grounds)
        undo_import(number, "head-office", world.clock())
        assert "ground_gone" in {one.kind.split()[0] for one in fresh(Message, application_id=case)}
        assert [one.level for one in fresh(Alert, application_id=case)] == [REFUSAL_LEVEL]
        assert "refusal.ground_gone" in left(case).kinds()


def test_who_was_refused_on_other_grounds_is_told_nothing(world, app):
    with app.app_context():
        world.settled("marat")
        with transaction() as tx:
            assert tell_refused(tx, [world.person("marat").iin], world.clock()) == 0
            assert tx.query(RegisterEntry).count() == 0


def test_who_was_refused_for_a_place_of_a_stolen_key_is_told(world, app, left):
    """Somebody had applied in his name; his own application was refused for that place."""
    with app.app_context():
        stolen = world.settled("dauren")
        with transaction() as tx:
            entry = tx.query(RegisterEntry).one()
            case = build_draft(entry.iin, "Ә", "kk", world.clock())
            case.status, case.number, case.branch_code = "refused", "9900000001", world.row(stolen).branch_code
            tx.add(case)
            tx.flush()
            told = {"outcome": "refuse", "unknown": [], "parameters": world.clock().date(), "code_version": "1"}
            tx.add(Decision(application_id=case.id, facts={}, grounds=GROUNDS, decided_at=world.clock(), **told))
            refused = case.id
        with transaction() as tx:
            annul_application(tx, tx.get_one(Application, stolen), world.clock(), world.clock())
        assert "refusal.ground_gone" in left(refused).kinds()
