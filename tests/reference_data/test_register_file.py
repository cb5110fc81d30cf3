"""A row of a former base: what is taken as it stands, and in which words everything else is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.iin import is_valid_iin
from housing.reference_data.register_file import (
    COLUMNS,
    FAULTS,
    REQUIRED,
    fold_heading,
    match_headings,
)
from housing.reference_data.register_rows import RowReader, Vocabulary, join_name, read_name
from housing.text.name_search import name_keys
from tests.register_files import HEAD, IINS, KARAGANDA, legacy_row

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
KNOWN = Vocabulary({KARAGANDA: "karaganda"}, {"general": "general", fold_heading("C4"): "C4"}, NOW)
EPOCH = date(1899, 12, 30)


def read(**cells):
    places, _ignored, _faults = match_headings(HEAD)
    row = legacy_row(0, **cells)
    return RowReader(places, len(HEAD), KNOWN, EPOCH).read([row[key] for key in HEAD])


def faults(**cells):
    return [(fault.column, fault.why) for fault in read(**cells)[1]]


def test_a_sound_row_is_taken_whole():
    row, wrong = read(phone="8 (701) 000-00-01")
    assert wrong == []
    assert row.name == "Әлиев Айдос Серікұлы" and row.phone == "+77010000001"
    assert (row.former_number, row.iin, row.branch_code) == ("1", IINS[0], "karaganda")
    assert row.registered_at == "2019-03-01 05:30:00.000000"


@pytest.mark.parametrize(
    "head",
    [
        (
            "Нөмірі",
            "ЖСН",
            "Тегі",
            "Аты",
            "Әкесінің аты",
            "Елді мекен коды",
            "Тізім",
            "Есепке қойылған күні",
            "Уақыты",
            "Телефоны",
        ),
        (
            "Номер учета",
            "ИИН",
            "Фамилия",
            "Имя",
            "Отчество",
            "КАТО",
            "Категория",
            "Дата постановки на учёт",
            "Время",
            "Телефон",
        ),
        ("phone", "time", "date", "list", "settlement", "patronymic", "given", "surname", "iin", "number"),
    ],
)
def test_headings_are_known_in_three_languages_and_in_any_order(head):
    places, ignored, wrong = match_headings(head)
    assert set(places) == set(COLUMNS) and (ignored, wrong) == ([], [])


def test_a_head_says_what_it_lacks_what_stands_twice_and_what_is_not_read():
    places, ignored, wrong = match_headings(("ИИН", "iin", "Сот шешімі", "Фамилия"))
    assert ignored == ["Сот шешімі"] and places["surname"] == 3
    lacking = [key for key in REQUIRED if key not in ("iin", "surname")]
    assert [(one.column, one.why) for one in wrong] == [("iin", "twice"), *((key, "no_column") for key in lacking)]


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ({"number": ""}, "number", "missing"),
        ({"number": "=1+1"}, "number", "number_form"),
        ({"number": "1" * 31}, "number", "number_form"),
        ({"iin": ""}, "iin", "missing"),
        ({"iin": "85010110001"}, "iin", "iin_digits"),
        ({"iin": "8501011000𝟏0"}, "iin", "iin_digits"),
        ({"iin": f"{IINS[0][:11]}{(int(IINS[0][11]) + 1) % 10}"}, "iin", "iin_check"),
        ({"iin": "851301300017"}, "iin", "iin_date"),
        ({"iin": "850101700019"}, "iin", "iin_date"),
        ({"surname": "=cmd|' /C calc'!A0"}, "surname", "name_signs"),
        ({"given": "<script>alert(1)</script>"}, "given", "name_signs"),
        ({"given": ""}, "given", "missing"),
        ({"patronymic": "@SUM(A1)"}, "patronymic", "name_signs"),
        ({"settlement": "351010009"}, "settlement", "settlement_unknown"),
        ({"list": "C99"}, "list", "list_unknown"),
        ({"date": "31.02.2019"}, "date", "date_form"),
        ({"date": "03/04/2019"}, "date", "date_form"),
        ({"date": "25.11.2026"}, "date", "date_future"),
        ({"date": "24.11.2026", "time": "10:01"}, "date", "date_future"),
        ({"date": "31.12.1984"}, "date", "date_before_birth"),
        ({"time": "25:00"}, "time", "time_form"),
        ({"phone": "8 7212 000000"}, "phone", "phone_form"),
    ],
)
def test_what_is_wrong_is_told_by_column_and_cause(cells, column, why):
    if why == "iin_date":
        cells = {"iin": sound_but_of_no_day(cells["iin"])}
    assert faults(**cells) == [(column, why)]
    assert FAULTS[why] and COLUMNS[column].label


def sound_but_of_no_day(digits):
    """With the check digit that makes it sound."""
    for serial in range(10, 99):
        for last in range(10):
            if is_valid_iin(tried := f"{digits[:7]}{serial:02}00{last}"):
                return tried
    raise AssertionError(digits)


def test_every_fault_of_a_row_is_told_at_once():
    assert faults(iin="1", surname="", list="x", date="tomorrow") == [
        ("iin", "iin_digits"),
        ("surname", "missing"),
        ("list", "list_unknown"),
        ("date", "date_form"),
    ]


@pytest.mark.parametrize(
    ("cell", "stamp"),
    [
        ("1.3.2019", "2019-03-01 05:30"),
        ("2019-03-01", "2019-03-01 05:30"),
        (43525.0, "2019-03-01 05:30"),
    ],
)
def test_a_day_is_read_as_it_is_typed_and_as_a_workbook_numbers_it(cell, stamp):
    assert read(date=cell)[0].registered_at == f"{stamp}:00.000000"


@pytest.mark.parametrize("cell", ["01.03.2019 09:15", "2019-03-01T09:15:00", 43525 + (9 * 60 + 15) / 1440])
def test_a_day_may_bear_its_time(cell):
    assert read(date=cell, time="")[0].registered_at == "2019-03-01 04:15:00.000000"


def test_without_a_time_the_day_begins():
    assert read(time="")[0].registered_at == "2019-02-28 19:00:00.000000"


def test_a_number_of_a_workbook_has_lost_only_the_noughts_before_it():
    young = "040102500106"
    digits = next(
        f"{young[:11]}{last}" for last in range(10) if not faults(iin=f"{young[:11]}{last}", date="01.03.2019")
    )
    assert read(iin=float(digits))[0].iin == digits
    assert faults(iin=digits[1:]) == [("iin", "iin_digits")]


def test_a_line_with_more_cells_than_the_head_is_not_guessed_at():
    places, _ignored, _faults = match_headings(HEAD)
    row = [*legacy_row(0).values(), "one more"]
    assert [one.why for one in RowReader(places, len(HEAD), KNOWN, EPOCH).read(row)[1]] == ["too_many_cells"]


LETTERS = st.text("АӘБВГҒДЕЁЖЗИЙКҚабвгғдеёжиқһabcxyz", min_size=1, max_size=12)
NAMES = st.builds("-".join, st.lists(LETTERS, min_size=1, max_size=2))


@given(NAMES, NAMES, st.one_of(st.just(""), NAMES))
def test_the_keys_of_a_name_are_those_that_every_name_has(surname, given_name, patronymic):
    name, *keys = join_name(*map(read_name, (surname, given_name, patronymic)))
    assert tuple(keys) == tuple(name_keys(name))


@given(st.text(max_size=40))
def test_whatever_stands_in_a_cell_a_row_is_read(text):
    for key in HEAD:
        row, wrong = read(**{key: text})
        assert all(fault.why in FAULTS and (fault.column in COLUMNS or not fault.column) for fault in wrong)
        assert not row.name.lstrip().startswith(("=", "+", "-", "@"))
        assert not row.former_number.startswith(("=", "+", "-", "@"))
