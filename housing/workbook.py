"""Rows as a workbook (XLSX): every cell is words or a number, never a formula."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from xlsxwriter import Workbook

#: With these the library neither takes words for formulas or links, nor keeps rows that are written.
PLAIN = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
#: Rows that a sheet of the format has.
MOST = 1_048_576


def workbook(out: BinaryIO, rows: Iterable[Iterable[object]]) -> None:
    """Sheets of rows; the first row is the head, and stands on every sheet. Numbers stay numbers."""
    with Workbook(out, PLAIN) as book:
        given = iter(rows)
        head = list(next(given, ()))
        sheet, at = None, MOST
        for row in given:
            if at == MOST:
                sheet, at = begun(book, head), 1
            sheet.write_row(at, 0, list(row))
            at += 1
        if sheet is None:
            begun(book, head)


def begun(book: Workbook, head: list[object]) -> object:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, head)
    sheet.freeze_panes(1, 0)
    return sheet
