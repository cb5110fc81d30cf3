"""How often one address may ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housing.security.rate_limit import TokenBucket, subscriber_key

NOON = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def test_so_many_at_once_and_one_more_every_few_seconds():
    pace = TokenBucket(burst=3, seconds=10)
    assert [pace.seconds_to_wait("192.0.2.1", NOON) for _ in range(4)] == [0, 0, 0, 10]
    assert pace.seconds_to_wait("192.0.2.1", at(9.5)) == 1
    assert [pace.seconds_to_wait("192.0.2.1", at(10)), pace.seconds_to_wait("192.0.2.1", at(10))] == [0, 10]


def test_one_does_not_hold_up_another():
    pace = TokenBucket(burst=1, seconds=10)
    assert [pace.seconds_to_wait(who, NOON) for who in ("192.0.2.1", "192.0.2.2", "192.0.2.1")] == [0, 0, 10]


def test_rest_fills_the_bucket_and_not_more():
    pace = TokenBucket(burst=2, seconds=10)
    assert [pace.seconds_to_wait("a", NOON), *(pace.seconds_to_wait("a", at(86_400)) for _ in range(3))] == [
        0,
        0,
        0,
        10,
    ]


def test_a_clock_set_back_gives_nothing_away():
    pace = TokenBucket(burst=1, seconds=10)
    assert [
        pace.seconds_to_wait("a", NOON),
        pace.seconds_to_wait("a", at(-3600)),
        pace.seconds_to_wait("a", at(-3599)),
    ] == [0, 10, 9]


def test_whoever_has_a_network_of_addresses_is_one():
    same = {subscriber_key(f"2001:db8:1:2::{tail:x}") for tail in (1, 2, 0xFFFF)}
    assert same == {"2001:db8:1:2::/64"} and subscriber_key("2001:db8:1:3::1") not in same
    assert subscriber_key("::ffff:192.0.2.1") == subscriber_key("192.0.2.1") == "192.0.2.1"


def test_it_remembers_only_so_many():
    pace = TokenBucket(burst=1, seconds=10, max_entries=100)
    for number in range(1000):
        pace.seconds_to_wait(f"192.0.2.{number}", NOON)
    assert len(pace.buckets) == 100 and pace.seconds_to_wait("192.0.2.999", NOON) == 10


@given(st.lists(st.floats(0, 5), min_size=1, max_size=200))
def test_nobody_gets_more_than_the_burst_and_what_time_brings(pauses):
    pace, passed, allowed = TokenBucket(burst=5, seconds=3), 0.0, 0
    for pause in pauses:
        passed += pause
        allowed += not pace.seconds_to_wait("a", at(passed))
    assert allowed <= 5 + passed / 3 + 0.001
