"""Numbers as people paste them: with marks that nobody sees, blanks of every kind, dashes, and the word before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.text.typed_numbers import bare_number, is_landline, is_mobile, normalize_phone

MARKS = [
    "{}",
    " {}\t",
    "\u2066{}\u2069",
    "{}\ufeff",
    "\u200e{}\u200f",
    "\u00ad{}",
    "№ {}",
    "№{}",
    "#{}",
    "No. {}",
    "N°{}",
    "ИИН: {}",
    "иин{}",
    "ЖСН {}",
    "жсн–{}",
    "IIN {}",
    "Өтініш № {}",
    "заявление № {}.",
    "({})",
    "«{}»",
    "{},",
]
BETWEEN = ["", " ", "-", "\u00a0", "\u202f", "\u2009", "\u2011", "\u2212", "\u2014", ".", "\u200b", "\u2060", "_", "/"]


@pytest.mark.parametrize("around", MARKS)
@pytest.mark.parametrize("digits", ["2611000417", "841006399900"])
def test_nothing_around_a_number_matters(around, digits):
    assert bare_number(around.format(digits)) == digits


@pytest.mark.parametrize("between", BETWEEN)
def test_nothing_within_a_number_matters(between):
    assert bare_number(between.join(("8410", "0639", "9900"))) == "841006399900"


@pytest.mark.parametrize(
    "typed",
    [
        "Жүнісов 841006399900",
        "84100639990O",
        "\uff18\uff14\uff11006399900",
        "841006399900 ИИН Ли",
        "+841006399900",
    ],
)
def test_anything_else_stays_and_is_told(typed):
    assert not bare_number(typed).isascii() or not bare_number(typed).isdigit()


@given(st.text())
def test_what_is_bare_stays(typed):
    assert bare_number(bare_number(typed)) == bare_number(typed)


@pytest.mark.parametrize("written", [
    "+77470000001", "\u2066+7 (747) 000-00-01\u2069", "747 000 00 01", "87470000001",
    "8\u202f747\u202f000\u202f00\u202f01",
    "+7\u00a0747\u2060000\u201100\u201401", "7 747 000/00/01", "тел.: +7 747 000 00 01", "747.000.00.01",
])  # fmt: skip
def test_a_telephone_is_dialled_however_it_is_written(written):
    assert normalize_phone(written) == "+77470000001"


@pytest.mark.parametrize(("number", "mobile", "landline"), [
    ("+77000000001", True, False), ("+77055550101", True, False), ("+77470000001", True, False),
    ("+77780000001", True, False), ("+77172555010", False, True), ("+77212000000", False, True),
    ("+77292000000", False, True), ("+79161234567", False, False), ("+73512000000", False, False),
])  # fmt: skip
def test_a_landline_is_no_mobile_and_neither_is_a_foreign_number(number, mobile, landline):
    assert (is_mobile(number), is_landline(number)) == (mobile, landline)
