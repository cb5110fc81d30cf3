"""What the outcome says and in which order: all the grounds of law.md 3, their reasons, and what is still unknown."""

from __future__ import annotations

from datetime import date

import pytest

from housing.law.eligibility import GROUNDS, decide
from housing.law.facts_json import read_facts
from housing.law.parameters import PARAMETERS, Law, NoLawInForce, law_on
from tests.cases import (
    ALMATY,
    ELSEWHERE,
    FLAGS,
    LAW,
    REGISTER,
    case,
    dwelling,
    emergency,
    ended,
    orphan,
    paper,
    refuse,
    review,
    said,
)

#: law.md section 3, both tables, from top to bottom.
CODES = [
    "unreliable_data", "requirements_not_met", "outside_locality", "worsened_exchange", "worsened_alienation",
    "worsened_damage", "worsened_moved_out", "worsened_settled_others", "no_consent",
]  # fmt: skip
REASONS = [
    "not_adult", "not_citizen_or_kandas", "owned_housing", "not_sole_dwelling", "not_emergency", "document_missing",
    "orphan_status_unproven", "not_registered_here", "residence_too_short", "in_republican_base", "already_registered",
    "uses_state_dwelling", "privatised_state_dwelling", "state_supported_mortgage",
]  # fmt: skip


def test_the_file_has_every_ground_of_the_law_in_its_order_and_no_other():
    assert list(dict.fromkeys(ground.code for ground in GROUNDS)) == CODES
    assert [ground.reason for ground in GROUNDS if ground.code == "requirements_not_met"] == REASONS
    assert {ground.reason for ground in GROUNDS if ground.code != "requirements_not_met"} == {None}


def everything_wrong(given):
    """All that can hold at once of what stands against anybody."""
    given["application"]["documents"] = [paper("other", False)]
    given["applicant"] |= {fact.partition(".")[2]: True for fact in FLAGS}
    given["applicant"] |= {"born": "2012-01-01", "status": "other", "consent": False, "registered_in": ELSEWHERE}
    given["dwellings"] += [dwelling(owner="family"), ended("2025-01-01", "sale"), ended("2025-01-01", "exchange")]
    given["established"] = [{"what": code, "on": "2025-01-01"} for code in reversed(CODES[5:8])]
    return given


def outcome(given):
    return decide(read_facts(given), LAW)


def test_every_ground_that_holds_is_listed_in_the_order_of_the_law():
    reasons = [r for r in REASONS if r not in ("not_emergency", "orphan_status_unproven", "residence_too_short")]
    given = everything_wrong(emergency(**{"dwellings[0].settlement": ALMATY}))
    assert outcome(given).grounds == [
        {"code": "unreliable_data"},
        {"code": "requirements_not_met", "reasons": reasons},
        *({"code": code} for code in CODES[2:]),
    ]


def test_the_orphans_own_reasons_stand_in_their_places():
    wrong = everything_wrong(orphan(**{"applicant.orphan_proven": False}))
    own = ["document_missing", "orphan_status_unproven", "not_registered_here"]
    reasons = REASONS[:3] + own + REASONS[9:]
    assert outcome(wrong).grounds[1] == {"code": "requirements_not_met", "reasons": reasons}


def test_a_ground_without_reasons_has_no_such_key():
    assert outcome(case(**{"applicant.consent": False})).grounds == [{"code": "no_consent"}]
    assert outcome(case()).grounds == []


def test_nothing_known_is_a_review_that_names_every_missing_fact_in_order():
    given = {"application": {"basis": "no_housing", "filed_at": "2026-07-13T10:15:00+05:00"}}
    names = ["born", "consent", "orphan_on_record", "registered_in", "registered_since", "status"]
    lists = ["application.documents", "application.settlement", "dwellings", "family"]
    assert said(given) == review(*sorted([*(f"applicant.{name}" for name in names), *FLAGS, *lists]))


@pytest.mark.parametrize(
    ("basis", "also"), [("emergency_housing", set()), ("orphan_documents", {"applicant.orphan_proven"})]
)
def test_a_basis_asks_for_its_own(basis, also):
    asked = {"filed_at": "2026-07-13T10:15:00+05:00"}
    plain = said({"application": {"basis": "no_housing", **asked}})[2]
    assert said({"application": {"basis": basis, **asked}}) == review(*sorted({*plain, *also}))


def test_a_refusal_lists_beside_it_what_is_still_unknown():
    given = case(**{"applicant.status": "other", "applicant.born": None, "dwellings": None, "family[0].consent": None})
    unknown = ("applicant.born", "dwellings", "family[0].consent")
    assert said(given) == refuse("not_citizen_or_kandas", unknown=unknown)


def test_unknown_names_are_sorted_as_text():
    given = case(dwellings=[dwelling(share="1/4") for _ in range(11)])
    names = said(given)[2]
    assert names == sorted(names)
    assert names[:3] == ["dwellings[0].share", "dwellings[10].share", "dwellings[1].share"]


def test_what_several_rules_lack_is_named_once():
    place = {"application.settlement": ALMATY, "applicant.registered_in": None}
    assert said(case(**place)) == review("applicant.registered_in")


def test_a_fact_that_no_rule_needs_any_more_is_not_asked_for():
    given = case(
        dwellings=[ended("2019-01-01", None, owner=None, fit=None, emergency=None, share=None, settlement=None)],
        **{"applicant.orphan_on_record": None, "applicant.orphan_proven": None, "applicant.registered_since": None},
    )
    assert said(given) == REGISTER


def test_unknown_keys_are_no_facts():
    given = case(surprise=1, **{"applicant.income": 5, "application.note": "x", "family[0].name": "y"})
    given["dwellings"] = [ended("2019-01-01", "sale", cadastral="20-1")]
    assert said(given) == REGISTER


@pytest.mark.parametrize("made", [case, emergency, orphan])
def test_every_basis_can_be_registered(made):
    assert said(made()) == REGISTER


def test_an_application_is_judged_by_the_law_of_its_day_for_ever():
    later = Law(since=date(2027, 1, 1), source="an invented order", counted_share="any")
    laws = (*PARAMETERS, later)
    assert [law_on(date(2026, 12, 31), laws), law_on(date(2027, 1, 1), laws)] == [LAW, later]
    assert law_on(date(2030, 1, 1), reversed(laws)) is later
    given = read_facts(case(dwellings=[dwelling(share="1/4")]))
    assert [decide(given, law).outcome for law in laws] == ["review", "refuse"]
    assert decide(given, later).parameters == date(2027, 1, 1)


def test_before_12_july_2026_there_is_no_law_to_judge_by():
    assert law_on(date(2026, 7, 12)) is LAW
    with pytest.raises(NoLawInForce):
        law_on(date(2026, 7, 11))


def test_the_numbers_of_the_law():
    assert (LAW.since, LAW.ownership_window_years, LAW.worsening_window_years) == (date(2026, 7, 12), 5, 5)
    assert (LAW.adult_from_years, LAW.orphan_until_years, LAW.residence_years) == (18, 29, 3)
