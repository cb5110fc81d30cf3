"""A checked file comes onto the register at one moment, whole, and leaves it whole or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from housing.actions.cases.register_entry import Act, end_entry
from housing.actions.journal.check_counts import check_counts
from housing.actions.register import stage_import
from housing.actions.register.apply_import import (
    ImportHeldError,
    ImportNotReadyError,
    SamePersonError,
    apply_import,
    approve_import,
    drop_import,
    undo_import,
)
from housing.law.working_time import ALMATY
from housing.queries.journal.journal import check_chain
from housing.queries.register.imports import list_faults, list_holders, load_import
from housing.queries.register.place import load_queue_place
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Application, PublishedList, RegisterEntry, RegisterMovement
from housing.storage.transaction import transaction
from tests.conftest import TUESDAY
from tests.import_runs import LOT, bring, dump, take_over
from tests.register_files import csv_file, legacy_row, legacy_rows

pytestmark = pytest.mark.usefixtures("added_up")


@pytest.fixture(autouse=True)
def small_lots(monkeypatch):
    monkeypatch.setattr(stage_import, "LOT", LOT)


@pytest.fixture
def inside(world):
    with world.app.app_context():
        yield world


def entries():
    return db.session.scalars(select(RegisterEntry).order_by(RegisterEntry.id)).all()


def test_a_row_becomes_an_entry_with_its_date_and_its_number_there(inside):
    number = take_over(csv_file([legacy_row(0, list="C4", phone="87010000001")]))
    (entry,), (moved,) = entries(), db.session.scalars(select(RegisterMovement)).all()
    application = db.session.get(Application, entry.application_id)
    assert (entry.import_id, entry.former_number, entry.list_code) == (number, "1", "C4")
    assert entry.registered_at.astimezone(ALMATY).isoformat() == "2019-03-01T10:30:00+05:00"
    assert (moved.cause, moved.at, moved.registered_at) == ("imported", TUESDAY, entry.registered_at)
    assert (application.status, application.phone, application.category) == ("registered", "+77010000001", "C4")
    assert (application.number, entry.number) == (f"0{application.id:09}", f"3510{application.id:06}")


def test_of_one_moment_the_former_numbers_decide(inside):
    rows = [legacy_row(nth, number=number, date="01.03.2019") for nth, number in enumerate(("10", "9", "100"))]
    take_over(csv_file(rows))
    ordered = sorted(entries(), key=lambda entry: (entry.registered_at, entry.number))
    assert [entry.former_number for entry in ordered] == ["9", "10", "100"]


def test_kept_counts_and_the_journal_are_those_of_the_records(inside):
    take_over(csv_file(legacy_rows(9)))
    check_counts(REGISTER_COUNTS, TUESDAY)
    assert check_chain().broken_at is None


def test_the_same_file_twice_comes_once(inside, tmp_path):
    first = take_over(csv_file(legacy_rows(5)))
    once = dump(tmp_path)
    assert take_over(csv_file(legacy_rows(5)), TUESDAY + timedelta(days=1)) == first and dump(tmp_path) == once


def test_who_came_onto_the_register_since_the_check_is_found_and_nothing_comes(inside, tmp_path):
    late = bring(csv_file(legacy_rows(5)))
    take_over(csv_file([legacy_row(2, number="another")]))
    before = dump(tmp_path)
    assert not apply_import(late, "console", TUESDAY) and dump(tmp_path) == before
    stage_import.read_import(late, lambda: None, lambda: TUESDAY, lambda percent: None)
    assert load_import(late).state == "faulty"
    assert [(one.line, one.why) for one in list_faults(late)] == [(4, "on_register")]


def test_a_faulty_file_never_comes(inside):
    with pytest.raises(ImportNotReadyError):
        apply_import(bring(csv_file([legacy_row(0, iin="1")])), "console", TUESDAY)


def test_who_brought_it_does_not_approve_it(inside):
    number = bring(csv_file(legacy_rows(2)), by="head-office")
    with pytest.raises(SamePersonError):
        approve_import(number, "head-office", TUESDAY)
    approve_import(number, "head-office-2", TUESDAY)
    assert apply_import(number, "", TUESDAY) and load_import(number).applied_by == "head-office-2"


def test_a_file_that_is_put_aside_may_be_brought_again(inside):
    number = bring(csv_file(legacy_rows(2)))
    drop_import(number, "head-office", TUESDAY)
    stage_import.sweep_import(number)
    with pytest.raises(ImportNotReadyError):
        apply_import(number, "console", TUESDAY)
    assert bring(csv_file(legacy_rows(2))) != number


def test_taken_back_as_a_whole_it_stands_nowhere_and_may_come_again(inside):
    stands = inside.settled("aigerim")
    entry, place = entries()[0], load_queue_place(stands)
    rows = legacy_rows(6, settlement=entry.settlement, list=entry.list_code)
    number = take_over(csv_file(rows))
    assert load_queue_place(stands).ahead == place.ahead + 6
    undo_import(number, "head-office", TUESDAY + timedelta(days=1))
    assert load_queue_place(stands) == place and check_counts(REGISTER_COUNTS, TUESDAY) is not None
    again = take_over(csv_file(rows), TUESDAY + timedelta(days=2))
    assert again != number and load_queue_place(stands).ahead == place.ahead + 6


def hold_by_act(entry):
    end_entry(db.session, entry.application_id, Act("withdrawn", TUESDAY + timedelta(hours=1)))


def hold_by_event(entry):
    audit.record("complaint.filed", "citizen", TUESDAY, entry.application_id)


def hold_by_list(entry):
    one = {"settlement": entry.settlement, "list_code": entry.list_code, "month": "2026-11", "entries": 1}
    db.session.add(PublishedList(**one, changes=[], sha256="0" * 64, signature=b"", published_at=TUESDAY))


@pytest.mark.parametrize(
    ("hold", "kind"),
    [
        (hold_by_act, "moved"),
        (hold_by_event, "complaint.filed"),
        (hold_by_list, "list.published"),
    ],
)
def test_what_has_a_later_act_or_is_published_stays_and_says_why(inside, tmp_path, hold, kind):
    number = take_over(csv_file(legacy_rows(3)))
    with transaction():
        hold(entries()[0])
    before = dump(tmp_path)
    with pytest.raises(ImportHeldError):
        undo_import(number, "head-office", TUESDAY)
    holder = list_holders(load_import(number))[0]
    assert (holder.kind, holder.number) == (kind, entries()[0].number) and dump(tmp_path) == before


def test_that_somebody_read_a_file_or_that_an_earlier_month_was_published_holds_nothing(inside):
    number = take_over(csv_file(legacy_rows(3)))
    with transaction():
        audit.record("file.opened", "head-office", TUESDAY, entries()[0].application_id, what="entry")
        one = {"settlement": entries()[0].settlement, "list_code": "general", "month": "2026-10", "entries": 1}
        db.session.add(PublishedList(**one, changes=[], sha256="0" * 64, signature=b"", published_at=TUESDAY))
    undo_import(number, "head-office", TUESDAY)
    assert load_import(number).state == "undone"


def test_whoever_has_a_place_already_is_given_no_second_whatever_the_check_says(inside, monkeypatch):
    """The database itself holds it."""
    late, rows = bring(csv_file(legacy_rows(3))), [legacy_row(2, number="another")]
    take_over(csv_file(rows))
    monkeypatch.setattr("housing.actions.register.apply_import.has_register_changed", lambda *given: False)
    assert not apply_import(late, "console", TUESDAY)
    assert load_import(late).state == "checking" and len(entries()) == 1
