"""Asking: who is asked about, in what order the consents come first, and how much goes on at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from threading import Barrier, Event

import pytest

from housing.registries import SOURCES, InquirySubject, ask_all_sources
from housing.registries.gateway import AT_ONCE, State

ON = date(2026, 7, 13)
IIN, WIFE, SON, DAUGHTER, MOTHER = "900101399998", "920505400001", "100101500001", "050101600001", "600101400001"
APPLICANT = InquirySubject(IIN, ON, 18)


def record(kind, iin, born):
    return {"kind": kind, "iin": iin, "name": "", "birthDate": born, "endedOn": None}


@pytest.fixture
def household(desk):
    """A wife who let us look, a son of sixteen, a daughter of twenty-one."""
    records = [record("marriage", WIFE, "1992-05-05"), record("birth", SON, "2010-01-01")]
    desk.table["civil_registry", IIN] = {"records": [*records, record("birth", DAUGHTER, "2005-01-01")]}
    desk.table["consents", WIFE] = {"granted": True}
    for iin in (IIN, WIFE, SON, DAUGHTER, MOTHER):
        desk.table["real_property", iin] = {"rights": []}
    return desk


def asked_about(answers, *people):
    return {(a.source, a.about) for a in answers if a.about in people}


def test_the_applicant_is_asked_about_everywhere_but_at_the_consents(household):
    answers = ask_all_sources(household, APPLICANT)
    assert [a.source for a in answers if a.about == IIN] == [name for name in SOURCES if name != "consents"]


def test_a_consenting_wife_and_a_minor_son_are_looked_up(household):
    assert asked_about(ask_all_sources(household, APPLICANT), WIFE, SON) == {
        ("consents", WIFE),
        ("real_property", WIFE),
        ("real_property", SON),
    }


@pytest.mark.parametrize("reply", [State.NO_CONSENT, State.NO_DATA, State.UNAVAILABLE, State.NOT_FOUND])
def test_nothing_is_looked_up_about_an_adult_who_did_not_consent(household, reply):
    household.table["consents", WIFE] = reply
    ask_all_sources(household, APPLICANT)
    assert [service for service, iin in household.asked if iin == WIFE] == ["consents"]


def test_the_consent_comes_before_the_look(household):
    ask_all_sources(household, APPLICANT)
    assert household.asked.index(("consents", WIFE)) < household.asked.index(("real_property", WIFE))


def test_a_grown_child_is_family_only_where_declared(household):
    assert not asked_about(ask_all_sources(household, APPLICANT), DAUGHTER)
    household.table["consents", DAUGHTER] = {"granted": True}
    declared = ask_all_sources(household, replace(APPLICANT, living_with=[DAUGHTER, MOTHER]))
    assert asked_about(declared, DAUGHTER) == {("consents", DAUGHTER), ("real_property", DAUGHTER)}
    assert asked_about(declared, MOTHER) == {("consents", MOTHER)}


@pytest.mark.parametrize(("on", "minor"), [(date(2027, 12, 31), True), (date(2028, 1, 1), False)])
def test_a_child_is_a_minor_until_the_eighteenth_birthday(household, on, minor):
    assert (("real_property", SON) in asked_about(ask_all_sources(household, replace(APPLICANT, on=on)), SON)) is minor


def test_a_child_named_as_living_with_is_a_minor_all_the_same(household):
    assert asked_about(ask_all_sources(household, replace(APPLICANT, living_with=[SON])), SON) == {
        ("real_property", SON)
    }


def test_a_silent_civil_registry_leaves_the_rest_about_the_applicant(household):
    household.table["civil_registry", IIN] = State.UNAVAILABLE
    answers = ask_all_sources(household, APPLICANT)
    assert {a.about for a in answers} == {IIN}
    assert len(answers) == len(SOURCES) - 1


def test_relatives_without_an_iin_are_passed_over(household):
    household.table["civil_registry", IIN] = {"records": [record("marriage", None, None), record("birth", None, None)]}
    assert {a.about for a in ask_all_sources(household, APPLICANT)} == {IIN}


def test_there_is_one_answer_a_source_and_person(household):
    records = [record(kind, iin, "2010-01-01") for kind, iin in (("birth", SON), ("adoption", SON), ("birth", IIN))]
    household.table["civil_registry", IIN] = {"records": records}
    answers = ask_all_sources(household, replace(APPLICANT, living_with=[IIN, WIFE, WIFE]))
    assert set(Counter((a.source, a.about) for a in answers).values()) == {1}


def test_all_sources_about_the_applicant_are_asked_at_once(desk):
    together = Barrier(len(SOURCES) - 1)
    desk.meanwhile = lambda: together.wait(timeout=10)
    assert len(ask_all_sources(desk, APPLICANT)) == len(SOURCES) - 1


def test_never_more_than_the_gateway_is_meant_to_bear(desk):
    children = [f"1001015{n:05}" for n in range(4 * AT_ONCE)]
    full = Barrier(AT_ONCE)
    desk.meanwhile = lambda: full.wait(timeout=10)
    desk.table["civil_registry", IIN] = {"records": [record("birth", child, "2010-01-01") for child in children]}
    assert len(ask_all_sources(desk, APPLICANT)) == len(SOURCES) - 1 + len(children)
    assert desk.most == AT_ONCE == 8


def test_what_is_known_is_not_asked_again_and_not_told_again(household):
    household.table["mortgages", IIN] = State.UNAVAILABLE
    first = ask_all_sources(household, APPLICANT)
    household.asked.clear()
    again = ask_all_sources(
        household, APPLICANT, known=[answer for answer in first if answer.state != State.UNAVAILABLE]
    )
    assert household.asked == [("mortgages", IIN)]
    assert asked_about(again, IIN) == {("mortgages", IIN)}


def test_the_family_is_asked_about_while_a_slow_source_still_thinks(household):
    asked_the_son = Event()

    def meanwhile():
        if ("real_property", SON) in household.asked:
            asked_the_son.set()

    slow = household.send

    def send(service, iin):
        if service == "mortgages":
            assert asked_the_son.wait(10)
        return slow(service, iin)

    household.meanwhile, household.send = meanwhile, send
    assert asked_about(ask_all_sources(household, APPLICANT), SON)
