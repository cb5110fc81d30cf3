"""Facts that the law cannot tell apart are decided once; what is decided so is what the law says of each of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.eligibility import decide
from housing.law.facts_json import InvalidFactsError, read_facts
from housing.law.impact import (
    Change,
    DecidedOutcome,
    ImpactAssessment,
    ImpactCounts,
    StoredDecision,
    assess_decision,
    ground_keys,
    year_limits,
)
from housing.law.parameters import years_before
from tests.cases import ABSENT, ALMATY, CASES, LAW, MANY, case, changed, dwelling

SHORT = replace(LAW, ownership_window_years=2, adult_from_years=21, residence_years=4, counted_share="whole")
#: One for all examples: what was remembered of the others answers for these.
TRIALS = {law: ImpactAssessment(law) for law in (LAW, SHORT)}
#: Years about which days are drawn: those of both laws, and some that are none.
MARKS = sorted({0, 8, 16}.union(*(years for law in (LAW, SHORT) for years in year_limits(law).values())))
FILINGS = st.sampled_from([date(2026, 7, 13), date(2027, 3, 1), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)])


@st.composite
def near(draw, filed):
    """A day about a mark of one of the laws, before or after it."""
    years = draw(st.sampled_from(MARKS))
    return (years_before(filed, years) + timedelta(days=draw(st.integers(-2, 2)))).isoformat()


@st.composite
def timed(draw, found, filed):
    """A case whose days lie about the marks."""
    found = changed(found, {"application.filed_at": f"{filed}T10:15:00+05:00"})
    if found["applicant"].get("born"):
        found["applicant"]["born"] = draw(near(filed))
    if found["applicant"].get("registered_since"):
        found["applicant"]["registered_since"] = draw(near(filed))
    for part, day in (("family", "born"), ("dwellings", "until"), ("established", "on")):
        for one in found[part] or []:
            if one.get(day):
                one[day] = draw(near(filed))
    return found


@MANY
@given(found=CASES, filed=FILINGS, law=st.sampled_from([LAW, SHORT]), data=st.data())
def test_what_is_remembered_is_what_the_law_says(found, filed, law, data):
    """Cases that differ in their days alone, one after another, and whatever was remembered of earlier ones."""
    for trial in (ImpactAssessment(law), TRIALS[law]):
        for _ in range(3):
            one = data.draw(timed(found, filed))
            told = decide(read_facts(one), law)
            assert trial.decide(json.dumps(one), one) == DecidedOutcome(told.outcome, json.dumps(told.grounds))


@MANY
@given(found=CASES, filed=FILINGS, law=st.sampled_from([LAW, SHORT]), data=st.data())
def test_records_of_one_dwelling_are_remembered_as_the_law_says_too(found, filed, law, data):
    """Who owned it together depends on the very days, not only on which side of a mark they lie."""
    numbers = st.sampled_from(["A", "B", None])
    for _ in range(3):
        one = data.draw(timed(found, filed))
        for record in one["dwellings"] or []:
            record["id"] = data.draw(numbers)
        told = decide(read_facts(one), law)
        assert TRIALS[law].decide(json.dumps(one), one) == DecidedOutcome(told.outcome, json.dumps(told.grounds))


def alike(*cases):
    return len({ImpactAssessment(LAW).equivalence_key(json.dumps(one), one) for one in cases}) == 1


def test_the_same_places_under_other_names_make_no_difference():
    one = case(**{"application.settlement": "352410000", "applicant.registered_in": "352410000"})
    assert alike(one, case(**{"application.settlement": "112000000", "applicant.registered_in": "112000000"}))
    assert alike(one, case(**{"application.settlement": "351010000", "applicant.registered_in": "351012000"}))
    assert not alike(one, case(**{"application.settlement": "352410000", "applicant.registered_in": "112000000"}))
    assert not alike(one, case(**{"application.settlement": ALMATY, "applicant.registered_in": ALMATY}))


def test_what_is_written_otherwise_than_usual_stands_for_itself():
    for moment in ("2026-07-13T20:00:00+00:00", "2026-07-13T20:00:00"):
        one = case(**{"application.filed_at": moment})
        assert ImpactAssessment(LAW).equivalence_key(json.dumps(one), one) == json.dumps(one)
    for odd in ({"applicant.born": 5}, {"applicant.status": ["citizen"]}, {"family": "none"}):
        one = case(**odd)
        assert ImpactAssessment(LAW).equivalence_key(json.dumps(one), one) == json.dumps(one)
    more = {**case(), "income": []}
    assert ImpactAssessment(LAW).equivalence_key(json.dumps(more), more) == json.dumps(more)


def test_names_and_days_between_the_marks_make_no_difference():
    one = case(**{"applicant.born": "1990-01-01", "applicant.iin": "900101399998"})
    other = case(**{"applicant.born": "1985-05-05", "applicant.iin": "850505300001"})
    later = case(**{"application.filed_at": "2026-07-14T09:00:00+05:00", "applicant.born": "1990-01-02"})
    assert alike(one, other, later)


@pytest.mark.parametrize(
    "fact",
    ["applicant.born", "applicant.registered_since", "dwellings[0].until"],
)
def test_a_day_on_the_other_side_of_a_mark_is_another_case(fact):
    """Filed on 13.07.2026: 18, 3 and 5 years before."""
    at = {
        "applicant.born": "2008-07-13",
        "applicant.registered_since": "2023-07-13",
        "dwellings[0].until": "2021-07-13",
    }
    one = case(dwellings=[dwelling(until="2020-01-01", until_by="sale")])
    day = date.fromisoformat(at[fact])
    on_it, after = (changed(one, {fact: day.isoformat()}), changed(one, {fact: (day + timedelta(days=1)).isoformat()}))
    assert not alike(on_it, after)


def test_a_leap_day_stands_for_itself():
    assert not alike(case(**{"applicant.born": "1992-02-29"}), case(**{"applicant.born": "1992-02-28"}))


def test_a_place_a_share_or_an_answer_more_is_another_case():
    one = case(dwellings=[dwelling(share="1/2")])
    assert not alike(one, case(dwellings=[dwelling(share="1/4")]))
    assert not alike(one, case(dwellings=[dwelling(share="1/2", share_counts=True)]))
    assert not alike(case(), case(**{"application.settlement": "352410000"}))
    assert not alike(case(), case(**{"applicant.consent": ABSENT}))


def looked_at(given_case, outcome, grounds, law=SHORT):
    tally = ImpactCounts()
    stored = StoredDecision(7, outcome, json.dumps(grounds), json.dumps(given_case), "C7")
    return assess_decision(ImpactAssessment(law), tally, stored, given_case), tally.summary


def test_a_change_names_what_falls_away_and_what_is_added():
    sold = case(dwellings=[dwelling(until="2023-01-01", until_by="bought_out")])
    change, result = looked_at(sold, "refuse", [{"code": "requirements_not_met", "reasons": ["owned_housing"]}])
    assert change == Change(7, "351010000", "C7", "refuse", "register", "owned_housing", "")
    assert result["outcomes"] == {"refuse register": 1} and result["lost"] == {"owned_housing": 1}
    assert result["settlements"] == {"351010000": {"refuse register": 1}} and result["lists"] == {
        "C7": {"refuse register": 1}
    }


def test_who_stays_as_they_are_is_counted_and_not_listed():
    assert looked_at(case(), "register", []) == (
        None,
        {"outcomes": {"register register": 1}, "settlements": {}, "lists": {}, "gained": {}, "lost": {}, "unusable": 0},
    )


def test_an_outcome_on_other_grounds_is_a_change():
    given_case = case(
        **{"applicant.on_register": True, "dwellings": [dwelling(until="2023-01-01", until_by="bought_out")]}
    )
    both = [{"code": "requirements_not_met", "reasons": ["owned_housing", "already_registered"]}]
    change, _ = looked_at(given_case, "refuse", both)
    assert change is not None and (change.before, change.after, change.lost) == ("refuse", "refuse", "owned_housing")


def test_facts_that_cannot_be_read_are_counted_and_stop_nothing():
    change, result = looked_at({"application": {"basis": "none"}}, "refuse", [])
    assert change is None and result["unusable"] == 1 and result["outcomes"] == {}
    with pytest.raises(InvalidFactsError):
        ImpactAssessment(LAW).decide("no JSON", None)


def test_keys_are_reasons_or_the_code_of_a_ground_without_them():
    grounds = [{"code": "unreliable_data"}, {"code": "requirements_not_met", "reasons": ["not_adult", "owned_housing"]}]
    assert ground_keys(json.dumps(grounds)) == {"unreliable_data", "not_adult", "owned_housing"}
