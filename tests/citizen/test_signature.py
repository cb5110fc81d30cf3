"""What was signed, word for word, and what proves it."""

from __future__ import annotations

import hashlib

import pytest

from housing.queries.filing.signed import SignatureEvidence
from housing.storage.extensions import db
from housing.storage.models import Signature
from tests.citizen.steps import answered, english, number_of, signed


@pytest.fixture
def page(world):
    """Signed in the browser by an electronic signature, and the page that shows it."""
    browser = answered(world)
    browser.post("/apply/check", signed(world, browser, "aigerim"))
    return browser.get(f"/cabinet/signature/{number_of(world, 'aigerim')}")


def test_the_answers_are_those_that_were_signed_not_those_of_today(world, page):
    assert "I have owned no housing" in page.one("#signature-answers") and "Алматы" in page.one("#signature-answers")
    assert "+7 700 000 00 01" in page.text.replace("+77000000001", "+7 700 000 00 01")
    assert len(page.select("#signature-answers ol li")) == 3


def test_who_signed_by_which_key_and_what_was_known_of_it(world, page):
    with world.app.app_context():
        kept = db.session.query(Signature).one()
        digest = hashlib.sha256(kept.document).hexdigest()
    proof = page.one("#signature-proof")
    assert digest in proof and "Ахметова Айгерім".upper() in proof.upper() and kept.verifier in proof
    for words in ("Issued by", "Serial number", "Valid", "Revocation", "nobody could tell when it came", "EDS"):
        assert words in proof


def test_how_it_was_found_not_to_be_revoked_is_told_by_the_way_alone(world, page, monkeypatch):
    """The record is English for machines; the reader is told in their language, with the name of the way."""
    monkeypatch.setattr(
        SignatureEvidence, "revocation", property(lambda self: "good by OCSP", lambda self, value: None)
    )
    browser = english(world, "aigerim")
    for language, words in (("kk", "кері қайтарып алынбаған (OCSP)"), ("ru", "не был отозван (OCSP)")):
        assert words in browser.get(f"/cabinet/signature/{number_of(world, 'aigerim')}?lang={language}").text


def test_the_page_speaks_the_reader_s_language_and_the_document_kazakh_or_russian(world, page):
    russian = english(world, "aigerim")
    found = russian.get(f"/cabinet/signature/{number_of(world, 'aigerim')}?lang=ru")
    assert found.select("#signature-answers:not([lang])") and "I have owned" not in found.one("#signature-answers")


def test_a_document_of_another_form_is_shown_as_its_bytes(world):
    world.filed("marat")
    found = english(world, "marat").get(f"/cabinet/signature/{number_of(world, 'marat')}")
    assert not found.select("#signature-answers") and '"purpose":"signing"' in found.one("#signature-proof")


def test_nobody_sees_the_signature_of_another(world, page):
    english(world, "marat").get(f"/cabinet/signature/{number_of(world, 'aigerim')}", 404)
