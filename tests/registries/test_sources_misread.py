"""A value that a base writes otherwise than assumed is unknown, and leaves the rest of its answer standing."""

from __future__ import annotations

import pytest

from housing.law.eligibility import decide
from housing.law.facts_json import read_facts
from housing.law.parameters import PARAMETERS
from housing.registries.gateway import State
from tests.registries.test_sources import ALIVE, FLAT, HERE, IIN, MARRIED, SPOUSE, told


@pytest.mark.parametrize("citizenship", ["", "DE", "deu", "276", "XXA", "XXB", "SUN", "ҚАЗ", "Deutschland", "D"])
@pytest.mark.parametrize(("kandas", "status"), [(False, None), (None, None), (True, "kandas")])
def test_a_citizenship_that_is_no_code_of_the_table_is_unknown_and_never_a_foreigner(desk, citizenship, kandas, status):
    answer = told(desk, "natural_persons", {**ALIVE, "citizenship": citizenship, "kandas": kandas})
    assert (answer.state, answer.facts["applicant"]["status"]) == (State.ANSWERED, status)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1984-02-29", "1984-02-29"), ("1984-02-29Z", "1984-02-29"), ("1984-02-29+05:00", "1984-02-29"),
        ("1984-02-29-14:00", "1984-02-29"), (" 1984-02-29 ", "1984-02-29"), ("1984", None), ("1984-02", None),
        ("1984-00-00", None), ("1984-02-30", None), ("29.02.1984", None), ("", None), ("1984-02-29+5", None),
        ("1984-02-29T00:00:00", None), ("0000-00-00", None),
    ],
)  # fmt: skip
def test_a_date_with_a_zone_is_a_date_and_part_of_one_is_unknown(desk, said, day):
    person = told(desk, "natural_persons", {**ALIVE, "birthDate": said, "registration": {**HERE, "since": said}})
    assert person.facts["applicant"] == {
        "born": day,
        "status": "citizen",
        "registered_in": "351010000",
        "registered_since": day,
    }
    flat = told(desk, "real_property", {"rights": [{**FLAT, "registered": said, "ended": said}]}).facts["dwellings"][0]
    assert (flat["from"], flat.get("until", "unknown")) == (day, day or "unknown")
    member = told(desk, "civil_registry", {"records": [{**MARRIED, "birthDate": said}]}).facts["family"][0]
    assert (member["born"], member["iin"]) == (day, SPOUSE)


@pytest.mark.parametrize("unnamed", ["1234", "", "ЖСН"])
def test_where_nobody_can_tell_who_died_no_family_is_told(desk, unnamed):
    answer = told(desk, "civil_registry", {"records": [MARRIED, {**MARRIED, "kind": "death", "iin": unnamed}]})
    assert (answer.state, answer.facts) == (State.ANSWERED, {})


@pytest.mark.parametrize(
    "record",
    [
        {**MARRIED, "kind": "MARRIAGE"}, {**MARRIED, "kind": "guardianship"}, {**MARRIED, "kind": ""},
        {**MARRIED, "endedOn": "2020"}, {**MARRIED, "endedOn": ""}, {**MARRIED, "kind": "1", "iin": "x"},
    ],
)  # fmt: skip
def test_a_record_that_may_be_of_the_family_is_somebody_of_whom_nothing_is_known(desk, record):
    child = {**MARRIED, "kind": "birth", "iin": "100101500001", "birthDate": "2020-05-05"}
    family = told(desk, "civil_registry", {"records": [record, child]}).facts["family"]
    assert family[0] == {"iin": None, "relation": None, "born": None, "name": "Ахметова"}
    assert family[1]["iin"] == "100101500001", "the rest of the answer stands"
    read = read_facts({"application": {"basis": "no_housing", "filed_at": "2026-07-13T10:15"}, "family": family})
    assert (read.family[0].consent, read.family[0].born) == (None, None)


