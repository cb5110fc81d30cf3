"""The adapters: what each source says, in the words of the facts contract; what breaks its schema is no answer."""

from __future__ import annotations

import pytest

from housing.law.facts_json import read_facts
from housing.registries import SOURCES, assemble_facts
from housing.registries.gateway import State

IIN = "900101399998"
SPOUSE = "010203699498"

HERE = {"kato": "351010000", "since": "2015-03-01", "addressKk": "Қарағанды", "addressRu": "Караганда"}
ALIVE = {"surname": "Ахметов", "name": "Ерлан", "birthDate": "1990-01-01", "citizenship": "KAZ", "kandas": False}
MARRIED = {"kind": "marriage", "iin": SPOUSE, "name": "Ахметова", "birthDate": "1992-05-05", "endedOn": None}
FLAT = {
    "objectId": "1",
    "objectType": "dwelling",
    "kato": "351010000",
    "share": "2/8",
    "registered": "2010-04-01",
    "ended": "2019-02-01",
    "endedBy": "SALE",
    "fit": True,
    "emergency": False,
}


def told(desk, source, data):
    desk.table[source, IIN] = data
    return SOURCES[source].ask(desk, IIN)


def test_a_person_registered_at_a_place(desk):
    answer = told(desk, "natural_persons", {**ALIVE, "registration": HERE})
    assert answer.facts["applicant"] == {
        "born": "1990-01-01",
        "status": "citizen",
        "registered_in": "351010000",
        "registered_since": "2015-03-01",
    }
    assert answer.facts["person"]["patronymic"] == ""
    assert answer.facts["person"]["address_kk"] == "Қарағанды"


def test_registered_nowhere_is_a_fact_and_left_out_is_unknown(desk):
    nowhere = told(desk, "natural_persons", {**ALIVE, "registration": None}).facts["applicant"]
    unsaid = told(desk, "natural_persons", ALIVE).facts["applicant"]
    assert (nowhere["registered_in"], unsaid["registered_in"]) == ("", None)


@pytest.mark.parametrize(
    ("citizenship", "kandas", "status"),
    [
        ("KAZ", False, "citizen"),
        ("UZB", True, "kandas"),
        ("UZB", False, "other"),
        ("UZB", None, "other"),
        (None, True, "kandas"),
        (None, False, "other"),
        ("KAZ", None, "citizen"),
    ],
)
def test_citizen_kandas_other_or_not_known(desk, citizenship, kandas, status):
    answer = told(desk, "natural_persons", {**ALIVE, "citizenship": citizenship, "kandas": kandas})
    assert answer.facts["applicant"]["status"] == status


@pytest.mark.parametrize(("unsaid", "status"), [("citizenship", None), ("kandas", None)])
def test_what_is_left_out_leaves_the_status_unknown(desk, unsaid, status):
    said = {name: value for name, value in {**ALIVE, "citizenship": "UZB"}.items() if name != unsaid}
    assert told(desk, "natural_persons", said).facts["applicant"]["status"] is status


def test_a_death_ends_every_record_of_who_died(desk):
    child = {**MARRIED, "kind": "birth", "iin": "100101500001"}
    death = {**MARRIED, "kind": "death", "endedOn": "2026-01-01"}
    answer = told(desk, "civil_registry", {"records": [MARRIED, child, death]})
    assert [(one["iin"], one["relation"]) for one in answer.facts["family"]] == [("100101500001", "child")]


@pytest.mark.parametrize(("ended", "died_on"), [("2026-10-01", "2026-10-01"), (None, ""), ("2026", "")])
def test_of_who_is_held_for_dead_the_day_is_told_and_no_family(desk, ended, died_on):
    death = {**MARRIED, "kind": "death", "iin": IIN, "endedOn": ended}
    answer = told(desk, "civil_registry", {"records": [MARRIED, death]})
    assert (answer.state, answer.facts) == (State.ANSWERED, {"died_on": died_on})
    facts, _ = assemble_facts([answer], IIN, 18)
    assert "family" not in facts and "died_on" not in facts["applicant"]


def test_the_family_is_lasting_marriages_and_living_children(desk):
    child = {**MARRIED, "kind": "adoption", "iin": None, "name": None}
    ended = {**MARRIED, "endedOn": "2020-01-01"}
    answer = told(desk, "civil_registry", {"records": [MARRIED, child, ended, {**MARRIED, "kind": "name_change"}]})
    assert answer.facts["family"] == [
        {"iin": SPOUSE, "relation": "spouse", "born": "1992-05-05", "name": "Ахметова"},
        {"iin": None, "relation": "child", "born": "1992-05-05", "name": None},
    ]


