"""Signatures and OCSP answers made with the national TEST keys: every one gives what the manifest expects."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import CrlFolder, Revocation, SignatureRefused, load_trust, verify_signature
from housing.gateways.eds.certificates import read_certificate
from housing.gateways.eds.ocsp import OcspError, read_answer
from tests.vectors import PURPOSES, VECTORS, copied, listed, moment, needs_vectors


def outcome(vector, folder):
    trust = load_trust(copied(vector["trust"], folder / "trust"), listed=False)
    crls = CrlFolder(copied(vector["crls"], folder / "crl"), trust)
    revocation = None if vector["revocation"] == "off" else Revocation(crls)
    signature, content = (VECTORS / vector["file"]).read_bytes(), (VECTORS / vector["content"]).read_bytes()
    how = {"at": moment(vector["moment"]), "purpose": PURPOSES[vector["purpose"]], "revocation": revocation}
    try:
        return "OK", verify_signature(signature, content, trust=trust, **how).iin
    except SignatureRefused as refused:
        return refused.code, None


@needs_vectors
@pytest.mark.parametrize("vector", listed("vectors"))
def test_a_vector_made_with_national_test_keys_gives_its_expected_code(vector, tmp_path):
    code, iin = outcome(vector, tmp_path)
    assert code in vector["expect"]
    assert iin == vector["iin"]


def certificate(name):
    """Some of the files are armoured."""
    content = (VECTORS / name).read_bytes()
    if content.startswith(b"-----BEGIN"):
        content = x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)
    return read_certificate(content)


def answered(vector):
    nonce = bytes.fromhex(vector["nonce"]) if vector["nonce"] else None
    asked = (certificate(vector["cert"]), certificate(vector["ca"]), moment(vector["moment"]), nonce)
    try:
        said = read_answer((VECTORS / vector["file"]).read_bytes(), *asked)
    except OcspError as fault:
        return fault.code
    return {"good": "GOOD", "revoked": "CERT_REVOKED"}[said.status]


@needs_vectors
@pytest.mark.parametrize("vector", listed("ocsp"))
def test_an_answer_of_the_national_responder_is_read_as_expected(vector):
    assert answered(vector) == vector["expect"]
