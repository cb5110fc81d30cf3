"""Rows as a file to take away: CSV, or a workbook (XLSX) with days and times typed as such."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any

from flask import Response, abort, send_file

from housing.presentation.csv_export import csv_lines

FORMS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
#: Bytes of a file that are kept in memory.
IN_MEMORY = 8 * 1024 * 1024


def rows_as_file(rows: Iterable[Iterable[object]], name: str, form: str) -> Response:
    """`form`: csv or xlsx, else 404. The first row is the head; `name` is without its ending.

    Made whole, on the disk where it is large: it may have a million rows, and a slow line keeps no reader waiting.
    """
    if form not in FORMS:
        abort(404)
    content: Any = TemporaryFile()  # noqa: SIM115 - the answer closes it
    if form == "csv":
        content.writelines(csv_lines(rows))
    else:
        # Late: the library is forty modules for a button that few press.
        from housing.presentation.xlsx_export import write_workbook

        write_workbook(content, rows)
    return send_made_file(content, FORMS[form], f"{name}.{form}")


def send_made_file(content: Any, media_type: str, name: str) -> Response:
    """What was written into a file of this machine, from where it was written to; a small one is closed before."""
    if content.tell() <= IN_MEMORY:
        content.seek(0)
        with content as small:
            content = BytesIO(small.read())
    content.seek(0)
    answer = send_file(content, media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
