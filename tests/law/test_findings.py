"""What an official finds about an unknown fact: which answers it takes, and that it fills only what is missing."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.fact_fields import ENDINGS, STATUSES
from housing.law.findings import (
    QUESTIONS,
    InvalidFindingError,
    apply_findings,
    parse_finding_value,
    question_for,
)
from tests.cases import (
    ABSENT,
    CASES,
    ELSEWHERE,
    FLAGS,
    HERE,
    REGISTER,
    UNTIMED,
    case,
    changed,
    dwelling,
    emergency,
    ended,
    orphan,
    paper,
    refuse,
    review,
    said,
)

#: A case in which just one fact is unknown; what an official says; and what the law says then.
SETTLED = [
    (case(**{"applicant.born": None}), "applicant.born", "1.1.1990", REGISTER),
    (case(**{"applicant.born": None}), "applicant.born", " 14.07.2008 ", refuse("not_adult")),
    (case(**{"applicant.status": None}), "applicant.status", "kandas", REGISTER),
    (case(**{"applicant.status": None}), "applicant.status", "other", refuse("not_citizen_or_kandas")),
    (case(**{"applicant.registered_in": None}), "applicant.registered_in", "here", REGISTER),
    (case(**{"applicant.registered_in": None}), "applicant.registered_in", "elsewhere", refuse("not_registered_here")),
    (case(**{"applicant.consent": None}), "applicant.consent", "no", refuse("no_consent")),
    (case(dwellings=None), "dwellings", "none", REGISTER),
    (case(dwellings=None), "dwellings", "one", refuse("owned_housing")),
    (case(family=None), "family", "none", REGISTER),
    (case(**{"family[0].consent": None}), "family[0].consent", "yes", REGISTER),
    (case(**{"family[0].consent": False}), "family[0].consent", "yes", REGISTER),
    (case(**{"family[0].consent": False}), "family[0].consent", "no", review("family[0].consent")),
    (case(dwellings=[dwelling(share="1/4")]), "dwellings[0].share", "counts", refuse("owned_housing")),
    (case(dwellings=[dwelling(share="1/4")]), "dwellings[0].share", "not", REGISTER),
    (case(dwellings=[dwelling(share=None)]), "dwellings[0].share", "counts", refuse("owned_housing")),
    (case(dwellings=[ended(ABSENT, "destroyed")]), "dwellings[0].until", "13.07.2021", REGISTER),
    (case(dwellings=[ended(ABSENT, "destroyed")]), "dwellings[0].until", "14.07.2021", refuse("owned_housing")),
    (emergency(**{"dwellings[0].emergency": None}), "dwellings[0].emergency", "yes", REGISTER),
    (emergency(**{"dwellings[0].emergency": None}), "dwellings[0].emergency", "no", refuse("not_emergency")),
    (emergency(**{"application.documents[0].reliable": None}), "application.documents[0].reliable", "yes", REGISTER),
    (case(**{"application.documents": [paper("other", None)]}), "application.documents[0].reliable", "no",
     refuse("unreliable_data")),
    (orphan(**{"applicant.orphan_proven": None}), "applicant.orphan_proven", "yes", REGISTER),
    (orphan(**{"applicant.orphan_proven": None}), "applicant.orphan_proven", "no", refuse("orphan_status_unproven")),
]  # fmt: skip


@pytest.mark.parametrize(("given", "fact", "sent", "expected"), SETTLED)
def test_a_finding_fills_the_place_and_the_law_is_asked_again(given, fact, sent, expected):
    assert fact in said(given)[2]
    assert said(apply_findings(given, {fact: parse_finding_value(fact, sent)})) == expected


@pytest.mark.parametrize(("fact", "reason"), FLAGS.items())
def test_every_flag_can_be_settled(fact, reason):
    given = case(**{fact: None})
    assert said(apply_findings(given, {fact: parse_finding_value(fact, "yes")})) == refuse(reason)
    assert said(apply_findings(given, {fact: parse_finding_value(fact, "no")})) == REGISTER


@pytest.mark.parametrize("by", ENDINGS)
def test_how_ownership_ended_can_be_settled(by):
    given = case(dwellings=[ended("2025-01-01", None)])
    filled = apply_findings(given, {"dwellings[0].until_by": parse_finding_value("dwellings[0].until_by", by)})
    assert said(filled) == said(case(dwellings=[ended("2025-01-01", by)]))


def test_whose_it_was_and_whether_it_was_fit_can_be_settled():
    given = case(dwellings=[ended("2025-01-01", "sale", owner=None, fit=None)])
    found = {"dwellings[0].owner": "applicant", "dwellings[0].fit": True}
    assert said(apply_findings(given, found)) == refuse("owned_housing", "worsened_alienation")
    assert said(apply_findings(given, {**found, "dwellings[0].owner": "family"})) == refuse("owned_housing")


@pytest.mark.parametrize(
    ("given", "fact", "value"),
    [
        (case(**{"applicant.status": "other"}), "applicant.status", "citizen"),
        (case(**{"applicant.on_register": True}), "applicant.on_register", False),
        (case(**{"applicant.registered_in": ""}), "applicant.registered_in", "here"),
        (case(dwellings=[dwelling()]), "dwellings", []),
        (case(dwellings=[dwelling()]), "dwellings[0].until", "2019-01-01"),
        (case(dwellings=[dwelling()]), "dwellings[0].share", False),
        (emergency(**{"dwellings[0].emergency": False}), "dwellings[0].emergency", True),
    ],
)
def test_what_a_source_answered_no_finding_replaces(given, fact, value):
    assert said(given)[0] == "refuse"
    assert said(apply_findings(given, {fact: value})) == said(given)


def test_a_finding_about_a_dwelling_or_person_that_is_not_there_is_left_out():
    found = {"dwellings[0].fit": True, "family[7].consent": True, "application.documents[0].reliable": False}
    assert said(apply_findings(case(), found)) == REGISTER
    assert said(apply_findings(case(dwellings=None), found)) == review("dwellings")


def test_findings_reach_into_a_list_that_was_itself_found():
    one = parse_finding_value("dwellings", "one")
    found = {"dwellings[0].emergency": True, "dwellings[0].settlement": HERE, "dwellings": one}
    assert said(apply_findings(emergency(dwellings=None), found)) == REGISTER
    assert parse_finding_value("dwellings", "one") == [{"owner": "applicant", "share": "1/1", "until": None}]


def test_filling_changes_neither_the_case_nor_the_findings():
    given, found = case(dwellings=None, applicant=None), {"dwellings": [], "applicant.born": "1990-01-01"}
    before = copy.deepcopy((given, found))
    apply_findings(given, found)["dwellings"].append(1)
    assert (given, found) == before


@pytest.mark.parametrize(
    ("fact", "sent"),
    [
        ("applicant.born", ""), ("applicant.born", "1990-01-01"), ("applicant.born", "30.02.1990"),
        ("applicant.born", "1.1.90"), ("applicant.born", "1.1.1990.5"), ("applicant.born", "001.1.1990"),
        ("applicant.born", "1.1.9990"), ("applicant.born", "today"), ("applicant.born", "-1.1.1990"),
        ("applicant.status", "citizen of Kazakhstan"), ("applicant.status", ""), ("applicant.consent", "true"),
        ("dwellings", "two"), ("dwellings[0].share", "yes"), ("applicant.registered_in", ELSEWHERE),
        ("application.settlement", HERE), ("applicant.iin", "900101399998"), ("", "yes"), ("dwellings[x].fit", "yes"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(fact, sent):
    with pytest.raises(InvalidFindingError):
        parse_finding_value(fact, sent)


def test_no_fact_is_asked_about_in_two_ways():
    examples = [one.pattern.replace("[]", "[3]") for one in QUESTIONS]
    assert [question_for(name) for name in examples] == list(QUESTIONS)
    assert all(set(one.choices) == set(one.values) for one in QUESTIONS)
    assert {parse_finding_value("applicant.status", status) for status in STATUSES} == set(STATUSES)


#: Facts that only their source, or the application itself, can tell.
OF_THE_SOURCE = ("application.settlement", "application.documents", ".kind", "].settlement")


@UNTIMED
@given(case=CASES)
def test_an_official_can_settle_whatever_else_the_law_lacks(case):
    lacking = [name for name in said(case)[2] if not name.endswith(OF_THE_SOURCE)]
    assert [name for name in lacking if question_for(name) is None] == []


@UNTIMED
@given(case=CASES, data=st.data())
def test_a_settled_fact_is_unknown_no_more(case, data):
    case = changed(case, {"application.settlement": HERE})
    lacking = [name for name in said(case)[2] if not name.endswith((*OF_THE_SOURCE, "].consent"))]
    for name in lacking:
        asked = question_for(name)
        sent = data.draw(st.sampled_from(sorted(asked.choices))) if asked.choices else "1.1.2010"
        assert name not in said(apply_findings(case, {name: parse_finding_value(name, sent)}))[2]
