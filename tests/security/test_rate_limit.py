"""How often one address may ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housing.security.rate_limit import Pace, subscriber

NOON = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def test_so_many_at_once_and_one_more_every_few_seconds():
    pace = Pace(burst=3, seconds=10)
    assert [pace.wait("192.0.2.1", NOON) for _ in range(4)] == [0, 0, 0, 10]
    assert pace.wait("192.0.2.1", at(9.5)) == 1
    assert [pace.wait("192.0.2.1", at(10)), pace.wait("192.0.2.1", at(10))] == [0, 10]


def test_one_does_not_hold_up_another():
    pace = Pace(burst=1, seconds=10)
    assert [pace.wait(who, NOON) for who in ("192.0.2.1", "192.0.2.2", "192.0.2.1")] == [0, 0, 10]


def test_rest_fills_the_bucket_and_not_more():
    pace = Pace(burst=2, seconds=10)
    assert [pace.wait("a", NOON), *(pace.wait("a", at(86_400)) for _ in range(3))] == [0, 0, 0, 10]


def test_a_clock_set_back_gives_nothing_away():
    pace = Pace(burst=1, seconds=10)
    assert [pace.wait("a", NOON), pace.wait("a", at(-3600)), pace.wait("a", at(-3599))] == [0, 10, 9]


def test_whoever_has_a_network_of_addresses_is_one():
    same = {subscriber(f"2001:db8:1:2::{tail:x}") for tail in (1, 2, 0xFFFF)}
    assert same == {"2001:db8:1:2::/64"} and subscriber("2001:db8:1:3::1") not in same
    assert subscriber("::ffff:192.0.2.1") == subscriber("192.0.2.1") == "192.0.2.1"


def test_it_remembers_only_so_many():
    pace = Pace(burst=1, seconds=10, remembered=100)
    for number in range(1000):
        pace.wait(f"192.0.2.{number}", NOON)
    assert len(pace.buckets) == 100 and pace.wait("192.0.2.999", NOON) == 10


@given(st.lists(st.floats(0, 5), min_size=1, max_size=200))
def test_nobody_gets_more_than_the_burst_and_what_time_brings(pauses):
    pace, passed, allowed = Pace(burst=5, seconds=3), 0.0, 0
    for pause in pauses:
        passed += pause
        allowed += not pace.wait("a", at(passed))
    assert allowed <= 5 + passed / 3 + 0.001
