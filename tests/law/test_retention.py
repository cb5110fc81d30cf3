"""How long something is kept: whole days, months and years, by the calendar of Almaty."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.retention import Term, is_over, is_term_enough, months_after, oldest_kept, term_end
from housing.law.working_time import ALMATY

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TERMS = st.builds(Term, st.integers(1, 60), st.sampled_from(("days", "months", "years")))


@given(MOMENTS, TERMS, MOMENTS)
def test_what_is_older_than_the_oldest_that_is_kept_is_over_and_nothing_else_is(begun, term, now):
    assert (begun < oldest_kept(term, now)) == is_over(begun, term, now)


@given(MOMENTS, TERMS)
def test_to_the_very_moment_at_which_a_term_ends_it_is_kept(begun, term):
    end, tick = term_end(begun, term), timedelta(microseconds=1)
    assert not is_over(begun, term, end - tick) and is_over(begun, term, end)
    assert not begun < oldest_kept(term, end - tick) and begun < oldest_kept(term, end)


@given(MOMENTS, MOMENTS, TERMS)
def test_what_began_later_is_not_over_earlier(one, other, term):
    assert term_end(min(one, other), term) <= term_end(max(one, other), term)


@given(MOMENTS, TERMS, TERMS)
def test_a_term_that_is_enough_never_ends_before_the_least_one(begun, term, least):
    if is_term_enough(term, least):
        assert term_end(begun, term) >= term_end(begun, least)
    assert is_term_enough(term, term)


@given(TERMS, MOMENTS)
def test_what_began_on_a_day_that_nobody_knows_is_never_over(term, now):
    assert not is_over(None, term, now)


@pytest.mark.parametrize(
    ("begun", "term", "last"),
    [
        (date(2027, 1, 31), Term(1, "months"), date(2027, 2, 28)),
        (date(2028, 2, 29), Term(1, "years"), date(2029, 2, 28)),
        (date(2026, 11, 24), Term(5, "years"), date(2031, 11, 24)),
        (date(2026, 12, 31), Term(12, "months"), date(2027, 12, 31)),
    ],
)
def test_the_last_day_belongs_to_the_term_whole(begun, term, last):
    late = datetime(begun.year, begun.month, begun.day, 23, 59, tzinfo=ALMATY)
    after = last + timedelta(days=1)
    assert months_after(begun, term.months) == last
    assert term_end(late, term) == datetime(after.year, after.month, after.day, tzinfo=ALMATY)


def test_an_evening_in_utc_is_the_next_day_in_almaty():
    assert term_end(datetime(2027, 1, 31, 20, tzinfo=UTC), Term(1, "months")).astimezone(ALMATY).date() == date(
        2027, 3, 2
    )


@pytest.mark.parametrize(
    ("term", "least", "enough"),
    [
        (Term(1, "years"), Term(12, "months"), True), (Term(11, "months"), Term(1, "years"), False),
        (Term(90, "days"), Term(3, "months"), False), (Term(93, "days"), Term(3, "months"), True),
        (Term(1, "months"), Term(30, "days"), False), (Term(2, "months"), Term(30, "days"), True),
        (Term(29, "days"), Term(30, "days"), False),
    ],
)  # fmt: skip
def test_a_term_is_held_against_the_least_at_the_shortest_that_it_can_be(term, least, enough):
    assert is_term_enough(term, least) is enough
