"""Rows for whoever opens them in a spreadsheet program: CSV as RFC 4180 has it, safe to open by a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from housing.law.working_time import ALMATY

#: By this mark Excel knows UTF-8.
BOM = "\ufeff"
#: A cell that begins so would be taken for a formula, and run.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


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
        return f"{local_wall_time(value):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    words = str(value)
    return f"'{words}" if words.lstrip(" \ufeff").startswith(FORMULA) else words


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """The file, a row at a time."""
    out = io.StringIO()
    writer = csv.writer(out)
    yield BOM.encode()
    for row in rows:
        writer.writerow([format_cell(value) for value in row])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
