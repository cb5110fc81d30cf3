"""A row for a spreadsheet: read back it is the same, and no cell of it runs."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.presentation.csv_export import FORMULA, csv_lines, format_cell

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)))


@given(st.lists(st.lists(WORDS, min_size=2), max_size=4))
def test_words_come_back_as_they_were_and_none_begins_a_formula(rows):
    text = b"".join(csv_lines(rows)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [[one.removeprefix("'") for one in row] for row in read] == [
        [one.removeprefix("'") for one in row] for row in rows
    ]
    assert not [one for row in read for one in row if one.startswith(FORMULA)]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (7, "7"),
        (-7, "-7"),
        (98.1, "98.1"),
        (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 5, tzinfo=UTC), "2026-11-24 10:00:00"),
        ("Ә", "Ә"),
        ("=1", "'=1"),
        ("a=1", "a=1"),
    ],
)
def test_a_cell_is_written_so(value, written):
    assert format_cell(value) == written
