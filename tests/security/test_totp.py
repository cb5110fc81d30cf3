"""Codes of an authenticator: the vectors of RFC 6238, the window, and that no step counts twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.security import totp

#: RFC 6238, appendix B, SHA-1; six digits are the last of its eight.
SECRET = b"12345678901234567890"
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]
NOON = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_codes_are_those_of_the_standard(seconds, code):
    assert totp.code_at(SECRET, seconds // 30) == code
    assert totp.step_of(SECRET, code, datetime.fromtimestamp(seconds, UTC), None) == seconds // 30


@pytest.mark.parametrize(("drift", "counts"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off_and_not_two(drift, counts):
    step = int((NOON + timedelta(seconds=drift)).timestamp()) // 30
    assert (totp.step_of(SECRET, totp.code_at(SECRET, step), NOON, None) == step) is counts


def test_a_step_that_was_used_and_those_before_it_count_no_more():
    here = int(NOON.timestamp()) // 30
    for used in (here, here + 1):
        assert totp.step_of(SECRET, totp.code_at(SECRET, here), NOON, used) is None
    assert totp.step_of(SECRET, totp.code_at(SECRET, here), NOON, here - 1) == here


@given(st.text(max_size=8))
def test_nothing_else_is_a_code(typed):
    here = int(NOON.timestamp()) // 30
    right = {totp.code_at(SECRET, step) for step in (here - 1, here, here + 1)}
    assert (totp.step_of(SECRET, typed, NOON, None) is not None) == (typed in right)


def test_the_address_says_whose_it_is_and_bears_the_secret():
    said = totp.provisioning_uri(SECRET, "karaganda-1")
    assert said == "otpauth://totp/Kezek:karaganda-1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kezek"
