"""What holds of every case: unknown refuses nobody, grounds do not hide one another, order does not matter."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.eligibility import decide
from housing.law.facts import ESTABLISHABLE
from housing.law.facts_json import read_facts
from housing.presentation.fact_text import value_at
from tests.cases import ABSENT, CASES, DWELLING, FLAGS, LAW, MANY, UNTIMED, changed, said

LAWS = st.sampled_from([replace(LAW, counted_share=counted) for counted in ("any", "whole", "review")])


def facts_in(case):
    """The dotted names of everything that could be unknown."""
    yield from (f"applicant.{name}" for name in case["applicant"])
    yield from ("application.settlement", "application.documents", "family", "dwellings")
    for part in ("application.documents", "family", "dwellings"):
        for i, item in enumerate(value_at(case, part) or []):
            yield from (f"{part}[{i}].{name}" for name in item)


def forgotten(case, fact):
    """The case without that knowledge; of `until` null says "owned today", so it has to be absent."""
    return changed(case, {fact: ABSENT if fact.endswith(".until") else None})


def bare(names):
    return sorted(re.sub(r"\[\d+\]", "[]", name) for name in names)


@MANY
@given(case=CASES, law=LAWS, data=st.data())
def test_forgetting_a_fact_never_adds_a_ground(case, law, data):
    """So what was registered is never refused for want of knowledge."""
    _, before, _ = said(case, law)
    fact = data.draw(st.sampled_from(sorted(facts_in(case))))
    outcome, after, _ = said(forgotten(case, fact), law)
    assert set(after) <= set(before), fact
    assert outcome != "refuse" or before


@MANY
@given(case=CASES, law=LAWS)
def test_the_outcome_follows_from_grounds_and_unknowns(case, law):
    outcome, grounds, unknown = said(case, law)
    assert outcome == ("refuse" if grounds else "review" if unknown else "register")


@MANY
@given(case=CASES, law=LAWS)
def test_what_is_called_unknown_is_unknown(case, law):
    """Null, left out, a share that a person has to judge, or an adult's consent that is not there."""
    for name in said(case, law)[2]:
        value = value_at(case, name)
        assert value is None or name.endswith(".share") or (value is False and name.endswith("].consent")), name
        assert not (name.endswith(".until") and "until" in value_at(case, name.rpartition(".")[0])), name


@UNTIMED
@given(case=CASES, law=LAWS, fact=st.sampled_from(sorted(FLAGS)))
def test_a_flag_turned_true_adds_its_ground_and_removes_none(case, law, fact):
    before, after = said(case, law)[1], said(changed(case, {fact: True}), law)[1]
    assert set(after) == {*before, FLAGS[fact]}


@UNTIMED
@given(case=CASES, law=LAWS, what=st.sampled_from(ESTABLISHABLE))
def test_an_established_act_adds_its_ground_and_removes_none(case, law, what):
    more = changed(case, {"established": [*case["established"], {"what": what, "on": "2025-01-01"}]})
    assert set(said(more, law)[1]) == {*said(case, law)[1], what}


@UNTIMED
@given(case=CASES, law=LAWS)
def test_consent_refused_adds_its_ground_and_removes_none(case, law):
    refused = changed(case, {"applicant.consent": False})
    assert set(said(refused, law)[1]) == {*said(case, law)[1], "no_consent"}


@pytest.mark.parametrize("part", ["dwellings", "family", "application.documents", "established"])
@UNTIMED
@given(case=CASES, law=LAWS, data=st.data())
def test_the_order_of_a_list_does_not_matter(part, case, law, data):
    shuffled = changed(case, {part: data.draw(st.permutations(value_at(case, part) or []))})
    outcome, grounds, unknown = said(changed(case, {part: value_at(case, part) or []}), law)
    again, same_grounds, same_unknown = said(shuffled, law)
    assert (again, same_grounds, bare(same_unknown)) == (outcome, grounds, bare(unknown))


@UNTIMED
@given(case=CASES, law=LAWS)
def test_deciding_twice_says_the_same(case, law):
    facts = read_facts(case)
    assert decide(facts, law) == decide(facts, law) == decide(read_facts(case), law)


@UNTIMED
@given(case=CASES)
def test_one_more_paper_in_order_adds_no_ground_but_that_another_is_missing(case):
    more = [*(case["application"]["documents"] or []), {"kind": "other", "reliable": True}]
    grown = changed(case, {"application.documents": more})
    assert set(said(grown)[1]) <= {*said(case)[1], "document_missing"}


@UNTIMED
@given(case=CASES, beside=DWELLING, law=LAWS)
def test_one_more_dwelling_only_takes_away_that_there_was_no_emergency_one(case, beside, law):
    grown = changed(case, {"dwellings": [*(case["dwellings"] or []), beside]})
    assert set(said(case, law)[1]) - set(said(grown, law)[1]) <= {"not_emergency"}
