"""The sole dwelling is recognised as emergency: which, where, and whether it is the only one (Law 69(1)(4))."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cases import (
    ABSENT,
    ALMATY,
    BOSTANDYQ,
    ELSEWHERE,
    LAW,
    REGISTER,
    dwelling,
    emergency,
    ended,
    paper,
    refuse,
    review,
    said,
)

HERE_ONE = dwelling(emergency=True)
ELSEWHERE_ONE = dwelling(emergency=True, settlement=ELSEWHERE)
FAMILYS = dwelling(emergency=True, owner="family")
SOUND = dwelling()
SOLD_LONG_AGO = ended("2021-07-13", "sale")
LEFT_LATELY = ended("2025-01-01", "inheritance_left")


@pytest.mark.parametrize(
    ("dwellings", "expected"),
    [
        ([HERE_ONE], REGISTER),
        ([FAMILYS], REGISTER),
        ([HERE_ONE, SOLD_LONG_AGO], REGISTER),
        ([], refuse("not_emergency")),
        ([SOUND], refuse("not_emergency")),  # with no emergency one, not_emergency alone
        ([SOUND, SOUND], refuse("not_emergency")),
        ([SOLD_LONG_AGO], refuse("not_emergency")),
        ([LEFT_LATELY], refuse("owned_housing", "not_emergency")),
        ([ended("2025-01-01", "destroyed", emergency=True)], refuse("owned_housing", "not_emergency")),
        ([ELSEWHERE_ONE], refuse("outside_locality")),
        ([HERE_ONE, SOUND], refuse("not_sole_dwelling")),
        ([SOUND, HERE_ONE], refuse("not_sole_dwelling")),
        ([HERE_ONE, dwelling(owner="family")], refuse("not_sole_dwelling")),
        ([HERE_ONE, HERE_ONE], refuse("not_sole_dwelling")),
        ([HERE_ONE, ELSEWHERE_ONE], refuse("not_sole_dwelling", "outside_locality")),
        ([ELSEWHERE_ONE, SOUND], refuse("not_sole_dwelling", "outside_locality")),
        ([HERE_ONE, LEFT_LATELY], refuse("owned_housing")),
        ([HERE_ONE, SOUND, LEFT_LATELY], refuse("owned_housing", "not_sole_dwelling")),
        ([HERE_ONE, ended("2025-01-01", "sale")], refuse("owned_housing", "worsened_alienation")),
        ([HERE_ONE, ended("2025-01-01", "bought_out")], refuse("owned_housing")),
    ],
)
def test_the_emergency_dwelling_and_what_stands_beside_it(dwellings, expected):
    assert said(emergency(dwellings=dwellings)) == expected


@pytest.mark.parametrize(
    ("dwellings", "expected"),
    [
        (None, review("dwellings")),
        ([dwelling(emergency=None)], review("dwellings[0].emergency")),
        ([dwelling(emergency=ABSENT)], review("dwellings[0].emergency")),
        ([HERE_ONE, dwelling(emergency=None)], refuse("not_sole_dwelling")),
        ([dwelling(emergency=None), SOUND], review("dwellings[0].emergency")),
        ([ended("2019-01-01", "sale", emergency=None), HERE_ONE], REGISTER),  # ended: nobody asks
        ([ended(ABSENT, "destroyed", emergency=True)], review("dwellings[0].until")),
        ([dwelling(emergency=True, settlement=None)], review("dwellings[0].settlement")),
        ([dwelling(settlement=None)], refuse("not_emergency")),
        ([HERE_ONE, ended(ABSENT, "destroyed")], review("dwellings[1].until")),
        ([HERE_ONE, dwelling(share="1/4")], review("dwellings[1].share")),
        ([dwelling(emergency=True, share="1/4")], REGISTER),  # a share of the emergency dwelling is that dwelling
    ],
)
def test_what_is_not_known_of_the_dwellings_refuses_nobody(dwellings, expected):
    assert said(emergency(dwellings=dwellings)) == expected


@pytest.mark.parametrize(
    ("counted_share", "beside", "expected"),
    [
        ("whole", [dwelling(share="1/4")], REGISTER),
        ("any", [dwelling(share="1/4")], refuse("not_sole_dwelling")),
        ("whole", [ended("2025-01-01", "inheritance_left", share="1/4")], REGISTER),
        ("any", [ended("2025-01-01", "inheritance_left", share="1/4")], refuse("owned_housing")),
    ],
)
def test_a_share_beside_the_emergency_dwelling(counted_share, beside, expected):
    given = emergency(dwellings=[HERE_ONE, *beside])
    assert said(given, replace(LAW, counted_share=counted_share)) == expected


@pytest.mark.parametrize("unanswered", [{"family": None}, {"family[0].consent": None}])
def test_nobody_lacks_an_emergency_dwelling_while_the_family_has_not_answered(unanswered):
    (fact,) = unanswered
    assert said(emergency(dwellings=[SOUND], **unanswered)) == review(fact)
    assert said(emergency(**unanswered)) == review(fact)


@pytest.mark.parametrize(
    ("applied", "stands", "expected"),
    [
        (ALMATY, BOSTANDYQ, REGISTER),
        (BOSTANDYQ, ALMATY, REGISTER),
        (ALMATY, "710000000", refuse("outside_locality")),
        (ALMATY, "191010000", refuse("outside_locality")),
    ],
)
def test_a_district_is_in_its_city(applied, stands, expected):
    place = {"application.settlement": applied, "applicant.registered_in": applied}
    assert said(emergency(**place, **{"dwellings[0].settlement": stands})) == expected


def test_an_unknown_settlement_applied_to_is_named():
    assert said(emergency(**{"application.settlement": None})) == review("application.settlement")


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([paper("technical_conclusion")], REGISTER),
        ([paper("other"), paper("technical_conclusion")], REGISTER),
        ([], refuse("document_missing")),
        ([paper("orphan_proof")], refuse("document_missing")),
        ([paper("other")], refuse("document_missing")),
        ([paper("technical_conclusion", None)], review("application.documents[0].reliable")),
        ([paper("technical_conclusion", False)], refuse("unreliable_data")),
        ([{"reliable": True}], review("application.documents[0].kind")),
        (None, review("application.documents")),
    ],
)
def test_the_technical_conclusion(documents, expected):
    assert said(emergency(**{"application.documents": documents})) == expected


@pytest.mark.parametrize("dwellings", [[HERE_ONE], [ELSEWHERE_ONE], [HERE_ONE, SOUND]])
def test_on_another_basis_an_emergency_dwelling_is_a_dwelling(dwellings):
    given = emergency(dwellings=dwellings, **{"application.basis": "no_housing"})
    assert said(given) == refuse("owned_housing")
