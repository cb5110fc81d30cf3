"""Messages that somebody put together from other messages, put something into, or grew beyond reason."""

from __future__ import annotations

from time import monotonic

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds.cms import LARGEST, read_cms
from tests.gateways.workshop import ATTRIBUTES, IIN

OTHER = (("CN", "БАСҚА АДАМ"), ("SN", "БАСҚА"), ("serialNumber", "IIN900101300018"), ("C", "KZ"))


def parts(message):
    found = cms.ContentInfo.load(message)
    return found, found["content"]


def joined(first, second):
    """The first message with the second's signer and certificates put in."""
    whole, content = parts(first)
    for kind in ("signer_infos", "certificates"):
        for one in parts(second)[1][kind]:
            content[kind].append(one)
    return whole.dump()


@pytest.fixture
def stranger(workshop):
    """A good message of somebody else, of the same authority."""
    certificate = workshop.person(subject=OTHER, key=workshop.key("other"), serial=78)
    return workshop.cms(certificate=certificate, key=workshop.key("other"))


def test_two_good_signers_are_one_too_many_in_either_order(workshop, refusal, stranger):
    assert refusal(stranger) is None
    assert refusal(joined(workshop.cms(), stranger)) == "SIGNER_COUNT"
    assert refusal(joined(stranger, workshop.cms())) == "SIGNER_COUNT"


def test_a_good_signature_beside_somebody_elses_certificate_names_its_own_signer(workshop, refusal, stranger):
    theirs = parts(stranger)[1]["certificates"][0].chosen.dump()
    assert refusal(workshop.cms(certificate=theirs)) == "SIGNATURE_INVALID"


def test_signed_attributes_of_another_message_do_not_fit(workshop, refusal):
    """Attributes and digest of "text", signature of another message by the same key."""
    ours, other = workshop.cms(), read_cms(workshop.cms(content=b"other")).signature
    assert refusal(ours.replace(read_cms(ours).signature, other)) == "SIGNATURE_INVALID"


def test_the_digest_may_not_be_exchanged_for_that_of_other_content(workshop, refusal):
    ours, other = read_cms(workshop.cms()).message_digest, read_cms(workshop.cms(content=b"other")).message_digest
    changed = workshop.cms().replace(ours, other)
    assert refusal(changed) == "CONTENT_MISMATCH"
    assert refusal(changed, b"other") == "SIGNATURE_INVALID"


def test_content_put_into_a_detached_signature_must_be_the_expected_one(workshop, refusal):
    def filled(content):
        whole, inner = parts(workshop.cms())
        inner["encap_content_info"]["content"] = content
        return whole.dump()

    assert refusal(filled(b"text")) is None
    assert refusal(filled(b"other")) == "CONTENT_MISMATCH"
    assert refusal(filled(b"other"), b"other") == "DIGEST_MISMATCH"


def test_a_signature_over_the_bare_content_does_not_pass_for_one_over_attributes(workshop, refusal):
    """Who has a signature without attributes over bytes that look like attributes could claim any content."""
    said = read_cms(workshop.cms()).signed
    bare = workshop.cms(content=said, attributes=())
    assert refusal(bare, said) == "SIGNED_ATTRS_MISSING"


@pytest.mark.parametrize("twice", ["content_type", "message_digest", "signing_time"])
def test_an_attribute_given_twice_is_refused(workshop, refusal, twice):
    every = (*ATTRIBUTES, "signing_time")
    assert refusal(workshop.cms(attributes=every)) is None
    assert refusal(workshop.cms(attributes=(*every, twice))) == "MALFORMED_CMS"


def test_the_certificate_of_the_authority_is_nobodys_key(workshop, refusal):
    authority = workshop.authority()
    assert refusal(workshop.cms(certificate=authority, key=workshop.key("authority"))) == "WRONG_KEY_PURPOSE"


def test_an_authority_of_ones_own_beside_the_true_certificate_changes_nothing(workshop, refusal):
    assert refusal(workshop.cms(along=[workshop.authority(key="forger")])) is None


def test_an_iin_patched_in_a_message_is_refused_wherever_it_stands(workshop, refusal):
    message = workshop.cms(content=IIN.encode(), inside=IIN.encode())
    assert message.count(IIN.encode()) == 2
    for changed in (message.replace(b"IIN" + IIN.encode(), b"IIN900101300018"), message.replace(b"900101", b"910101")):
        assert refusal(changed, IIN.encode()) in ("CERT_SIGNATURE_INVALID", "CONTENT_MISMATCH")


@pytest.mark.parametrize("more", [b"\x00", b"\n", b"\x05\x00", b"\x30\x00", b" " * 99])
def test_bytes_behind_a_signature_are_refused(workshop, refusal, more):
    assert refusal(workshop.cms() + more) == "MALFORMED_CMS"


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00" * 2**20,
        b"\x30" * 2**20,
        b"\x30\x80" * 2**19,
        b"A" * 2**20,
        b"M" * LARGEST,
        b"\x30" * LARGEST,
        b"\x30\x80" * (LARGEST // 2),
        b"-----BEGIN CMS-----" * 2**14,
        b" " * LARGEST,
        b"\xff" * LARGEST,
        b"\x30\x84\xff\xff\xff\xff" + b"\x30" * 99,
        b"\x30\x83\x03\xff\xf9" + b"\x31\x00" * (LARGEST // 2 - 9),
    ],
    ids=lambda garbage: f"{garbage[:4].hex()}-{len(garbage)}",
)
def test_a_megabyte_of_garbage_is_refused_at_once(refusal, garbage):
    began = monotonic()
    assert refusal(garbage) == "MALFORMED_CMS"
    assert monotonic() - began < 1


def test_thousands_of_certificates_beside_a_signature_do_not_hold_the_server(workshop, refusal):
    along = [workshop.person(issuer_key="forger")] * (LARGEST // 1200)
    began = monotonic()
    assert refusal(workshop.cms(along=along)) in ("NO_SIGNER_CERT", "MALFORMED_CMS")
    assert monotonic() - began < 2


def test_the_size_is_judged_before_anything_is_read(workshop, refusal):
    whole = workshop.cms(content=b"x" * LARGEST, inside=b"x" * LARGEST)
    assert len(whole) > LARGEST
    assert refusal(whole, b"x" * LARGEST) == "MALFORMED_CMS"


def test_a_certificate_with_another_name_inside_is_not_the_issuers(workshop, refusal):
    der = workshop.person().public_bytes(Encoding.DER)
    assert refusal(workshop.cms(certificate=der.replace(b"3.0 (TEST)", b"4.0 (TEST)"))) == "UNTRUSTED_ISSUER"
