"""Pauses between tries that may fail: the first are free, then each waits twice as long as the one before."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from housing.security.rate_limit import QUIET, Limit


def test_pauses_grow_up_to_the_longest():
    limit = Limit(2, first=2, longest=10)
    assert [limit.seconds_left(count, 0) for count in range(7)] == [0, 0, 2, 4, 8, 10, 10]
    assert limit.seconds_left(4, 7.5) == 0.5 and limit.seconds_left(4, 8) == 0


def test_a_day_of_quiet_begins_anew():
    assert Limit(1).count_at(9, QUIET) == 9 and Limit(1).count_at(9, QUIET + 1) == 0


def test_a_counter_of_many_people_forgives_by_and_by():
    limit = Limit(3, leak=10)
    assert [limit.count_at(5, passed) for passed in (0, 9, 10, 25, 1000)] == [5, 5, 4, 3, 0]


@given(st.lists(st.floats(0, 5000), min_size=1, max_size=100))
def test_a_day_brings_no_more_tries_than_the_pauses_allow(gaps):
    limit, last, count, passed, allowed = Limit(5), 0.0, 0, 0.0, 0
    for gap in gaps:
        passed += gap
        if math.ceil(limit.seconds_left(count, passed - last)) == 0:
            count, last, allowed = limit.count_at(count, passed - last) + 1, passed, allowed + 1
    assert allowed <= 5 + 9 + passed / 900
