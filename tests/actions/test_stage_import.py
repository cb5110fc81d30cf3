"""A file of a former base is staged beside the register and checked whole before anything of it is there."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from housing.actions.register import stage_import
from housing.actions.register.stage_import import ReadElsewhereError, open_import
from housing.presentation.table_file import FileKind
from housing.queries.register.imports import list_faults, load_import
from housing.storage.extensions import db
from housing.storage.models import Event, ImportRow
from tests.conftest import TUESDAY
from tests.import_runs import LOT, bring, dump, take_over
from tests.register_files import IINS, csv_file, legacy_row, legacy_rows, xlsx_file


@pytest.fixture(autouse=True)
def small_lots(monkeypatch):
    monkeypatch.setattr(stage_import, "LOT", LOT)


@pytest.fixture
def inside(world):
    with world.app.app_context():
        yield world


def found(number):
    return [(one.line, one.column, one.why, one.detail) for one in list_faults(number)]


def count_staged():
    return db.session.scalar(select(func.count()).select_from(ImportRow))


def test_a_sound_file_is_ready_and_nowhere_but_in_its_own_table(inside, tmp_path):
    before = dump(tmp_path)
    ready = load_import(bring(csv_file(legacy_rows(10))))
    assert (ready.state, ready.rows, ready.faults, ready.percent, ready.last_line) == ("ready", 10, 0, 100, 11)
    assert dump(tmp_path) == before and count_staged() == 10


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_a_fault_is_told_by_its_line_and_column_and_the_rows_are_kept_no_longer(inside, make):
    rows = [*legacy_rows(5), legacy_row(5, iin="1", date="soon"), *(legacy_row(nth) for nth in (6, 7))]
    number = bring(make(rows))
    assert found(number) == [(7, "iin", "iin_digits", {}), (7, "date", "date_form", {})]
    assert (load_import(number).state, count_staged()) == ("faulty", 0)


def test_who_stands_twice_is_told_with_the_first_line(inside):
    rows = [*legacy_rows(6), legacy_row(6, iin=IINS[1]), legacy_row(7, number="3"), legacy_row(8, iin=IINS[1], list="")]
    number = bring(csv_file(rows))
    assert sorted(found(number)) == [
        (8, "iin", "same_iin", {"line": 3}),
        (9, "number", "same_number", {"line": 4}),
        (10, "iin", "same_iin", {"line": 3}),
        (10, "list", "missing", {}),
    ]


def test_the_same_number_in_another_settlement_is_another(inside):
    rows = [legacy_row(0), legacy_row(1, number="1", settlement="710000000")]
    assert load_import(bring(csv_file(rows))).state == "ready"


def test_who_is_on_the_register_is_told_by_the_number_there(inside):
    take_over(csv_file(legacy_rows(3)))
    again = bring(csv_file([legacy_row(1, number="77"), legacy_row(5, number="3"), legacy_row(6)]))
    (line, column, why, told), taken = found(again)
    assert (line, column, why) == (2, "iin", "on_register") and told["number"].startswith("3510")
    assert taken[:3] == (3, "number", "number_taken")


def test_a_head_without_its_columns_is_the_only_fault(inside):
    head = ("number", "iin", "surname", "given", "x", "y", "list", "date", "z", "phone")
    number = bring(csv_file(legacy_rows(2), head))
    assert found(number) == [(1, "settlement", "no_column", {})]
    assert load_import(number).state == "faulty"


@pytest.mark.parametrize("content", [b"", csv_file([])])
def test_a_file_without_rows_is_told(inside, content):
    whys = {why for _line, _column, why, _detail in found(bring(content))}
    assert whys == ({"no_rows"} if content else {"no_column"})


def test_a_file_that_breaks_off_is_told_from_which_line(inside):
    number = bring(csv_file(legacy_rows(9)) + b'"unfinished,1')
    assert (11, "", "unreadable_spoiled", {}) in found(number) and load_import(number).state == "faulty"


def test_faults_are_in_the_journal_of_nobody(inside):
    bring(csv_file([legacy_row(0, surname="=Ғалия")]))
    told = str(list(db.session.execute(select(Event.kind, Event.detail))))
    assert IINS[0] not in told and "Ғалия" not in told and "register.import_brought" in told


def test_the_same_file_is_staged_once(inside):
    content = csv_file(legacy_rows(9))
    assert bring(content) == bring(content) and count_staged() == 9


def test_a_faulty_file_is_checked_anew_for_the_register_may_have_changed(inside):
    content = csv_file([legacy_row(0, iin="1")])
    first, second = bring(content), bring(content)
    assert first != second and [load_import(one).state for one in (first, second)] == ["dropped", "faulty"]


def test_two_that_read_at_once_stage_no_row_twice(inside):
    content, stolen = csv_file(legacy_rows(12)), []

    def another(_percent):
        if not stolen:
            stolen.append(bring(content))

    with pytest.raises(ReadElsewhereError):
        bring(content, progress=another)
    assert (load_import(stolen[0]).state, count_staged()) == ("ready", 12)


def test_a_file_goes_on_from_what_is_staged(inside, monkeypatch):
    content, stopped = csv_file(legacy_rows(12)), KeyboardInterrupt()

    def stop(percent):
        raise stopped

    with pytest.raises(KeyboardInterrupt):
        bring(content, progress=stop)
    assert count_staged() == LOT
    read = []
    original = stage_import.stage_lot
    monkeypatch.setattr(stage_import, "stage_lot", lambda *given: read.append(len(given[2].rows)) or original(*given))
    assert load_import(bring(content)).state == "ready"
    assert read == [LOT, LOT] and count_staged() == 12


def test_a_digest_is_one_live_import(inside):
    kind = FileKind("csv", "0" * 64, 1, "utf-8")
    assert open_import(kind, "one", TUESDAY) == open_import(kind, "two", TUESDAY)
