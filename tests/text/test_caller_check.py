"""What a caller says is compared as people speak and type, and never taken for right when it is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.text.caller_check import (
    CallerAnswers,
    PersonRecord,
    matches_address,
    matches_date,
    matches_name,
    matching_questions,
)

BORN = date(1987, 3, 9)
NAME = "Әбдірахманов Ғалым Үсенұлы"
HOME = ("Тараз қаласы, Әл-Фараби көшесі, 12-үй, 40-пәтер", "город Тараз, улица Аль-Фараби, дом 12, квартира 40")


@pytest.mark.parametrize(
    "typed",
    [
        "Әбдірахманов Ғалым Үсенұлы",
        "абдирахманов  галым усенулы",
        "ГАЛЫМ УСЕНУЛЫ АБДИРАХМАНОВ",
        "Абдирахманов, Галым; Усенулы ",
    ],
)
def test_a_name_is_right_in_any_letters_and_order(typed):
    assert matches_name(typed, NAME)


@pytest.mark.parametrize(
    "typed", ["", "Абдирахманов", "Абдирахманов Галым", "Абдирахманов Галым Усеновна", f"{NAME} Қызы"]
)
def test_a_name_with_a_word_too_few_or_too_many_is_not_right(typed):
    assert not matches_name(typed, NAME) and not matches_name(typed, "")


@pytest.mark.parametrize("typed", [
    "09.03.1987", "9.3.1987", "09/03/87", "9-3-1987", " 09 03 1987 ", "09031987", "19870309", "1987-03-09",
    "9 марта 1987 года", "9 МАРТ 1987", "1987 жылғы 9 наурыз", "9 наурыз 1987 ж.", "09.03.1987 г.",
])  # fmt: skip
def test_a_date_is_right_in_any_form(typed):
    assert matches_date(typed, BORN)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1987",
        "09.03",
        "март 1987",
        "10.03.1987",
        "09.04.1987",
        "09.03.1978",
        "9 мая 1987",
        "31.02.1987",
        "09.03.187",
        "09.03.1987 10.03.1987",
        "x",
    ],
)
def test_a_date_that_is_another_or_none_is_not_right(typed):
    assert not matches_date(typed, BORN)


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)), st.integers(-400, 400).filter(bool))
def test_no_other_day_is_taken_for_a_birthday(born, apart):
    other = born + timedelta(days=apart)
    assert matches_date(f"{born:%d.%m.%Y}", born) and not matches_date(f"{other:%d.%m.%Y}", born)


@pytest.mark.parametrize(
    "typed",
    [
        "Тараз, Аль-Фараби 12, кв. 40",
        "улица аль фараби дом 12 квартира 40",
        "Әл-Фараби 12-40",
        "әл-фараби көшесі 12 үй 40 пәтер",
        "г.Тараз ул.Аль-Фараби д.12 кв.40",
    ],
)
def test_an_address_is_right_in_either_language_and_shortened(typed):
    assert any(matches_address(typed, home) for home in HOME)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Тараз",
        "12 40",
        "Аль-Фараби 12",
        "Аль-Фараби 40, 12",
        "Абая 12, 40",
        "Тараз 12 40",
        "Аль-Фараби 12, 40, 41",
        "Алматы, Аль-Фараби 12, 40",
    ],
)
def test_an_address_that_leaves_out_or_adds_is_not_right(typed):
    assert not any(matches_address(typed, home) for home in HOME)


def test_what_is_not_on_record_is_never_right():
    said = CallerAnswers("Иванов Иван", "01.01.1990", "Абая 1, 1")
    assert (
        matching_questions(said, PersonRecord()) == []
        and matching_questions(CallerAnswers(), PersonRecord((NAME,), BORN, HOME)) == []
    )
    assert matching_questions(CallerAnswers(NAME, "1.1.1990", "Фараби 12-40"), PersonRecord((NAME,), BORN, HOME)) == [
        "name",
        "address",
    ]
