"""The bank's seal on a notice, judged by readers that are not ours."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from asn1crypto import cms
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from housing.demo.people import CertificateSubject
from housing.gateways.pades import load_notice_key, seal_pdf
from housing.notices import compose_notice
from housing.notices.pdf import make_pdf
from tests.notices.readers import sealed, verify, words_of
from tests.notices.test_pdf import AT, paper
from tests.notices.test_registered import data


@pytest.fixture
def key(authority):
    return load_notice_key(authority.bank())


@pytest.fixture
def plain(app):
    with app.app_context():
        return make_pdf(paper(compose_notice(data())), sealed=True)


@pytest.fixture
def document(plain, key):
    return seal_pdf(plain, key, AT, "№ 2611-Е-000001")


def test_the_seal_covers_the_whole_file_but_its_own_place(document):
    seal = sealed(document)
    first, length, second, rest = seal.parts
    assert first == 0 and second + rest == len(document) and second - length == len(seal.hole)


def test_it_takes_the_room_that_it_needs(document, plain):
    """A notice with its seal is kept for ever, and there are millions."""
    hole = bytes.fromhex(sealed(document).hole[1:-1].decode())
    assert len(hole) == len(cms.ContentInfo.load(hole).dump())
    assert len(document) < len(plain) + len(hole) * 2 + 1_200 and len(document) < 23_000


def test_it_verifies_with_nothing_of_ours(document, authority):
    seal = sealed(document)
    verify(seal)
    seal.certificate.verify_directly_issued_by(authority.certificate)


def test_it_is_pades_baseline(document):
    """EN 319 142-1: sub-filter, the certificate named among what is signed, the time not among it."""
    assert b"/SubFilter /ETSI.CAdES.detached" in document and b"/M (D:20261124050000Z)" in document
    assert set(sealed(document).attributes) == {"content_type", "message_digest", "signing_certificate_v2"}


def test_a_library_made_for_it_says_the_same(document, authority):
    from asn1crypto.x509 import Certificate

    root = Certificate.load(authority.certificate.public_bytes(Encoding.DER))
    seal = PdfFileReader(io.BytesIO(document)).embedded_signatures[0]
    said = validate_pdf_signature(seal, ValidationContext(trust_roots=[root], moment=AT, allow_fetching=False))
    assert said.intact and said.valid and said.trusted and said.coverage.name == "ENTIRE_FILE"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_changed_byte_breaks_it(document, share):
    changed = bytearray(document)
    changed[int(sealed(document).parts[1] * share)] ^= 1
    with pytest.raises(AssertionError, match="another document"):
        verify(sealed(bytes(changed)))


def test_a_changed_byte_after_the_seal_breaks_it(document):
    with pytest.raises(AssertionError, match="another document"):
        verify(sealed(document[:-7] + b" " + document[-6:]))


def test_another_signature_in_its_place_breaks_it(document, key, plain):
    other = seal_pdf(plain, replace(key, key=rsa.generate_private_key(65537, 2048)), AT, "№ 2611-Е-000001")
    with pytest.raises(InvalidSignature):
        verify(sealed(other))


def test_the_same_document_sealed_twice_is_the_same_bytes(plain, key, document):
    assert seal_pdf(plain, key, AT, "№ 2611-Е-000001") == document


def test_what_came_before_the_seal_stays_as_it_was(plain, document):
    assert document.startswith(plain) and words_of(document) == words_of(plain)
    before, after = PdfReader(io.BytesIO(plain)), PdfReader(io.BytesIO(document))
    assert before.metadata == after.metadata and after.trailer["/Root"]["/Lang"] == "kk"
    assert after.trailer["/ID"][0] == before.trailer["/ID"][0] != after.trailer["/ID"][1]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n% an invented document\n", b"no PDF\nstartxref\n9\n%%EOF\n"])
def test_what_is_no_pdf_of_ours_is_not_sealed(key, content):
    with pytest.raises(ValueError, match="PDF"):
        seal_pdf(content, key, AT, "")


def test_a_document_is_sealed_once(document, key):
    with pytest.raises(ValueError, match="PDF"):
        seal_pdf(document, key, AT, "")


def pem(key, encryption=None):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda a, own: pem(own[0]), "0 certificates"),
        (lambda a, own: pem(own[0]) + a.certificate.public_bytes(Encoding.PEM), "0 certificates"),
        (lambda a, own: pem(a.key) + a.certificate.public_bytes(Encoding.PEM), "not meant for signatures"),
        (lambda a, own: pem(ec.generate_private_key(ec.SECP256R1())), "no RSA key"),
        (lambda a, own: pem(rsa.generate_private_key(65537, 1024)), "no RSA key"),
        (lambda a, own: pem(own[0], BestAvailableEncryption(b"x")), "locked by a password"),
        (lambda a, own: b"nothing", "PEM"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_key_of_a_bank_is_refused(authority, tmp_path, made, why):
    own = authority.certificate_for(CertificateSubject("", "A", "B"))
    file = tmp_path / "bank.pem"
    file.write_bytes(made(authority, own))
    with pytest.raises(ValueError, match=why):
        load_notice_key(file)


def test_certificates_above_go_along(authority, tmp_path, plain):
    file = tmp_path / "bank.pem"
    file.write_bytes(authority.certificate.public_bytes(Encoding.PEM) + authority.bank().read_bytes())
    key = load_notice_key(file)
    seal = sealed(seal_pdf(plain, key, AT, ""))
    verify(seal)
    assert len(seal.signed["certificates"]) == 2 and key.is_demo
