"""Whose signature a sent PDF bears, and whether it held when it came; pyHanko signed it, and judges beside us."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from housing.actions.filing.verify_pdf_signatures import verify_pdf_signatures
from housing.demo.authority import Authority
from housing.demo.people import CertificateSubject
from housing.gateways import eds
from housing.gateways.papers import clean_paper
from tests import papers
from tests.papers import pdf
from tests.signed_papers import WAYS, added_to, changed_in, saved_anew, signed_pdf

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
ANOTHER = CertificateSubject("860606400022", "ЕКІНШІ", "СЫНАҚ")


@pytest.fixture(scope="module")
def verifier(authority):
    return eds.Verifier(eds.load_trust(authority.trust_folder))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """An authority that is nobody's here, although it has the name of ours."""
    return Authority.open(tmp_path_factory.mktemp("stranger"))


@pytest.fixture
def states(verifier):
    return lambda content, at=AT: [one["state"] for one in verify_pdf_signatures(content, verifier, at)]


def judge(content, authority):
    """pyHanko of each signature: does it belong to the bytes, is it an authority's, does it cover the file."""
    from asn1crypto.x509 import Certificate

    root = Certificate.load(authority.certificate.public_bytes(Encoding.DER))
    reader = PdfFileReader(BytesIO(content))
    told = [
        validate_pdf_signature(one, ValidationContext(trust_roots=[root], moment=AT, allow_fetching=False))
        for one in reader.embedded_signatures
    ]
    return [(one.intact and one.valid, one.trusted, one.coverage.name == "ENTIRE_FILE") for one in told]


@pytest.mark.parametrize("way", WAYS)
def test_a_good_signature_is_told_with_its_holder(authority, verifier, way):
    content = signed_pdf(authority, way)
    assert judge(content, authority) == [(True, True, True)]
    (said,) = verify_pdf_signatures(content, verifier, AT)
    assert said == {"state": "good", "holder": "САРАПШЫ СЫНАҚ", "organisation": "", "revocation": "not checked"}


def test_a_file_without_a_signature_has_none(states):
    assert states(pdf()) == states(papers.filled_form(drawn=True, need=False)) == []


@pytest.mark.parametrize("way", WAYS)
def test_an_issuer_that_is_nobodys_authority_is_told_apart(stranger, authority, states, way):
    content = signed_pdf(stranger, way)
    assert judge(content, authority)[0][1] is False and states(content) == ["untrusted"]


@pytest.mark.parametrize("spoil", [changed_in, added_to, saved_anew, lambda content: content + b"\n% more"])
def test_what_was_changed_or_added_to_after_signing_does_not_hold(authority, states, spoil):
    assert states(spoil(signed_pdf(authority))) == ["changed"]


def test_a_second_signer_does_not_undo_the_first(authority, states):
    twice = signed_pdf(authority, content=signed_pdf(authority), who=ANOTHER)
    assert judge(twice, authority) == [(True, True, False), (True, True, True)]
    assert states(twice) == ["earlier", "good"] and states(added_to(twice)) == ["changed", "changed"]


def test_a_strangers_signature_on_top_vouches_for_nothing(authority, stranger, states):
    assert states(signed_pdf(stranger, content=signed_pdf(authority))) == ["changed", "untrusted"]


def test_a_range_that_leaves_out_more_than_the_signature_does_not_hold(authority, states):
    content = signed_pdf(authority)
    start = content.index(b"/ByteRange") + len(b"/ByteRange")
    whole = content[start : content.index(b"]", start) + 1]
    _first, length, second, rest = (int(one) for one in whole.strip(b" []").split())
    for wrong in ((0, length - 9, second, rest), (0, length, second + 9, rest - 9), (1, length - 1, second, rest)):
        told = b" [" + b" ".join(b"%d" % one for one in wrong)
        assert states(content.replace(whole, told.ljust(len(whole) - 1) + b"]")) == ["changed"]


def test_a_key_whose_term_is_over_is_told_apart(authority, states):
    assert states(signed_pdf(authority), datetime(2050, 6, 1, tzinfo=UTC)) == ["ended"]


def test_bytes_before_the_header_do_not_spoil_a_signature(authority, states):
    assert states(b"\xef\xbb\xbf" + signed_pdf(authority)) == ["good"]


def test_a_signature_of_another_kind_or_of_junk_is_told_not_to_be_read(authority, states):
    content = signed_pdf(authority)
    assert states(content.replace(b"ETSI.CAdES.detached", b"ETSI.CAdES.invented")) == ["unread"]
    place = content.index(b"<3082")
    assert states(content[: place + 1] + b"ff" * 40 + content[place + 81 :]) == ["unread"]


def test_the_kept_copy_bears_no_signature(authority, states):
    assert states(clean_paper(signed_pdf(authority)).content) == []
