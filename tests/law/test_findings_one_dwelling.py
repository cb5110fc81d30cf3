"""Records of one dwelling that contradict each other: what an official finds of one holds for the dwelling."""

from __future__ import annotations

import pytest
from flask_babel import force_locale

from housing.law.findings import apply_disputes, apply_findings, question_for
from housing.presentation.fact_text import describe_fact
from tests.cases import ELSEWHERE, HERE, REGISTER, case, dwelling, emergency, ended, refuse, review, said
from tests.presentation.test_fact_text import named, words  # noqa: F401


def two(field, one, other, **more):
    flat = {"id": "KZ-17", "share": "1/2", "emergency": True, **more}
    return [dwelling(**{**flat, field: one}), dwelling(**{**flat, field: other, "owner": "family"})]


@pytest.mark.parametrize(("found", "expected"), [(True, REGISTER), (False, refuse("not_emergency"))])
@pytest.mark.parametrize("index", [0, 1])
def test_one_finding_settles_the_dwelling(index, found, expected):
    given = emergency(dwellings=two("emergency", True, False))
    assert said(apply_findings(given, {f"dwellings[{index}].emergency": found})) == expected


def test_findings_that_contradict_each_other_leave_it_unknown():
    given = emergency(dwellings=two("emergency", True, False))
    both = {"dwellings[0].emergency": False, "dwellings[1].emergency": True}
    assert said(apply_findings(given, both)) == review("dwellings[0].emergency", "dwellings[1].emergency")
    assert said(apply_findings(given, dict.fromkeys(both, True))) == REGISTER


def test_a_finding_about_too_many_shares_is_taken_for_the_dwelling():
    given = case(dwellings=two("share", "2/3", "2/3", emergency=False))
    assert said(apply_findings(given, {"dwellings[0].share": True})) == refuse("owned_housing")
    assert said(apply_findings(given, {"dwellings[1].share": False})) == REGISTER


def test_a_finding_about_fitness_settles_who_alienated():
    sold = [{**ended("2024-05-05", "sale"), "id": "KZ-17", "fit": fit} for fit in (True, False)]
    sold[1]["until"] = "2018-01-01"
    filled = apply_findings(case(dwellings=sold), {"dwellings[1].fit": True})
    assert said(filled) == refuse("owned_housing", "worsened_alienation")


def test_what_records_agree_on_no_finding_replaces():
    given = emergency(dwellings=two("emergency", True, True))
    assert apply_findings(given, {"dwellings[0].emergency": False}) == given


@pytest.mark.parametrize("field", ["emergency", "fit", "share"])
def test_every_contradiction_that_an_official_can_judge_has_its_question(field):
    assert question_for(f"dwellings[0].{field}") is not None


def test_many_disputes_are_opened_at_once():
    given = case(dwellings=[dwelling(), dwelling()])
    opened = apply_disputes(given, ["dwellings[1]", "applicant.status", "dwellings[7]"])
    assert [one.get("stands", True) for one in opened["dwellings"]] == [True, None]
    assert opened["applicant"]["status"] is None and given["applicant"]["status"] == "citizen"


@pytest.mark.parametrize(
    ("field", "one", "other", "told"),
    [
        ("emergency", True, False, "on whether it is an emergency one"), ("fit", True, False, "fit for living"),
        ("settlement", HERE, ELSEWHERE, "contradict each other on the settlement"),
        ("share", "2/3", "2/3", "hold more than the whole"),
    ],
)  # fmt: skip
def test_a_contradiction_is_told_with_the_dwelling_in_every_language(words, field, one, other, told):  # noqa: F811
    given = emergency(dwellings=two(field, one, other))
    with force_locale("en"):
        said_of_it = describe_fact(given, "dwellings[1]", named)
    assert "one dwelling, number KZ-17, by 2 records" in said_of_it and told in said_of_it
    for language in ("kk", "ru"):
        with force_locale(language):
            assert told not in describe_fact(given, "dwellings[1]", named)
    alone = emergency(dwellings=two(field, one, other)[:1])
    with force_locale("en"):
        assert "KZ-17" not in describe_fact(alone, "dwellings[0]", named)
