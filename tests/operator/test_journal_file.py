"""The journal as a file: what the filter shows, safe to open; and that it was taken out is written down."""

from __future__ import annotations

import io
import json
import sqlite3

import pytest
from openpyxl import load_workbook

from housing.queries.journal import events
from tests.operator.test_figures import rows

URL = "/operator/journal-file"


@pytest.fixture
def auditor(sits):
    return sits("auditor")


def test_the_file_holds_what_the_filter_shows(auditor, officer, case_of):
    number = case_of("viktor")
    officer.post(f"/operator/queue/{number}/claim")
    head, *lines = rows(auditor.post(URL, {"number": number}, 200))
    assert head[:2] == ["Row", "When"] and {line[6] for line in lines} == {number}
    assert lines[0][2:5] == ["case.claimed", "Claimed", "karaganda-1"]
    assert lines[0][1] == "2026-11-24 10:00:00", "a time that a spreadsheet knows, by the clocks here"
    assert [int(line[0]) for line in lines] == sorted((int(line[0]) for line in lines), reverse=True)


def test_as_a_workbook_it_has_the_same_rows_and_typed_times(auditor, case_of):
    number = case_of("viktor")
    table = rows(auditor.post(URL, {"number": number}, 200))
    sheet = load_workbook(io.BytesIO(auditor.post(URL, {"number": number, "as": "xlsx"}, 200).response.data)).active
    assert [cell.value for cell in sheet[1]] == table[0] and sheet.max_row == len(table)
    assert all(cell.is_date and f"{cell.value}" == table[at][1] for at, cell in enumerate(sheet["B"]) if at)
    auditor.post(URL, {"number": number, "as": "exe"}, 400)


def test_to_take_it_out_is_a_row_of_the_journal(auditor, case_of, ask):
    case_of("viktor")
    auditor.post(URL, {"kind": "case.claimed", "since": "1.11.2026"}, 200)
    ((actor, detail),) = ask("SELECT actor, detail FROM event WHERE kind = 'journal.exported'")
    assert (actor, json.loads(detail)) == ("auditor", {"by": {"kind": "case.claimed", "since": "01.11.2026"}})


def test_it_comes_whole_over_several_readings_and_ends_at_the_most(auditor, case_of, monkeypatch, ask):
    case_of("aigerim"), case_of("viktor")
    monkeypatch.setattr(events, "BATCH_SIZE", 3)
    ((last,),) = ask("SELECT max(id) FROM event")
    assert [int(line[0]) for line in rows(auditor.post(URL, status=200))[1:]] == list(range(last + 1, 0, -1))
    monkeypatch.setattr(events, "MAX_ROWS", 7)
    assert len(rows(auditor.post(URL, status=200))) == 1 + 7


def test_a_hostile_name_is_no_formula(auditor, sits, tmp_path):
    sits("karaganda-1")
    with sqlite3.connect(tmp_path / "kezek.db") as connection:
        connection.execute("UPDATE staff SET name = '=HYPERLINK(\"http://x\")' WHERE login = 'karaganda-1'")
    lines = rows(auditor.post(URL, {"actor": "karaganda-1"}, 200))
    assert lines[1][5] == '\'=HYPERLINK("http://x"), operator'


def test_a_filter_that_cannot_be_read_takes_nothing_out(auditor, everything):
    before = everything()
    auditor.post(URL, {"since": "31.02.2026"}, 400)
    assert everything() == before


def test_without_a_token_nothing_comes(auditor):
    assert auditor.client.post(URL).status_code == 400
