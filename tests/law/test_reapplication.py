"""From which day one may apply again: on that day the law no longer gives the ground, the day before it still does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.law.eligibility import decide
from housing.law.facts import ESTABLISHABLE, Applicant, Dwelling, EstablishedWorsening, Facts, Member
from housing.law.parameters import Law
from housing.law.reapplication import earliest_filing_day, find_obstacles

FILED = date(2026, 9, 14)
ASTANA, ELSEWHERE = "710000000", "351010000"
LAW = Law(since=date(2026, 7, 12), source="the first")
CLEAR = Applicant(
    born=date(1991, 2, 3),
    status="citizen",
    consent=True,
    registered_in=ASTANA,
    registered_since=date(2011, 1, 1),
    orphan_on_record=False,
    on_register=False,
    in_republican_base=False,
    uses_state_dwelling=False,
    privatised_state_dwelling=False,
    state_supported_mortgage=False,
)


def facts(filed_on=FILED, dwellings=(), established=(), **applicant):
    return Facts(
        "no_housing",
        filed_on,
        ASTANA,
        documents=(),
        applicant=replace(CLEAR, **applicant),
        family=(),
        dwellings=tuple(dwellings),
        established=tuple(established),
    )


def ended(until, by="inheritance_left", **more):
    return Dwelling("applicant", ASTANA, Fraction(1), ended=True, until=until, until_by=by, **more)


def days(f, law_for=lambda day: LAW, changes=()):
    return {one.ground.key: one.day for one in find_obstacles(f, law_for, changes)}


@pytest.mark.parametrize(
    ("f", "key", "day"),
    [
        (facts(dwellings=[ended(date(2023, 4, 10))]), "owned_housing", date(2028, 4, 10)),
        (facts(dwellings=[ended(date(2024, 2, 29))]), "owned_housing", date(2029, 3, 1)),
        (facts(dwellings=[ended(date(2023, 4, 10)), ended(date(2025, 6, 1))]), "owned_housing", date(2030, 6, 1)),
        (facts(registered_since=date(2025, 3, 2)), "residence_too_short", date(2028, 3, 2)),
        (facts(born=date(2009, 12, 31)), "not_adult", date(2027, 12, 31)),
        (
            facts(established=[EstablishedWorsening("worsened_damage", date(2024, 1, 5))]),
            "worsened_damage",
            date(2029, 1, 5),
        ),
    ],
)
def test_the_day_is_counted_from_the_law_s_own_windows(f, key, day):
    assert days(f)[key] == day


@pytest.mark.parametrize(
    ("f", "key"),
    [
        (facts(dwellings=[Dwelling("applicant", ASTANA, Fraction(1), ended=False)]), "owned_housing"),
        (facts(registered_in=ELSEWHERE), "not_registered_here"),
        (facts(status="other"), "not_citizen_or_kandas"),
        (facts(privatised_state_dwelling=True), "privatised_state_dwelling"),
    ],
)
def test_what_waiting_does_not_mend_has_no_day(f, key):
    assert days(f) == {key: None} and earliest_filing_day(f, lambda day: LAW) is None


def test_of_several_grounds_the_latest_day_counts_for_all():
    f = facts(born=date(2009, 12, 31), dwellings=[ended(date(2022, 5, 5))], registered_since=date(2026, 1, 9))
    assert days(f) == {
        "not_adult": date(2027, 12, 31),
        "owned_housing": date(2027, 5, 5),
        "residence_too_short": date(2029, 1, 9),
    }
    assert earliest_filing_day(f, lambda day: LAW) == date(2029, 1, 9)


def test_one_ground_that_waiting_does_not_mend_leaves_no_day_for_all():
    f = facts(registered_since=date(2026, 1, 9), state_supported_mortgage=True)
    assert days(f)["residence_too_short"] == date(2029, 1, 9) and earliest_filing_day(f, lambda day: LAW) is None


def test_an_orphan_who_grows_out_of_the_exemption_is_not_promised_a_day_on_which_it_is_gone():
    """At 29 the registration counts as anybody's: the day of the ended ownership comes after that birthday."""
    f = facts(born=date(1998, 1, 1), orphan_on_record=True, registered_in="", dwellings=[ended(date(2023, 1, 1))])
    assert days(f) == {"owned_housing": date(2028, 1, 1)} and earliest_filing_day(f, lambda day: LAW) is None


def test_numbers_that_are_published_already_count_from_their_day():
    later = replace(LAW, since=date(2027, 1, 1), ownership_window_years=2)
    f = facts(dwellings=[ended(date(2024, 8, 8))])
    assert days(f, lambda day: later if day >= later.since else LAW, [LAW.since, later.since]) == {
        "owned_housing": later.since
    }


NEARBY = st.dates(date(2019, 1, 1), date(2026, 9, 14)) | st.sampled_from([date(2024, 2, 29), date(2020, 2, 29)])
HOMES = st.builds(
    Dwelling,
    st.sampled_from(["applicant", "family"]),
    st.just(ASTANA),
    st.sampled_from([Fraction(1), Fraction(1, 2)]),
    st.sampled_from([True, True, True, False]),
    NEARBY,
    st.sampled_from(["sale", "gift", "exchange", "bought_out", "inheritance_left"]),
    st.sampled_from([True, False, None]),
    st.booleans(),
)
LAWS = st.builds(
    Law,
    since=st.just(LAW.since),
    source=st.just(""),
    ownership_window_years=st.integers(1, 30),
    worsening_window_years=st.integers(1, 30),
    adult_from_years=st.integers(16, 21),
    residence_years=st.integers(1, 10),
    counted_share=st.sampled_from(["any", "whole", "review"]),
)


@st.composite
def filings(draw):
    applicant = replace(
        CLEAR,
        born=draw(st.dates(date(1996, 1, 1), date(2010, 12, 31))),
        registered_since=draw(NEARBY),
        orphan_on_record=draw(st.sampled_from([False, False, True, None])),
        registered_in=draw(st.sampled_from([ASTANA, ASTANA, ELSEWHERE])),
    )
    return Facts(
        draw(st.sampled_from(["no_housing", "emergency_housing"])),
        draw(st.dates(FILED, date(2028, 12, 31))),
        ASTANA,
        documents=(),
        applicant=applicant,
        family=(Member("child", draw(NEARBY)),),
        dwellings=tuple(draw(st.lists(HOMES, max_size=3))),
        established=tuple(EstablishedWorsening(draw(st.sampled_from(ESTABLISHABLE)), draw(NEARBY)) for _ in range(2)),
    )


def keys(f, day, law):
    return {found.ground.key for found in decide(replace(f, filed_on=day), law).held_answers}


@settings(max_examples=300, deadline=None)
@given(filings(), LAWS)
def test_on_the_day_the_law_no_longer_gives_the_ground_and_the_day_before_it_still_does(f, law):
    for key, day in days(f, lambda _: law).items():
        if day:
            assert key not in keys(f, day, law)
            assert key in keys(f, day - timedelta(days=1), law)
        else:
            assert key in keys(f, date(2100, 1, 1), law) or key in keys(f, date(2065, 1, 1), law)


@settings(max_examples=200, deadline=None)
@given(filings(), LAWS)
def test_on_the_day_for_all_no_ground_is_left_and_on_every_turn_before_one_was(f, law):
    day = earliest_filing_day(f, lambda _: law)
    if day and keys(f, f.filed_on, law):
        assert keys(f, day, law) == set()
        assert keys(f, day - timedelta(days=1), law)
