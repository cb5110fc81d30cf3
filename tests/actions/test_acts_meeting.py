"""Where two acts on one place meet: what the first left open ends with the second, and nobody is put further back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from housing.actions.cases.annul import annul_application
from housing.actions.cases.decide import decide_case
from housing.actions.cases.official import OfficialDecision
from housing.actions.filing.file_complaint import file_complaint
from housing.actions.filing.start import build_draft
from housing.actions.register import change_place, remove
from housing.actions.register.apply_import import undo_import
from housing.actions.register.begin_inventory import fill_inventory
from housing.actions.signatures.reconfirm import reconfirm_category
from housing.jobs import removals_job
from housing.law.register_acts import ProposedAct
from housing.law.removal import ProposedRemoval
from housing.law.working_time import ALMATY
from housing.queries.cases.due_work import UnconfirmedEntry
from housing.queries.register.inventory_work import list_inventories
from housing.queries.signin.session import Who
from housing.registries import categories
from housing.storage.extensions import db
from housing.storage.models import (
    Alert,
    Application,
    Complaint,
    InventoryCheck,
    Message,
    RegisterAct,
    RegisterEntry,
    Staff,
)
from housing.storage.transaction import transaction
from tests.import_runs import take_over
from tests.inventories import IN_NEED, answers, begun
from tests.register_files import csv_file, legacy_row, legacy_rows
from tests.removals import complain, judge, official_named

pytestmark = pytest.mark.usefixtures("added_up")
MOVED = ProposedAct("date_moved", date(2026, 11, 25), "Decision of a court No. 5", "The dwelling was owned until then")
DIED = ProposedAct("succeeded", date(2026, 11, 25), "Death record of 25.11.2026", "The family stays", "ru", "died")


def fresh(table, **wanted):
    db.session.rollback()
    return list(db.session.scalars(select(table).filter_by(**wanted).order_by(table.id)))


def judged(world, number):
    """Upheld by somebody of the head office who took no part."""
    one = db.session.scalars(select(Staff).filter_by(login="administrator")).one()
    one.role = "head_office"
    db.session.commit()
    judge(world, "administrator", number)


@pytest.fixture
def untold(world, removed):
    """His removal, of which nothing shows that he was told: his branch is to see to it."""
    world.clock.ahead(days=8)
    assert removals_job(world.clock())
    assert [one for one in fresh(Alert) if not one.handled_at]
    return removed


def test_nobody_has_to_tell_of_a_removal_that_a_complaint_undid(world, untold):
    judge(world, "head-office", complain(world, untold))
    assert [one for one in fresh(Alert) if not one.handled_at and not one.breach] == []


def test_nobody_has_to_tell_of_a_removal_that_fell_with_a_revoked_key(world, untold):
    with transaction() as tx:
        annul_application(tx, tx.get_one(Application, untold), world.clock(), world.clock())
    assert [one for one in fresh(Alert) if not one.handled_at and not one.breach] == []


def test_a_cancelled_act_puts_nobody_behind_a_date_that_another_complaint_gave(world, stood, removed, by_two):
    """He was removed wrongly, registered again and moved there; then both acts fall, one after the other."""
    first, was = complain(world, removed), stood.registered_at
    second = world.settled("dauren")
    world.clock.ahead(days=3)
    (there,) = fresh(RegisterEntry, application_id=second)
    by_two(there, MOVED._replace(on=there.registered_at.astimezone(ALMATY).date() + timedelta(days=1)))
    judged(world, first)
    assert fresh(RegisterEntry, application_id=second)[0].registered_at == was
    judged(world, file_complaint(second, world.who("dauren"), "decision", "That too", world.clock()))
    assert fresh(RegisterEntry, application_id=second)[0].registered_at == was


def test_what_waits_rests_on_no_date_that_a_complaint_has_taken_back(world, stood, by_two, official_of):
    world.clock.ahead(days=3)
    by_two(stood, MOVED)
    number = file_complaint(stood.application_id, world.who("dauren"), "decision", "Wrong", world.clock())
    change_place.propose_act(
        stood.id, MOVED._replace(on=date(2026, 11, 27)), official_of("karaganda-head"), world.clock()
    )
    judged(world, number)
    assert [one.state for one in fresh(RegisterAct)] == ["cancelled", "lapsed"]


def test_an_inventory_asks_nobody_whose_file_was_taken_back(world, app):
    with app.app_context():
        number = take_over(csv_file(legacy_rows(2)), world.clock())
        begun(world)
        for step in list_inventories(world.clock()):
            fill_inventory(step, world.clock())
        assert [one.state for one in fresh(InventoryCheck)] == ["waiting"] * 2
        undo_import(number, "head-office", world.clock())
        world.clock.ahead(hours=1)
        world.work()
        assert [(one.state, one.outcome) for one in fresh(InventoryCheck)] == [("closed", "left")] * 2
        assert fresh(Message) == []


@pytest.fixture
def hers(world, left):
    """Aigerim stands in the general list; two days later the branch acts."""
    case = world.settled("aigerim", category="")
    world.clock.ahead(days=2)
    return left(case).entry


@pytest.fixture
def follows(world, hers, by_two):
    """The application of her husband, to whom the place passed."""
    husband = world.person("aigerim").family[0]
    by_two(hers, DIED._replace(successor=husband.iin))
    return fresh(Application)[-1]


def test_an_upheld_complaint_of_a_successor_ends_no_place_unless_it_is_said(world, follows):
    """No decision gave it: there is nothing that could be decided anew."""
    who = Who("citizen", "", "citizen", "", world.clock().date(), iin=follows.iin)
    world.clock.ahead(days=1)
    number = file_complaint(follows.id, who, "decision", "Why the general list?", world.clock())
    judged(world, number)
    assert world.row(follows.id).status == "registered"
    assert "complaint 1" in {one.kind for one in fresh(Message, application_id=follows.id)}


def test_who_moved_away_may_complain_that_the_place_passed_on(world, hers, by_two):
    former = hers.application_id
    by_two(hers, DIED._replace(successor=world.person("aigerim").family[0].iin, leaver="moved_away"))
    assert file_complaint(former, world.who("aigerim"), "decision", "I never moved", world.clock())


def test_who_was_taken_over_may_complain_of_a_moved_date_and_gets_the_old_one_back(world, app, by_two):
    who = world.person("aigerim")
    own = legacy_row(2, iin=who.iin, surname=who.surname_kk, given=who.given_kk)
    with app.app_context():
        take_over(csv_file([*legacy_rows(2), {**own, "date": "24.03.2019"}]), world.clock())
        (entry,) = fresh(RegisterEntry, iin=who.iin)
        was, case = entry.registered_at, entry.application_id
        world.clock.ahead(days=2)
        by_two(entry, MOVED)
        judged(world, file_complaint(case, world.who("aigerim"), "decision", "Never owned", world.clock()))
        assert fresh(RegisterEntry, iin=who.iin)[0].registered_at == was


def test_a_category_of_the_dead_that_comes_late_moves_nobody(world, hers, follows, monkeypatch):
    """It was asked about while she lived; the answer came when the place had passed on."""
    asked = UnconfirmedEntry(hers.id, fresh(Application)[0].id, world.person("aigerim").iin, "C9")
    (said,) = answers(asked.iin, world.clock(), **{**IN_NEED, "categories": {"categories": ["C9"]}})[-1:]
    monkeypatch.setattr(categories, "ask", lambda gateway, iin: said)
    assert not reconfirm_category(asked, world.app.extensions["services"].gateway, world.clock())
    assert fresh(RegisterEntry)[0].list_code == "general"


def test_a_complaint_gives_back_no_place_that_was_lost_after_it(world, stood, proposal, left):
    """He complained about his list; before the answer he was removed, and of that nobody has complained."""
    number = complain(world, stood.application_id, "The list is wrong")
    world.clock.ahead(days=6)
    remove.confirm_removal(proposal, official_named("karaganda-head"), world.clock())
    judge(world, "head-office", number)
    assert world.row(stood.application_id).status == "removed"
    assert f"complaint {fresh(Complaint)[0].id}" in left(stood.application_id).messages()


def test_a_complaint_cancels_no_act_that_came_after_it_and_the_moved_date_counts_on(world, stood, by_two):
    number = complain(world, stood.application_id, "The list is wrong")
    world.clock.ahead(hours=1)
    by_two(stood, MOVED)
    moved_to = fresh(RegisterEntry)[0].registered_at
    judged(world, number)
    assert world.row(stood.application_id).status == "renewed" and fresh(RegisterAct)[0].state == "confirmed"
    world.work()
    by, version = official_named("karaganda-1"), world.row(stood.application_id).version
    decide_case(stood.application_id, version, OfficialDecision("register", {}, "It is so"), by, world.clock())
    assert world.row(stood.application_id).status == "registered"
    assert fresh(RegisterEntry)[0].registered_at == moved_to


def test_the_dead_are_removed_where_nobody_of_the_family_could_follow(world, left):
    """Husband and wife stand each by their own application: the place of neither can pass to the other."""
    hers = left(world.settled("aigerim", category="")).entry
    world.clock.ahead(days=2)
    family = [one.iin for one in world.person("aigerim").family]
    with transaction() as tx:
        for nth, iin in enumerate(family):
            case = build_draft(iin, "Ә", "kk", world.clock())
            case.status, case.number = "accepted", f"99{nth:08}"
            tx.add(case)
    died = ProposedRemoval("died", facts={"on": "2026-11-25", "document": "Death record"}, note="-")
    branch = world.row(hers.application_id).branch_code
    number = remove.propose_removal(hers.id, died, official_named(f"{branch}-1"), world.clock())
    remove.confirm_removal(number, official_named(f"{branch}-head"), world.clock())
    assert fresh(RegisterEntry)[0].annulled_at == world.clock()
