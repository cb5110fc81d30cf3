"""One dwelling, several records: spouses who own halves of their only, emergency flat own one (law.md, part 4)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.facts_json import read_facts
from housing.law.one_dwelling import find_contradictions, merge_records
from housing.law.tristate import Tristate, all_of, any_of, in_two_places
from tests.cases import (
    ELSEWHERE,
    HERE,
    LAW,
    MANY,
    REGISTER,
    UNTIMED,
    case,
    dwelling,
    emergency,
    ended,
    refuse,
    review,
    said,
)

SHARES = ("any", "whole", "review")
LAWS = [replace(LAW, counted_share=share) for share in SHARES]


def record(number="A", share="1/2", **changes):
    """A record of the emergency flat A."""
    return dwelling(id=number, share=share, **{"emergency": True, **changes})


HIS, HERS = record(), record(owner="family")
ANOTHER = record("B", "1/1", emergency=False)


@pytest.mark.parametrize("law", LAWS, ids=SHARES)
@pytest.mark.parametrize(
    ("dwellings", "expected"),
    [
        ([HIS, HERS], REGISTER),
        ([record(share="1/3"), record(share="1/3", owner="family")], REGISTER),
        ([HIS], REGISTER),
        ([HIS, record(owner="family", emergency=None)], REGISTER),
        ([record(emergency=None), HERS], REGISTER),
        ([HIS, HERS, ANOTHER], refuse("not_sole_dwelling")),
        ([HIS, HERS, record(None, "1/1", emergency=False)], refuse("not_sole_dwelling")),
        ([record(None, "1/1"), record(None, "1/1")], refuse("not_sole_dwelling")),
        ([HIS, HERS, record("B", "1/1")], refuse("not_sole_dwelling")),
        ([record(emergency=False), record(owner="family", emergency=False)], refuse("not_emergency")),
        ([record(settlement=ELSEWHERE), record(owner="family", settlement=None)], refuse("outside_locality")),
    ],
)
def test_records_with_one_number_are_one_dwelling_whatever_counts_as_a_share(law, dwellings, expected):
    assert said(emergency(dwellings=dwellings), law) == expected


@pytest.mark.parametrize(
    ("law", "expected"),
    list(zip(LAWS, [refuse("not_sole_dwelling"), REGISTER, review("dwellings[2].share")], strict=True)),
    ids=SHARES,
)
def test_a_share_of_another_dwelling_counts_as_the_parameter_says(law, expected):
    assert said(emergency(dwellings=[HIS, HERS, record("B", "1/4", emergency=False)]), law) == expected


@pytest.mark.parametrize("law", LAWS, ids=SHARES)
def test_halves_of_one_flat_are_a_whole_one_on_every_basis(law):
    halves = [record(emergency=False), record(owner="family", emergency=False)]
    assert said(case(dwellings=halves), law) == refuse("owned_housing")
    sold = [{**ended("2024-05-05", "sale"), "id": "A", "share": "1/2", "owner": who} for who in ("applicant", "family")]
    assert said(case(dwellings=sold), law) == refuse("owned_housing", "worsened_alienation")


def test_less_than_the_whole_together_is_a_share():
    thirds = [record(share="1/3", emergency=False), record(share="1/3", owner="family", emergency=False)]
    answers = [said(case(dwellings=thirds), law) for law in LAWS]
    assert answers == [refuse("owned_housing"), REGISTER, review("dwellings[0].share", "dwellings[1].share")]
    settled = [{**thirds[0], "share_counts": False}, thirds[1]]
    assert said(case(dwellings=settled), LAWS[2]) == REGISTER, "what is found of one record is found of the dwelling"


def test_a_right_in_the_emergency_dwelling_that_ended_never_counts():
    """The wife's half became the husband's: they own the same one flat as before."""
    hers = {**ended("2024-05-05", "gift"), "id": "A", "share": "1/2", "owner": "family", "emergency": None}
    his = record(share="1/1")
    assert said(emergency(dwellings=[his, hers])) == REGISTER
    assert said(emergency(dwellings=[his, {**hers, "id": "B", "share": "1/1"}])) == refuse("owned_housing")
    unsure = [record(share="1/1", emergency=None), {**hers, "share": "1/1"}]
    assert said(emergency(dwellings=unsure)) == review("dwellings[0].emergency")


@pytest.mark.parametrize("law", LAWS, ids=SHARES)
@pytest.mark.parametrize(
    ("field", "one", "other"),
    [("emergency", True, False), ("settlement", HERE, ELSEWHERE), ("share", "2/3", "1/2"), ("share", "1/1", "1/1")],
)
def test_what_records_of_one_dwelling_contradict_each_other_about_is_unknown_by_its_name(law, field, one, other):
    both = [record(**{field: one}), record(owner="family", **{field: other})]
    assert said(emergency(dwellings=both), law) == review(f"dwellings[0].{field}", f"dwellings[1].{field}")


@pytest.mark.parametrize("law", LAWS, ids=SHARES)
def test_shares_above_the_whole_refuse_nobody_on_the_other_bases(law):
    both = [record(share="2/3", emergency=False), record(share="2/3", owner="family", emergency=False)]
    assert said(case(dwellings=both), law) == review("dwellings[0].share", "dwellings[1].share")


def test_a_contradiction_about_fitness_is_no_alienation():
    sold = {**ended("2024-05-05", "sale"), "id": "A", "share": "1/1"}
    both = [{**sold, "fit": True}, {**sold, "until": "2018-01-01", "fit": False}]
    assert said(case(dwellings=both)) == refuse("owned_housing", unknown=("dwellings[0].fit",))
    agreed = [{**sold, "fit": None}, {**sold, "until": "2018-01-01", "fit": True}]
    assert said(case(dwellings=agreed)) == refuse("owned_housing", "worsened_alienation")


def test_a_district_inside_a_city_does_not_contradict_the_city():
    city, district = record(settlement="750000000"), record(owner="family", settlement="751410000")
    here = {"application.settlement": "750000000", "applicant.registered_in": "750000000"}
    assert said(emergency(**here, dwellings=[city, district])) == REGISTER


@pytest.mark.parametrize(("stands", "expected"), [(None, REGISTER), (False, REGISTER), (True, None)])
def test_a_record_in_dispute_or_found_wrong_says_nothing_of_the_others(stands, expected):
    wrong = record(owner="family", emergency=False, stands=stands)
    contradicted = review("dwellings[0].emergency", "dwellings[1].emergency")
    assert said(emergency(dwellings=[HIS, wrong])) == (expected or contradicted)


# ------------------------------------------------------------------------------------------------ on records at random

RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["A", "B", None]),
            "owner": st.sampled_from(["applicant", "family"]),
            "settlement": st.sampled_from([HERE, ELSEWHERE, None]),
            "share": st.sampled_from(["1/1", "1/2", "1/3", None]),
            "until": st.sampled_from([None, "2024-01-01", "2018-01-01"]),
            "until_by": st.sampled_from(["sale", "bought_out", None]),
            "fit": st.sampled_from([True, False, None]),
            "emergency": st.sampled_from([True, False, None]),
        }
    ),
    max_size=5,
)
OUTCOMES = {"application": {"basis": "emergency_housing", "filed_at": "2026-07-13T10:15:00+05:00"}}


@UNTIMED
@given(RECORDS, st.sampled_from(LAWS), st.sampled_from([case, emergency]), st.randoms())
def test_the_order_of_the_records_decides_nothing(records, law, make, random):
    shuffled = random.sample(records, len(records))
    one, other = said(make(dwellings=records), law), said(make(dwellings=shuffled), law)
    assert one[:2] == other[:2]
    assert len(one[2]) == len(other[2])


@UNTIMED
@given(RECORDS, st.sampled_from(LAWS), st.sampled_from([case, emergency]))
def test_records_without_a_repeated_number_are_judged_as_without_any(records, law, make):
    apart = [{**one, "id": f"{i}"} for i, one in enumerate(records)]
    nameless = [{**one, "id": None} for one in records]
    assert said(make(dwellings=apart), law) == said(make(dwellings=nameless), law)


@UNTIMED
@given(RECORDS)
def test_what_is_put_together_is_one_dwelling_and_stays_so(records):
    dwellings = read_facts({**OUTCOMES, "dwellings": records}).dwellings
    once = merge_records(dwellings)
    against = find_contradictions(dwellings)
    for one, name in ((i, name) for i, names in enumerate(against) for name in names):
        assert (name == "share" and once[one].share > 1) or getattr(once[one], name) is None
    for one in once:
        same = [other for other in once if one.id and other.id == one.id]
        assert {(other.emergency, other.fit) for other in same} <= {(one.emergency, one.fit)}
        together = sum(o.share or 0 for o, p in zip(dwellings, once, strict=True) if p in same and o.until == one.until)
        assert not one.id or one.share in (None, together) or one.share > 1 or Fraction(one.share) == together


TRIS = st.builds(Tristate, st.sampled_from([True, False, None]))


@MANY
@given(st.lists(st.tuples(TRIS, TRIS), max_size=6))
def test_one_and_another_is_what_all_pairs_say_with_the_names_that_they_name(places):
    ones = [Tristate(one.value, (f"a{i}",)) for i, (one, _) in enumerate(places)]
    others = [Tristate(other.value, (f"b{i}",)) for i, (_, other) in enumerate(places)]
    pairs = any_of(
        *[all_of(a, b) for i, a in enumerate(ones) for j, b in enumerate(others) if i != j],
        Tristate(False),
        Tristate(False),
    )
    found = in_two_places(ones, others)
    assert found.value == pairs.value
    if found.value is not False:
        assert set(found.names) == set(pairs.names) and len(found.names) == len(set(found.names))
