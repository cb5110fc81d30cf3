"""Putting the answers together: what no source said is absent, and every fact knows where it came from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing.law.eligibility import decide
from housing.law.facts_json import read_facts
from housing.law.parameters import law_on
from housing.registries import assemble_facts
from housing.registries.gateway import State

NOON = datetime(2026, 7, 13, 7, 0, tzinfo=UTC)
IIN, WIFE, SON, GROWN = "900101399998", "920505400001", "100101500001", "050101600001"
SPOUSE = {"iin": WIFE, "relation": "spouse", "born": "1992-05-05", "name": "Ахметова"}
CHILD = {"iin": SON, "relation": "child", "born": "2010-01-01", "name": "Ахметов"}
ADULT = {"iin": GROWN, "relation": "child", "born": "2005-01-01", "name": "Ахметова"}
FLAT = {"id": "1", "settlement": "351010000", "share": "1/1", "until": None, "fit": True, "emergency": False}


@pytest.fixture
def household(an_answer):
    """Everything answered: a wife who consented and owns a flat, a son of sixteen."""
    return {
        "person": an_answer("natural_persons", IIN, {"applicant": {"born": "1990-01-01", "registered_since": None}}),
        "kin": an_answer("civil_registry", IIN, {"family": [SPOUSE, CHILD]}),
        "base": an_answer("republican_base", IIN, {"applicant": {"in_republican_base": False}}),
        "consent": an_answer("consents", WIFE, {"consent": True}),
        "own": an_answer("real_property", IIN, {"dwellings": []}),
        "wife": an_answer("real_property", WIFE, {"dwellings": [FLAT]}),
        "son": an_answer("real_property", SON, {"dwellings": []}),
    }


def facts(household, **changed):
    answers = [a for a in {**household, **changed}.values() if a is not None]
    return assemble_facts(answers, IIN, 18)[0]


def test_a_household_that_answered_in_full(household):
    assert facts(household) == {
        "applicant": {"born": "1990-01-01", "in_republican_base": False},
        "family": [{**SPOUSE, "consent": True}, {**CHILD, "consent": None}],
        "dwellings": [{"owner": "family", **FLAT}],
    }


def test_every_fact_knows_its_source_time_and_request(household):
    found, origins = assemble_facts(household.values(), IIN, 18)
    leaves = {f"applicant.{name}" for name in found["applicant"]}
    for part in ("family", "dwellings"):
        for i, item in enumerate(found[part]):
            leaves |= {f"{part}[{i}].{name}" for name, value in item.items() if value is not None}
    assert leaves <= origins.keys()
    asked = {(a.source, a.asked_at, a.request_id) for a in household.values()}
    assert {(o.source, o.asked_at, o.request_id) for o in origins.values()} <= asked
    assert origins["dwellings[0].until"].request_id == household["wife"].request_id
    assert origins["family[0].consent"].source == "consents"
    assert "family[1].consent" not in origins


@pytest.mark.parametrize("missing", ["own", "son", "wife"])
@pytest.mark.parametrize("state", [None, State.UNAVAILABLE, State.NO_DATA, State.NOT_FOUND])
def test_no_dwellings_are_known_while_a_due_answer_is_missing(household, an_answer, missing, state):
    silent = state and an_answer("real_property", household[missing].about, {}, state)
    assert "dwellings" not in facts(household, **{missing: silent})


@pytest.mark.parametrize(
    ("said", "state", "consent"),
    [
        ({"consent": False}, State.NO_CONSENT, False),
        ({}, State.NO_DATA, None),
        ({}, State.UNAVAILABLE, None),
    ],
)
def test_without_consent_an_adult_is_left_out_and_it_shows(household, an_answer, said, state, consent):
    found = facts(household, consent=an_answer("consents", WIFE, said, state))
    assert found["dwellings"] == [], "what was answered under a consent since withdrawn is not used"
    assert found["family"][0]["consent"] is consent


def test_a_spouse_who_was_never_asked_does_not_hold_up_the_dwellings(household):
    found = facts(household, consent=None, wife=None)
    assert (found["dwellings"], found["family"][0]["consent"]) == ([], None)


@pytest.mark.parametrize("state", [None, State.UNAVAILABLE, State.NOT_FOUND])
def test_a_silent_civil_registry_leaves_the_family_unknown(household, an_answer, state):
    found = facts(household, kin=state and an_answer("civil_registry", IIN, {}, state))
    assert "family" not in found
    assert found["dwellings"] == []


@pytest.mark.parametrize("state", [State.UNAVAILABLE, State.NOT_FOUND, State.NO_CONSENT])
def test_silence_about_the_applicant_is_unknown(household, an_answer, state):
    silent = an_answer("natural_persons", IIN, {}, state)
    assert facts(household, person=silent)["applicant"] == {"in_republican_base": False}


def test_not_on_record_is_known_where_the_orphans_bank_holds_no_data(an_answer):
    empty = an_answer("orphans", IIN, {"applicant": {"orphan_on_record": False}}, State.NO_DATA)
    assert assemble_facts([empty], IIN, 18)[0] == {"applicant": {"orphan_on_record": False}}


def test_a_source_speaks_only_of_what_it_is_there_for(an_answer):
    overreaching = an_answer("mortgages", IIN, {"applicant": {"status": "other", "state_supported_mortgage": True}})
    assert assemble_facts([overreaching], IIN, 18)[0]["applicant"] == {"state_supported_mortgage": True}


def test_name_and_confirmed_categories_come_along_with_their_sources(an_answer):
    person = an_answer("natural_persons", IIN, {"applicant": {}, "person": {"surname": "Ахметов"}})
    none = an_answer("categories", IIN, {"categories": []})
    found, origins = assemble_facts([person, none], IIN, 18)
    assert (found["person"], found["categories"]) == ({"surname": "Ахметов"}, [])
    assert (origins["person"].source, origins["categories"].source) == ("natural_persons", "categories")
    assert "categories" not in assemble_facts([an_answer("categories", IIN, {}, State.UNAVAILABLE)], IIN, 18)[0]


def test_what_was_said_about_somebody_else_is_not_the_applicants(an_answer):
    assert assemble_facts(
        [an_answer("republican_base", WIFE, {"applicant": {"in_republican_base": True}})], IIN, 18
    ) == (
        {"applicant": {}},
        {},
    )


def test_the_latest_answer_wins_even_where_it_is_a_silence(household, an_answer):
    later = NOON + timedelta(minutes=5)
    corrected = an_answer("real_property", WIFE, {"dwellings": []}, at=later)
    silent = an_answer("republican_base", IIN, household["base"].facts, State.UNAVAILABLE, at=later)
    kept_long = an_answer("real_property", WIFE, {"dwellings": [FLAT, FLAT]}, at=NOON - timedelta(days=1))
    found, _ = assemble_facts([corrected, silent, *household.values(), kept_long], IIN, 18)
    assert found["dwellings"] == []
    assert "in_republican_base" not in found["applicant"]


def test_a_grown_child_is_family_only_where_declared(household, an_answer):
    kin = an_answer("civil_registry", IIN, {"family": [ADULT]})
    assert facts(household, kin=kin)["family"] == []
    declared, origins = assemble_facts({**household, "kin": kin}.values(), IIN, 18, living_with=[GROWN, WIFE])
    assert [(m["iin"], m["relation"], m["consent"]) for m in declared["family"]] == [
        (GROWN, "child", None),
        (WIFE, "declared", True),
    ]
    assert "family[1].relation" not in origins, "the applicant said so, no source did"


def test_a_child_grown_up_since_the_filing_stays_in_as_asked(household, an_answer):
    kin = an_answer("civil_registry", IIN, {"family": [{**CHILD, "born": "2008-07-12"}]})
    flat = an_answer("real_property", SON, {"dwellings": [FLAT]})
    assert facts(household, kin=kin, son=flat)["dwellings"] == [{"owner": "family", **FLAT}]


def test_the_applicants_own_dwellings_come_first(household, an_answer):
    found = facts(household, own=an_answer("real_property", IIN, {"dwellings": [{**FLAT, "id": "2"}]}))
    assert [(d["owner"], d["id"]) for d in found["dwellings"]] == [("applicant", "2"), ("family", "1")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(9)))
def test_the_order_in_which_answers_came_in_says_nothing(household, an_answer, order):
    earlier = an_answer("real_property", WIFE, {"dwellings": []}, at=NOON - timedelta(minutes=1))
    tied = an_answer("republican_base", IIN, {"applicant": {"in_republican_base": True}})
    answers = [*household.values(), earlier, tied]
    assert assemble_facts([answers[i] for i in order], IIN, 18) == assemble_facts(answers, IIN, 18)


@pytest.mark.parametrize("silent_first", [True, False])
def test_of_one_moment_a_silence_outweighs_an_answer_whichever_number_is_greater(household, an_answer, silent_first):
    states = [State.UNAVAILABLE, State.ANSWERED] if silent_first else [State.ANSWERED, State.UNAVAILABLE]
    one, other = (an_answer("real_property", IIN, {"dwellings": []}, state) for state in states)
    assert "dwellings" not in facts(household, own=one, again=other)


def test_what_is_assembled_is_readable_as_facts_and_an_unasked_spouse_is_reviewed(household):
    application = {"basis": "no_housing", "filed_at": "2026-07-13T10:15:00+05:00", "documents": []}
    read = read_facts({**facts(household, consent=None, wife=None), "application": application})
    outcome = decide(read, law_on(date(2026, 7, 13)))
    assert outcome.outcome == "review"
    assert "family[0].consent" in outcome.unknown


def test_the_halves_of_a_couple_are_one_flat_by_the_number_of_the_object(household, an_answer):
    half = {**FLAT, "share": "1/2", "emergency": True}
    own, wife = (an_answer("real_property", iin, {"dwellings": [half]}) for iin in (IIN, WIFE))
    found = facts(household, own=own, wife=wife)["dwellings"]
    assert [(one["owner"], one["id"]) for one in found] == [("applicant", "1"), ("family", "1")]
    application = {"basis": "emergency_housing", "filed_at": "2026-07-13T12:00:00+05:00", "settlement": "351010000"}
    given = {"application": application, "family": [], "dwellings": found}
    law = law_on(date(2026, 7, 13))
    held = {ground.ground.key for ground in decide(read_facts(given), law).held_answers}
    assert not held & {"not_sole_dwelling", "not_emergency", "owned_housing"}
