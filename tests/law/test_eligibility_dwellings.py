"""Housing owned now or within five years: windows, shares, owners, endings, gaps (Rules 15, 2); Law 69(1)(1))."""

from __future__ import annotations

from dataclasses import replace

import pytest

from housing.law.fact_fields import ENDINGS
from tests.cases import ABSENT, ELSEWHERE, LAW, REGISTER, case, dwelling, ended, refuse, review, said

OWNED = refuse("owned_housing")
#: Endings that are no worsening by themselves: what remains is whether the dwelling was owned.
PLAIN = "inheritance_left"


def owning(*dwellings, **changes):
    return case(dwellings=list(dwellings), **changes)


def test_an_empty_registry_that_answered_means_that_nothing_was_owned():
    assert said(owning()) == REGISTER


@pytest.mark.parametrize("silence", [None, ABSENT])
def test_a_registry_that_did_not_answer_refuses_nobody(silence):
    assert said(case(dwellings=silence)) == review("dwellings")


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2021-07-12", REGISTER),
        ("2021-07-13", REGISTER),  # D - 5 years: ended exactly on it does not count
        ("2021-07-14", OWNED),
        ("2026-07-13", OWNED),  # ended on the day of filing
        (None, OWNED),  # owned today
        (ABSENT, review("dwellings[0].until")),
    ],
)
def test_owned_within_the_last_five_years(until, expected):
    assert said(owning(ended(until, PLAIN))) == expected


@pytest.mark.parametrize(
    ("filed", "until", "expected"),
    [
        ("2028-02-29", "2023-02-28", REGISTER),  # 29 February becomes 28 February
        ("2028-02-29", "2023-03-01", OWNED),
        ("2029-02-28", "2024-02-28", REGISTER),
        ("2029-02-28", "2024-02-29", OWNED),
        ("2029-03-01", "2024-02-29", REGISTER),
    ],
)
def test_five_years_back_over_a_leap_day(filed, until, expected):
    assert said(owning(ended(until, PLAIN), **{"application.filed_at": f"{filed}T10:00:00+05:00"})) == expected


@pytest.mark.parametrize("by", [*ENDINGS, None])
@pytest.mark.parametrize(("until", "owned"), [("2021-07-13", False), ("2021-07-14", True)])
def test_however_it_ended_it_was_owned(by, until, owned):
    given = owning(ended(until, by, owner="family"))  # a family member's: no worsening beside it
    assert said(given) == (OWNED if owned else REGISTER)


@pytest.mark.parametrize(("owner", "until"), [("applicant", None), ("family", None), ("family", "2025-01-01")])
def test_a_dwelling_of_the_family_counts_like_ones_own(owner, until):
    assert said(owning(dwelling(owner=owner, until=until))) == OWNED


@pytest.mark.parametrize("given", [{"owner": None}, {"settlement": ELSEWHERE}, {"fit": False}, {"emergency": True}])
def test_neither_owner_nor_place_nor_state_changes_that_it_is_owned(given):
    assert said(owning(dwelling(**given))) == OWNED


@pytest.mark.parametrize(
    ("share", "counted_share", "expected"),
    [
        ("1/1", "any", OWNED),
        ("1/4", "any", OWNED),
        (None, "any", OWNED),
        ("1/1", "whole", OWNED),
        ("1/4", "whole", REGISTER),
        ("99/100", "whole", REGISTER),
        (None, "whole", review("dwellings[0].share")),
        ("1/1", "review", OWNED),
        ("4/4", "review", OWNED),
        ("1", "review", OWNED),
        ("1/4", "review", review("dwellings[0].share")),
        ("99/100", "review", review("dwellings[0].share")),
        (None, "review", review("dwellings[0].share")),
        (ABSENT, "review", review("dwellings[0].share")),
    ],
)
@pytest.mark.parametrize("until", [None, "2025-01-01"])
def test_a_share_by_the_parameter(share, counted_share, expected, until):
    law = replace(LAW, counted_share=counted_share)
    assert said(owning(ended(until, PLAIN, share=share)), law) == expected


def test_a_share_that_ended_long_ago_is_nobodys_business():
    assert said(owning(ended("2021-07-13", "sale", share="1/4"))) == REGISTER


def test_by_default_a_person_decides_about_a_share():
    assert LAW.counted_share == "review"


@pytest.mark.parametrize(
    ("share", "found", "expected"),
    [
        ("1/4", True, OWNED),
        ("1/4", False, REGISTER),
        (None, True, OWNED),
        (None, False, REGISTER),
        ("1/1", False, OWNED),  # a whole dwelling is no question
    ],
)
def test_what_an_official_found_about_a_share(share, found, expected):
    assert said(owning(dwelling(share=share, share_counts=found))) == expected


@pytest.mark.parametrize("found", [True, False])
def test_an_officials_finding_bends_no_parameter(found):
    given = owning(dwelling(share="1/4", share_counts=found))
    assert said(given, replace(LAW, counted_share="any")) == OWNED
    assert said(given, replace(LAW, counted_share="whole")) == REGISTER


def test_one_that_counts_is_enough_whatever_is_unknown_of_the_others():
    assert said(owning(ended(ABSENT, PLAIN, share=None), dwelling())) == OWNED


def test_what_is_unknown_is_named_by_its_place_in_the_list():
    given = owning(ended("2019-01-01", "sale"), dwelling(share="1/4"), dwelling(until=ABSENT, owner="family"))
    assert said(given) == review("dwellings[1].share", "dwellings[2].until")


@pytest.mark.parametrize("unanswered", [{"family": None}, {"family[0].consent": None}])
@pytest.mark.parametrize("owned", [dwelling(), ended("2025-01-01", PLAIN)])
def test_a_dwelling_that_was_found_counts_though_the_family_is_not_answered(unanswered, owned):
    assert said(owning(owned, **unanswered)) == OWNED
