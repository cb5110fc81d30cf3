"""A table in a file is read row by row, as programs save it, and a hostile one is an error and nothing more."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook as OtherWorkbook

from housing.presentation.csv_import import UnreadableTableError
from housing.presentation.table_file import EPOCH, EPOCH_1904, TableFile, inspect_file
from housing.presentation.xlsx_import import MAIN
from tests.register_files import HEAD, csv_file, legacy_rows, xlsx_file

SHEET = "xl/worksheets/sheet1.xml"


def opened(content):
    file = io.BytesIO(content)
    return TableFile(file, inspect_file(file))


def lines(content):
    return [(line.number, line.cells) for line in opened(content).lines()]


def why(content):
    with pytest.raises(UnreadableTableError) as fault:
        lines(content)
    return fault.value.why


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_the_letters_and_with_the_separators_of_peoples_programs(letters, separator):
    content = csv_file(legacy_rows(3), separator=separator).decode().encode(letters)
    read = lines(content)
    assert [number for number, _cells in read] == [1, 2, 3, 4]
    assert read[0][1] == list(HEAD) and read[3][1][2:5] == ["Әлиев", "Айдос", "Серікұлы"]


def test_russian_letters_alone_are_those_of_windows():
    assert lines("Имя;Год\r\nИван;1".encode("cp1251"))[1] == (2, ["Иван", "1"])


def test_lines_are_counted_as_a_spreadsheet_counts_rows():
    content = b'sep=;\r\na;b\r\n\r\n"two\r\nlines";1\r\nx;2\r\n'
    assert lines(content) == [(2, ["a", "b"]), (4, ["two\r\nlines", "1"]), (5, ["x", "2"])]


def test_a_workbook_gives_what_another_library_wrote():
    book = OtherWorkbook()
    rows = [["Тегі", None, "ЖСН"], ["Әлиев", 12.5, "007"], [], ["=1+1", date(2019, 3, 1), 90101]]
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    read = lines(out.getvalue())
    assert read[:2] == [(1, ["Тегі", "", "ЖСН"]), (2, ["Әлиев", 12.5, "007"])]
    assert read[2] == (4, ["", 43525.0, 90101.0])


@pytest.mark.parametrize("aside", [False, True])
def test_words_in_place_and_words_kept_aside_are_the_same(aside):
    read = lines(xlsx_file(legacy_rows(3), constant_memory=not aside))
    assert read[3][1] == ["3", *[legacy_rows(3)[2][key] for key in HEAD[1:9]]]


def test_days_are_counted_from_the_day_that_the_workbook_names():
    assert opened(xlsx_file(legacy_rows(1))).epoch == EPOCH
    assert opened(xlsx_file(legacy_rows(1), date_1904=True)).epoch == EPOCH_1904


def repacked(**parts):
    """A workbook with other parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_file(legacy_rows(2)))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.replace("/", "_").replace(".", "_"), old.read(name)))
    return out.getvalue()


def sheet(rows, before=""):
    return repacked(
        xl_worksheets_sheet1_xml=f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN[1:-1]}"><sheetData>{rows}'
        "</sheetData></worksheet>"
    )


def test_an_entity_is_never_resolved():
    secret = '<!DOCTYPE x [<!ENTITY own SYSTEM "file:///etc/hostname"><!ENTITY a "word">]>'
    row = '<row r="1"><c t="inlineStr"><is><t>&own;&a;</t></is></c><c><v>1</v></c></row>'
    assert lines(sheet(row, secret)) == [(1, ["", 1.0])]


@pytest.mark.parametrize(
    "row",
    [
        "<row><c",
        '<row r="x"></row>',
        '<row><c t="s"><v>99</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        "<row><c><v>many</v></c></row>",
    ],
)
def test_a_spoiled_sheet_is_said_to_be_one(row):
    assert why(sheet(row)) == "spoiled"


def test_a_cell_far_to_the_right_takes_no_memory():
    assert lines(sheet('<row r="7"><c r="XFD7"><v>1</v></c><c r="B7"><v>2</v></c></row>')) == [(7, ["", 2.0])]


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", b"PK\x03\x04" + bytes(100)])
def test_what_only_begins_like_a_workbook_is_spoiled(content):
    assert why(content) == "spoiled"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,\x00", "no_text"),
        ("Ќасым,1".encode(), "strange"),
        ("а?б;1".encode("cp1251"), "lost"),
        (b'a,b\n"x,1', "spoiled"),
        (b'a,b\n"x"y,1\n', "spoiled"),
    ],
)
def test_what_is_no_sound_csv_says_why(content, told):
    assert why(content) == told


def test_words_that_would_fill_the_memory_are_refused(monkeypatch):
    monkeypatch.setattr("housing.presentation.xlsx_import.MOST_WORDS", 100)
    assert why(xlsx_file(legacy_rows(9))) == "too_large"


def test_how_far_it_is_grows_to_the_end():
    read = [line.read for line in opened(xlsx_file(legacy_rows(500), constant_memory=True)).lines()]
    assert read == sorted(read) and read[-1] > 90
