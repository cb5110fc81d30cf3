"""Files of a former base as tests make them: invented people with sound IINs, as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from datetime import date

from xlsxwriter import Workbook

from housing.demo.iins import iin_of

HEAD = ("number", "iin", "surname", "given", "patronymic", "settlement", "list", "date", "time", "phone")
KARAGANDA = "351010000"
#: Sound ones of people born in 1985, each another.
IINS = [
    iin
    for serial in range(1000, 9999)
    if (iin := iin_of(date(1985, 1 + serial % 12, 1 + serial % 28), serial % 2 == 1, serial))
]


def legacy_row(nth: int, **cells: object) -> dict[str, object]:
    """A row in which nothing is wrong."""
    return {
        "number": f"{nth + 1}",
        "iin": IINS[nth],
        "surname": "Әлиев",
        "given": "Айдос",
        "patronymic": "Серікұлы",
        "settlement": KARAGANDA,
        "list": "general",
        "date": f"{1 + nth % 28:02}.03.2019",
        "time": "10:30",
        "phone": "",
        **cells,
    }


def legacy_rows(many: int, **cells: object) -> list[dict[str, object]]:
    return [legacy_row(nth, **cells) for nth in range(many)]


def csv_file(rows: list[dict[str, object]], head: tuple[str, ...] = HEAD, separator: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(head)
    writer.writerows([row[key] for key in HEAD] for row in rows)
    return out.getvalue().encode()


def xlsx_file(rows: list[dict[str, object]], head: tuple[str, ...] = HEAD, **options: object) -> bytes:
    """Cells as they are: a number stays one, a day too."""
    out = io.BytesIO()
    with Workbook(out, {"strings_to_formulas": False, "default_date_format": "dd.mm.yyyy", **options}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, head)
        for line, row in enumerate(rows, 1):
            sheet.write_row(line, 0, [row[key] for key in HEAD])
    return out.getvalue()
