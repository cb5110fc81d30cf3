"""Receipt and signed application as PDFs: what they say, on one sheet each, and that anyone may verify them."""

from __future__ import annotations

import gc
import io
import re
import sys

import pytest
from pypdf import PdfReader

from housing.notices import filing_pdf
from tests.citizen.steps import ANSWERS, answered, english, number_of, signed, upload
from tests.notices.readers import words_of

KINDS = ("receipt", "application")


@pytest.fixture
def filed(world):
    """Filed in the browser by somebody with a patronymic; the page is read in Kazakh."""
    browser = answered(world, "aigerim")
    browser.post("/apply/check", signed(world, browser, "aigerim"))
    browser.get("/cabinet?lang=kk")
    return browser, number_of(world, "aigerim")


def fetch(browser, number, kind, status=200):
    response = browser.client.get(f"/cabinet/filing/{number}/{kind}.pdf")
    assert response.status_code == status
    return response


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("language", "bank", "asks"),
    [("kk", "Тұрғын үй құрылысы жинақ банкі", "тұрғынжайға мұқтаж"), ("ru", "Жилищный строительный", "нуждающ")],
)
def test_it_names_the_person_the_bank_and_what_was_asked_on_one_sheet(filed, kind, language, bank, asks):
    browser, number = filed
    browser.get(f"/cabinet?lang={language}")
    content = fetch(browser, number, kind).data
    words = words_of(content)
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert "Ахметова Айгерім Серікқызы" in words and bank in words and asks in words, words
    assert f"{number[:4]} {number[4:7]} {number[7:]}" in words and "?" not in words.replace("verify", "")


def test_a_sheet_that_was_tried_and_left_keeps_no_file_open(filed, monkeypatch):
    browser, number = filed
    gc.collect()
    left = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    monkeypatch.setattr(filing_pdf, "SCALES", (9.0, 1.0))
    fetch(browser, number, "receipt")
    gc.collect()
    assert left == []


def test_the_pages_of_receipt_and_case_lead_to_both_without_a_script(filed):
    browser, number = filed
    for page in (f"/cabinet/receipt/{number}", f"/cabinet/application/{number}"):
        hrefs = {link["href"] for link in browser.get(page).select("main a[href$='.pdf']")}
        assert {f"/cabinet/filing/{number}/{kind}.pdf" for kind in KINDS} <= hrefs


@pytest.mark.parametrize("kind", KINDS)
def test_anyone_may_verify_it_and_learns_no_more_than_it_bears(world, filed, kind):
    browser, number = filed
    code = re.search(r"([0-9A-F]{4}-){3}[0-9A-F]{4}", words_of(fetch(browser, number, kind).data))[0]
    page = world.visitor_in("en").get(f"/verify/{code}")
    told = page.one("[aria-labelledby=answer]")
    assert "The application was filed with the bank" in told and number in told and "А•••••••" in told
    assert "Ахметова" not in page.text and world.person("aigerim").iin not in page.text


def test_a_code_that_nobody_issued_is_nobodys(world, filed):
    assert "No notice" in world.visitor_in("en").get("/verify/0123456789ABCDEF").one("main")


def test_what_was_withdrawn_is_told_to_whoever_verifies(world, filed):
    browser, number = filed
    code = re.search(r"([0-9A-F]{4}-){3}[0-9A-F]{4}", words_of(fetch(browser, number, "receipt").data))[0]
    browser.post(f"/cabinet/withdraw/{number}", {"sure": "y"})
    assert "withdrawn since" in world.visitor_in("en").get(f"/verify/{code}").one("main")


def test_the_same_filing_makes_the_same_bytes(filed):
    browser, number = filed
    assert fetch(browser, number, "application").data == fetch(browser, number, "application").data


def test_it_is_for_whoever_may_see_the_case_alone(world, filed):
    _browser, number = filed
    stranger = english(world, "marat")
    assert [fetch(stranger, number, kind, 404).status_code for kind in KINDS] == [404, 404]
    fetch(_browser, number, "passport", 404)


def test_what_no_form_of_ours_made_is_offered_to_nobody_as_a_paper(world):
    """As an application that the demonstration made without a signature."""
    world.filed("olzhas")
    browser, number = english(world, "olzhas"), number_of(world, "olzhas")
    assert fetch(browser, number, "receipt", 404).status_code == 404
    for page in (f"/cabinet/receipt/{number}", f"/cabinet/application/{number}"):
        assert not browser.get(page).select("main a[href*='/filing/']")


def test_long_answers_still_fit_one_sheet(world):
    """Two papers with long names and two records said to be wrong, each with all the words that are taken."""
    browser = answered(world, "viktor", settlement={**ANSWERS["settlement"], "settlement": "351010000"})
    for note in ("address", "born"):
        browser.post(f"/apply/facts/{note}/dispute", {f"{note}-note": "Бұл мәлімет ескірген. " * 18})
    browser.post("/apply/documents/technical_conclusion", {"technical_conclusion-file": upload(name="қ" * 90 + ".pdf")})
    browser.post("/apply/check", signed(world, browser, "viktor"))
    content = fetch(browser, number_of(world, "viktor"), "application").data
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert words_of(content).count("Бұл мәлімет ескірген.") == 36
