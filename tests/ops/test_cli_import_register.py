"""`flask import-register`: a former base comes whole or not at all; every fault has its line, its column, its words."""

from __future__ import annotations

import csv
import resource

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from housing.config import ROOT
from housing.presentation.csv_export import csv_lines
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import ImportRow, RegisterEntry
from housing.storage.transaction import transaction
from tests.register_files import IINS, csv_file, legacy_row, legacy_rows, xlsx_file


@pytest.fixture
def run(world, tmp_path):
    """What it says on standard output and on standard error."""

    def call(content, *options, code=0, name="legacy.csv"):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        arguments = [str(file)] if content is not None else []
        done = world.app.test_cli_runner().invoke(args=["import-register", *arguments, *options])
        assert done.exit_code == code, done.output
        return done.stdout, done.stderr

    return call


@pytest.fixture
def count(world):
    def of(table):
        with world.app.app_context():
            return db.session.scalar(select(func.count()).select_from(table))

    return of


@pytest.mark.parametrize(("make", "name"), [(csv_file, "a.csv"), (xlsx_file, "a.xlsx"), (xlsx_file, "no ending")])
def test_a_sound_file_comes_onto_the_register(run, count, make, name):
    said, told = run(make(legacy_rows(5)), name=name)
    assert said == "import 1: 5 entries on the register since 2026-11-24 10:00\n"
    assert "checking" in told and "taking effect" in told
    assert (count(RegisterEntry), count(ImportRow)) == (5, 0)


def test_a_dry_run_says_that_nothing_is_wrong_and_leaves_the_register_alone(run, count):
    said, _told = run(csv_file(legacy_rows(5)), "--dry-run")
    assert said == "import 1: 5 rows, nothing is wrong; without --dry-run they come onto the register\n"
    assert count(RegisterEntry) == 0
    assert run(csv_file(legacy_rows(5)))[0].startswith("import 1: 5 entries") and count(RegisterEntry) == 5


def test_the_same_file_twice_comes_once_and_says_since_when(run, count, world):
    first, _told = run(csv_file(legacy_rows(5)))
    world.clock.ahead(days=1)
    assert run(csv_file(legacy_rows(5)))[0] == first and count(RegisterEntry) == 5


def test_one_line_for_a_fault_names_line_and_column(run, count):
    head = ("Нөмірі", "ЖСН", "Тегі", "Аты", "Әкесінің аты", "КАТО", "Тізім", "Күні", "Уақыты", "Телефоны")
    said, told = run(csv_file([*legacy_rows(2), legacy_row(2, iin="1", list="")], head), code=2)
    assert said == "" and told.splitlines()[-3:] == [
        "line 4, IIN (ЖСН): An IIN has 12 digits; a spreadsheet may have dropped a nought at its beginning",
        "line 4, List (Тізім): This must be filled in",
        "import 1: 3 rows, 2 faults: nothing came onto the register",
    ]
    assert count(RegisterEntry) == 0


def test_all_faults_are_in_the_report_and_the_first_on_the_screen(run, tmp_path):
    report = tmp_path / "report.csv"
    rows = [legacy_row(nth, iin=f"=1+{nth}") for nth in range(60)]
    _said, told = run(csv_file(rows), "--report", str(report), "--language", "ru", code=2)
    assert told.count("\nline ") == 50 and "and 10 more" in told
    with report.open(encoding="utf-8-sig", newline="") as lines:
        head, *faults = csv.reader(lines)
    assert head == ["Строка", "Столбец", "Что не так"] and len(faults) == 60
    assert faults[0][:2] == ["2", "ИИН"] and "=1+" not in str(faults)


def test_a_formula_in_a_heading_is_none_in_the_report(run, tmp_path):
    report = tmp_path / "report.csv"
    head = ("number", "iin", "surname", "given", "patronymic", "settlement", "list", "=Date", "time", "phone")
    run(csv_file(legacy_rows(1, date="soon"), head), "--report", str(report), code=2)
    with report.open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert "Date of registration (=Date)" in cells and not [cell for cell in cells if cell[:1] == "="]


def test_neither_names_nor_iins_are_said(run, caplog):
    rows = [legacy_row(0, surname="Құпия", given="=Құпия"), legacy_row(1, iin=IINS[0])]
    said, told = run(csv_file(rows), code=2)
    assert not [secret for secret in ("Құпия", IINS[0]) if secret in said + told + caplog.text]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a\x00b", "neither"),
        ("Ќ;1".encode(), "letters were read wrongly"),
    ],
)
def test_what_is_no_table_is_said_in_one_line(run, content, words):
    assert words in run(content, code=2)[1].splitlines()[-1]


def test_taken_back_it_leaves_the_register(run, count):
    run(csv_file(legacy_rows(5)))
    assert run(None, "--take-back", "1")[0] == "import 1 has left the register\n"
    assert "there is no import 1" in run(None, "--take-back", "1", code=2)[1]


def test_what_has_a_later_act_is_said_by_its_number(run, world):
    run(csv_file(legacy_rows(2)))
    with world.app.app_context():
        number, application = db.session.execute(select(RegisterEntry.number, RegisterEntry.application_id)).first()
        with transaction():
            audit.record("complaint.filed", "citizen", world.clock(), application)
    told = run(None, "--take-back", "1", code=2)[1]
    assert f"{number}: complaint.filed" in told and "stays" in told


def test_one_of_a_file_and_a_number_is_given(run):
    assert "give a FILE" in run(None, code=2)[1] and "give a FILE" in run(b"a", "--take-back", "1", code=2)[1]


def test_what_came_goes_out_as_words(run, world, tmp_path):
    """Names with what a spreadsheet could take for more are refused; what is taken is words in every file of ours."""
    run(csv_file([legacy_row(0, number="№ 1-2/3", surname="О'Коннор-Әли")]))
    out = tmp_path / "out.xlsx"
    world.app.test_cli_runner().invoke(args=["export-register", str(out)])
    cells = [cell for row in load_workbook(out).active.iter_rows(min_row=2) for cell in row]
    assert [cell.data_type for cell in cells] == ["s", "s", "n", "s", "d"]
    assert b"".join(csv_lines([["№ 1-2/3", "-2"]])).decode("utf-8-sig") == "№ 1-2/3,'-2\r\n"


def test_memory_does_not_grow_with_the_file(run):
    """Ten times as many rows are read in the memory of the first ones, but for what is kept of days and names."""
    run(csv_file(legacy_rows(300)), "--dry-run")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run(csv_file(legacy_rows(3000)), "--dry-run")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


def test_a_workbook_that_is_spoiled_is_a_fault_of_its_line(run):
    assert "line 1: The table cannot be read from this line on" in run(b"PK\x03\x04 no workbook", code=2)[1]


def test_the_example_in_the_documents_is_a_sound_file(run, count):
    said, _told = run((ROOT / "docs" / "former-base.csv").read_bytes())
    assert said.startswith("import 1: 8 entries on the register") and count(RegisterEntry) == 8
