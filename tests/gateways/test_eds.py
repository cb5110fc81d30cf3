"""Signatures that are accepted, in every form they arrive in."""

import base64
import itertools

import pytest

from housing.gateways.eds import WORDS, verify_signature
from tests.gateways.workshop import only_rsa

CODES = (
    "MALFORMED_CMS SIGNER_COUNT NO_SIGNER_CERT SIGNED_ATTRS_MISSING CONTENT_MISMATCH DIGEST_MISMATCH "
    "SIGNATURE_INVALID CERT_SIGNATURE_INVALID UNTRUSTED_ISSUER CERT_EXPIRED CERT_NOT_YET_VALID CERT_REVOKED "
    "REVOCATION_UNKNOWN ALG_NOT_ALLOWED WRONG_KEY_PURPOSE NOT_INDIVIDUAL IIN_MISSING SUBJECT_AMBIGUOUS"
)


def test_a_detached_signature_tells_who_signed(workshop, trust):
    signer = verify_signature(workshop.cms(), b"text", trust=trust, at=workshop.noon, purpose="signing")
    assert (signer.iin, signer.name, signer.surname) == (workshop.iin, "СЫНАҚОВ СЫНАҚ", "СЫНАҚОВ")
    assert signer.issuer_sha256 == trust.authorities[0].sha256
    assert signer.serial == f"{77:x}"


def test_an_attached_signature_over_the_expected_content_is_accepted(workshop, refusal):
    assert refusal(workshop.cms(inside=b"text")) is None


def test_a_signature_arrives_as_der_as_armour_or_as_bare_base64(workshop, refusal):
    der = workshop.cms()
    bare = base64.encodebytes(der)
    armoured = b"-----BEGIN CMS-----\r\n" + bare.replace(b"\n", b"\r\n") + b"-----END CMS-----\r\n"
    assert [refusal(one) for one in (der, bare, bare.replace(b"\n", b""), armoured)] == [None] * 4


def test_der_that_ends_with_a_white_space_byte_is_not_stripped(workshop, refusal):
    tries = ((n, workshop.cms(content=b"%d" % n)) for n in itertools.count())
    number, signature = next((n, one) for n, one in tries if one[-1:] in (b"\n", b" ", b"\r", b"\t"))
    assert refusal(signature, b"%d" % number) is None


@only_rsa
@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
def test_every_digest_of_the_sha2_family_is_accepted(workshop, refusal, digest):
    assert refusal(workshop.cms(digest=digest)) is None


def test_an_authentication_key_signs_in(workshop, refusal):
    assert refusal(workshop.cms(certificate=workshop.person(**workshop.login)), purpose="sign-in") is None


def test_of_two_authorities_with_one_name_the_one_that_signed_is_found(workshop, refusal):
    renewed = workshop.authority(key="renewed")
    both = workshop.trust(renewed, workshop.authority())
    assert refusal(workshop.cms(), trust=both) is None


def test_every_reason_has_words_with_a_way_out():
    assert set(WORDS) == set(CODES.split())
    assert all(words.count(".") >= 2 for words in WORDS.values())


def test_a_moment_without_a_zone_is_a_mistake_of_the_caller(workshop, trust):
    with pytest.raises(ValueError, match="time zone"):
        verify_signature(workshop.cms(), b"text", trust=trust, at=workshop.noon.replace(tzinfo=None), purpose="signing")
