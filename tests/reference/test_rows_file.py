"""A catalog as a file: what goes out comes in again, and one wrong line leaves everything as it was."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from housing.queries.reference import reference as kept

HEAD = "code,name_kk,name_ru,name_en,position,since\n"
GOOD = HEAD + "flood,Су басты,Потоп,Flood,20,01.12.2026\nstorm,Боран,Буран,Storm,21,2026-12-01\n"


def load(browser, content, code="causes", status=303):
    sent = {"csrf_token": browser.csrf(), "file": (io.BytesIO(content), "rows.csv")}
    return browser.post(f"/reference/{code}/load", sent, status=status)


def test_what_goes_out_comes_in_again_as_a_draft(world, drafter):
    content = drafter.client.get("/reference/causes/rows").data
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    rows = [{**row, "since": "2026-12-01"} for row in rows]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    load(drafter, out.getvalue().encode())
    with world.app.app_context():
        assert {one.key: one.after for one in kept.load_catalog_draft("causes").edits} == {
            key: dict(values) for key, values in kept.load_effective_values("causes", world.clock().date()).items()
        }


def test_rows_of_a_file_are_drafted(world, drafter):
    load(drafter, GOOD.encode())
    with world.app.app_context():
        assert [one.key for one in kept.load_catalog_draft("causes").edits] == ["flood", "storm"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD + "x,Ж,Т,F,22,01.12.2026\n", "Line 4: Small Latin letters"),
        (GOOD + "quake,,Т,E,22,01.12.2026\n", "Line 4: Fill this in"),
        (GOOD + "flood,А,Б,C,22,01.12.2026\n", "Line 4: this row stands here twice"),
        ("code,position\n", "lacks the column name_kk"),
        (HEAD, "no rows"),
        ("", "lacks the column"),
        (GOOD + "quake,Ж,Т,E,22,01.01.2026\n", "This day has been"),
    ],
)
def test_one_wrong_line_and_nothing_is_taken(world, drafter, content, words):
    assert words in load(drafter, content.encode(), status=422).text
    with world.app.app_context():
        assert kept.load_catalog_draft("causes") is None


def test_what_is_no_text_is_told(drafter):
    assert "no CSV file" in load(drafter, b"\xff\xfe\x00", status=422).text


def as_excel_saves_it(browser, code, encoding):
    """The catalog's own file, saved again with Kazakh settings: semicolons, days as people write them."""
    rows = list(csv.reader(io.StringIO(browser.client.get(f"/reference/{code}/rows").data.decode("utf-8-sig"))))
    out = io.StringIO()
    for row in rows:
        row[-1] = row[-1] if row[-1] == "since" else ".".join(reversed(row[-1].split("-")))
    csv.writer(out, delimiter="\t" if encoding == "utf-16" else ";").writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_what_excel_saves_again_with_a_row_more_drafts_that_row(world, drafter, encoding):
    """Rows whose day has been stand in it too, and are no change."""
    content = as_excel_saves_it(drafter, "causes", encoding)
    by = "\t" if encoding == "utf-16" else ";"
    more = by.join(["quake", "Жер сілкінісі", "Землетрясение", "Earthquake", "90", "01.12.2030"])
    load(drafter, f"{content}{more}\r\n".encode(encoding))
    with world.app.app_context():
        (edit,) = kept.load_catalog_draft("causes").edits
        assert edit.key == "quake" and edit.after["name"]["kk"] == "Жер сілкінісі"


def test_a_file_that_changes_nothing_says_so(world, drafter):
    content = as_excel_saves_it(drafter, "causes", "utf-8")
    assert "stands so already" in load(drafter, content.encode(), status=422).text
    with world.app.app_context():
        assert kept.load_catalog_draft("causes") is None


def test_a_past_row_that_did_change_is_refused_as_ever(drafter):
    content = as_excel_saves_it(drafter, "causes", "utf-8").splitlines()
    cells = content[1].split(";")
    changed = ";".join([cells[0], cells[1] + " басқаша", *cells[2:]])
    assert "This day has been" in load(drafter, "\n".join([content[0], changed]).encode(), status=422).text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "This is a workbook"),
        (GOOD.replace("Боран", "Ќар").encode(), "read wrongly"),
        (GOOD.replace("Боран", "?ар").encode("cp1251"), "question mark"),
    ],
)
def test_wrong_letters_are_refused_with_a_way_out(world, drafter, content, words):
    page = load(drafter, content, status=422).text
    assert words in page and "CSV UTF-8" in page
    with world.app.app_context():
        assert kept.load_catalog_draft("causes") is None


def in_csv(value):
    return value.date().isoformat() if isinstance(value, datetime) else value or ""


@pytest.mark.parametrize("code", ["causes", "settlements", "hours", "law"])
def test_a_catalog_is_a_workbook_too_with_the_same_rows(drafter, code):
    table = list(csv.reader(io.StringIO(drafter.client.get(f"/reference/{code}/rows").data.decode("utf-8-sig"))))
    with drafter.client.get(f"/reference/{code}/rows?as=xlsx") as answer:
        sheet = load_workbook(io.BytesIO(answer.data)).active
    assert [[in_csv(cell.value) for cell in row] for row in sheet.iter_rows()] == table
    drafter.get(f"/reference/{code}/rows?as=pdf", status=404)
