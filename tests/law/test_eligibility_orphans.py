"""Orphans and children left without parental care, under 29: what proves it, and what it spares (Law 69(2), 71)."""

from __future__ import annotations

import pytest

from tests.cases import (
    ABSENT,
    ALMATY,
    ELSEWHERE,
    REGISTER,
    case,
    dwelling,
    emergency,
    orphan,
    paper,
    refuse,
    review,
    said,
)

BASES = {"no_housing": case(), "emergency_housing": emergency(), "orphan_documents": orphan()}
ON_RECORD, PROVEN = "applicant.orphan_on_record", "applicant.orphan_proven"


@pytest.mark.parametrize(
    ("on_record", "proven", "expected"),
    [
        (True, True, REGISTER),
        (True, False, REGISTER),
        (True, None, REGISTER),
        (False, True, REGISTER),
        (None, True, REGISTER),
        (False, False, refuse("orphan_status_unproven")),
        (False, None, review(PROVEN)),
        (None, False, review(ON_RECORD)),
        (None, None, review(ON_RECORD, PROVEN)),
    ],
)
def test_the_record_or_the_papers_prove_the_status(on_record, proven, expected):
    assert said(orphan(**{ON_RECORD: on_record, PROVEN: proven})) == expected


@pytest.mark.parametrize("basis", ["no_housing", "emergency_housing"])
@pytest.mark.parametrize(
    ("on_record", "proven", "spared"), [(True, None, True), (True, False, True), (False, True, False)]
)
def test_on_the_other_bases_the_record_alone_counts(basis, on_record, proven, spared):
    given = {**BASES[basis], "applicant": {**BASES[basis]["applicant"], "born": "2010-01-01"}}
    given["applicant"] |= {"orphan_on_record": on_record, "orphan_proven": proven}
    assert said(given) == (REGISTER if spared else refuse("not_adult"))


@pytest.mark.parametrize("basis", ["no_housing", "emergency_housing"])
def test_papers_leave_an_unknown_record_unknown_on_the_other_bases(basis):
    given = {**BASES[basis], "applicant": {**BASES[basis]["applicant"], "born": "2010-01-01"}}
    given["applicant"] |= {"orphan_on_record": None, "orphan_proven": True}
    assert said(given) == review(ON_RECORD)


@pytest.mark.parametrize(
    ("born", "spared"),
    [
        ("1997-07-14", True),  # 29 tomorrow
        ("1997-07-13", False),  # the 29th birthday
        ("1996-01-01", False),
        ("2015-01-01", True),
    ],
)
@pytest.mark.parametrize("proof", [{ON_RECORD: True}, {PROVEN: True}])
def test_under_29_until_the_day_before_the_29th_birthday(born, spared, proof):
    given = orphan(**{PROVEN: False, **proof, "applicant.born": born, "applicant.registered_in": ELSEWHERE})
    assert said(given) == (REGISTER if spared else refuse("not_registered_here"))


@pytest.mark.parametrize(
    ("where", "since", "of_a_grown_up"),
    [
        (ELSEWHERE, "2015-01-01", "not_registered_here"),
        ("", None, "not_registered_here"),
        (ALMATY, "2026-01-01", "residence_too_short"),
    ],
)
def test_orphans_under_29_are_spared_the_place_and_the_three_years(where, since, of_a_grown_up):
    place = {"application.settlement": ALMATY, "applicant.registered_in": where, "applicant.registered_since": since}
    assert said(orphan(**place)) == REGISTER
    assert said(orphan(**place, **{"applicant.born": "1990-01-01"})) == refuse(of_a_grown_up)


def test_an_orphan_of_29_still_has_the_basis():
    assert said(orphan(**{"applicant.born": "1990-01-01"})) == REGISTER


def test_an_orphan_elsewhere_whose_birth_is_unknown_is_refused_nothing():
    given = orphan(**{"applicant.born": None, "applicant.registered_in": ELSEWHERE})
    assert said(given) == review("applicant.born")


def test_an_unknown_status_keeps_open_what_hangs_on_it():
    given = orphan(**{ON_RECORD: None, PROVEN: False, "applicant.registered_in": ELSEWHERE})
    assert said(given) == review(ON_RECORD)


def test_an_unproven_minor_elsewhere_is_told_all_of_it():
    given = orphan(**{PROVEN: False, "applicant.born": "2010-01-01", "applicant.registered_in": ELSEWHERE})
    assert said(given) == refuse("not_adult", "orphan_status_unproven", "not_registered_here")


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([paper("orphan_proof")], REGISTER),
        ([paper("representative_proof")], REGISTER),
        ([paper("other"), paper("representative_proof")], REGISTER),
        ([], refuse("document_missing")),
        ([paper("technical_conclusion")], refuse("document_missing")),
        ([paper("other")], refuse("document_missing")),
        ([{"kind": None, "reliable": True}], review("application.documents[0].kind")),
        (None, review("application.documents")),
        (ABSENT, review("application.documents")),
    ],
)
def test_the_papers_of_the_basis(documents, expected):
    assert said(orphan(**{"application.documents": documents})) == expected


def test_missing_papers_are_told_beside_what_they_would_have_proven():
    given = orphan(**{"application.documents": [], PROVEN: None})
    assert said(given) == refuse("document_missing", unknown=(PROVEN,))


def test_an_orphan_who_owns_a_dwelling_is_refused_like_anybody():
    assert said(orphan(dwellings=[dwelling()])) == refuse("owned_housing")
