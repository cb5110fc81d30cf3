"""The negative tests that every sign-in by signature must pass (eds.md, section 7), as far as the verifier decides.

Those about requests and sessions stand in tests/signin and tests/citizen, under the names that section gives them.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import CrlFolder, Revocation
from housing.gateways.eds.certificates import EMAIL_PROTECTION, INDIVIDUAL, LEGAL_ENTITY
from tests.gateways.revocation_workshop import SERIAL, crl
from tests.gateways.workshop import ATTRIBUTES, PERSON, only_rsa

FORGER = (("CN", "ЖАЛҒАН КУӘЛАНДЫРУШЫ"), ("C", "KZ"))
NAME = (("CN", "СЫНАҚОВ СЫНАҚ"), ("C", "KZ"))


@pytest.fixture
def login(workshop, refusal):
    """The code with which sign-in by this certificate and key is refused."""

    def code(certificate=None, key="person", **how):
        shown = certificate or workshop.person(**workshop.login)
        along = how.pop("along", ())
        return refusal(workshop.cms(certificate=shown, key=workshop.key(key), along=along), purpose="sign-in", **how)

    return code


def test_the_sign_in_that_the_forgers_imitate_is_accepted(login):
    assert login() is None


def test_login_refuses_certificate_from_forged_ca_with_nca_name(workshop, login):
    forged = workshop.person(issuer_key="forger", **workshop.login)
    assert login(forged) == "CERT_SIGNATURE_INVALID"
    assert login(forged, along=[workshop.authority(key="forger")]) == "CERT_SIGNATURE_INVALID"


def test_login_refuses_certificate_with_patched_iin(workshop, login):
    genuine = workshop.person(**workshop.login).public_bytes(Encoding.DER)
    patched = x509.load_der_x509_certificate(genuine.replace(b"IIN900101300017", b"IIN900101300018"))
    assert login(patched) == "CERT_SIGNATURE_INVALID"


def test_login_refuses_self_signed_and_untrusted_ca_even_if_shipped_in_cms(workshop, login):
    issued = workshop.person(issuer=FORGER, issuer_key="forger", **workshop.login)
    own = workshop.person(issuer=PERSON, issuer_key="person", **workshop.login)
    shipped = workshop.authority(key="forger", name=FORGER)
    assert login(issued, along=[shipped]) == "UNTRUSTED_ISSUER"
    assert login(own) == "UNTRUSTED_ISSUER"
    assert login(trust=workshop.trust()) == "UNTRUSTED_ISSUER"


def test_login_refuses_certificate_issued_by_an_end_entity(workshop, login):
    holder = workshop.person(**workshop.login)
    child = workshop.person(issuer=PERSON, issuer_key="person", key=workshop.key("child"), **workshop.login)
    assert login(child, "child", along=[holder]) == "UNTRUSTED_ISSUER"


@only_rsa
def test_login_refuses_rsa_signing_key_and_document_refuses_authentication_key(workshop, refusal):
    """GOST has one key for both: test_eds_gost.py."""
    authentication = workshop.person(**workshop.login)
    assert refusal(workshop.cms(), purpose="sign-in") == "WRONG_KEY_PURPOSE"
    assert refusal(workshop.cms(certificate=authentication), purpose="signing") == "WRONG_KEY_PURPOSE"


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


def test_refuses_revoked_certificate_despite_backdated_signing_time_and_unknown_revocation_in_strict_mode(
    workshop, trust, refusal, tmp_path
):
    revoked = workshop.noon - timedelta(minutes=30)
    backdated = workshop.cms(
        attributes=(*ATTRIBUTES, "signing_time"), clock=workshop.noon - timedelta(days=9), content=b"text"
    )
    revocation = Revocation(CrlFolder(tmp_path, trust))
    assert refusal(backdated, revocation=revocation) == "REVOCATION_UNKNOWN"
    (tmp_path / "list.crl").write_bytes(crl(workshop, {SERIAL: revoked}))
    assert refusal(backdated, revocation=revocation) == "CERT_REVOKED"


def test_validity_is_judged_by_server_clock_expired_and_not_yet_valid_refused(workshop, refusal):
    day = timedelta(days=1)
    ended = workshop.person(term=(workshop.noon - 9 * day, workshop.noon - day))
    coming = workshop.person(term=(workshop.noon + day, workshop.noon + 9 * day))
    told = {"attributes": (*ATTRIBUTES, "signing_time")}
    assert refusal(workshop.cms(certificate=ended, clock=workshop.noon - 2 * day, **told)) == "CERT_EXPIRED"
    assert refusal(workshop.cms(certificate=coming, clock=workshop.noon + 2 * day, **told)) == "CERT_NOT_YET_VALID"
    assert refusal(workshop.cms(certificate=ended, **told), at=workshop.noon - day) is None
