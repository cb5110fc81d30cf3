"""Words with blanks: a name in braces is looked up and nothing else ever happens to it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.reference_data.placeholders import (
    Placeholder,
    fill_placeholders,
    fill_with_longest,
    misplaced_braces,
    placeholder_names,
)

BLANKS = {"number": Placeholder("Number", "9" * 10), "day": Placeholder("Day", "31.12.2099", needed=False)}
NASTY = st.text(alphabet="{}%$<>!:.[]()'\"_ numberday\u0430", max_size=40)


def test_a_blank_is_filled_with_its_value():
    assert fill_placeholders("No. {number} by {day}, {number}", {"number": "7", "day": "today"}) == "No. 7 by today, 7"
    assert placeholder_names("No. {number} by {day}") == ["number", "day"]


@pytest.mark.parametrize(
    "words",
    [
        "{number!r}",
        "{number:>99}",
        "{number.__class__}",
        "{number[0]}",
        "{0}",
        "{}",
        "{ number }",
        "{Number}",
        "{нөмір}",
    ],
)
def test_what_is_no_plain_name_is_found_and_never_evaluated(words):
    assert misplaced_braces(words) == [words] and fill_placeholders(words, {"number": "7"}) == words


@pytest.mark.parametrize("words", ["{number", "number}", "{{number}}", "{", "a}b{c", "{{ 7*7 }}", "{number}}"])
def test_a_brace_that_stands_alone_is_found(words):
    assert misplaced_braces(words)


@given(NASTY, NASTY)
def test_a_value_is_put_in_as_it_is_and_looked_at_no_more(before, value):
    words = before.replace("{", "").replace("}", "") + "{number}"
    assert fill_placeholders(words, {"number": value}) == words.removesuffix("{number}") + value


@given(NASTY)
def test_words_without_misplaced_braces_lose_every_brace_when_they_are_filled(words):
    if not misplaced_braces(words):
        text = fill_placeholders(words, dict.fromkeys(placeholder_names(words), "7"))
        assert "{" not in text and "}" not in text


@given(st.text(alphabet=string.printable, max_size=40))
def test_whatever_is_typed_is_looked_through_without_a_fault(words):
    misplaced_braces(words)
    fill_with_longest(words, BLANKS)


def test_the_longest_text_has_the_longest_values():
    assert fill_with_longest("{number}/{day}/{other}", BLANKS) == "9999999999/31.12.2099/{other}"
