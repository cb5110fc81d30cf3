"""To sign by a one-time code: this document and no other, with the server's seal over it and over the code's record."""

from __future__ import annotations

import base64
import re

import pytest

from housing.actions.filing.submit import sealed_content
from housing.gateways.seal import verify_seal
from housing.storage.extensions import db
from housing.storage.models import Signature
from tests.citizen.steps import answered, number_of, rows

URL, SEND, CODE = "/apply/check", "/apply/check/send", "/apply/check/code"


def code_of(world):
    return re.search(r"\d{6}", world.stage.inbox(world.person("aigerim").phone)[-1].text)[0]


@pytest.fixture
def browser(world):
    return answered(world)


@pytest.fixture
def asked(browser):
    """The page after the code was sent for what it shows."""
    return browser.post(SEND, browser.get(URL).form(f"form[action='{SEND}']"), 200)


def entered(browser, page, code, status=303):
    return browser.post(CODE, {**page.form(f"form[action='{CODE}']"), "code": code}, status)


def test_the_code_signs_what_the_page_shows(world, browser, asked):
    location = entered(browser, asked, code_of(world)).location
    assert location.startswith("/cabinet/receipt/") and rows(world, "aigerim") == ["accepted"]


def test_sending_a_code_changes_nothing_of_the_document(browser):
    before = browser.get(URL).form(f"form[action='{SEND}']")
    after = browser.post(SEND, before, 200).form(f"form[action='{CODE}']")
    assert (after["challenge"], after["seal"]) == (before["challenge"], before["seal"])


def test_the_evidence_holds_document_code_and_seal(world, browser, asked):
    entered(browser, asked, code_of(world))
    with world.app.app_context():
        kept = db.session.query(Signature).one()
        payload = base64.b64decode(asked.form(f"form[action='{CODE}']")["challenge"])
        said = sealed_content(kept.document, kept.code_id, kept.signer_iin, kept.verified_at)
        assert (kept.way, kept.cms, kept.document) == ("code", None, payload)
        assert verify_seal(kept.certificate, kept.seal, said)
        assert not verify_seal(
            kept.certificate, kept.seal, sealed_content(kept.document + b" ", kept.code_id, "1", kept.verified_at)
        )


def test_the_account_says_which_way_was_used(world, browser, asked):
    entered(browser, asked, code_of(world))
    page = browser.get(f"/cabinet/application/{number_of(world, 'aigerim')}")
    assert "signed with a one-time code" in page.one("main")


def test_a_wrong_code_files_nothing_and_the_document_stays(world, browser, asked):
    wrong = f"{(int(code_of(world)) + 1) % 1_000_000:06d}"
    again = entered(browser, asked, wrong, 422)
    assert "4 tries are left" in again.one("#errors") and rows(world, "aigerim") == ["draft"]
    assert entered(browser, again, code_of(world)).location.startswith("/cabinet/receipt/")


def test_a_code_for_one_document_does_not_sign_another(world, browser, asked):
    other = browser.get(URL).form(f"form[action='{SEND}']")
    page = browser.post(CODE, {**other, "code": code_of(world)}, 422)
    assert "does not count" in page.one("#errors") and rows(world, "aigerim") == ["draft"]


def test_an_answer_changed_meanwhile_asks_for_a_new_signature(world, browser, asked):
    browser.post("/apply/dwelling", {"agrees_smaller": "no"})
    page = entered(browser, asked, code_of(world), 422)
    assert "This request is spent" in page.one("#errors") and rows(world, "aigerim") == ["draft"]


def test_a_second_press_finds_it_filed(world, browser, asked):
    first = entered(browser, asked, code_of(world)).location
    assert browser.post(CODE, {**asked.form(f"form[action='{CODE}']"), "code": "1"}, 303).location == first


def test_a_forged_document_is_not_signed(world, browser, asked):
    form = asked.form(f"form[action='{CODE}']")
    changed = base64.b64decode(form["challenge"]).replace(b"750000000", b"710000000")
    form["challenge"] = base64.b64encode(changed).decode()
    page = browser.post(CODE, {**form, "code": code_of(world)}, 422)
    assert "This request is spent" in page.one("#errors") and rows(world, "aigerim") == ["draft"]


def test_where_no_seal_is_configured_there_is_no_such_way(world, browser):
    world.app.extensions["services"].seal = None
    assert browser.get(URL).select("#check-code") == []


def test_a_code_that_was_not_sent_is_not_on_its_way(browser):
    form = browser.get(URL).form(f"form[action='{SEND}']")
    sent = {**form, "csrf_token": browser.csrf()}
    answers = [browser.ask(browser.client.post, SEND, data=sent) for _ in range(7)]
    refused = browser.shown_by_get(answers[-1]).get_data(as_text=True)
    assert 'id="errors"' in refused and "is on its way" not in refused and "No new code was sent" in refused


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef"])
def test_what_cannot_be_a_code_costs_no_try(world, browser, asked, typed):
    again = entered(browser, asked, typed, 422)
    assert again.select("#errors a[href='#code']") and rows(world, "aigerim") == ["draft"]
    wrong = f"{(int(code_of(world)) + 1) % 1_000_000:06d}"
    assert "4 tries are left" in entered(browser, again, wrong, 422).one("#errors")


def test_a_code_may_be_typed_in_groups(world, browser, asked):
    code = code_of(world)
    assert entered(browser, asked, f"{code[:3]} {code[3:]}").location.startswith("/cabinet/receipt/")


def test_the_page_opens_at_the_field_for_the_code_that_was_sent(browser, asked):
    assert [one["id"] for one in asked.select("[autofocus]")] == ["code"]
    refused = entered(browser, asked, "", 422)
    assert [one["id"] for one in refused.select("[autofocus]")] == ["errors"]
