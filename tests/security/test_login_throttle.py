"""Tries that may fail: the first are free, then each waits twice as long as the one before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housing.security.rate_limit import LoginThrottle

NOON = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def test_pauses_grow_up_to_the_longest():
    pauses, waited, moment = LoginThrottle(first=2, longest=10), [], 0
    for _ in range(7):
        seconds = pauses.seconds_to_wait({"a": 2}, at(moment))
        waited.append(seconds)
        moment += seconds
        if seconds:
            assert pauses.seconds_to_wait({"a": 2}, at(moment - 0.5)) == 1
            assert pauses.seconds_to_wait({"a": 2}, at(moment)) == 0
    assert waited == [0, 0, 2, 4, 8, 10, 10]


def test_who_is_held_back_is_counted_nowhere():
    pauses = LoginThrottle(first=60)
    assert [pauses.seconds_to_wait({"a": 1, "b": 2}, NOON) for _ in range(5)] == [0, 60, 60, 60, 60]
    assert [pauses.seconds_to_wait({"b": 2}, NOON), pauses.seconds_to_wait({"b": 2}, NOON)] == [0, 60]


def test_a_right_try_forgets_and_a_shared_counter_gives_back_only_that_one():
    pauses = LoginThrottle(first=60)
    for _ in range(2):
        pauses.seconds_to_wait({"a": 2, "shared": 3}, NOON)
    pauses.reset("a")
    pauses.undo_last_try("shared")
    assert [pauses.seconds_to_wait({"a": 2}, NOON) for _ in range(3)] == [0, 0, 60]
    assert [pauses.seconds_to_wait({"shared": 3}, NOON) for _ in range(3)] == [0, 0, 60]


def test_a_day_of_quiet_begins_anew():
    pauses = LoginThrottle(first=60)
    for second in range(9):
        pauses.seconds_to_wait({"a": 1}, at(second * 1000))
    assert [
        pauses.seconds_to_wait({"a": 1}, at(8000 + 86_401)),
        pauses.seconds_to_wait({"a": 1}, at(8000 + 86_401)),
    ] == [0, 60]


def test_it_remembers_only_so_many():
    pauses = LoginThrottle(max_entries=100)
    for number in range(1000):
        pauses.seconds_to_wait({f"{number}": 5}, NOON)
    assert len(pauses.counts) == 100


def test_many_at_once_are_no_way_round():
    pauses = LoginThrottle(first=60)
    with ThreadPoolExecutor(8) as pool:
        allowed = [not seconds for seconds in pool.map(lambda _: pauses.seconds_to_wait({"a": 5}, NOON), range(100))]
    assert sum(allowed) == 5


@given(st.lists(st.floats(0, 5000), min_size=1, max_size=100))
def test_a_day_brings_no_more_tries_than_the_pauses_allow(gaps):
    pauses, passed, allowed = LoginThrottle(first=2, longest=900), 0.0, 0
    for gap in gaps:
        passed += gap
        allowed += not pauses.seconds_to_wait({"a": 5}, at(passed))
    assert allowed <= 5 + 9 + passed / 900
