"""Rows as a workbook (XLSX): every cell is words, a number, a day or a time, never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from housing.presentation.csv_export import local_wall_time

#: With these the library neither takes words for formulas or links, nor keeps rows that are written.
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: How days and times look: as in our CSV.
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
#: Rows that a sheet of the format has.
MAX_ROWS = 1_048_576


def write_workbook(out: BinaryIO, rows: Iterable[Iterable[object]]) -> None:
    """Sheets of rows; the first row is the head, and stands on every sheet. Numbers stay numbers."""
    with Workbook(out, PLAIN) as book:
        given = iter(rows)
        head = list(next(given, ()))
        looks = {datetime: book.add_format({"num_format": MOMENT}), date: book.add_format({"num_format": DAY})}
        sheet: Any = None
        at = MAX_ROWS
        for row in given:
            if at == MAX_ROWS:
                sheet, at = add_sheet(book, head), 1
            write_row(sheet, at, row, looks)
            at += 1
        if sheet is None:
            add_sheet(book, head)


def write_row(sheet: Any, at: int, row: Iterable[object], looks: Mapping[type[date], Any]) -> None:
    """Days and times are typed, so that a spreadsheet sorts and reckons with them; a line ends in LF."""
    for column, value in enumerate(row):
        if isinstance(value, datetime):
            sheet.write_datetime(at, column, local_wall_time(value), looks[datetime])
        elif isinstance(value, date):
            sheet.write_datetime(at, column, value, looks[date])
        else:
            sheet.write(at, column, value.replace("\r\n", "\n") if isinstance(value, str) else value)


def add_sheet(book: Workbook, head: list[object]) -> object:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, head)
    sheet.freeze_panes(1, 0)
    return sheet
