"""The numbers that texts name, of the sets in force on a day."""

from __future__ import annotations

from datetime import date

from housing.queries.reference.calendar import calendar
from housing.queries.reference.law import load_law_or_first
from housing.reference_data.law_numbers import fill_numbers, names_law_number, numbers_of


def load_law_numbers(day: date) -> dict[str, int]:
    """By name (`law_numbers.NUMBERS`): of a case its day of filing, where there is no case today.

    The bank's own terms are those of that day too; before the first day of all, the first set.
    """
    return numbers_of(load_law_or_first(day), calendar().hours_on(day))


def fill_law_numbers(words: str, day: date, language: str) -> str:
    """Words with the numbers in force on a day filled in; other blanks stay."""
    return fill_numbers(words, load_law_numbers(day), language) if names_law_number(words) else words
