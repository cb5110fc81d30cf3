"""State databases as the bank says how they are asked; one that is switched off is silent, and refuses nobody."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest

from housing.law.working_time import local_datetime
from housing.queries.reference import reference as kept
from housing.queries.reference.source_settings import configure_gateway, load_source_settings
from housing.queries.reference.sources import list_outages
from housing.registries import SOURCES
from housing.registries.gateway import Gateway, GatewayAccount, RetryPolicy
from housing.storage.extensions import db
from housing.storage.models import Answer

BASE = "real_property"


@pytest.fixture
def change(drafter, publisher, draft, publish):
    def make(key=BASE, **words):
        draft(drafter, "sources", key=key, **words)
        publish(publisher, "sources")

    return make


@pytest.fixture
def services(stage, monkeypatch):
    """The ids of the services that the gateway was asked for, as they come."""
    answer, seen = stage.answer, []

    def overheard(raw):
        seen.append(re.search(rb"<serviceId>(.*?)</serviceId>", raw)[1].decode())
        return answer(raw)

    monkeypatch.setattr(stage, "answer", overheard)
    return seen


def silent_about(case):
    return {one.source for one in db.session.query(Answer).filter_by(application_id=case, state="unavailable")}


def test_the_first_rows_are_every_source_as_it_stood_in_the_code(world):
    with world.app.app_context():
        said = {code: setting.values for code, setting in load_source_settings(world.clock()).items()}
    assert list(said) and set(said) == set(SOURCES)
    assert {code: values["service"] for code, values in said.items()} == {code: code for code in SOURCES}
    assert all(values["name"]["en"] == SOURCES[code].TITLE for code, values in said.items())
    assert {(values["seconds"], values["pause"], values["asked"]) for values in said.values()} == {(3, 2, True)}


def test_a_source_that_is_switched_off_is_not_asked_and_refuses_nobody(world, clock, services, change):
    case = world.filed("aigerim")
    change(asked="no")
    services.clear()
    clock.ahead(minutes=1)
    world.work()
    assert BASE not in services and "civil_registry" in services
    with world.app.app_context():
        row = world.row(case)
        assert row.status in ("source_awaited", "with_operator") and silent_about(case) == {BASE}
        assert row.next_check_at == clock() + timedelta(minutes=30)


def test_once_it_is_switched_on_the_case_is_decided(world, clock, change):
    case = world.filed("aigerim")
    change(asked="no")
    world.work()
    change(asked="yes")
    clock.ahead(minutes=31)
    world.work()
    assert world.status(case) == "registered"


def test_staff_see_it_as_switched_off(world, change):
    change(asked="no")
    desk = world.official("karaganda-1")
    desk.get("/operator/queue?lang=en")
    page = desk.get("/operator/queue")
    assert "Register of Immovable Property, switched off since" in page.text


def test_outside_its_hours_it_rests_and_is_asked_at_its_opening(world, clock, services, change):
    case = world.filed("aigerim")
    change(answers_from="11:00", answers_until="20:00")
    services.clear()
    world.work()
    with world.app.app_context():
        assert BASE not in services and list_outages(clock()) == []
        assert world.row(case).next_check_at == local_datetime(date(2026, 11, 24), time(11))
    clock.go(local_datetime(date(2026, 11, 24), time(11, 1)))
    world.work()
    assert BASE in services and world.status(case) == "registered"


def test_a_silent_one_is_asked_again_after_its_own_pause(world, clock, stage, change):
    stage.silent.add(BASE)
    change(pause="7")
    case = world.settled("aigerim")
    with world.app.app_context():
        assert world.row(case).next_check_at == clock() + timedelta(minutes=7)


def test_the_gateway_is_asked_for_the_service_that_is_said(world, services, change):
    change(service="GBDRN-77")
    world.settled("aigerim")
    assert "GBDRN-77" in services and BASE not in services


def test_a_source_is_asked_at_an_address_of_its_own(world, stage, clock, services, change):
    change(address=stage.url, seconds="9")
    account = GatewayAccount("TEST", stage.password)
    nowhere = Gateway("http://127.0.0.1:9", account, clock, retry=RetryPolicy(pauses=()))
    with world.app.app_context():
        there = configure_gateway(nowhere, clock())
        assert there.routes[BASE].seconds == 9.0
    iin = world.person("aigerim").iin
    assert SOURCES[BASE].ask(there, iin).state != "unavailable"
    assert SOURCES["mortgages"].ask(there, iin).state == "unavailable" and services == [BASE]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"address": "ftp://base.kz/"}, "begins with https://"), ({"address": "base.kz"}, "begins with https://"),
        ({"address": "https://"}, "begins with https://"), ({"address": "https://b.kz:99999/"}, "begins with https"),
        ({"address": "https://me:secret@base.kz/"}, "No name, password"),
        ({"address": "https://base.kz/?k=1"}, "No name, password"),
        ({"address": "http://base.kz/"}, "Only this machine is asked without encryption"),
        ({"address": "https://ба за.kz/"}, "begins with https://"), ({"service": "a b"}, "The service is named by"),
        ({"answers_from": "09:00"}, "Write both hours"), ({"seconds": "0"}, "A whole number from 1 to 30"),
        ({"answers_from": "09:00", "answers_until": "09:00"}, "Write both hours"),
        ({"name_ru": "на 5%"}, "no per cent"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_words(world, drafter, draft, words, said):
    assert said in draft(drafter, "sources", 422, key=BASE, **words).text
    with world.app.app_context():
        assert kept.load_catalog_draft("sources") is None


@pytest.mark.parametrize("address", ["https://base.kz:8443/sync", "http://127.0.0.1:8080/", "http://localhost/x", ""])
def test_an_address_of_https_or_of_this_machine_is_taken(drafter, draft, address):
    draft(drafter, "sources", key=BASE, address=address)


def test_a_new_name_is_shown_in_the_language_of_the_page(world, change):
    change(name_ru="Единый кадастр", name_kk="Бірыңғай кадастр", name_en="Cadastre", asked="no")
    said = {language: world.visitor_in(language).get("/").text for language in ("kk", "ru", "en")}
    assert "Бірыңғай кадастр" in said["kk"] and "Единый кадастр" in said["ru"] and "Cadastre" in said["en"]
    desk = world.official("karaganda-1")
    desk.get("/operator/queue?lang=ru")
    assert "Единый кадастр" in desk.get("/operator/queue").one("select[name=trouble]")


def test_a_new_name_is_shown_from_its_day_on(world, change):
    change(name_en="Cadastre", asked="no")
    change(name_en="Register of Land", asked="no", since="25.11.2026")
    assert "Cadastre" in world.visitor_in("en").get("/").text
    world.clock.ahead(days=1)
    assert "Register of Land" in world.visitor_in("en").get("/").text


def test_how_a_source_is_asked_counts_from_its_day(world, change):
    change(asked="no", since="26.11.2026")
    with world.app.app_context():
        asked = [
            load_source_settings(local_datetime(date(2026, 11, day), time(12)))[BASE].values["asked"]
            for day in (25, 26)
        ]
    assert asked == [True, False]


def test_there_is_no_place_for_a_password(drafter):
    assert not {"password", "key", "sender"} & set(drafter.get("/reference/sources").form("#catalog-form form"))


def test_readyz_tells_what_is_switched_off_from_what_is_silent(world, change):
    change(asked="no")
    told = world.visitor().client.get("/readyz").json
    assert (told["state bases"], told["switched off"], told.get("silent")) == ("well", BASE, None)
