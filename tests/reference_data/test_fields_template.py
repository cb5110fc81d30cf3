"""A field of words with placeholders: what it takes, what it refuses and how it says so; how long a message may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.reference_data.fields import LANGUAGES, Field, InvalidValueError, field_to_inputs, read_field
from housing.reference_data.placeholders import Placeholder, fill_placeholders, placeholder_names

BLANKS = {"number": Placeholder("Number", "9912999999"), "day": Placeholder("Day", "31.12.2099", needed=False)}
TEXT = Field("text", "Text", "template", blanks=BLANKS)
SMS = TEXT._replace(parts=1)


def sent(words):
    return dict.fromkeys(TEXT.inputs, words)


def refusal(field, words):
    with pytest.raises(InvalidValueError) as wrong:
        read_field(field, sent(words))
    return wrong.value.args[0] % dict(*wrong.value.args[1:])


def test_words_with_the_placeholders_of_the_field_are_taken_in_every_language():
    value = read_field(TEXT, {"text_kk": " №{number}  {day}", "text_ru": "№{number}", "text_en": "No. {number}"})
    assert value == {"kk": "№{number} {day}", "ru": "№{number}", "en": "No. {number}"}
    assert read_field(TEXT, field_to_inputs(TEXT, value)) == value


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{number} {iin}", "There is no placeholder {iin} here"), ("Hello", "The placeholder {number} is missing"),
        ("{number", "A brace stands alone"), ("{number}}", "A brace stands alone"),
        ("{{number}}", "A brace stands alone"),
        ("{number.__class__}", "{number.__class__} is no placeholder"), ("{number!r}", "{number!r} is no placeholder"),
        ("{number:>99}", "{number:>99} is no placeholder"), ("{number} {}", "{} is no placeholder"),
        ("{number} {0}", "{0} is no placeholder"), ("{number} {{ 7*7 }}", "A brace stands alone"),
        ("{number}{% include 'base.html' %}", "{% include 'base.html' %} is no placeholder"), ("", "Fill this in"),
        ("{number} \u202e", "cannot be shown"),
    ],
)  # fmt: skip
def test_what_is_no_template_is_told(words, told):
    assert told in refusal(TEXT, words)


def test_one_language_without_its_placeholder_and_none_is_taken():
    with pytest.raises(InvalidValueError):
        read_field(TEXT, {**sent("№{number}"), "text_en": "No number"})


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>{number}", "%(number)s %s {number}", "100 % {number}", "&lt;{number}"]
)
def test_markup_and_percents_are_words(words):
    assert read_field(TEXT, sent(words))["kk"] == words


def test_a_text_message_is_measured_with_its_longest_values():
    assert read_field(SMS, sent("№{number} " + "ә" * 58)), "70 with a number of ten digits"
    assert "71 characters, 2 parts" in refusal(SMS, "№{number} " + "ә" * 59)
    assert read_field(SMS, sent("No. {number} " + "a" * 145)), "160 of the seven-bit alphabet"
    assert "at most 1" in refusal(SMS, "No. {number} " + "a" * 146 + "{day}")


@pytest.mark.parametrize("where", ["https://x", "www.x", "kezek.kz", "ОТБАСЫ.kz", "банк.қаз", "EGOV.KZ/a"])
def test_a_text_message_bears_no_address_of_a_page(where):
    assert "no address of a page" in refusal(SMS, f"{where} {{number}}")
    assert read_field(TEXT, sent(f"{where} {{number}}")), "other words may"


@pytest.mark.parametrize("words", ["ст. 74, т.е. {number}", "No.{number}. See", "Мерзімі 31.12.2026: {number}"])
def test_points_and_dates_are_no_addresses(words):
    assert read_field(SMS, sent(words))


def test_a_field_may_be_in_fewer_languages():
    field = TEXT._replace(languages=("kk", "ru"))
    assert field.inputs == ("text_kk", "text_ru") and set(read_field(field, sent("{number}"))) == {"kk", "ru"}


@given(st.text(alphabet="{}{}!:.[]%<> numberdayiin", max_size=30))
def test_whatever_is_taken_holds_the_needed_placeholder_and_can_be_filled(words):
    try:
        value = read_field(TEXT, sent(words))
    except InvalidValueError:
        return
    for language in LANGUAGES:
        assert "number" in placeholder_names(value[language]) and set(placeholder_names(value[language])) <= set(BLANKS)
        text = fill_placeholders(value[language], {"number": "7", "day": "<b>"})
        assert "{" not in text and "}" not in text
