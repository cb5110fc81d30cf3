"""Consent of the applicant and of the adults of the family, the family's dwellings, and papers read or not."""

from __future__ import annotations

import pytest

from tests.cases import ABSENT, REGISTER, case, dwelling, emergency, orphan, paper, refuse, review, said

BASES = [case, emergency, orphan]


def member(**changes):
    return {"relation": "spouse", "born": "1992-05-05", "consent": True, **changes}


@pytest.mark.parametrize("made", BASES)
@pytest.mark.parametrize(
    ("consent", "expected"),
    [(True, REGISTER), (False, refuse("no_consent")), (None, review("applicant.consent"))],
)
def test_the_applicants_consent(made, consent, expected):
    assert said(made(**{"applicant.consent": consent})) == expected


@pytest.mark.parametrize("made", BASES)
@pytest.mark.parametrize("consent", [False, None])
def test_missing_consent_of_an_adult_is_waited_for_and_never_no_consent(made, consent):
    given = made(family=[member(), member(consent=consent)])
    assert said(given) == review("family[1].consent")


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2008-07-14", REGISTER),  # 18 tomorrow: a minor is asked for none
        ("2008-07-13", review("family[0].consent")),  # 18 today
        (None, review("family[0].born", "family[0].consent")),
        (ABSENT, review("family[0].born", "family[0].consent")),
    ],
)
def test_a_minor_of_the_family_needs_no_consent(born, expected):
    child = {key: value for key, value in member(born=born, consent=None).items() if value is not ABSENT}
    assert said(case(family=[child])) == expected


@pytest.mark.parametrize("born", ["1992-05-05", "2019-09-01", None])
@pytest.mark.parametrize("relation", ["spouse", "child", "declared", None])
def test_who_consented_is_not_asked_for_age_or_relation(born, relation):
    assert said(case(family=[member(born=born, relation=relation)])) == REGISTER


def test_nobody_of_a_family_is_a_family_that_answered():
    assert said(case(family=[])) == REGISTER


@pytest.mark.parametrize("silence", [None, ABSENT])
def test_an_unknown_family_is_waited_for(silence):
    assert said(case(family=silence)) == review("family")


def test_everybody_whose_consent_is_missing_is_named():
    given = case(family=[member(consent=None), member(), member(consent=False)], dwellings=None)
    assert said(given) == review("dwellings", "family[0].consent", "family[2].consent")


def test_the_applicants_refusal_is_told_beside_what_the_family_leaves_open():
    given = case(**{"applicant.consent": False, "family[0].consent": None})
    assert said(given) == refuse("no_consent", unknown=("family[0].consent",))


def test_a_dwelling_of_the_family_that_was_found_needs_nobodys_consent_any_more():
    given = case(dwellings=[dwelling(owner="family")], **{"family[0].consent": None})
    assert said(given) == refuse("owned_housing")


@pytest.mark.parametrize("made", BASES)
@pytest.mark.parametrize("kind", ["technical_conclusion", "orphan_proof", "representative_proof", "other"])
@pytest.mark.parametrize("reliable", [True, False, None])
def test_a_paper_of_any_kind_on_any_basis(made, kind, reliable):
    """Read and in order, read and not, or not yet read."""
    given = made()
    name = f"application.documents[{len(given['application']['documents'])}].reliable"
    given["application"]["documents"].append(paper(kind, reliable))
    assert said(given) == {True: REGISTER, False: refuse("unreliable_data"), None: review(name)}[reliable]


def test_one_unreliable_paper_is_enough():
    given = case(**{"application.documents": [paper("other"), paper("other", False), paper("other", None)]})
    assert said(given) == refuse("unreliable_data")


@pytest.mark.parametrize("silence", [None, ABSENT])
def test_unknown_papers_are_one_unknown(silence):
    assert said(case(**{"application.documents": silence})) == review("application.documents")
