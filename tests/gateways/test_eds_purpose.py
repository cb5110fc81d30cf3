"""Whose key and for what: individuals only, a key to sign in and a key to sign."""

import pytest
from cryptography import x509

from housing.gateways.eds import SignatureRefused
from housing.gateways.eds.certificates import (
    CLIENT_AUTH,
    INDIVIDUAL,
    check_purpose,
    read_certificate,
)
from tests.vectors import VECTORS, needs_vectors

CERTIFICATES = VECTORS / "certs"
NAME = (("CN", "СЫНАҚОВ СЫНАҚ"), ("C", "KZ"))


def test_key_usage_and_extended_key_usage_must_both_allow_signing(workshop, refusal):
    plain = workshop.person(usage=("digital_signature",))
    stray = workshop.person(uses=(CLIENT_AUTH, INDIVIDUAL), usage=("digital_signature", "content_commitment"))
    assert refusal(workshop.cms(certificate=plain)) == "WRONG_KEY_PURPOSE"
    assert refusal(workshop.cms(certificate=stray)) == "WRONG_KEY_PURPOSE"


def test_a_key_that_may_not_sign_digitally_does_not_sign_in(workshop, refusal):
    certificate = workshop.person(uses=(CLIENT_AUTH, INDIVIDUAL), usage=("key_encipherment",))
    assert refusal(workshop.cms(certificate=certificate), purpose="sign-in") == "WRONG_KEY_PURPOSE"


@pytest.mark.parametrize("purpose", ["sign-in", "signing"])
@needs_vectors
def test_one_gost_key_is_good_for_signing_in_and_for_signing(purpose):
    check_purpose(read_certificate((CERTIFICATES / "individual_gost2015_2023.cer").read_bytes()), purpose)


@needs_vectors
def test_the_key_of_a_head_of_an_organisation_is_not_an_individuals():
    with pytest.raises(SignatureRefused, match="NOT_INDIVIDUAL"):
        check_purpose(read_certificate((CERTIFICATES / "ceo_gost2015_revoked.cer").read_bytes()), "signing")


def test_the_check_digit_of_an_iin_is_not_the_verifiers_business(workshop, refusal):
    certificate = workshop.person(subject=(*NAME, ("serialNumber", "IIN123456789011")))
    assert refusal(workshop.cms(certificate=certificate)) is None


def test_an_unknown_critical_extension_is_refused_and_an_unknown_plain_one_is_not(workshop, refusal):
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.398.3.3.5"), b"\x30\x00")
    critical, plain = (workshop.person(more=[(unknown, how)]) for how in (True, False))
    assert refusal(workshop.cms(certificate=critical)) == "WRONG_KEY_PURPOSE"
    assert refusal(workshop.cms(certificate=plain)) is None


def test_an_authoritys_certificate_signs_nothing_else(workshop, refusal):
    certificate = workshop.person(more=[(x509.BasicConstraints(True, None), True)])
    assert refusal(workshop.cms(certificate=certificate)) == "WRONG_KEY_PURPOSE"