def test_a_flat_sold(desk):
    (flat,) = told(desk, "real_property", {"rights": [FLAT]}).facts["dwellings"]
    assert flat["share"] == "1/4"
    assert (flat["from"], flat["until"], flat["until_by"]) == ("2010-04-01", "2019-02-01", "sale")
    assert (flat["fit"], flat["emergency"]) == (True, False)


def test_owned_today_is_null_and_an_unsaid_end_stays_unsaid(desk):
    unsaid = {key: value for key, value in FLAT.items() if key != "ended"}
    today, silent = told(desk, "real_property", {"rights": [{**FLAT, "ended": None}, unsaid]}).facts["dwellings"]
    assert today["until"] is None
    assert "until" not in silent


def test_an_unheard_of_way_to_lose_a_flat_is_unknown_and_no_alienation(desk):
    (flat,) = told(desk, "real_property", {"rights": [{**FLAT, "endedBy": "AUCTION"}]}).facts["dwellings"]
    assert flat["until_by"] is None


def test_garages_are_no_dwellings_and_an_empty_list_is_an_answer(desk):
    answer = told(desk, "real_property", {"rights": [{**FLAT, "objectType": "garage"}]})
    assert (answer.state, answer.facts) == (State.ANSWERED, {"dwellings": []})


def test_only_for_the_orphans_bank_no_data_is_a_fact(desk):
    spoke = {name: told(desk, name, State.NO_DATA) for name in SOURCES}
    assert {name: answer.facts for name, answer in spoke.items() if answer.facts} == {
        "orphans": {"applicant": {"orphan_on_record": False}}
    }
    assert spoke["orphans"].state is State.NO_DATA


def test_a_refused_consent_is_a_no_and_a_missing_reply_is_not(desk):
    assert told(desk, "consents", {"granted": True}).facts == {"consent": True}
    assert told(desk, "consents", State.NO_CONSENT).facts == {"consent": False}
    assert told(desk, "consents", State.NO_DATA).facts == {}


@pytest.mark.parametrize(
    ("source", "data", "facts"),
    [
        ("orphans", {"onRecord": True}, {"orphan_on_record": True}),
        ("republican_base", {"registered": True}, {"in_republican_base": True}),
        ("republican_base", {}, {"in_republican_base": None}),
        ("mortgages", {"stateSupported": False}, {"state_supported_mortgage": False}),
        (
            "state_housing",
            {"inUse": True, "privatised": False},
            {"uses_state_dwelling": True, "privatised_state_dwelling": False},
        ),
    ],
)
def test_yes_no_or_unknown(desk, source, data, facts):
    assert told(desk, source, data).facts == {"applicant": facts}


def test_what_is_no_code_of_a_category_confirms_none(desk):
    assert told(desk, "categories", {"codes": ["C10", "C7", "c7", "C100", "V"]}).facts == {"categories": ["C7", "C10"]}


BROKEN = [
    ("civil_registry", {}),
    ("civil_registry", {"records": [{"kind": "marriage"}]}),
    ("civil_registry", {"records": [{"iin": SPOUSE, "endedOn": None}]}),
    ("consents", {}),
    ("consents", {"granted": False}),
    ("consents", {"granted": "yes"}),
    ("real_property", {"rights": None}),
    ("real_property", {"rights": {"flat": FLAT}}),
    ("civil_registry", {"records": None}),
    ("orphans", {}),
    ("categories", {}),
]


@pytest.mark.parametrize(("source", "data"), BROKEN)
def test_data_that_break_the_schema_are_a_silence_and_name_nobody(desk, caplog, source, data):
    answer = told(desk, source, data)
    assert (answer.state, answer.facts) == (State.UNAVAILABLE, {})
    assert IIN not in caplog.text and "2/8" not in caplog.text


def test_every_source_has_its_file_its_title_and_facts_that_nobody_else_answers():
    assert all(name == source.NAME and source.TITLE for name, source in SOURCES.items())
    answers = [fact for source in SOURCES.values() for fact in source.ANSWERS]
    assert sorted(answers) == sorted(set(answers))


def test_what_the_registry_says_of_a_flat_is_readable_as_facts(desk):
    dwellings = told(desk, "real_property", {"rights": [FLAT]}).facts["dwellings"]
    application = {"basis": "no_housing", "filed_at": "2026-07-13T10:15:00+05:00"}
    read = read_facts({"application": application, "dwellings": dwellings})
    assert read.dwellings[0].until_by == "sale"
