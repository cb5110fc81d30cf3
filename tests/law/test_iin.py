"""The IIN: form and check digit, and nothing of birth or sex (domain.md 7)."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from housing.law.iin import is_valid_iin, mask_iin
from tests.cases import UNTIMED

ONE_PASS, TWO_PASSES, NEVER_ISSUED = "90010139999", "01020369949", "75071449936"
BASE = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize(("base", "check"), [(ONE_PASS, "8"), (TWO_PASSES, "8"), (NEVER_ISSUED, None)])
def test_the_worked_examples_have_one_check_digit_or_none(base, check):
    assert [digit for digit in "0123456789" if is_valid_iin(base + digit)] == ([check] if check else [])


@pytest.mark.parametrize(
    "iin",
    ["", "90010139999", "9001013999988", "90010139999x", " 900101399998", "900101399998\n", "٩٠٠١٠١٣٩٩٩٩٨",
     "９００１０１３９９９９８", "90010139999²"],
)  # fmt: skip
def test_anything_but_twelve_digits_is_none(iin):
    assert not is_valid_iin(iin)


@pytest.mark.parametrize("base", ["99999999999", "00133200000", "90010109999"])
def test_the_digits_prove_neither_birth_date_nor_sex(base):
    """No month 99, no day 32, no century 0: all the same to the check."""
    assert sum(is_valid_iin(base + digit) for digit in "0123456789") == 1


@UNTIMED
@given(base=BASE)
def test_no_base_has_two_check_digits(base):
    assert sum(is_valid_iin(base + digit) for digit in "0123456789") <= 1


@UNTIMED
@given(base=BASE, place=st.sampled_from([*range(10), 11]), by=st.integers(1, 9))
def test_one_wrong_digit_is_noticed_where_the_first_pass_decides(base, place, by):
    """The eleventh digit weighs eleven there: it alone is not protected."""
    first = sum(int(d) * w for d, w in zip(base, range(1, 12), strict=True)) % 11
    assume(first < 10)
    iin = f"{base}{first}"
    wrong = f"{iin[:place]}{(int(iin[place]) + by) % 10}{iin[place + 1 :]}"
    assume(sum(int(d) * w for d, w in zip(wrong[:11], range(1, 12), strict=True)) % 11 < 10)
    assert is_valid_iin(iin)
    assert not is_valid_iin(wrong)


def test_masked_as_lists_show_it():
    assert mask_iin("900101399998") == "9001••••9998"
