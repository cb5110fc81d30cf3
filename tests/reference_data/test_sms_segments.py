"""How long a message is: in what alphabet, how many places, how many parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.reference_data.sms_segments import ESCAPED, PLAIN, measure_message


@pytest.mark.parametrize(
    ("text", "coding", "units", "parts"),
    [
        ("", "GSM-7", 0, 0),
        ("a", "GSM-7", 1, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("[{~^|}]\\", "GSM-7", 16, 1),
        ("é", "GSM-7", 1, 1),
        ("ê", "UCS-2", 1, 1),
        ("`", "UCS-2", 1, 1),
        ("қ", "UCS-2", 1, 1),
        ("қ" * 70, "UCS-2", 70, 1),
        ("қ" * 71, "UCS-2", 71, 2),
        ("қ" * 134, "UCS-2", 134, 2),
        ("қ" * 135, "UCS-2", 135, 3),
        ("a" * 70 + "№", "UCS-2", 71, 2),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 36, "UCS-2", 72, 2),
    ],
)
def test_an_alphabet_its_places_and_its_parts(text, coding, units, parts):
    found = measure_message(text)
    assert (found.coding, found.units, found.parts) == (coding, units, parts)


def test_no_character_is_cut_in_two():
    """33 emoji fill 66 of 67 places; the 34th begins the next part. So does an escaped letter at the 153rd place."""
    assert measure_message("😀" * 66).parts == 2 and measure_message("😀" * 67).parts == 3
    assert measure_message("a" * 152 + "€" + "a" * 152).parts == 3, "153 + 153 would hold it if € could be cut"


def test_the_alphabet_is_the_standard_s():
    assert len(PLAIN) == 127 and len(ESCAPED) == 10 and not PLAIN & ESCAPED


@given(st.text(max_size=400), st.text(max_size=1))
def test_a_longer_text_never_costs_less(text, more):
    """Nor does one letter of another alphabet."""
    assert measure_message(text).parts <= measure_message(text + more).parts
