"""Answers of the authority's responder: about this certificate, to this question, of now, by who is entitled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256

import pytest
from asn1crypto import core
from asn1crypto import ocsp as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from hypothesis import given
from hypothesis import strategies as st

from housing.gateways.eds.certificates import read_certificate
from housing.gateways.eds.der import split_items, whole_bytes
from housing.gateways.eds.ocsp import OcspError, read_answer, request_for
from tests.gateways.revocation_workshop import HOUR, NOCHECK, SERIAL, answer, delegate
from tests.gateways.workshop import PERSON, Workshop

NONCE = b"n" * 32
MINUTE = timedelta(minutes=1)


@pytest.fixture
def question(certificate, trust):
    return request_for(certificate, trust.authorities[0], NONCE)


@pytest.fixture(scope="module")
def authority_certificate():
    return read_certificate(Workshop().authority().public_bytes(Encoding.DER))


@pytest.fixture
def said(workshop, certificate, trust, question):
    """What is read from an answer made so: the status, or the code of the fault."""

    def read(response=None, at=workshop.noon, nonce=NONCE, **how):
        made = answer(workshop, question, **how) if response is None else response
        try:
            return read_answer(made, certificate, trust.authorities[0], at, nonce).status
        except OcspError as fault:
            return fault.code

    return read


def test_the_question_names_the_certificate_the_authority_and_a_nonce(question, certificate, trust):
    asked = ocsp.load_der_ocsp_request(question)
    assert (asked.serial_number, asked.hash_algorithm.name) == (certificate.serial, "sha256")
    assert asked.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == NONCE


@given(serial=st.integers(1, 2**160), nonce=st.binary(min_size=1, max_size=32))
def test_a_question_is_written_as_a_general_encoder_writes_it(authority_certificate, serial, nonce):
    authority = authority_certificate
    key = whole_bytes(split_items(authority.key_info)[1])
    named = {
        "hash_algorithm": {"algorithm": "sha256"},
        "issuer_name_hash": sha256(authority.subject).digest(),
        "issuer_key_hash": sha256(key).digest(),
        "serial_number": serial,
    }
    fresh = [{"extn_id": "nonce", "extn_value": core.OctetString(nonce)}]
    body = {"request_list": [{"req_cert": named}], "request_extensions": fresh}
    assert (
        request_for(replace(authority, serial=serial), authority, nonce)
        == asn1.OCSPRequest({"tbs_request": body}).dump()
    )


def test_good_is_good(said):
    assert said() == "good"


def test_revoked_is_revoked_since_its_moment(workshop, certificate, trust, question):
    since = workshop.noon - HOUR
    response = answer(workshop, question, status="revoked", since=since)
    found = read_answer(response, certificate, trust.authorities[0], workshop.noon, NONCE)
    assert (found.status, found.revoked_at, found.response) == ("revoked", since, response)


def test_a_certificate_that_was_never_issued_is_revoked_since_1970(said):
    assert said(status="revoked", since=datetime(1970, 1, 1, tzinfo=UTC)) == "revoked"


def test_unknown_is_unknown(said):
    assert said(status="unknown") == "unknown"


def test_an_answer_without_the_nonce_or_with_another_is_refused(said):
    assert said(echo=False) == "OCSP_NONCE"
    assert said(nonce=b"x" * 32) == "OCSP_NONCE"


def test_an_answer_with_a_replayed_nonce_is_refused(said, workshop, question):
    assert said(response=answer(workshop, question, nonce=b"m" * 32)) == "OCSP_NONCE"


def test_a_kept_answer_is_looked_at_again_without_its_nonce(said):
    assert said(nonce=None) == "good"
    assert said(nonce=None, echo=False) == "good"


@pytest.mark.parametrize(
    ("minutes", "lasts", "expected"),
    [
        (0, HOUR, "good"), (60, HOUR, "good"), (61, HOUR, "OCSP_STALE"), (-5, HOUR, "good"),
        (-6, HOUR, "OCSP_STALE"), (10, None, "good"), (11, None, "OCSP_STALE"),
    ],
)  # fmt: skip
def test_an_answer_is_of_now(said, workshop, minutes, lasts, expected):
    assert said(at=workshop.noon + minutes * MINUTE, lasts=lasts) == expected


def test_an_answer_about_another_certificate_is_refused(said):
    assert said(serial=SERIAL + 1) == "OCSP_MISMATCH"


def test_an_answer_about_another_authoritys_certificate_is_refused(workshop, certificate, said):
    other = read_certificate(workshop.authority(key="renewed").public_bytes(Encoding.DER))
    assert said(response=answer(workshop, request_for(certificate, other, NONCE))) == "OCSP_MISMATCH"


def test_an_authority_may_be_named_by_its_sha1(workshop, certificate, trust, said):
    """As most responders do; there it is no signature and proves nothing by itself."""
    authority = trust.authorities[0]
    request = asn1.OCSPRequest.load(request_for(certificate, authority, NONCE))
    named = request["tbs_request"]["request_list"][0]["req_cert"]
    named["hash_algorithm"] = {"algorithm": "sha1"}
    named["issuer_name_hash"] = sha1(authority.subject).digest()
    named["issuer_key_hash"] = sha1(whole_bytes(split_items(authority.key_info)[1])).digest()
    assert said(response=answer(workshop, request.dump())) == "good"


def test_a_signature_that_does_not_fit_is_refused(workshop, question, said):
    good = answer(workshop, question)
    assert said(response=good[:-1] + bytes((good[-1] ^ 1,))) == "OCSP_SIGNATURE"
    assert said(key="forger") == "OCSP_SIGNATURE"


def test_an_answer_changed_on_the_way_is_refused(workshop, question, said):
    good = answer(workshop, question, at=workshop.noon - 2 * HOUR)
    fresh = good.replace(b"20260713100000Z", b"20260713120000Z").replace(b"20260713110000Z", b"20260713130000Z")
    assert (said(response=good), said(response=fresh)) == ("OCSP_STALE", "OCSP_SIGNATURE")


def test_a_critical_extension_may_change_what_an_answer_means(said):
    assert said(critical=True) == "OCSP_MALFORMED"


@pytest.mark.parametrize("by_key", [False, True])
def test_a_delegate_whose_nocheck_has_an_empty_value_is_entitled(workshop, said, by_key):
    """As the national responder's certificate has it; general parsers refuse it."""
    entitled = delegate(workshop, more=[(NOCHECK, False)])
    assert said(by=entitled, by_key=by_key, along=[entitled], key="responder") == "good"


