"""Who came with a former base stands there like everybody: leaves, is removed, gets the place back, is checked."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from housing.actions.cases.answer_complaint import answer_complaint
from housing.actions.cases.official import Official
from housing.actions.filing.file_complaint import file_complaint
from housing.actions.register import remove
from housing.actions.register.check_entry import check_entry
from housing.law.register_acts import ProposedAct
from housing.law.removal import ProposedRemoval
from housing.queries.register.imports import list_holders, load_import
from housing.queries.register.inventory_work import list_due_checks
from housing.queries.register.state import load_state
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import InventoryCheck, Notice, RegisterEntry, RegisterMovement, Staff
from tests.citizen.steps import english, report_change, signed
from tests.import_runs import take_over
from tests.inventories import begun
from tests.register_files import csv_file, legacy_row, legacy_rows

KEY = "aigerim"
HOUSED = ProposedRemoval(
    "got_state_housing", facts={"on": "2026-11-20", "document": "Contract No. 17"}, note="Keys", note_language="ru"
)


@pytest.fixture
def hers(world):
    """The import and her entry: she stands behind two others who came with her."""
    who = world.person(KEY)
    own = legacy_row(2, iin=who.iin, surname=who.surname_kk, given=who.given_kk, patronymic=who.patronymic_kk or "")
    with world.app.app_context():
        number = take_over(csv_file([*legacy_rows(2), {**own, "date": "24.03.2019"}]), world.clock())
        yield number, entry_of(who.iin)


def entry_of(iin):
    db.session.rollback()
    return db.session.scalars(select(RegisterEntry).where(RegisterEntry.iin == iin)).one()


def causes(entry):
    db.session.rollback()
    wanted = select(RegisterMovement.cause).where(RegisterMovement.entry_id == entry.id)
    return list(db.session.scalars(wanted.order_by(RegisterMovement.id)))


def official(login):
    one = db.session.scalars(select(Staff).filter_by(login=login)).one()
    return Official(one.id, one.login, one.branch_code)


@pytest.mark.usefixtures("added_up")
def test_removed_she_is_told_in_writing_and_an_upheld_complaint_gives_the_place_back(world, hers):
    _number, entry = hers
    key = entry.number, entry.registered_at
    removal = remove.propose_removal(entry.id, HOUSED, official("karaganda-1"), world.clock())
    world.clock.ahead(days=4)  # she may answer until then
    remove.confirm_removal(removal, official("karaganda-head"), world.clock())
    notice = db.session.scalars(select(Notice).where(Notice.application_id == entry.application_id)).one()
    assert "бұрынғы дерекқордан" in notice.texts["kk"].casefold() and "прежней базы" in notice.texts["ru"]
    world.clock.ahead(days=2)
    complaint = file_complaint(entry.application_id, world.who(KEY), "decision", "I have no keys", world.clock())
    judge = official("head-office")
    who = Who("staff", "", "head_office", "", world.clock().date(), "", judge.staff_id, judge.login, None)
    answer_complaint(complaint, who, "upheld", "Looked at", world.clock())
    entry = entry_of(world.person(KEY).iin)
    assert (entry.number, entry.registered_at) == key and entry.annulled_at is None
    assert causes(entry) == ["imported", "housed", "restored"]


def test_she_leaves_by_her_own_signature_and_that_holds_the_file(world, hers):
    number, entry = hers
    browser = english(world, KEY)
    application = browser.get("/cabinet").select("section[id^='cabinet-case-'] a.btn")[0]["href"].rsplit("/", 1)[1]
    url = f"/cabinet/leave/{application}"
    browser.post(url, signed(world, browser, KEY, page=browser.get(url)))
    assert causes(entry) == ["imported", "left_by_wish"]
    page = browser.get(f"/cabinet/application/{application}")
    assert "Removed from the register" in page.text
    with world.app.app_context():
        assert {one.number for one in list_holders(load_import(number))} == {entry_of(entry.iin).number}


def test_she_reports_a_change(world, hers):
    assert "2611-Ө-000001" in report_change(world, KEY).text


def test_an_inventory_asks_her_for_she_never_gave_consent(world, hers):
    _number, entry = hers
    begun(world)
    world.clock.ahead(hours=1)
    world.work()
    db.session.rollback()
    check = db.session.scalars(select(InventoryCheck).where(InventoryCheck.entry_id == entry.id)).one()
    for one in list_due_checks(check.inventory_id, "waiting", world.clock(), 10):
        check_entry(one, world.app.extensions["services"].gateway, world.clock())
    db.session.rollback()
    assert (check.state, check.unknown) == ("asked", ["applicant.consent"])
    page = english(world, KEY).get("/cabinet")
    assert "nventory" in page.text


def test_another_system_reads_where_she_stands(hers):
    found = load_state(iin=hers[1].iin)
    assert (found.status, found.place.number, found.entry.number) == ("registered", 3, hers[1].number)


@pytest.mark.usefixtures("added_up")
def test_her_date_moves_by_two_hands_and_she_is_told_in_writing(world, hers, by_two):
    _number, entry = hers
    world.clock.ahead(days=2)
    by_two(entry, ProposedAct("date_moved", date(2026, 11, 25), "Decision of a court No. 5", "Owned until then"))
    assert causes(entry) == ["imported", "date_moved", "date_moved"]
    notice = db.session.scalars(select(Notice).where(Notice.application_id == entry.application_id)).one()
    assert "25.11.2026" in notice.texts["ru"] and "прежней базы" in notice.texts["ru"]
