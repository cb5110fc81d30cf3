"""A table as Excel saves it: whatever its settings, the letters are those that were typed, or it is refused."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.presentation.csv_import import UnreadableTableError, decode_table, parse_table

HEAD = ["code", "name_kk", "since"]
KAZAKH = "Қуат, Ұлт; Әсем Өмір Ғасыр Үй Іңкәр Һұрма"
ROWS = [["a_1", KAZAKH, "01.12.2030"], ["b_2", "«Ёлка» № 5 – тест", "2030-12-02"]]


def saved(rows, by=";", end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=by, lineterminator=end).writerows(rows)
    return out.getvalue()


def read(content):
    columns, rows = parse_table(decode_table(content), HEAD)
    return [[row[name] for name in columns] for _line, row in rows]


@pytest.mark.parametrize("by", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_it_is_read_whatever_the_program_wrote(code, by, end):
    assert read(saved([HEAD, *ROWS], by, end).encode(code)) == ROWS


def test_windows_1251_is_read_where_it_has_every_letter():
    rows = [["a_1", "Другая причина, съезд; ёлка", "01.12.2030"]]
    assert read(saved([HEAD, *rows]).encode("cp1251")) == rows


@given(st.text("АаЯяҚқҰұӘәӨөҒғҮүҢңҺһІі", min_size=1))
def test_kazakh_letters_of_either_code_page_are_never_others(word):
    """Beside a word in small letters, as every text has: without one its bytes may happen to be sound UTF-8."""
    rows = [["a_1", f"сөз {word}", ""]]
    assert read(saved([HEAD, *rows]).encode("kz1048")) == rows


@pytest.mark.parametrize("word", ["Ќалалыќ", "Ўлттыќ", "љана"])
@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_letters_that_were_read_wrongly_before_are_refused_by_name(word, code):
    with pytest.raises(UnreadableTableError) as fault:
        decode_table(saved([HEAD, ["a_1", word, ""]]).encode(code))
    assert (fault.value.why, fault.value.words) == ("strange", word)


def test_a_question_mark_in_the_place_of_a_letter_is_refused_by_name():
    with pytest.raises(UnreadableTableError) as fault:
        decode_table(saved([HEAD, ["a_1", "Бас?а себеп", ""]]).encode("cp1251"))
    assert (fault.value.why, fault.value.words) == ("lost", "Бас?а")
    assert read(saved([HEAD, ["a_1", "Не так? Тогда так", ""]]).encode("cp1251"))[0][1] == "Не так? Тогда так"


@pytest.mark.parametrize(
    ("content", "why"), [(b"PK\x03\x04...", "workbook"), (b"\xff\xfe\x00", "no_text"), (b"a\x00b", "no_text"),
                         (b"\x98\xe0", "no_text")],
)  # fmt: skip
def test_what_is_no_table_is_told_apart(content, why):
    with pytest.raises(UnreadableTableError) as fault:
        decode_table(content)
    assert fault.value.why == why


def test_empty_rows_and_a_word_for_excel_are_no_rows():
    columns, rows = parse_table("sep=;\r\n code ;since\r\nx;1\r\n;;\r\ny;2\r\n", ["code", "since"])
    assert columns == ["code", "since"]
    assert rows == [(3, {"code": "x", "since": "1"}), (5, {"code": "y", "since": "2"})]
