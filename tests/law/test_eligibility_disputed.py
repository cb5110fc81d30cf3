"""A record that the applicant disputes: nobody has looked yet, it was found right, it was found wrong."""

from __future__ import annotations

import pytest

from tests.cases import ELSEWHERE, REGISTER, case, dwelling, emergency, ended, refuse, review, said

STANDS = "dwellings[0].stands"


@pytest.mark.parametrize(
    ("stands", "expected"),
    [(True, refuse("owned_housing")), (None, review(STANDS)), (False, REGISTER)],
)
def test_owned_today(stands, expected):
    assert said(case(dwellings=[dwelling(stands=stands)])) == expected


@pytest.mark.parametrize(
    ("stands", "expected"),
    [(True, refuse("owned_housing", "worsened_alienation")), (None, review(STANDS)), (False, REGISTER)],
)
def test_sold_within_five_years(stands, expected):
    assert said(case(dwellings=[ended("2024-01-01", "sale", stands=stands)])) == expected


@pytest.mark.parametrize(
    ("stands", "expected"),
    [(True, REGISTER), (None, review(STANDS)), (False, refuse("not_emergency"))],
)
def test_the_emergency_dwelling_itself(stands, expected):
    assert said(emergency(dwellings=[dwelling(emergency=True, stands=stands)])) == expected


@pytest.mark.parametrize(
    ("stands", "expected"),
    [(True, refuse("not_sole_dwelling")), (None, review("dwellings[1].stands")), (False, REGISTER)],
)
def test_another_one_beside_the_emergency_dwelling(stands, expected):
    both = [dwelling(emergency=True), dwelling(settlement=ELSEWHERE, stands=stands)]
    assert said(emergency(dwellings=both)) == expected


def test_sold_longer_ago_needs_nobody_to_look():
    assert said(case(dwellings=[ended("2019-02-01", "sale", stands=None)])) == REGISTER


def test_another_dwelling_refuses_whatever_is_said_of_the_first():
    both = [dwelling(stands=None), dwelling()]
    assert said(case(dwellings=both)) == refuse("owned_housing")
