"""The file of figures: the numbers of the dashboard, for whom they are, safe to open."""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import datetime

import pytest
from openpyxl import load_workbook

from tests.operator.test_dashboard import table

URL = "/operator/figures"


def rows(page):
    text = page.response.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_file_says_what_the_page_says(world, sits):
    world.settled("aigerim"), world.settled("viktor")
    office = sits("head-office")
    head, *lines = rows(office.get(URL))
    assert head == ["Table", "Line", "Column", "Value"]
    told = {(what, line, column): value for what, line, column, value in lines}
    assert told["What came and what went, by day", "2026-11-24", "Filed"] == "2"
    shown = table(office.get("/operator/dashboard"), "sources")
    for base, (answered, silent, _share) in shown.items():
        assert told["Health of the state bases, all branches", base, "Answered"] == answered
        assert told["Health of the state bases, all branches", base, "Silent"] == silent


def number(cell):
    """100.0 of the text is 100 of the workbook."""
    try:
        return float(cell)
    except ValueError:
        return cell


def in_csv(value):
    if isinstance(value, int | float):
        return f"{value:g}"
    return value.date().isoformat() if isinstance(value, datetime) else value or ""


def test_the_workbook_says_the_same(world, sits):
    world.settled("aigerim")
    office = sits("head-office")
    sheet = load_workbook(io.BytesIO(office.get(f"{URL}?as=xlsx").response.data)).active
    said = [[in_csv(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert said == [[in_csv(number(cell)) for cell in row] for row in rows(office.get(URL))]
    office.get(f"{URL}?as=exe", status=404)


def test_it_is_a_file_that_spreadsheets_read_as_utf_8(sits):
    answer = sits("karaganda-head").get(f"{URL}?days=7").response
    assert answer.get_data().startswith(b"\xef\xbb\xbf") and answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kezek-karaganda-20261118-20261124.csv"'
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ['=cmd|"/c calc"!A0', "+7", "-1", "@SUM(1)", "\t=1", " =1"])
def test_a_name_that_could_be_a_formula_is_no_formula(world, sits, tmp_path, name):
    with sqlite3.connect(tmp_path / "kezek.db") as connection:
        connection.execute("UPDATE staff SET name = ? WHERE login = 'karaganda-1'", (name,))
    lines = rows(sits("karaganda-head").get(URL))
    assert f"'{name}" in {line for _, line, *_ in lines}
    assert not [cell for row in lines for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_another_branch_is_not_there_and_others_do_not_get_it(sits):
    sits("astana-head").get(f"{URL}?branch=karaganda", 404)
    for login in ("karaganda-1", "helpline", "administrator"):
        sits(login).get(URL, 403)
    assert len(rows(sits("auditor").get(f"{URL}?branch=karaganda"))) > 20
