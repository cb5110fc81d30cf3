"""The stage fails by switch as the real bases may, and lets nobody in whom it does not know."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from lxml import etree

from housing import demo
from housing.demo.faults import FAULTS, HUNG_UP
from housing.demo.people import PEOPLE
from housing.demo.sms import SMS_FAULTS
from housing.demo.stage import Stage
from housing.demo.xmldsig import make_key
from housing.registries.gateway import Gateway, GatewayAccount, RetryPolicy, State
from housing.registries.signature import load_signer
from housing.registries.soap import SourceQuery, build_envelope

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 7, tzinfo=UTC)
IIN = PEOPLE["aigerim"].iin


@pytest.fixture
def key(tmp_path):
    return load_signer(make_key(tmp_path / "key.pem", NOON))


@pytest.fixture
def ask():
    def ask(stage, password="", signer=None):
        return stage.answer(
            build_envelope(SourceQuery("mortgages", IIN, "id-1", NOON, {}), "bank", password, signer)[0]
        )

    return ask


def texts(sent):
    root = etree.fromstring(sent.raw)
    return {name: root.findtext(f".//{name}") for name in ("messageId", "code", "iin")}


def test_without_a_fault_it_answers_the_question(ask):
    assert texts(ask(Stage(lambda: TODAY))) == {"messageId": "id-1", "code": "FOUND", "iin": IIN}


@pytest.mark.parametrize(
    ("fault", "changed"), [("other_message", "messageId"), ("other_person", "iin"), ("no_consent", "code")]
)
def test_an_answer_is_wrong_in_one_thing(ask, fault, changed):
    stage = Stage(lambda: TODAY)
    right = texts(ask(stage))
    stage.faults["mortgages"] = fault
    wrong = texts(ask(stage))
    assert {name for name in right if right[name] != wrong[name]} == {changed}


def test_what_goes_wrong_on_the_way(ask):
    stage, sent = Stage(lambda: TODAY), {}
    stage.slowness = 0
    for fault in ("down", "error", "malformed", "half", "slow"):
        stage.faults["mortgages"] = fault
        sent[fault] = ask(stage)
    assert (sent["down"], sent["error"].status, sent["half"].cut) == (HUNG_UP, 500, True)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(sent["malformed"].raw)
    assert texts(sent["slow"])["iin"] == IIN


def test_a_fault_is_of_one_service(ask):
    stage = Stage(lambda: TODAY)
    stage.faults["orphans"] = "down"
    assert ask(stage).status == 200


@pytest.mark.parametrize(("password", "status"), [("s3cret", 200), ("", 500), ("S3cret", 500)])
def test_another_password_is_refused(ask, password, status):
    sent = ask(Stage(lambda: TODAY, password="s3cret"), password)
    assert sent.status == status
    assert (b"faultcode>soap:Client" in sent.raw) == (status == 500)


def test_where_the_key_is_known_what_is_not_signed_by_it_is_refused(ask, key, tmp_path):
    stage = Stage(lambda: TODAY, certificate=key.certificate)
    stranger = load_signer(make_key(tmp_path / "other.pem", NOON))
    assert [ask(stage, signer=signer).status for signer in (key, None, stranger)] == [200, 500, 500]


def test_the_switches_show_and_set_what_each_base_plays(world):
    browser = world.visitor()
    page = browser.get("/demo/switches?lang=en")
    assert len(page.html.select("main select")) == 11
    browser.post("/demo/switches", {**page.form("main form"), "orphans": "half", "mobile_base": "down", "sms": "lost"})
    assert (world.stage.faults, world.stage.sms.fault) == ({"orphans": "half", "mobile_base": "down"}, "lost")
    shown = browser.get("/demo/switches").html
    assert [option["value"] for option in shown.select("main option[selected]")] == ["half", "down", "lost"]
    browser.post("/demo/switches", {"orphans": "", "mobile_base": ""})
    assert (world.stage.faults, world.stage.sms.fault) == ({}, "")


def test_a_switch_that_there_is_not_sets_nothing(world):
    browser = world.visitor()
    for wrong in ({"orphans": "explode"}, {"orphans": "half", "sms": "explode"}):
        assert browser.post("/demo/switches", wrong, status=400)
    assert (world.stage.faults, world.stage.sms.fault) == ({}, "")


def test_every_switch_has_its_label_and_the_banner_leads_there(world):
    page = world.visitor().get("/demo/switches?lang=en")
    ids = {select["id"] for select in page.html.select("main select")}
    assert {label["for"] for label in page.html.select("main label[for]")} == ids
    assert page.html.select_one('.demo a[href="/demo/switches"]')
    assert {option["value"] for option in page.html.select("main option")} == {"", *FAULTS, *SMS_FAULTS}


def test_the_demo_itself_comes_with_its_password_and_its_signature(app, clock, capsys):
    demo.start(app)
    stage, gateway = app.extensions["demo"]["stage"], app.extensions["services"].gateway
    try:
        assert gateway.send("mortgages", IIN).state is State.ANSWERED
        for password, signer in ((demo.PASSWORD, None), ("", gateway.signer)):
            account = GatewayAccount("KEZEK", password)
            other = Gateway(stage.url, account, clock, retry=RetryPolicy(pauses=()), signer=signer)
            assert other.send("mortgages", IIN).state is State.UNAVAILABLE
    finally:
        stage.stop()
    assert "Citizens sign in" in capsys.readouterr().out
