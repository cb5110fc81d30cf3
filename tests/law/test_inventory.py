"""What speaks against somebody who is on the register: what may end it, and nothing that is asked once only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.eligibility import GROUNDS, decide
from housing.law.facts_json import read_facts
from housing.law.inventory import ASKED_AGAIN, as_of, carry_facts, check_again, quarter_end
from tests.cases import ABSENT, CASES, ELSEWHERE, HERE, LAW, MANY, case, dwelling, emergency, ended, orphan


def told(facts, **more):
    """Keys of what speaks against it, and what is unknown."""
    outcome = check_again(read_facts(facts), LAW, **more)
    return [one.ground for one in outcome.against], list(outcome.unknown)


NOTHING = [], []


def test_it_asks_by_the_rules_of_the_service_module_and_by_no_others():
    assert set(ASKED_AGAIN) <= {ground.key for ground in GROUNDS}


@pytest.mark.parametrize(
    ("change", "ground"),
    [
        ({"dwellings": [dwelling()]}, "owned_housing"),
        ({"dwellings": [dwelling(owner="family")]}, "owned_housing"),
        ({"dwellings": [ended("2026-05-01", "sale")]}, "owned_housing"),
        ({"applicant.status": "other"}, "not_citizen_or_kandas"),
        ({"applicant.registered_in": ELSEWHERE}, "not_registered_here"),
        ({"applicant.uses_state_dwelling": True}, "uses_state_dwelling"),
        ({"applicant.privatised_state_dwelling": True}, "privatised_state_dwelling"),
        ({"applicant.state_supported_mortgage": True}, "state_supported_mortgage"),
    ],
)
def test_what_may_end_a_registration_speaks_against_it(change, ground):
    assert told(case(**change)) == ([ground], [])


def test_an_emergency_dwelling_that_is_none_any_more_and_another_beside_it_speak_against_it():
    assert told(emergency(dwellings=[dwelling(emergency=False)])) == (["not_emergency"], [])
    assert told(emergency(dwellings=[dwelling(emergency=True), dwelling(emergency=False)]))[0] == ["not_sole_dwelling"]


@pytest.mark.parametrize(
    "change",
    [
        {"applicant.born": "2010-01-01"},
        {"applicant.registered_since": "2026-07-01"},
        {"applicant.on_register": True},
        {"applicant.in_republican_base": True},
        {"application.documents": [{"kind": "other", "reliable": None}]},
        {"dwellings": [ended("2015-05-01", "gift")]},
        {"established": [{"what": "worsened_damage", "on": "2026-05-01"}]},
    ],
)
def test_what_was_asked_once_when_somebody_came_in_is_asked_no_more(change):
    assert told(case(**change)) == NOTHING


@pytest.mark.parametrize("fact", ["applicant.status", "dwellings", "family", "applicant.uses_state_dwelling"])
def test_what_is_unknown_speaks_against_nobody(fact):
    assert told(case(**{fact: ABSENT})) == ([], [fact])


def test_who_is_registered_nowhere_has_not_moved_to_another_settlement_and_nobody_knows_more():
    assert told(case(**{"applicant.registered_in": ""})) == ([], ["applicant.registered_in"])


@pytest.mark.parametrize("registered_in", [ELSEWHERE, ""])
@pytest.mark.parametrize("born", ["2000-01-01", "1990-01-01"])
def test_an_orphan_keeps_the_place_of_the_first_registration_at_any_age(born, registered_in):
    assert told(orphan(**{"applicant.born": born, "applicant.registered_in": registered_in})) == NOTHING


CHILD = st.builds(lambda year: {"relation": "child", "born": f"{year}-03-01", "consent": None}, st.integers(2009, 2026))
SPOUSE = st.just({"relation": "spouse", "born": "1992-05-05", "consent": True})
FAMILY = st.lists(st.one_of(CHILD, SPOUSE), max_size=5)
STATUS, PLACE = st.sampled_from(["citizen", "kandas"]), st.sampled_from([HERE, ELSEWHERE])


@MANY
@given(
    basis=st.sampled_from([case, emergency, orphan]),
    family=FAMILY,
    status=STATUS,
    place=PLACE,
    years=st.integers(0, 40),
)
def test_nobody_is_found_wanting_for_growing_older(basis, family, status, place, years):
    """Of themselves or of their children, whatever the family and the category (Law, article 73(1), second part)."""
    here = place if basis is orphan else HERE
    facts = basis(**{"applicant.status": status, "applicant.registered_in": here, "family": family})
    assert decide(read_facts(facts), LAW).outcome == "register"
    grown = [{**member, "consent": True} for member in family]
    for kin in (grown, grown[1:], []):
        later = as_of(read_facts({**facts, "family": kin}), date(2026, 7, 13) + timedelta(days=365 * years))
        assert check_again(later, LAW).unchanged


@MANY
@given(facts=CASES)
def test_what_speaks_against_somebody_rests_on_known_facts_alone(facts):
    """An unknown fact more takes a finding away or leaves it: it never makes one."""
    known = {one.ground for one in check_again(read_facts(facts), LAW).against}
    for fact in ("status", "registered_in", "uses_state_dwelling", "orphan_on_record"):
        less = {**facts, "applicant": {**facts["applicant"], fact: None}}
        assert {one.ground for one in check_again(read_facts(less), LAW).against} <= known


def test_of_the_dead_nothing_else_is_told():
    assert told(case(**{"applicant.status": "other"}), died_on="2026-05-01") == (["died"], [])


OLD, NEW = dwelling(share="1/4"), dwelling(share="1/2", settlement=HERE)


def test_what_was_found_about_a_dwelling_goes_with_it_and_never_to_another():
    found = {"dwellings[0].share_counts": False, "applicant.orphan_proven": True, "dwellings[0]": "disputed"}
    before = {"dwellings": [OLD]}
    assert carry_facts(found, before, {"dwellings": [NEW, OLD]}) == {
        "dwellings[1].share_counts": False,
        "applicant.orphan_proven": True,
        "dwellings[1]": "disputed",
    }
    assert carry_facts(found, before, {"dwellings": [NEW]}) == {"applicant.orphan_proven": True}
    assert carry_facts(found, before, {}) == {"applicant.orphan_proven": True}


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-01-01", "2026-03-31"),
        ("2026-06-30", "2026-06-30"),
        ("2026-07-01", "2026-09-30"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_a_quarter_ends_with_its_third_month(day, last):
    assert quarter_end(date.fromisoformat(day)).isoformat() == last
