"""A second press while the first is being checked: told so in words, and led to where the first one ends."""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Event, Thread

import pytest

from housing.gateways import eds
from tests.citizen.steps import answered, english, rows, signed
from tests.citizen.test_ward import TRUSTEE, answered_for, stated
from tests.citizen.test_ward import URL as WARD_URL
from tests.judge import Browser

URL, CODE, HERE = "/apply/check", "/apply/check/code", "/apply/being-filed?draft=1"
#: Seconds after which a test gives up waiting for another thread.
AT_MOST = 20
TOLD = "Your application is being filed"


class Held:
    """Something outside that does not answer until it is let go; then as the real one, or with `fault`."""

    def __init__(self, real, fault=None):
        self.real, self.fault, self.reached, self.go = real, fault, Event(), Event()

    def wait(self):
        self.reached.set()
        assert self.go.wait(AT_MOST), "nobody let it go"
        if self.fault:
            raise self.fault

    def verify(self, *given, **named):
        self.wait()
        return self.real.verify(*given, **named)

    def sign_bytes(self, content):
        self.wait()
        return self.real.sign_bytes(content)

    @property
    def public(self):
        return self.real.public


@pytest.fixture
def hold(world):
    """Holds what is named of the world outside, and lets it go at the end whatever happens."""
    held = []

    def hold(name, fault=None):
        outside = world.app.extensions["services"]
        held.append(Held(getattr(outside, name), fault))
        world.app.extensions["services"] = replace(outside, **{name: held[-1]})
        return held[-1]

    yield hold
    for one in held:
        one.go.set()


class Press(Thread):
    """A press whose answer is not there yet; `answer`: the page that came, or none where the press was dropped."""

    def __init__(self, held, browser, url, form, status=303):
        self.answer, self.held = None, held
        super().__init__(target=lambda: setattr(self, "answer", browser.post(url, form, status)))
        self.start()
        assert held.reached.wait(AT_MOST)

    def ends(self):
        self.held.go.set()
        self.join(AT_MOST)
        return self.answer


def same(world, browser):
    """The same browser, free to press again."""
    return Browser.again(world.app, browser.cookies())


def test_a_second_press_is_told_that_it_is_being_filed_and_ends_at_the_receipt(world, hold):
    browser = answered(world)
    form, again = signed(world, browser, "aigerim"), same(world, browser)
    first = Press(hold("verifier"), browser, URL, form)
    second = again.post(URL, form)
    assert second.location == HERE
    page = again.get(HERE)
    assert page.h1 == TOLD and page.html.title.text.startswith(TOLD) and rows(world, "aigerim") == ["draft"]
    receipt = first.ends().location
    assert receipt.startswith("/cabinet/receipt/") and rows(world, "aigerim") == ["accepted"]
    assert again.get(HERE, 302).location == receipt


def test_the_page_goes_on_by_itself_with_a_script_and_without_one(world, hold):
    browser = answered(world)
    form, again = signed(world, browser, "aigerim"), same(world, browser)
    first = Press(hold("verifier"), browser, URL, form)
    again.post(URL, form)
    page = again.get(HERE)
    asks = page.select("main [hx-trigger^='every']")[0]["hx-get"]
    assert asks == HERE and page.select("head noscript meta[http-equiv=refresh]")
    again.get(asks, 204, **{"HX-Request": "true"})
    receipt = first.ends().location
    assert again.get(asks, 200, **{"HX-Request": "true"}).response.headers["HX-Redirect"] == receipt


def test_where_the_first_press_fails_the_second_is_told_why(world, hold):
    browser = answered(world)
    form, again = signed(world, browser, "aigerim"), same(world, browser)
    first = Press(hold("verifier", eds.SignatureRefused("CERT_REVOKED")), browser, URL, form, 422)
    again.post(URL, form)
    told = first.ends().one("#errors")
    page = again.get(again.get(HERE, 302).location)
    assert page.one("#errors") == told and "revoked" in told and page.html.title.text.startswith("Error:")
    again.post(URL, signed(world, again, "marat", page=page), 422)


def test_a_press_that_comes_just_after_the_first_failed_is_told_the_same(world):
    browser = answered(world)
    form = signed(world, browser, "marat")
    first = browser.post(URL, form, 422).one("#errors")
    assert browser.post(URL, form, 422).one("#errors") == first and "another person" in first


def test_a_check_that_broke_off_leads_back_and_says_so(world, hold):
    browser = answered(world)
    form, again = signed(world, browser, "aigerim"), same(world, browser)
    first = Press(hold("verifier", RuntimeError("the library fell over")), browser, URL, form, 500)
    again.post(URL, form)
    first.ends()
    page = again.get(again.get(HERE, 302).location)
    assert "sign it once more" in page.one("#errors") and page.form("form[data-eds]")
    assert rows(world, "aigerim") == ["draft"]


def test_after_a_restart_the_database_says_how_it_ended(world):
    browser = answered(world)
    assert "Nothing has been filed" in browser.get(browser.get(HERE, 302).location).one("#errors")
    receipt = browser.post(URL, signed(world, browser, "aigerim")).location
    del world.app.extensions["filings"]
    assert browser.get(HERE, 302).location == receipt


def test_nobody_sees_what_another_files(world, hold):
    stranger, browser = english(world, "marat"), answered(world)
    first = Press(hold("verifier"), browser, URL, signed(world, browser, "aigerim"))
    assert stranger.get(HERE, 302).location == "/apply/check?broke_off=1"
    first.ends()
    assert stranger.get(HERE, 302).location == "/apply/check?broke_off=1"


def test_a_forged_document_is_no_second_press(world, hold):
    browser = answered(world)
    form, again = signed(world, browser, "aigerim"), same(world, browser)
    first = Press(hold("verifier"), browser, URL, form)
    page = again.post(URL, {**form, "seal": "0" * 64}, 422)
    assert "spent" in page.one("#errors")
    first.ends()


def test_a_code_that_is_pressed_twice_ends_at_the_receipt_and_costs_no_try(world, hold):
    browser = answered(world)
    asked = browser.post("/apply/check/send", browser.get(URL).form("form[action='/apply/check/send']"), 200)
    code = re.search(r"\d{6}", world.stage.inbox(world.person("aigerim").phone)[-1].text)[0]
    form, again = {**asked.form(f"form[action='{CODE}']"), "code": code}, same(world, browser)
    first = Press(hold("seal"), browser, CODE, form)
    assert again.post(CODE, form).location == HERE and again.get(HERE).h1 == TOLD
    receipt = first.ends().location
    assert again.get(HERE, 302).location == receipt and rows(world, "aigerim") == ["accepted"]


def test_a_representative_with_two_wards_is_led_to_the_receipt_of_the_one_that_was_signed(world, hold):
    browser = answered_for(world)
    form = signed(world, browser, TRUSTEE)
    browser.post(WARD_URL, stated(world, iin=world.person("dina").iin))
    again = same(world, browser)
    first = Press(hold("verifier"), browser, URL, form)
    assert again.post(URL, form).location == HERE and again.get(HERE).h1 == TOLD
    receipt = first.ends().location
    assert receipt.startswith("/cabinet/receipt/") and again.get(HERE, 302).location == receipt
