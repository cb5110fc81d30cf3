"""Facts as JSON: read whole, or refused with every fault named by its field; null and absent are unknown."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.fact_fields import ENDINGS
from housing.law.facts import Applicant, Document, Dwelling, EstablishedWorsening, Facts, Member
from housing.law.facts_json import InvalidFactsError, read_facts
from tests.cases import ABSENT, MANY, NO_HOUSING, case, changed, dwelling, ended, paper

ONE_OF_EACH = {
    "application.documents": [paper("other", None)],
    "dwellings": [ended("2019-02-01", "sale", share="1/4")],
    "established": [{"what": "worsened_moved_out", "on": "2024-02-02"}],
}
KINDS = "technical_conclusion or orphan_proof or representative_proof or other"
WORSENED = "worsened_damage or worsened_moved_out or worsened_settled_others"
A_DATE, A_TRUTH, A_CODE = "a date like 1990-01-01", "true, false or null", "a KATO code of nine digits"


def faults(given):
    with pytest.raises(InvalidFactsError) as refused:
        read_facts(given)
    return refused.value.faults


def test_the_contract_is_read_whole():
    facts = read_facts(case(**ONE_OF_EACH, **{"family[0].relation": "spouse"}))
    assert (facts.basis, facts.filed_on, facts.settlement) == ("no_housing", date(2026, 7, 13), "351010000")
    assert facts.documents == (Document("other", None),)
    assert facts.family[0] == Member("spouse", date(1992, 5, 5), True)
    sold = Dwelling("applicant", "351010000", Fraction(1, 4), True, date(2019, 2, 1), "sale", True, False)
    assert facts.dwellings == (sold,)
    assert facts.established == (EstablishedWorsening("worsened_moved_out", date(2024, 2, 2)),)


def test_every_fact_of_the_applicant_is_read():
    applicant = read_facts(case(**{"applicant.orphan_proven": True})).applicant
    assert [field.name for field in fields(Applicant) if getattr(applicant, field.name) is None] == []
    assert applicant.registered_since == date(2015, 3, 1)


@pytest.mark.parametrize("value", [None, ABSENT])
@pytest.mark.parametrize("fact", sorted({*NO_HOUSING["applicant"]} - {"iin"}))
def test_null_and_absent_are_unknown(fact, value):
    assert getattr(read_facts(case(**{f"applicant.{fact}": value})).applicant, fact) is None


@pytest.mark.parametrize(("given", "read"), [(None, None), (ABSENT, None), ([], ())])
@pytest.mark.parametrize("part", ["application.documents", "family", "dwellings"])
def test_an_empty_list_is_an_answer_and_null_is_none(part, given, read):
    assert getattr(read_facts(case(**{part: given})), part.rpartition(".")[2]) == read


@pytest.mark.parametrize(
    ("until", "ended_", "day"),
    [("2019-02-01", True, date(2019, 2, 1)), (None, False, None), (ABSENT, None, None)],
)
def test_until_null_is_owned_today_and_absent_is_unknown(until, ended_, day):
    (found,) = read_facts(case(dwellings=[dwelling(until=until)])).dwellings
    assert (found.ended, found.until) == (ended_, day)


def test_the_least_that_can_be_judged():
    asked = {"basis": "no_housing", "filed_at": "2026-07-13T10:15:00+05:00"}
    assert read_facts({"application": asked}) == Facts("no_housing", date(2026, 7, 13))


@pytest.mark.parametrize(
    ("filed", "day"),
    [
        ("2026-07-13T23:59:59+05:00", 13),
        ("2026-07-13T19:00:00+00:00", 14),  # the day turns at midnight in Almaty
        ("2026-07-13T19:00:00Z", 14),
        ("2026-07-13T23:59:59", 13),  # without an offset: Almaty
        ("2026-07-14T02:00:00+09:00", 13),
    ],
)
def test_the_day_of_filing_is_the_one_in_almaty(filed, day):
    assert read_facts(case(**{"application.filed_at": filed})).filed_on == date(2026, 7, day)


@pytest.mark.parametrize(
    ("fact", "value", "wanted"),
    [
        ("application.basis", "rent", "no_housing or emergency_housing or orphan_documents"),
        ("application.basis", ["no_housing"], "no_housing or emergency_housing or orphan_documents"),
        ("application.filed_at", "yesterday", "a date and time in ISO 8601"),
        ("application.filed_at", 1752400000, "a date and time in ISO 8601"),
        ("application.filed_at", "9999-12-31T23:59:59-11:00", "a date and time in ISO 8601"),
        ("application.settlement", "35101", A_CODE),
        ("application.settlement", 351010000, A_CODE),
        ("application.settlement", "٣٥١٠١٠٠٠٠", A_CODE),
        ("application.by", "friend", "self or representative"),
        ("applicant.born", "01.01.1990", A_DATE),
        ("applicant.born", "1990-02-30", A_DATE),
        ("applicant.born", "19900101", A_DATE),
        ("applicant.born", "9990-01-01", A_DATE),
        ("applicant.born", "0018-01-01", A_DATE),
        ("applicant.born", 1990, A_DATE),
        ("applicant.registered_since", "1990-01-01T00:00:00", A_DATE),
        ("applicant.status", "resident", "citizen or kandas or other"),
        ("applicant.consent", "yes", A_TRUTH),
        ("applicant.consent", 1, A_TRUTH),
        ("applicant.on_register", "", A_TRUTH),
        ("applicant.registered_in", "here", A_CODE),
        ("family[0].consent", 0, A_TRUTH),
        ("family[1].born", "2019", A_DATE),
        ("family[0].relation", 5, "text"),
        ("application.documents[0].kind", "passport", KINDS),
        ("application.documents[0].reliable", "true", A_TRUTH),
        ("dwellings[0].owner", "wife", "applicant or family"),
        ("dwellings[0].until", False, A_DATE + ", or null"),
        ("dwellings[0].until_by", "sold", " or ".join(ENDINGS)),
        ("dwellings[0].fit", "no", A_TRUTH),
        ("dwellings[0].emergency", [], A_TRUTH),
        ("dwellings[0].settlement", "75", A_CODE),
        ("established[0].what", "worsened_exchange", WORSENED),
        ("established[0].on", "spring", A_DATE),
    ],
)
def test_a_fault_names_its_field_and_what_was_expected(fact, value, wanted):
    assert faults(case(**{**ONE_OF_EACH, fact: value})) == [f"{fact}: expected {wanted}"]


@pytest.mark.parametrize("share", ["1/0", "0/1", "5/4", "-1/2", "half", "1/4/2", "", "1e-99999", "¼", 1, 0.25])
def test_what_is_no_share(share):
    assert faults(case(dwellings=[dwelling(share=share)])) == ["dwellings[0].share: expected a fraction like 1/4"]


@pytest.mark.parametrize(("share", "read"), [("1/1", 1), ("2/8", Fraction(1, 4)), ("1", 1), ("0.5", Fraction(1, 2))])
def test_what_is_a_share(share, read):
    assert read_facts(case(dwellings=[dwelling(share=share)])).dwellings[0].share == read


@pytest.mark.parametrize(
    ("fact", "value"), [("basis", None), ("basis", ABSENT), ("filed_at", None), ("filed_at", ABSENT)]
)
def test_without_basis_and_day_nothing_can_be_judged(fact, value):
    assert faults(case(**{f"application.{fact}": value})) == [f"application.{fact}: missing"]


@pytest.mark.parametrize("fact", ["what", "on"])
def test_an_established_act_has_a_name_and_a_day(fact):
    given = changed(case(**ONE_OF_EACH), {f"established[0].{fact}": None})
    assert faults(given) == [f"established[0].{fact}: missing"]


@pytest.mark.parametrize("given", [None, [], "facts", 1, True])
def test_anything_but_an_object_is_no_facts(given):
    assert faults(given) == ["expected an object"]


def test_every_fault_is_told_at_once():
    bad = {"applicant": [], "family": {}, "dwellings": [1], "established": "x", "application": {"basis": "rent"}}
    assert [line.partition(":")[0] for line in faults(bad)] == [
        "application.basis",
        "application.filed_at",
        "applicant",
        "family",
        "dwellings",
        "established",
    ]


def test_an_empty_code_is_nowhere_for_a_registration_and_nothing_for_a_place():
    facts = read_facts(
        case(
            dwellings=[dwelling(settlement="")],
            **{"applicant.registered_in": "", "application.settlement": ""},
        )
    )
    assert (facts.applicant.registered_in, facts.settlement, facts.dwellings[0].settlement) == ("", None, None)


def test_a_fault_repeats_nothing_that_was_sent():
    secret = "900101399998"
    told = faults(case(**{"applicant.status": secret, "applicant.born": secret, "application.settlement": secret}))
    assert len(told) == 3
    assert not any(secret in line for line in told)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PLACES = [
    *NO_HOUSING,
    *(f"application.{name}" for name in NO_HOUSING["application"]),
    "application.documents[0].kind",
    *(f"applicant.{name}" for name in NO_HOUSING["applicant"]),
    "family[0].born",
    "dwellings[0].share",
    "dwellings[0].until",
    "established[0].on",
    "established[0]",
    "dwellings[0]",
]


@MANY
@given(place=st.sampled_from(PLACES), junk=JSON)
def test_whatever_stands_there_it_is_read_or_refused_by_name(place, junk):
    try:
        read_facts(case(**{**ONE_OF_EACH, place: junk}))
    except InvalidFactsError as refused:
        assert all(line.startswith(place.split("[")[0]) for line in refused.faults)
