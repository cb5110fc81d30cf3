"""Answers become facts, the law is asked, and what was not said is never held against anybody."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from housing.law.eligibility import GROUNDS
from housing.law.parameters import law_on
from housing.law.self_assessment import CHECKED_LATER, assess_eligibility

DAY = date(2026, 11, 24)
ANSWERS = {
    "basis": ("no_housing", "emergency_housing", "orphan_documents"), "emergency": ("yes", "no"), "near": ("yes", "no"),
    "status": ("citizen", "kandas", "other"), "age": ("adult", "minor"), "here": ("yes", "no"), "city": ("yes", "no"),
    "years": ("yes", "no"), "orphan": ("yes", "no"), "housing": ("none", "now", "before"), "share": ("whole", "share"),
    "queue": ("none", "akimat", "bank"), "uses": ("yes", "no"), "privatised": ("yes", "no"), "mortgage": ("yes", "no"),
}  # fmt: skip
#: Somebody in whose way nothing stands.
CLEAR = {
    "basis": "no_housing", "status": "citizen", "age": "adult", "here": "yes", "city": "yes", "years": "yes",
    "housing": "none", "queue": "none", "uses": "no", "privatised": "no", "mortgage": "no",
}  # fmt: skip


def standing(**answers):
    return [ground.key for ground in assess_eligibility(answers, DAY, law_on(DAY)).held]


def left_open(**answers):
    return [ground.key for ground in assess_eligibility(answers, DAY, law_on(DAY)).open]


def test_who_says_nothing_has_nothing_in_the_way():
    assert standing() == []
    assert {"owned_housing", "not_registered_here", "not_adult"} <= set(left_open())


def test_nothing_stands_in_the_way_and_nothing_is_open_where_all_is_well():
    assert standing(**CLEAR) == left_open(**CLEAR) == []


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"status": "other"}, "not_citizen_or_kandas"),
        ({"age": "minor", "orphan": "no"}, "not_adult"),
        ({"here": "no", "orphan": "no"}, "not_registered_here"),
        ({"years": "no", "orphan": "no"}, "residence_too_short"),
        ({"housing": "now", "share": "whole"}, "owned_housing"),
        ({"housing": "before", "share": "whole"}, "owned_housing"),
        ({"queue": "akimat"}, "in_republican_base"),
        ({"queue": "bank"}, "already_registered"),
        ({"uses": "yes"}, "uses_state_dwelling"),
        ({"privatised": "yes"}, "privatised_state_dwelling"),
        ({"mortgage": "yes"}, "state_supported_mortgage"),
        ({"basis": "emergency_housing", "emergency": "no"}, "not_emergency"),
        ({"basis": "emergency_housing", "emergency": "yes", "near": "no"}, "outside_locality"),
        (
            {"basis": "emergency_housing", "emergency": "yes", "near": "yes", "housing": "now", "share": "whole"},
            "not_sole_dwelling",
        ),
        ({"basis": "orphan_documents", "orphan": "no"}, "orphan_status_unproven"),
    ],
)
def test_one_answer_brings_one_ground(changed, key):
    assert standing(**CLEAR | changed) == [key]


def test_an_orphan_under_29_need_be_neither_adult_nor_registered_here():
    for changed in ({"age": "minor"}, {"here": "no"}, {"years": "no"}):
        assert standing(**CLEAR | changed | {"orphan": "yes"}) == []


def test_who_may_be_an_orphan_hears_nothing_that_an_orphan_is_spared():
    """The question was not answered: it is open, not against them."""
    assert standing(**CLEAR | {"here": "no"}) == []
    assert left_open(**CLEAR | {"here": "no"}) == ["not_registered_here"]


def test_a_share_is_left_to_a_person():
    answers = CLEAR | {"housing": "now", "share": "share"}
    assert standing(**answers) == []
    assert "owned_housing" in left_open(**answers)


def test_a_city_that_was_not_named_leaves_the_three_years_open():
    answers = {name: value for name, value in CLEAR.items() if name not in ("city", "years")}
    assert (standing(**answers), left_open(**answers)) == ([], ["residence_too_short"])


def test_an_emergency_dwelling_of_ones_own_is_no_obstacle_on_its_basis():
    answers = CLEAR | {"basis": "emergency_housing", "emergency": "yes", "near": "yes"}
    assert standing(**answers) == left_open(**answers) == []


@pytest.mark.parametrize("name", ANSWERS)
def test_to_say_less_never_brings_a_ground(name):
    """For every answer, whatever the two beside it are: who takes it back has no ground that was not there."""
    others = [other for other in ANSWERS if other != name]
    for value, (one, two) in product(ANSWERS[name], zip(others, others[3:], strict=False)):
        for first, second in product(ANSWERS[one], ANSWERS[two]):
            less = CLEAR | {one: first, two: second}
            less.pop(name, None)
            assert set(standing(**less)) <= set(standing(**less | {name: value}))


def test_every_ground_but_what_comes_later_can_be_open():
    seen = {key for basis in ANSWERS["basis"] for key in left_open(basis=basis)}
    never = {"worsened_damage", "worsened_moved_out", "worsened_settled_others"}  # an official establishes them
    assert seen == {ground.key for ground in GROUNDS} - never - set(CHECKED_LATER)
