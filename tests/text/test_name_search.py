"""Names as they are compared: case, Kazakh letters, spaces, and both ways of beginning."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.text.name_search import fold_text, given_key, name_key, search_readings

LETTERS = "АаӘәБбГгҒғЕеЁёИиІіҺһКкҚқНнҢңОоӨөУуҰұҮүХхЯя -"


@pytest.mark.parametrize("typed", ["Жүнісов Дәурен", "ЖҮНІСОВ ДӘУРЕН", "жунисов  даурен ", " Жүнісов\tДәурен"])
def test_a_name_is_the_same_however_it_is_typed(typed):
    assert name_key(typed) == "жунисов даурен"


@pytest.mark.parametrize(("kazakh", "russian"), [
    ("Һалима", "халима"), ("Өтепова", "отепова"), ("Ұлжан", "улжан"), ("Іңкәр", "инкар"), ("Ғалым Қожа", "галым кожа"),
    ("Пётр", "петр"),
])  # fmt: skip
def test_a_russian_keyboard_finds_kazakh_letters(kazakh, russian):
    assert fold_text(kazakh) == russian


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Cеpік", "Серік"),
        ("KАPACEB", "Карасев"),
        ("OMAPOBA", "Омарова"),
        ("Tiлeк", "Тілек"),
        ("аxметов", "Ахметов"),
        ("Мyса", "Муса"),
        ("Boтa", "Бота".replace("Б", "В")),
        ("hалима", "Һалима"),
        ("Əйгерім", "Әйгерім"),
    ],
)
def test_a_latin_letter_that_looks_like_ours_is_ours(typed, meant):
    assert fold_text(typed) == fold_text(meant)


def test_a_latin_capital_h_may_be_either_letter():
    assert fold_text("Нұрлан") in search_readings("Hұрлан") and fold_text("Һалима") in search_readings("Hалима")
    assert search_readings("Нұрлан") == (fold_text("Нұрлан"),)


def test_marks_that_nobody_sees_are_no_letters():
    assert fold_text("\u2066Жүнісов\u2069 Дәу\u00adрен\u200b") == "жунисов даурен"


@pytest.mark.parametrize(("name", "key"), [
    ("Жүнісов Дәурен Серікұлы", "даурен жунисов серикулы"), ("Жүнісов Дәурен", "даурен жунисов"), ("Жүнісов", ""),
    ("", ""), ("Ли Анна Мария Ивановна", "анна ли мария ивановна"),
])  # fmt: skip
def test_a_name_is_also_kept_as_it_begins_with_the_given_name(name, key):
    assert given_key(name) == key


@given(st.text(LETTERS, max_size=40))
def test_what_is_folded_stays_and_case_and_form_do_not_matter(name):
    once = fold_text(name)
    assert fold_text(once) == once == fold_text(name.upper()) == fold_text(unicodedata.normalize("NFD", name))
