"""A workbook holds words and numbers, whatever they look like; an independent reader finds them as they were."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from housing.presentation import xlsx_export as room
from housing.presentation.xlsx_export import write_workbook

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://bank.example/x", "{=1}", "<b>жирно</b>"]


def read(rows):
    out = io.BytesIO()
    write_workbook(out, rows)
    return out, load_workbook(out)


def test_what_looks_like_a_formula_or_a_link_stays_words():
    out, book = read([["word"], *([words] for words in FORMULAS)])
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == FORMULAS
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    assert "<f>" not in ZipFile(out).read("xl/worksheets/sheet1.xml").decode()


def test_numbers_stay_numbers_and_every_letter_is_there():
    _, book = read([["number", "name"], [7, "Әәғқңөұүһі"], ["2611000001", "№"]])
    assert [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)] == [
        [7, "Әәғқңөұүһі"],
        ["2611000001", "№"],
    ]


def test_a_head_alone_is_a_workbook_too():
    assert [cell.value for cell in read([["number"]])[1].active[1]] == ["number"]


@pytest.mark.parametrize(("rows", "sheets"), [(2, 1), (3, 2), (5, 3)])
def test_what_a_sheet_does_not_hold_stands_on_the_next_under_the_same_head(monkeypatch, rows, sheets):
    monkeypatch.setattr(room, "MAX_ROWS", 3)
    _, book = read([["n"], *([n] for n in range(rows))])
    assert [sheet["A1"].value for sheet in book] == ["n"] * sheets
    assert [row[0].value for sheet in book for row in sheet.iter_rows(min_row=2)] == list(range(rows))


def test_days_and_times_are_typed_and_by_the_clocks_of_kazakhstan():
    _, book = read([["day", "time"], [date(2026, 11, 24), datetime(2026, 11, 24, 20, 30, 5, 99, tzinfo=UTC)]])
    day, time = next(book.active.iter_rows(min_row=2))
    assert (day.is_date, time.is_date) == (True, True)
    assert (f"{day.value:%d.%m.%Y}", str(time.value)) == ("24.11.2026", "2026-11-25 01:30:05")


def test_line_ends_come_out_as_one_sign():
    assert read([["words"], ["a\r\nb"]])[1].active["A2"].value == "a\nb"
