"""Numbers as law texts write them, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.reference_data.number_words import number_in_words, number_with_noun
from housing.reference_data.plain_numbers import find_plain_number

SAID = [
    (1, "year", "бір жыл", "один год", "одного года", "one year"),
    (3, "year", "үш жыл", "три года", "трёх лет", "three years"),
    (5, "year", "бес жыл", "пять лет", "пяти лет", "five years"),
    (11, "month", "он бір ай", "одиннадцать месяцев", "одиннадцати месяцев", "eleven months"),
    (18, "age", "он сегіз жас", "восемнадцать лет", "восемнадцати лет", "eighteen years"),
    (21, "age", "жиырма бір жас", "двадцать один год", "двадцати одного года", "twenty-one years"),
    (30, "day", "отыз күн", "тридцать дней", "тридцати дней", "thirty days"),
    (22, "working_day", "жиырма екі жұмыс күні", "двадцать два рабочих дня", "двадцати двух рабочих дней",
     "twenty-two working days"),
]  # fmt: skip


@pytest.mark.parametrize("number, noun, kk, ru, ru_of, en", SAID)
def test_a_number_in_words_takes_the_form_of_its_language(number, noun, kk, ru, ru_of, en):
    assert (
        number_with_noun(number, noun, "kk", words=True) == kk
        and number_with_noun(number, noun, "en", words=True) == en
    )
    assert number_with_noun(number, noun, "ru", words=True) == ru
    assert number_with_noun(number, noun, "ru", words=True, genitive=True) == ru_of


@pytest.mark.parametrize(
    "number, plain, of",
    [(1, "1 год", "1 года"), (2, "2 года", "2 лет"), (5, "5 лет", "5 лет"), (112, "112 лет", "112 лет"),
     (121, "121 год", "121 года")],
)  # fmt: skip
def test_digits_take_the_same_forms_of_the_noun(number, plain, of):
    assert (number_with_noun(number, "year", "ru"), number_with_noun(number, "year", "ru", genitive=True)) == (
        plain,
        of,
    )


@given(st.integers(0, 99), st.sampled_from(("kk", "ru", "en")), st.booleans())
def test_no_two_numbers_read_alike_and_whatever_is_said_is_found_as_plain_text(number, language, genitive):
    said = number_in_words(number, language, genitive=genitive)
    others = {number_in_words(other, language, genitive=genitive) for other in range(100) if other != number}
    assert said not in others and not any(sign.isdigit() for sign in said)
    for words in (False, True):
        text = number_with_noun(number, "year", language, words=words, genitive=genitive)
        assert number == 0 or find_plain_number(text), text
