"""GOST 34.10-2015: one key for both uses, and numbers that are no signature."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import verify_signature
from housing.gateways.eds.cms import read_cms
from tests.gateways.gost_signing import DIGEST, GostKey, P, Q, gost_key, key_info, little, multiple
from tests.gateways.gost_workshop import only_gost
from tests.gateways.workshop import key_named

pytestmark = only_gost
POINT = multiple(gost_key("person").secret)
#: Parameter set B of tc26, under the number that a Kazakh key of 256 bits has, and one that nobody gave out.
OTHER_PARAMETERS = ["1.2.398.3.10.1.1.2.3.1", "1.2.643.7.1.2.1.2.1", "1.2.398.3.10.1.1.2.2.2"]


@pytest.fixture
def spoiled(workshop, refusal):
    """The code for a good message whose signature was exchanged."""

    def code(change):
        message = workshop.cms()
        signature = read_cms(message).signature
        assert message.count(signature) == 1
        return refusal(message.replace(signature, change(signature)))

    return code


@pytest.mark.parametrize("purpose", ["sign-in", "signing"])
def test_the_one_key_signs_in_and_signs(workshop, trust, purpose):
    signer = verify_signature(workshop.cms(), b"text", trust=trust, at=workshop.noon, purpose=purpose)
    assert (signer.iin, signer.name, signer.revocation) == (workshop.iin, "СЫНАҚОВ СЫНАҚ", "not checked")


def test_a_key_that_may_not_sign_digitally_does_not_sign_in(workshop, refusal):
    certificate = workshop.person(usage=("content_commitment",))
    assert refusal(workshop.cms(certificate=certificate), purpose="sign-in") == "WRONG_KEY_PURPOSE"


@pytest.mark.parametrize("number", [0, Q, Q + 1, 2**512 - 1])
def test_r_and_s_lie_between_zero_and_the_order(spoiled, number):
    assert spoiled(lambda signature: little(number) + signature[64:]) == "SIGNATURE_INVALID"
    assert spoiled(lambda signature: signature[:64] + little(number)) == "SIGNATURE_INVALID"


def test_every_byte_order_but_the_national_one_is_refused(spoiled):
    assert spoiled(lambda signature: signature[::-1]) == "SIGNATURE_INVALID"
    assert spoiled(lambda signature: signature[64:] + signature[:64]) == "SIGNATURE_INVALID"
    assert spoiled(lambda signature: signature[63::-1] + signature[:63:-1]) == "SIGNATURE_INVALID"


def test_the_negative_of_s_does_not_fit(spoiled):
    def negated(signature):
        return signature[:64] + little(Q - int.from_bytes(signature[64:], "little"))

    assert spoiled(negated) == "SIGNATURE_INVALID"


@pytest.mark.parametrize(
    "point", [(POINT[0], POINT[1] ^ 1), (0, 0), (POINT[0] + P, POINT[1]), (POINT[1], POINT[0]), (2**512 - 1, 1)]
)
def test_a_point_off_the_curve_is_no_key(workshop, refusal, point):
    odd = GostKey(gost_key("person").secret, key_info(tuple(number % 2**512 for number in point)))
    assert refusal(workshop.cms(certificate=workshop.person(key=odd))) == "SIGNATURE_INVALID"


@pytest.mark.parametrize("parameters", OTHER_PARAMETERS)
def test_another_parameter_set_is_not_accepted(workshop, refusal, parameters):
    odd = GostKey(gost_key("person").secret, key_info(POINT, parameters))
    assert refusal(workshop.cms(certificate=workshop.person(key=odd))) == "ALG_NOT_ALLOWED"


def test_a_key_with_another_digest_is_not_accepted(workshop, refusal):
    odd = GostKey(gost_key("person").secret, key_info(POINT, digest="1.2.398.3.10.1.3.2"))
    assert refusal(workshop.cms(certificate=workshop.person(key=odd))) == "ALG_NOT_ALLOWED"


def test_a_digest_of_sha2_under_a_gost_signature_is_not_accepted(workshop, refusal):
    assert refusal(workshop.cms(digest="sha256")) == "ALG_NOT_ALLOWED"


def test_a_certificate_changed_in_any_part_is_refused(workshop, refusal):
    der = workshop.person().public_bytes(Encoding.DER)
    later = der.replace(b"261231000000Z", b"361231000000Z")
    other = der.replace("СЫНАҚОВ".encode(), "СЫНАКОВ".encode())
    last = der[:-1] + bytes((der[-1] ^ 1,))
    changed = [refusal(workshop.cms(certificate=one)) for one in (later, other, last)]
    assert changed == ["CERT_SIGNATURE_INVALID"] * 3


def test_a_key_of_the_other_kind_verifies_nothing(workshop, refusal):
    """An RSA key in the certificate, a GOST signature in the message."""
    mixed = GostKey(0, super(type(workshop), workshop).key_info(key_named("pen")))
    assert refusal(workshop.cms(certificate=workshop.person(key=mixed))) == "SIGNATURE_INVALID"


def test_the_digest_is_named_as_the_national_authority_names_it(workshop):
    assert read_cms(workshop.cms()).digest_algorithm == DIGEST == "1.2.398.3.10.1.3.3"