def test_a_delegate_may_send_the_authoritys_certificate_along(workshop, said):
    entitled = delegate(workshop)
    assert said(by=entitled, along=[workshop.authority(), entitled], key="responder") == "good"


@pytest.mark.parametrize(
    "how",
    [
        {"uses": [x509.ObjectIdentifier("1.3.6.1.5.5.7.3.2")]},
        {"issuer_key": "forger"},
        {"issuer": PERSON, "issuer_key": "person"},
        {"issuer": PERSON},
        {"end": datetime(2026, 7, 13, 11, 0, tzinfo=UTC)},
        {"more": [(x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.398.3.3.5"), b"\x30\x00"), True)]},
    ],
    ids=["another use", "a forger's", "a person's", "another name's", "ended", "limited"],
)
def test_who_is_not_entitled_answers_nothing(workshop, said, how):
    stranger = delegate(workshop, **how)
    assert said(by=stranger, along=[stranger], key="responder") == "OCSP_RESPONDER"


def test_a_persons_key_answers_nothing(workshop, said):
    person = workshop.person()
    assert said(by=person, along=[person], key="person") == "OCSP_RESPONDER"


def test_a_delegate_that_does_not_show_its_certificate_answers_nothing(workshop, said):
    assert said(by=delegate(workshop), key="responder") == "OCSP_RESPONDER"


def test_a_delegates_certificate_does_not_lend_its_name_to_another_key(workshop, said):
    entitled = delegate(workshop)
    assert said(by=entitled, along=[entitled], key="forger") == "OCSP_SIGNATURE"


def test_an_answer_that_says_try_later_is_silence(said):
    for status in ("malformed_request", "internal_error", "try_later", "unauthorized"):
        assert said(response=asn1.OCSPResponse({"response_status": status}).dump()) == "OCSP_UNAVAILABLE"


@pytest.mark.parametrize("response", [b"", b"<html>", b"\x30\x00", b"\x30\x03\x0a\x01\x00", b"\x30" * 999])
def test_what_is_no_answer_is_told_as_such(said, response):
    assert said(response=response) == "OCSP_MALFORMED"


def test_bytes_behind_an_answer_are_refused(workshop, question, said):
    assert said(response=answer(workshop, question) + b"\x00") == "OCSP_MALFORMED"
