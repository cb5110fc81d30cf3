"""No name and no IIN stands in a log line or in the text of a fault, whatever happens to a signature."""

from __future__ import annotations

import logging
import traceback

import pytest
from cryptography import x509

from housing.gateways.eds import CrlFolder, NcaNode, Responder, Revocation, SignatureRefused, Verifier
from housing.gateways.eds.cms import read_cms
from tests.gateways.ncanode_double import REVOKED, answer, shown, written
from tests.gateways.revocation_workshop import HOUR, SERIAL, crl
from tests.gateways.revocation_workshop import answer as ocsp_answer
from tests.gateways.workshop import IIN, PERSON

#: Basic constraints that are none, with an IIN inside.
ODD = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.19"), b"\x0c\x0c" + IIN.encode())
PERSONAL = (IIN, "СЫНАҚОВ", "СЫНАҚ", "900101", f"{IIN!s}".encode().hex(), "СЫНАҚОВ".encode().hex(), repr(IIN.encode()))


@pytest.fixture
def quiet(caplog):
    """Collects all that is logged by anybody, down to DEBUG; at the end nothing of it may name the person."""
    caplog.set_level(logging.DEBUG)
    told = []
    yield told
    records = caplog.get_records("call")  # at this point `caplog` itself looks at the end of the test alone
    lines = [*(one.getMessage() for one in records), *(str(one.__dict__) for one in records), *told]
    found = [word for word in PERSONAL for line in lines if word in line]
    assert found == []


@pytest.fixture
def verified(workshop, trust, quiet):
    """The code, None where it is accepted; the text of a refusal goes to `quiet`."""

    def code(verifier=None, cms=None, purpose="signing"):
        used = verifier or Verifier(trust)
        try:
            used.verify(cms or workshop.cms(), b"text", at=workshop.noon, purpose=purpose)
        except SignatureRefused as refused:
            quiet.append("".join(traceback.format_exception(refused)))
            assert refused.__context__ is None or refused.__suppress_context__, "a parser's words would be shown too"
            return refused.code
        return None

    return code


def test_an_accepted_signature_leaves_nothing(verified):
    assert verified() is None


def wrong(workshop):
    """A message for every reason, and the reason."""
    good = workshop.cms()
    signature = read_cms(good).signature
    person = workshop.person
    yield good + b"\x00", "MALFORMED_CMS"
    yield good[:-200], "MALFORMED_CMS"
    yield workshop.cms(signers=2), "SIGNER_COUNT"
    yield workshop.cms(show=False), "NO_SIGNER_CERT"
    yield workshop.cms(attributes=()), "SIGNED_ATTRS_MISSING"
    yield workshop.cms(content=b"other"), "CONTENT_MISMATCH"
    yield workshop.cms(content=b"other", inside=b"text"), "DIGEST_MISMATCH"
    yield good.replace(signature, signature[::-1]), "SIGNATURE_INVALID"
    yield workshop.cms(certificate=person(issuer_key="forger")), "CERT_SIGNATURE_INVALID"
    yield workshop.cms(certificate=person(issuer=PERSON, issuer_key="person")), "UNTRUSTED_ISSUER"
    yield workshop.cms(certificate=person(usage=())), "WRONG_KEY_PURPOSE"
    yield workshop.cms(certificate=person(more=[(ODD, False)])), "MALFORMED_CMS"
    yield workshop.cms(certificate=person(uses=())), "NOT_INDIVIDUAL"
    yield workshop.cms(certificate=person(subject=PERSON[:2])), "IIN_MISSING"
    yield workshop.cms(certificate=person(subject=(*PERSON, *PERSON))), "SUBJECT_AMBIGUOUS"
    yield workshop.cms(certificate=person(term=(workshop.noon - 2 * HOUR, workshop.noon - HOUR))), "CERT_EXPIRED"


def test_a_refused_signature_leaves_only_its_code(workshop, verified):
    for message, code in wrong(workshop):
        assert verified(cms=message) == code


@pytest.mark.parametrize("spoil", range(1, 400, 7))
def test_a_spoiled_certificate_leaves_nothing_either(workshop, verified, spoil):
    """Parsers quote what they stumble over."""
    message = bytearray(workshop.cms())
    message[60 + spoil] ^= 0x55
    assert verified(cms=bytes(message)) is not None


def responder_at(server, workshop):
    return Responder(server.url, clock=lambda: workshop.noon, timeout=0.2)


def test_a_responder_that_fails_is_told_by_a_code_alone(workshop, trust, verified, server, caplog):
    verifier = Verifier(trust, revocation=Revocation(None, responder_at(server, workshop)))
    server.says(IIN.encode() + b" " + "СЫНАҚОВ".encode())
    assert verified(verifier) is None
    server.says(b"", 500)
    assert verified(verifier) is None
    server.reply = lambda question: (200, ocsp_answer(workshop, question, key="forger"))
    assert verified(verifier, workshop.cms(certificate=workshop.person(**workshop.login)), "sign-in")
    codes = ["OCSP: OCSP_MALFORMED", "OCSP: OCSP_UNAVAILABLE", "OCSP: OCSP_SIGNATURE"]
    assert [one for one in caplog.messages if one.startswith("OCSP")] == codes


@pytest.mark.parametrize(
    ("said", "status", "code", "line"),
    [
        (IIN.encode(), 200, "SIGNATURE_INVALID", "NCANode's answer does not fit the question"),
        ("<html>СЫНАҚОВ".encode(), 200, "REVOCATION_UNKNOWN", "NCANode does not answer: JSONDecodeError"),
        (written({"status": 400, "message": f"IIN{IIN}"}), 400, "SIGNATURE_INVALID", "NCANode answers with status 400"),
        (written(answer(shown(iin="900101300018"))), 200, "SIGNATURE_INVALID", "NCANode's answer does not fit"),
        (written(answer(shown([REVOKED]))), 200, "CERT_REVOKED", ""),
        (None, 0, "REVOCATION_UNKNOWN", "NCANode does not answer: NoAnswer"),
    ],
)
def test_an_ncanode_that_fails_is_told_by_a_kind_alone(trust, verified, server, caplog, said, status, code, line):
    server.reply = lambda question: said if said is None else (status, said)
    verifier = Verifier(trust, "ncanode", NcaNode(server.url, timeout=0.2))
    assert verified(verifier) == code
    assert line in caplog.text


def test_a_disagreement_is_told_without_a_name(trust, verified, server, caplog):
    server.says(written(answer(valid=False)))
    assert verified(Verifier(trust, "both", NcaNode(server.url))) == "SIGNATURE_INVALID"
    assert "verifiers disagree" in caplog.text


def test_a_list_that_is_ignored_is_told_by_its_file(workshop, trust, verified, tmp_path, caplog):
    (tmp_path / "0.crl").write_bytes(crl(workshop, {SERIAL: workshop.noon}, key="forger"))
    (tmp_path / "1.crl").write_bytes(IIN.encode())
    assert verified(Verifier(trust, revocation=Revocation(CrlFolder(tmp_path, trust)))) is None
    assert [one.split(" is ignored")[0] for one in caplog.messages if "ignored" in one] == ["0.crl", "1.crl"]
