"""The file of a published list: what is signed, the same rows as a workbook, and a place that anybody can count."""

from __future__ import annotations

import csv
import hashlib
import io

from openpyxl import load_workbook

from housing.queries.register.place import load_queue_place

LIST, FILE = "/published-list/351010000/general", "/list-file/351010000/general"


def test_the_csv_is_what_its_fingerprint_says_and_the_workbook_has_the_same_rows(published, visitor):
    content = visitor.get(f"{FILE}/2026-11.csv").response.data
    assert hashlib.sha256(content).hexdigest() in visitor.get(LIST).source
    table = list(csv.reader(io.StringIO(content.decode())))
    assert table[0] == ["place", "number", "queue_date"] and [row[1] for row in table[1:]] == published[1:]
    sheet = load_workbook(io.BytesIO(visitor.get(f"{FILE}/2026-11.xlsx").response.data)).active
    assert [[cell.value for cell in row][:2] for row in sheet.iter_rows(min_row=2)] == [
        [int(place), number] for place, number, _date in table[1:]
    ]
    assert visitor.get(f"{FILE}/2026-11.p7s").response.data[:1] == b"0"
    visitor.get(f"{FILE}/2026-11.exe", status=404)


def test_a_stranger_who_counts_the_file_comes_to_the_place_that_the_account_says(world, published, visitor):
    table = list(csv.reader(io.StringIO(visitor.get(f"{FILE}/2026-11.csv").response.data.decode())))[1:]
    with world.app.app_context():
        for place, number, _date in table:
            assert load_queue_place(int(number[4:])).number == int(place)
