"""To check and to sign: what is shown is what is signed, once, by the person themselves."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest

from housing.storage.extensions import db
from housing.storage.models import Signature
from tests.citizen.steps import answered, attached, begun, english, rows, signed
from tests.papers import pdf

URL = "/apply/check"
SPENT = "This request is spent"


def document(page):
    return json.loads(base64.b64decode(page.form("form[data-eds]")["challenge"]))


def filed(world):
    return [status for status in rows(world, "aigerim") if status != "draft"]


def test_a_signed_application_is_filed_and_the_receipt_shown(world):
    browser = answered(world)
    location = browser.post(URL, signed(world, browser, "aigerim")).location
    assert location.startswith("/cabinet/receipt/2611") and filed(world) == ["accepted"]
    assert browser.get(location).h1 == "Your application is submitted"


def test_the_page_shows_what_the_document_says(world):
    page = answered(world, category={"category": "C7"}).get(URL)
    doc = document(page)
    assert doc["applicant"] == {"iin": "890412499900", "name": doc["applicant"]["name"]} and doc["annex"] == 3
    for part in ("basis", "settlement", "category", "agrees_smaller"):
        assert doc[part]["en"] in page.text and doc[part]["kk"] and doc[part]["ru"]
    for said in doc["statements"]:
        assert said["en"] in page.text
    assert doc["applicant"]["name"] in page.text and doc["contact"]["phone"] in page.text


def test_what_was_signed_is_kept_byte_for_byte(world):
    browser = answered(world)
    sent = signed(world, browser, "aigerim")
    browser.post(URL, sent)
    with world.app.app_context():
        kept = db.session.query(Signature).one()
        assert kept.document == base64.b64decode(sent["challenge"]) and kept.signer_iin == "890412499900"


@pytest.mark.parametrize(("category", "statements"), [("none", 3), ("C7", 4)])
def test_the_statement_about_the_category_stands_only_where_one_is_declared(world, category, statements):
    page = answered(world, category={"category": category}).get(URL)
    assert len(page.select("#statements ~ ol > li")) == len(document(page)["statements"]) == statements


def test_a_paper_is_signed_by_its_hash(world):
    browser = answered_with_paper(world)
    before = document(browser.get(URL))["papers"]
    attached(browser, "technical_conclusion", pdf(2))
    after = document(browser.get(URL))["papers"]
    hashes, page = [one["sha256"] for one in after], browser.get(URL).text
    assert hashes[0] == before[0]["sha256"] != hashes[1] and all(one in page for one in hashes)


def answered_with_paper(world):
    world.drafted("viktor")
    return english(world, "viktor")


def test_a_paper_changed_in_another_window_asks_for_a_new_signature(world):
    browser = answered_with_paper(world)
    sent = signed(world, browser, "viktor")
    attached(browser, "technical_conclusion", pdf(2))
    assert SPENT in browser.post(URL, sent, status=422).one("#errors")
    assert rows(world, "viktor") == ["draft"]


def test_an_answer_changed_in_another_window_asks_for_a_new_signature(world):
    browser = answered(world)
    sent = signed(world, browser, "aigerim")
    browser.post("/apply/settlement", {"settlement": "351010000"})
    page = browser.post(URL, sent, status=422)
    assert SPENT in page.one("#errors") and document(page)["settlement"]["code"] == "351010000"
    assert filed(world) == []


def test_a_double_press_ends_in_one_application_and_the_receipt(world):
    browser = answered(world)
    sent = signed(world, browser, "aigerim")
    first, second = browser.post(URL, sent), browser.post(URL, sent)
    assert first.location == second.location and rows(world, "aigerim") == ["accepted"]


def test_two_windows_end_in_one_application_and_the_receipt(world):
    browser = answered(world)
    first, second = signed(world, browser, "aigerim"), signed(world, browser, "aigerim")
    assert browser.post(URL, first).location == browser.post(URL, second).location
    assert rows(world, "aigerim") == ["accepted"]


def test_another_persons_key_signs_nothing_here(world):
    browser = answered(world)
    page = browser.post(URL, signed(world, browser, "marat"), status=422)
    assert "That key belongs to another person" in page.one("#errors") and filed(world) == []


def test_the_key_for_sign_in_does_not_sign_an_application(world):
    browser = answered(world)
    page = browser.post(URL, signed(world, browser, "aigerim", purpose="sign-in"), status=422)
    assert "This key is for another purpose" in page.one("#errors") and filed(world) == []


def test_half_an_hour_later_it_is_read_and_signed_afresh(world):
    browser = answered(world)
    sent = signed(world, browser, "aigerim")
    world.clock.go(world.clock() + timedelta(minutes=31))
    page = browser.post(URL, sent, status=422)
    assert SPENT in page.one("#errors")
    browser.post(URL, signed(world, browser, "aigerim", page=page))
    assert filed(world) == ["accepted"]


def test_a_sign_in_signature_is_no_application(world):
    browser = answered(world)
    other = world.visitor().get("/sign-in").form("form[data-eds]")
    assert SPENT in browser.post(URL, {"challenge": other["challenge"], "seal": other["seal"]}, status=422).text


@pytest.mark.parametrize("broken", [{"cms": ""}, {"cms": "Ң" * 10_000}, {"cms": "QUJD"}])
def test_what_is_no_signature_is_told_in_words(world, broken):
    browser = answered(world)
    page = browser.post(URL, {**browser.get(URL).form("form[data-eds]"), **broken}, status=422)
    assert "could not be read" in page.one("#errors") and filed(world) == []


def test_a_forged_form_files_nothing(world):
    browser = answered(world)
    browser.post(URL, {**signed(world, browser, "aigerim"), "csrf_token": "forged"}, status=400)
    assert filed(world) == []


def test_somebody_elses_request_cannot_be_sent_from_here(world):
    sent = signed(world, answered(world), "aigerim")
    sent.pop("csrf_token")
    world.drafted("marat")
    assert SPENT in english(world, "marat").post(URL, sent, status=422).one("#errors")
    assert filed(world) == [] and rows(world, "marat") == ["draft"]


def test_what_is_missing_is_filled_in_first(world):
    browser = begun(world)
    page = browser.get(URL, status=303)
    assert page.location == "/apply/tasks?turned_back=1"
    assert "Not everything is filled in yet" in browser.get(page.location).text


def test_it_says_when_the_decision_comes_if_signed_now(world):
    assert "Wednesday 25 November , 18:30" in answered(world).get(URL).text


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    assert english(world, "aigerim").get(URL, status=303).location == "/apply"
