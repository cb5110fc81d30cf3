"""Which refusals need a second look: the first of its kind, near a limit, by lot; told apart and told together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from housing.law.facts import Applicant, Dwelling, EstablishedWorsening, Facts
from housing.law.parameters import law_on
from housing.law.review_rules import (
    FIRST,
    LOT,
    NEAR,
    Measure,
    ReviewRule,
    find_review_reasons,
    is_drawn_by_lot,
    measure_facts,
)

ON = date(2026, 11, 24)
LAW = law_on(ON)
RULES = {FIRST: ReviewRule(1), NEAR: ReviewRule(10), LOT: ReviewRule(0, "seed")}
PERSON = Facts("no_housing", ON)


def measured(facts, *held):
    return [(int(one.value), int(one.limit)) for one in measure_facts(facts, LAW, held)]


def test_a_ground_that_the_branch_never_refused_on_is_the_first_of_its_kind():
    assert find_review_reasons(RULES, "1", ["owned_housing"], [], []) == [FIRST]
    assert find_review_reasons(RULES, "1", ["owned_housing", "not_adult"], ["owned_housing"], []) == [FIRST]
    assert find_review_reasons(RULES, "1", ["owned_housing"], ["owned_housing", "not_adult"], []) == []


def test_a_rule_that_is_off_or_not_there_asks_for_nothing():
    off = {name: ReviewRule(0, "seed") for name in RULES}
    near = [Measure(Fraction(100), Fraction(100))]
    assert (
        find_review_reasons(off, "1", ["owned_housing"], [], near)
        == find_review_reasons({}, "1", ["owned_housing"], [], near)
        == []
    )


@pytest.mark.parametrize(("value", "near"), [(89, False), (90, True), (100, True), (110, True), (111, False)])
def test_near_is_within_a_share_of_the_limit_on_either_side(value, near):
    found = find_review_reasons(RULES, "1", ["not_adult"], ["not_adult"], [Measure(Fraction(value), Fraction(100))])
    assert found == ([NEAR] if near else [])


def test_the_lot_falls_on_its_share_of_the_numbers_and_the_same_again():
    numbers = [f"26110{n:05}" for n in range(20_000)]
    some = [number for number in numbers if is_drawn_by_lot(ReviewRule(5, "a seed"), number)]
    assert 0.045 < len(some) / len(numbers) < 0.055
    assert some == [number for number in numbers if is_drawn_by_lot(ReviewRule(5, "a seed"), number)]
    assert some != [number for number in numbers if is_drawn_by_lot(ReviewRule(5, "another"), number)]
    assert not any(is_drawn_by_lot(ReviewRule(0, "a seed"), number) for number in numbers)
    assert all(is_drawn_by_lot(ReviewRule(100, "a seed"), number) for number in numbers)


@pytest.mark.parametrize(
    ("applicant", "held", "expected"),
    [
        (Applicant(born=date(2009, 1, 1)), "not_adult", [(6536, 6574)]),
        (Applicant(registered_since=date(2024, 1, 1)), "residence_too_short", [(1058, 1096)]),
        (Applicant(born=date(1997, 6, 1), orphan_on_record=True), "not_registered_here", [(10768, 10592)]),
        (Applicant(born=date(1997, 6, 1)), "not_registered_here", []),
    ],
)
def test_an_age_and_a_time_of_residence_are_measured_in_days(applicant, held, expected):
    assert measured(replace(PERSON, applicant=applicant), held) == expected
    assert measured(replace(PERSON, applicant=applicant), "in_republican_base") == []


def test_a_time_since_an_ownership_ended_and_a_share_are_measured():
    sold = Dwelling(owner="applicant", share=Fraction(1), ended=True, until=date(2021, 12, 24))
    part = Dwelling(owner="applicant", share=Fraction(95, 100), ended=False, share_counts=True)
    facts = replace(PERSON, dwellings=(sold, part))
    assert measured(facts, "owned_housing") == [(1796, 1826), (0, 1)]
    assert measure_facts(facts, LAW, ["owned_housing"])[1].is_near_limit(10)
    assert measured(facts, "worsened_alienation") == [(1796, 1826)]
    assert measured(facts, "not_adult") == []


def test_an_established_worsening_is_measured_by_its_day():
    facts = replace(PERSON, established=(EstablishedWorsening("worsened_damage", date(2022, 1, 1)),))
    assert measured(facts, "worsened_damage") == [(1788, 1826)]
    assert measured(facts, "worsened_moved_out") == []
