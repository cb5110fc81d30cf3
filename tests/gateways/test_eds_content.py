"""What was signed, when, and messages that are no signature at all."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes

from tests.gateways.workshop import key_named, only_rsa


def test_attached_content_other_than_the_expected_is_refused(workshop, refusal):
    assert refusal(workshop.cms(content=b"other", inside=b"other")) == "CONTENT_MISMATCH"
    assert refusal(workshop.cms(content=b"other", inside=b"text")) == "DIGEST_MISMATCH"


def test_a_detached_signature_over_other_content_is_refused(workshop, refusal):
    assert refusal(workshop.cms(content=b"other")) == "CONTENT_MISMATCH"


def test_empty_content_inside_is_not_the_same_as_no_content_inside(workshop, refusal):
    assert refusal(workshop.cms(inside=b"")) == "CONTENT_MISMATCH"


def test_an_authority_that_is_not_in_force_is_not_trusted(workshop, refusal):
    day = timedelta(days=1)
    ended = workshop.trust(workshop.authority(begin=workshop.noon - 9 * day, end=workshop.noon - day))
    assert refusal(workshop.cms(), trust=ended) == "UNTRUSTED_ISSUER"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"signers": 0}, "SIGNER_COUNT"),
        ({"signers": 2}, "SIGNER_COUNT"),
        ({"show": False}, "NO_SIGNER_CERT"),
        ({"attributes": ()}, "SIGNED_ATTRS_MISSING"),
        ({"attributes": ("content_type",)}, "SIGNED_ATTRS_MISSING"),
        ({"attributes": ("message_digest",)}, "SIGNED_ATTRS_MISSING"),
        ({"attributes": ("content_type", "message_digest", "message_digest")}, "MALFORMED_CMS"),
    ],
)
def test_a_message_without_a_part_or_with_one_twice_is_refused(workshop, refusal, how, code):
    assert refusal(workshop.cms(**how)) == code


def test_bytes_that_are_no_signature_are_refused(workshop, refusal):
    good = workshop.cms()
    page, armour = b"<html>not a signature</html>", b"-----BEGIN CMS-----\n%s\n-----END CMS-----"
    broken = [
        b"",
        b" ",
        page,
        armour % b"",
        armour % b"MII",
        good + b"\n",
        good[:-1],
        b"\x30\x03\x02\x01\x01",
        "МИИ".encode(),
    ]
    assert [refusal(one) for one in broken] == ["MALFORMED_CMS"] * len(broken)


def test_a_message_over_256_kilobytes_is_not_even_read(workshop, refusal):
    large = b"x" * 256 * 1024
    assert refusal(workshop.cms(content=large, inside=large), large) == "MALFORMED_CMS"


@only_rsa
def test_sha1_is_refused_in_the_signature_and_in_the_certificate(workshop, refusal):
    def weaken(certificate):
        for part in (certificate["signature_algorithm"], certificate["tbs_certificate"]["signature"]):
            part["algorithm"] = "sha1_rsa"

    weak = workshop.odd_person(weaken, hashes.SHA1())
    assert refusal(workshop.cms(digest="sha1")) == "ALG_NOT_ALLOWED"
    assert refusal(workshop.cms(certificate=weak)) == "ALG_NOT_ALLOWED"


@only_rsa
def test_a_short_rsa_key_is_refused(workshop, refusal):
    short = key_named("short", 1024)
    assert refusal(workshop.cms(certificate=workshop.person(key=short), key=short)) == "ALG_NOT_ALLOWED"
