"""Deliberate worsening within five years: by how ownership ended, and by what an official established (Annex 1, 3))."""

from __future__ import annotations

from dataclasses import replace

import pytest

from housing.law.facts import ESTABLISHABLE
from tests.cases import (
    ABSENT,
    LAW,
    REGISTER,
    case,
    dwelling,
    emergency,
    ended,
    orphan,
    refuse,
    review,
    said,
)

LATELY = "2025-01-01"
OWNED = "owned_housing"


@pytest.mark.parametrize(
    ("by", "fit", "expected"),
    [
        ("exchange", True, refuse(OWNED, "worsened_exchange")),
        ("exchange", False, refuse(OWNED, "worsened_exchange")),  # only alienation asks whether it was fit
        ("exchange", None, refuse(OWNED, "worsened_exchange")),
        ("sale", True, refuse(OWNED, "worsened_alienation")),
        ("gift", True, refuse(OWNED, "worsened_alienation")),
        ("other", True, refuse(OWNED, "worsened_alienation")),
        ("sale", False, refuse(OWNED)),
        ("gift", False, refuse(OWNED)),
        ("other", False, refuse(OWNED)),
        ("sale", None, refuse(OWNED, unknown=("dwellings[0].fit",))),
        ("gift", ABSENT, refuse(OWNED, unknown=("dwellings[0].fit",))),
        ("bought_out", True, refuse(OWNED)),  # by the akimat: no alienation, but it was owned
        ("bought_out", None, refuse(OWNED)),
        ("inheritance_left", True, refuse(OWNED)),
        ("inheritance_left", None, refuse(OWNED)),
        ("destroyed", True, refuse(OWNED)),
        ("destroyed", None, refuse(OWNED)),
        (None, False, refuse(OWNED, unknown=("dwellings[0].until_by",))),
        (None, True, refuse(OWNED, unknown=("dwellings[0].until_by",))),
        (None, None, refuse(OWNED, unknown=("dwellings[0].fit", "dwellings[0].until_by"))),
    ],
)
def test_how_ownership_ended(by, fit, expected):
    assert said(case(dwellings=[ended(LATELY, by, fit=fit)])) == expected


@pytest.mark.parametrize(("until", "counts"), [("2021-07-13", False), ("2021-07-14", True), ("2026-07-13", True)])
@pytest.mark.parametrize(("by", "ground"), [("exchange", "worsened_exchange"), ("sale", "worsened_alienation")])
def test_the_window_of_an_ended_ownership(until, counts, by, ground):
    assert said(case(dwellings=[ended(until, by)])) == (refuse(OWNED, ground) if counts else REGISTER)


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("applicant", refuse(OWNED, "worsened_alienation")),
        ("family", refuse(OWNED)),  # "owned by the person"
        (None, refuse(OWNED, unknown=("dwellings[0].owner",))),
    ],
)
def test_whose_dwelling_was_alienated(owner, expected):
    assert said(case(dwellings=[ended(LATELY, "sale", owner=owner)])) == expected


def test_a_dwelling_owned_today_was_not_alienated_whatever_the_record_says_of_its_end():
    assert said(case(dwellings=[dwelling(until_by="sale")])) == refuse(OWNED)


@pytest.mark.parametrize(
    ("counted_share", "expected"),
    [
        ("any", refuse(OWNED, "worsened_alienation")),
        ("whole", REGISTER),
        ("review", review("dwellings[0].share")),
    ],
)
def test_a_share_that_was_sold(counted_share, expected):
    given = case(dwellings=[ended(LATELY, "sale", share="1/4")])
    assert said(given, replace(LAW, counted_share=counted_share)) == expected


def test_each_dwelling_is_looked_at():
    given = case(dwellings=[ended("2019-01-01", "sale"), ended(LATELY, "exchange"), ended(LATELY, "gift")])
    assert said(given) == refuse(OWNED, "worsened_exchange", "worsened_alienation")


@pytest.mark.parametrize("what", ESTABLISHABLE)
@pytest.mark.parametrize(
    ("on", "holds"),
    [("2021-07-12", False), ("2021-07-13", False), ("2021-07-14", True), ("2026-07-13", True)],
)
def test_an_established_act_counts_after_the_day_five_years_back(what, on, holds):
    given = case(established=[{"what": what, "on": on}])
    assert said(given) == (refuse(what) if holds else REGISTER)


@pytest.mark.parametrize(("on", "holds"), [("2023-02-28", False), ("2023-03-01", True)])
def test_an_established_act_before_a_leap_day(on, holds):
    given = case(
        established=[{"what": "worsened_damage", "on": on}],
        **{"application.filed_at": "2028-02-29T10:00:00+05:00"},
    )
    assert said(given) == (refuse("worsened_damage") if holds else REGISTER)


@pytest.mark.parametrize("nothing", [[], None, ABSENT])
def test_absent_means_not_established_never_unknown(nothing):
    assert said(case(established=nothing)) == REGISTER


def test_all_that_was_established_is_told():
    acts = [{"what": what, "on": LATELY} for what in reversed(ESTABLISHABLE)]
    assert said(case(established=acts)) == refuse(*ESTABLISHABLE)


def test_an_old_act_beside_a_recent_one_hides_nothing():
    acts = [{"what": "worsened_damage", "on": on} for on in ("2015-01-01", LATELY)]
    assert said(case(established=acts)) == refuse("worsened_damage")


@pytest.mark.parametrize("made", [case, emergency, orphan])
@pytest.mark.parametrize("what", ESTABLISHABLE)
def test_established_worsening_applies_to_every_basis(made, what):
    assert said(made(established=[{"what": what, "on": LATELY}])) == refuse(what)


@pytest.mark.parametrize("made", [case, emergency, orphan])
@pytest.mark.parametrize(("by", "ground"), [("exchange", "worsened_exchange"), ("gift", "worsened_alienation")])
def test_an_alienated_dwelling_counts_on_every_basis(made, by, ground):
    given = made()
    given["dwellings"].append(ended(LATELY, by))
    assert said(given) == refuse(OWNED, ground)


def test_worsening_asks_nothing_of_the_family():
    given = case(dwellings=[ended(LATELY, "exchange")], family=None)
    assert said(given) == refuse(OWNED, "worsened_exchange")
