"""What is made of a catalog is kept until its next publication, and not one moment of memory longer."""

from __future__ import annotations

import weakref
from datetime import UTC, date, datetime

import pytest

from housing.queries.reference.names import keep_newest

DAY, LATER = date(2026, 11, 24), date(2026, 11, 25)


class Rows:
    """What was made of an edition."""


def edition(number, day=DAY, catalog="causes"):
    return "sqlite://", catalog, (number, datetime(2026, 11, 24, 5, number, tzinfo=UTC)), day


@pytest.fixture
def make():
    return keep_newest(3)(lambda of, *more: Rows())


def test_it_is_made_once_for_an_edition_a_day_and_a_language(make):
    first = make(edition(1), "kk")
    assert make(edition(1), "kk") is first
    assert len({first, make(edition(1), "ru"), make(edition(1, LATER), "kk")}) == 3


def test_a_publication_lets_go_of_what_was_made_before(make):
    gone = [weakref.ref(make(edition(number))) for number in range(1, 5)]
    assert [one() is None for one in gone] == [True, True, True, False]


def test_a_publication_ends_nothing_of_another_catalog(make):
    hours = make(edition(1, catalog="hours"))
    make(edition(1)), make(edition(2))
    assert make(edition(1, catalog="hours")) is hours


def test_of_many_days_no_more_are_kept_than_were_said(make):
    gone = [weakref.ref(make(edition(1, date(2026, 11, day)))) for day in range(1, 11)]
    assert sum(one() is not None for one in gone) == 3
