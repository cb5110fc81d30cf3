"""Whose key and for what: individuals only, a key to sign in and a key to sign."""

from pathlib import Path

import pytest
from cryptography import x509

from housing.gateways.eds import Refused
from housing.gateways.eds.certificates import (
    CLIENT_AUTH,
    EMAIL_PROTECTION,
    INDIVIDUAL,
    LEGAL_ENTITY,
    check_purpose,
    read_certificate,
)

CERTIFICATES = Path(__file__).parents[3] / "shared" / "eds" / "vectors" / "certs"
NAME = (("CN", "СЫНАҚОВ СЫНАҚ"), ("C", "KZ"))


def test_login_refuses_rsa_signing_key_and_document_refuses_authentication_key(workshop, refusal):
    authentication = workshop.person(uses=(CLIENT_AUTH, INDIVIDUAL), usage=("digital_signature", "key_encipherment"))
    assert refusal(workshop.cms(), purpose="sign-in") == "WRONG_KEY_PURPOSE"
    assert refusal(workshop.cms(certificate=authentication), purpose="signing") == "WRONG_KEY_PURPOSE"


def test_key_usage_and_extended_key_usage_must_both_allow_signing(workshop, refusal):
    plain = workshop.person(usage=("digital_signature",))
    stray = workshop.person(uses=(CLIENT_AUTH, INDIVIDUAL), usage=("digital_signature", "content_commitment"))
    assert refusal(workshop.cms(certificate=plain)) == "WRONG_KEY_PURPOSE"
    assert refusal(workshop.cms(certificate=stray)) == "WRONG_KEY_PURPOSE"


def test_a_key_that_may_not_sign_digitally_does_not_sign_in(workshop, refusal):
    certificate = workshop.person(uses=(CLIENT_AUTH, INDIVIDUAL), usage=("key_encipherment",))
    assert refusal(workshop.cms(certificate=certificate), purpose="sign-in") == "WRONG_KEY_PURPOSE"


@pytest.mark.parametrize("purpose", ["sign-in", "signing"])
@pytest.mark.skipif(not CERTIFICATES.is_dir(), reason="the shared vectors are not here")
def test_one_gost_key_is_good_for_signing_in_and_for_signing(purpose):
    check_purpose(read_certificate((CERTIFICATES / "individual_gost2015_2023.cer").read_bytes()), purpose)


@pytest.mark.skipif(not CERTIFICATES.is_dir(), reason="the shared vectors are not here")
def test_the_key_of_a_head_of_an_organisation_is_not_an_individuals():
    with pytest.raises(Refused, match="NOT_INDIVIDUAL"):
        check_purpose(read_certificate((CERTIFICATES / "ceo_gost2015_revoked.cer").read_bytes()), "signing")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"uses": (EMAIL_PROTECTION, LEGAL_ENTITY)}, "NOT_INDIVIDUAL"),
        ({"uses": (EMAIL_PROTECTION, INDIVIDUAL, LEGAL_ENTITY)}, "NOT_INDIVIDUAL"),
        ({"uses": (EMAIL_PROTECTION,)}, "NOT_INDIVIDUAL"),
        ({"subject": NAME}, "IIN_MISSING"),
        ({"subject": (*NAME, ("serialNumber", "BIN900101300017"))}, "IIN_MISSING"),
        ({"subject": (*NAME, ("serialNumber", "IIN90010130001"))}, "IIN_MISSING"),
        ({"subject": (*NAME, ("serialNumber", "IIN٩00101300017"))}, "IIN_MISSING"),
        ({"subject": (*NAME, ("serialNumber", "IIN900101300017\n"))}, "IIN_MISSING"),
        (
            {"subject": (*NAME, ("serialNumber", "IIN900101300017"), ("serialNumber", "IIN900101300018"))},
            "SUBJECT_AMBIGUOUS",
        ),
        ({"subject": (*NAME, *NAME, ("serialNumber", "IIN900101300017"))}, "SUBJECT_AMBIGUOUS"),
    ],
)
def test_refuses_legal_entity_key_and_ambiguous_or_missing_iin(workshop, refusal, change, code):
    assert refusal(workshop.cms(certificate=workshop.person(**change))) == code


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
