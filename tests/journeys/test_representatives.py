"""Whoever applies for another signs by their own key or code: each story of a legal representative, in a browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from housing.demo.people import PEOPLE
from tests.citizen.steps import ANSWERS, upload
from tests.journeys.ncalayer import NcaLayer, rsa_keys
from tests.journeys.seat import DESK, PHONE

#: Who applies for whom and in what quality, and whether the data bank names them, so that no paper is asked for.
STORIES = {
    "trustee the data bank names": ("dauren", "nurislam", "trustee", True),
    "guardian by a paper": ("saule", "nurislam", "guardian", False),
    "foster carer by a paper": ("aigerim", "nurislam", "foster_carer", False),
    "head of an institution by a paper": ("marat", "amirkhan", "institution", False),
    "guardian of an adult": ("marat", "zhanna", "guardian_of_adult", False),
}


@pytest.fixture(params=STORIES, ids=lambda name: name.replace(" ", "-"))
def story(request, world, monkeypatch):
    """Everything is answered; the application waits for the signature. Every signer has a linked number."""
    linked = {key: replace(who, phone_linked=True) for key, who in PEOPLE.items()}
    monkeypatch.setattr(world.stage, "everybody", lambda today: linked)
    monkeypatch.setattr(world.stage, "known", None)
    signer, ward, relation, named = STORIES[request.param]
    browser = world.citizen(signer)
    stated = {"iin": PEOPLE[ward].iin, "relation": relation, "document": "Бұйрық № 12", "issued_on": "08.04.2024"}
    browser.post("/apply/ward", {**stated, "valid_until": "", "consent": "y"})
    browser.post("/apply/basis", {"basis": "no_housing"})
    for screen, sent in {**ANSWERS, "settlement": {"settlement": PEOPLE[ward].settlement}}.items():
        browser.post(f"/apply/{screen}", sent)
    if not named:
        browser.post("/apply/documents/representative_proof", {"representative_proof-file": upload()})
    yield browser, PEOPLE[signer], PEOPLE[ward]
    world.stage.known = None


@pytest.fixture
def nca(app, authority, story):
    """NCALayer of the representative, who has their own key and, on the same computer, the ward's; no demonstration."""
    app.extensions.pop("demo")
    _browser, signer, ward = story
    with NcaLayer([*rsa_keys(authority, ward), *rsa_keys(authority, signer)]) as layer:
        outside = app.extensions["services"]
        outside.settings = replace(outside.settings, signer_url=layer.url)
        yield layer


def at_the_check(window, browser, size, language):
    hand = window(size)
    hand.enter(browser)
    hand.go(f"/apply/check?lang={language}")
    hand.look()
    return hand


def filed_in_the_name_of(hand, ward):
    hand.at("/cabinet/receipt/")
    hand.look()
    hand.go("/cabinet")
    hand.look()
    return hand.page.locator("main").inner_text()


def test_the_representatives_own_key_is_asked_for_and_signs(window, nca, story):
    browser, signer, ward = story
    hand = at_the_check(window, browser, DESK, "kk")
    hand.press("form[data-eds] button")
    filed_in_the_name_of(hand, ward)
    assert [one["signerParams"]["iin"] for one in nca.asked] == [signer.iin]


def test_a_code_to_the_representatives_number_signs(window, world, story):
    browser, signer, ward = story
    hand = at_the_check(window, browser, PHONE, "ru")
    hand.press("form[action='/apply/check/send'] button")
    hand.look()
    sent = world.stage.inbox(signer.phone)[-1].text
    hand.page.fill("#code", re.search(r"\d{6}", sent)[0])
    hand.press("form[action='/apply/check/code'] button")
    filed_in_the_name_of(hand, ward)
    assert world.stage.inbox(ward.phone) == []


def test_the_window_of_the_demonstration_names_the_one_who_signs(window, story):
    browser, signer, ward = story
    hand = at_the_check(window, browser, DESK, "ru")
    hand.press("form[data-eds] button")
    told = hand.page.locator("dialog").inner_text()
    assert signer.iin in told and signer.surname_kk in told and ward.iin not in told
    hand.press("dialog button[value=sign]")
    filed_in_the_name_of(hand, ward)
