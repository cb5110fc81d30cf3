"""The bytes of the evidence: enough to check a signature without us, and nobody else's."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key

from housing.gateways import eds
from housing.storage.extensions import db
from housing.storage.models import Signature
from tests.citizen.steps import answered, english, number_of, signed
from tests.citizen.test_check_code import SEND, URL, code_of, entered


def saved(browser, number, part):
    return browser.client.get(f"/cabinet/evidence/{number}/{part}")


@pytest.fixture
def her(world):
    browser = answered(world)
    browser.post("/apply/check", signed(world, browser, "aigerim"))
    return browser


def test_the_document_and_its_signature_hold_together_outside(world, her):
    number = number_of(world, "aigerim")
    document, cms = (saved(her, number, part).data for part in ("document", "cms"))
    assert cms[:1] == b"\x30", "other people's tools read DER"
    trust = world.app.extensions["services"].verifier.trust
    signer = eds.verify_signature(cms, document, trust=trust, at=world.clock(), purpose="signing")
    assert signer.iin == world.person("aigerim").iin
    assert saved(her, number, "certificate").data == signer.certificate
    with world.app.app_context():
        assert hashlib.sha256(document).hexdigest() == db.session.query(Signature).one().sha256


def test_a_signature_in_armour_is_given_out_as_der_too(world, her):
    number = number_of(world, "aigerim")
    plain = saved(her, number, "cms").data
    lines = base64.encodebytes(plain)
    for kept in (plain, lines, b"-----BEGIN CMS-----\n" + lines + b"-----END CMS-----\n"):
        with world.app.app_context():
            db.session.query(Signature).update({"cms": kept})
            db.session.commit()
        assert saved(her, number, "cms").data == plain


def test_it_is_saved_and_never_shown(world, her):
    headers = saved(her, number_of(world, "aigerim"), "document").headers
    assert headers["Content-Disposition"].startswith("attachment") and headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("part", ["seal", "key", "sealed", "nothing", "cms%00", "Document"])
def test_there_is_no_part_but_those_that_there_are(world, her, part):
    assert saved(her, number_of(world, "aigerim"), part).status_code == 404


def test_a_seal_is_checked_by_its_public_key_alone(world):
    browser = answered(world)
    page = browser.post(SEND, browser.get(URL).form(f"form[action='{SEND}']"), 200)
    entered(browser, page, code_of(world))
    number = number_of(world, "aigerim")
    sealed, seal, key = (saved(browser, number, part).data for part in ("sealed", "seal", "key"))
    load_der_public_key(key).verify(seal, sealed)
    assert hashlib.sha256(saved(browser, number, "document").data).hexdigest() in sealed.decode()
    assert saved(browser, number, "cms").status_code == 404


def test_nobody_takes_the_evidence_of_another(world, her):
    stranger = english(world, "marat")
    for part in ("document", "cms", "certificate"):
        assert saved(stranger, number_of(world, "aigerim"), part).status_code == 404
