"""A catalog as a file: what goes out comes in again, and one wrong line leaves everything as it was."""

from __future__ import annotations

import csv
import io

import pytest

from housing.queries import reference as kept

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
        assert {one.key: one.after for one in kept.draft("causes").edits} == {
            key: dict(values) for key, values in kept.standing("causes", world.clock().date()).items()
        }


def test_rows_of_a_file_are_drafted(world, drafter):
    load(drafter, GOOD.encode())
    with world.app.app_context():
        assert [one.key for one in kept.draft("causes").edits] == ["flood", "storm"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD + "x,Ж,Т,F,22,01.12.2026\n", "Line 4: Small Latin letters"),
        (GOOD + "quake,,Т,E,22,01.12.2026\n", "Line 4: Fill this in"),
        (GOOD + "flood,А,Б,C,22,01.12.2026\n", "Line 4: this row stands here twice"),
        ("code,position\n", "lacks the column name_kk"),
        (HEAD, "no rows"), ("", "lacks the column"), (GOOD + "quake,Ж,Т,E,22,01.01.2026\n", "This day has been"),
    ],
)  # fmt: skip
def test_one_wrong_line_and_nothing_is_taken(world, drafter, content, words):
    assert words in load(drafter, content.encode(), status=422).text
    with world.app.app_context():
        assert kept.draft("causes") is None


def test_what_is_no_text_is_told(drafter):
    assert "no CSV file" in load(drafter, b"\xff\xfe\x00", status=422).text