def test_an_unreadable_number_or_birthday_leaves_the_rest_of_the_record(desk):
    record = {**MARRIED, "iin": "1234", "birthDate": "1992"}
    (one,) = told(desk, "civil_registry", {"records": [record]}).facts["family"]
    assert one == {"iin": None, "relation": "spouse", "born": None, "name": "Ахметова"}


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("share", "1/0", "share"), ("share", "5/4", "share"), ("share", "half", "share"), ("share", "", "share"),
        ("kato", "35", "settlement"), ("kato", "", "settlement"), ("kato", "991010000", "settlement"),
        ("fit", "yes", "fit"), ("emergency", "Y", "emergency"), ("emergency", "", "emergency"),
        ("endedBy", {"code": "SALE"}, "until_by"), ("endedBy", "sale", "until_by"), ("registered", "2010", "from"),
        ("objectId", "", "id"), ("addressKk", {"street": "Абай"}, "address_kk"),
    ],
)  # fmt: skip
def test_a_field_of_a_right_that_is_not_understood_leaves_the_rest(desk, field, value, key):
    plain, odd = told(desk, "real_property", {"rights": [FLAT, {**FLAT, field: value}]}).facts["dwellings"]
    assert odd == {**plain, key: "" if key.startswith("address") else None}


@pytest.mark.parametrize("kind", ["flat", "DWELLING", "house", "", "01", "үй"])
def test_an_object_of_a_kind_that_nobody_knows_may_be_a_dwelling(desk, kind):
    answer = told(desk, "real_property", {"rights": [{**FLAT, "objectType": kind, "ended": None}]})
    (flat,) = answer.facts["dwellings"]
    assert flat["stands"] is None
    given = {"application": {"basis": "no_housing", "filed_at": "2026-07-13T10:15"}, "family": []}
    outcome = decide(read_facts({**given, "dwellings": [{"owner": "applicant", **flat}]}), PARAMETERS[0])
    assert "dwellings[0].stands" in outcome.unknown
    assert not [found for found in outcome.held_answers if found.ground.key == "owned_housing"]


def test_a_code_that_is_not_understood_leaves_the_other_categories(desk):
    assert told(desk, "categories", {"codes": [{"code": "C7"}, "C8", ""]}).facts == {"categories": ["C8"]}


@pytest.mark.parametrize(
    ("source", "data", "facts"),
    [
        ("natural_persons", {"kandas": "no"}, {"born": "1990-01-01", "status": "citizen"}),
        ("natural_persons", {"birthDate": "01.01.1990"}, {"born": None, "status": "citizen"}),
        ("natural_persons", {"registration": "351010000"}, {"registered_in": None, "status": "citizen"}),
        ("natural_persons", {"registration": {**HERE, "kato": "35"}},
         {"registered_in": None, "registered_since": "2015-03-01"}),
        ("natural_persons", {"registration": {**HERE, "kato": ""}}, {"registered_in": None}),
        ("natural_persons", {"registration": {**HERE, "kato": "001010000"}}, {"registered_in": None}),
        ("natural_persons", {"registration": {**HERE, "kato": "196430100"}}, {"registered_in": "196430100"}),
        ("natural_persons", {"surname": {"kk": "Ахметов"}}, {"status": "citizen"}),
        ("orphans", {"onRecord": "yes"}, {"orphan_on_record": None}),
        ("orphans", {"onRecord": None}, {"orphan_on_record": None}),
        ("orphans", {"onRecord": True, "representative": "900101399990"}, {"orphan_on_record": True}),
        ("republican_base", {"registered": 2}, {"in_republican_base": None}),
        ("state_housing", {"inUse": "no", "privatised": True},
         {"uses_state_dwelling": None, "privatised_state_dwelling": True}),
        ("mortgages", {"stateSupported": "TRUE"}, {"state_supported_mortgage": None}),
    ],
)  # fmt: skip
def test_a_value_that_is_not_understood_is_unknown_and_the_rest_stands(desk, source, data, facts):
    answer = told(desk, source, {**(ALIVE if source == "natural_persons" else {}), **data})
    assert answer.state == State.ANSWERED
    assert facts.items() <= answer.facts["applicant"].items()


def test_what_is_not_understood_is_logged_by_its_field_and_without_its_value(desk, caplog):
    told(desk, "natural_persons", {**ALIVE, "citizenship": "Германия", "birthDate": "1990"})
    assert "citizenship" in caplog.text and "birthDate" in caplog.text
    assert "Германия" not in caplog.text and "1990" not in caplog.text and IIN not in caplog.text
