"""Rows for whoever opens them in a spreadsheet program: CSV as RFC 4180 has it, safe to open by a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice

from housing.law.working_time import ALMATY

#: By this mark Excel knows UTF-8.
BOM = "\ufeff"
#: A cell that begins so would be taken for a formula, and run.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: What a cell that has to be looked at begins with: a formula may stand behind a blank or a mark that is not seen.
RISKY = frozenset((*FORMULA, " ", BOM))
#: Rows that are written at once.
LOT = 500


def local_wall_time(moment: datetime) -> datetime:
    """By the clocks of Kazakhstan, without a zone and without fractions: no spreadsheet takes those for a time."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(ALMATY).replace(tzinfo=None)
    return moment.replace(microsecond=0)


def format_cell(value: object) -> str:
    """Numbers and days (ISO 8601) as they are; a moment as spreadsheets know it, by the clocks of Kazakhstan.

    Words that could be a formula get an apostrophe before them.
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, datetime):
        return local_wall_time(value).isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    words = str(value)
    return f"'{words}" if words.lstrip(" \ufeff").startswith(FORMULA) else words


def format_row(row: Iterable[object]) -> list[object]:
    """Its cells; whole numbers, and words that begin as words do, are written as they are."""
    return [
        cell
        if (kind := type(cell)) is int or (kind is str and cell[:1] not in RISKY)  # type: ignore[index]
        else format_cell(cell)
        for cell in row
    ]


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """The file, a few hundred rows at a time."""
    out, given = io.StringIO(), iter(rows)
    writer = csv.writer(out)
    yield BOM.encode()
    while some := list(islice(given, LOT)):
        writer.writerows(map(format_row, some))
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
