"""The terms of retention are a catalog: by the bank, never below what the law or the service asks for."""

from __future__ import annotations

from datetime import date

import pytest

from housing.law.retention import Term
from housing.queries.reference import reference as kept
from housing.queries.reference.retention import load_retention_terms
from housing.reference_data.retention_kinds import RETENTION_KINDS
from tests.reference.steps import stands

LATER = {"since": "25.11.2026"}


def terms(world):
    with world.app.app_context():
        return {kind: one.term for kind, one in load_retention_terms(world.clock()).items()}


def test_every_kind_has_a_term_and_says_on_what_it_rests(world):
    assert set(terms(world)) == set(RETENTION_KINDS)
    with world.app.app_context():
        sources = [one.source for one in load_retention_terms(world.clock()).values()]
    assert all("юрист не подтвердил" in one["ru"] and "заңгер растамаған" in one["kk"] for one in sources)


def test_the_whole_file_is_kept_as_long_as_the_consent_says(world):
    assert terms(world)["cases"] == Term(5, "years")


def test_another_term_counts_from_its_day_on(world, clock, drafter, publisher, draft, publish):
    draft(drafter, "retention", key="codes", number="10", unit="days", **LATER)
    publish(publisher, "retention")
    assert terms(world)["codes"] == Term(30, "days")
    clock.ahead(days=1)
    assert terms(world)["codes"] == Term(10, "days")


@pytest.mark.parametrize(
    ("kind", "number", "unit", "said"),
    [
        ("drafts", "29", "days", "at least so many days: 30"),
        ("papers", "2", "months", "at least so many months: 3"),
        ("answers", "90", "days", "at least so many months: 3"),
        ("cases", "11", "months", "at least so many years: 1"),
        ("sessions", "0", "days", "A whole number"),
    ],
)
def test_a_term_below_the_least_is_refused_in_words(world, drafter, draft, kind, number, unit, said):
    assert said in draft(drafter, "retention", 422, key=kind, number=number, unit=unit, **LATER).text
    with world.app.app_context():
        assert kept.load_catalog_draft("retention") is None


def test_a_file_goes_not_before_the_term_that_the_numbers_of_the_law_name(world, drafter, publisher, draft, publish):
    draft(drafter, "retention", key="cases", number="4", unit="years", **LATER)
    assert "at least so many years: 5" in publish(publisher, "retention", 409).text
    assert terms(world)["cases"] == Term(5, "years")


def test_it_is_held_against_the_numbers_of_every_later_day_too(world, drafter, publisher, draft, publish):
    with world.app.app_context():
        law = kept.load_effective_values("law", world.clock().date())["law"]
        stands("law", date(2027, 1, 1), **{**law, "retention_years": 8})
    draft(drafter, "retention", key="cases", number="6", unit="years", **LATER)
    assert "at least so many years: 8" in publish(publisher, "retention", 409).text


def test_a_kind_stays_and_no_other_is_added(drafter):
    page = drafter.get("/reference/retention?key=cases").text
    assert "End this row" not in page and "Whole files" in page
