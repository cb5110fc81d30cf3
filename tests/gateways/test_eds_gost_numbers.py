"""The arithmetic of GOST 34.10-2015 against other arithmetic, and at the points where it could go wrong."""

from __future__ import annotations

import pytest
from gostcrypto import gostsignature
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.gateways.eds import gost
from tests.gateways.gost_signing import BASE, CURVE, GostKey, P, Q, gost_key, key_info, little, multiple, sign, streebog
from tests.gateways.gost_signing import signed_with as sign_number


@pytest.mark.parametrize(
    ("secret", "point", "message"), [(1, BASE, b"320"), (Q - 1, (BASE[0], P - BASE[1]), b"885")], ids=["twice", "none"]
)
def test_a_sum_that_meets_itself_or_its_opposite_on_the_way_is_right(secret, point, message):
    """Two equal points are added, and a point and its opposite; the messages were found by trial, for ten teeth."""
    key = GostKey(secret, key_info(point))
    assert gost.is_signed_by(key.key_info, sign(key, message), message, pinned=True)
    assert not gost.is_signed_by(key.key_info, sign(key, message), message + b" ", pinned=True)


@settings(max_examples=3, deadline=None)
@given(secret=st.integers(1, Q - 1), once=st.integers(1, Q - 1), number=st.binary(min_size=64, max_size=64))
def test_the_tests_sign_as_gostcrypto_does(secret, once, number):
    other = gostsignature.new(gostsignature.MODE_512, CURVE)
    theirs = other.sign(bytearray(secret.to_bytes(64)), bytearray(number), bytearray(once.to_bytes(64)))
    ours = sign_number(secret, once, int.from_bytes(number))
    assert (ours[:64][::-1], ours[64:][::-1]) == (bytes(theirs[:64]), bytes(theirs[64:]))


@settings(max_examples=20, deadline=None)
@given(secret=st.integers(1, Q - 1), message=st.binary(max_size=80), pinned=st.booleans())
def test_any_key_verifies_its_own_message_and_no_other(secret, message, pinned):
    key = GostKey(secret, key_info(multiple(secret)))
    signature = sign(key, message)
    assert gost.is_signed_by(key.key_info, signature, message, pinned=pinned)
    assert not gost.is_signed_by(key.key_info, signature, message + b" ", pinned=pinned)


def key_whose_signature_has(s, message, once=12345):
    """The key under which `once` gives this very s for the message, and the signature's r."""
    number, r = int.from_bytes(streebog(message), "little") % Q, multiple(once)[0] % Q
    secret = (s - once * number) * pow(r, -1, Q) % Q
    return key_info(multiple(secret)), little(r)


def test_s_beyond_the_order_is_refused_though_it_means_the_same():
    key, r = key_whose_signature_has(5, b"text")
    assert gost.is_signed_by(key, r + little(5), b"text")
    assert not gost.is_signed_by(key, r + little(5 + Q), b"text")


def test_s_of_zero_is_refused_though_the_equation_holds():
    key, r = key_whose_signature_has(0, b"text")
    assert not gost.is_signed_by(key, r + little(0), b"text")


@pytest.mark.parametrize("pinned", [True, False])
def test_numbers_that_lead_to_infinity_are_no_signature(pinned):
    secret, r = 987654321, 123456789
    assert not gost.is_signed_by(key_info(multiple(secret)), little(r) + little(r * secret % Q), b"text", pinned=pinned)


def test_a_signature_has_one_length():
    key = gost_key("person")
    signature = sign(key, b"text")
    lengths = (signature, signature + b"\x00", signature[:-1], b"")
    assert [gost.is_signed_by(key.key_info, one, b"text") for one in lengths] == [True, False, False, False]


def test_a_coordinate_is_written_in_one_way():
    """Beyond the prime it would name the same point; few points are small enough to be written so."""
    x = next(x for x in range(2**512 - P) if pow(square(x), (P - 1) // 2, P) == 1)
    y = pow(square(x), (P + 1) // 4, P)
    assert gost._on_curve((x, y))
    assert not gost._on_curve((x + P, y))


def square(x):
    return (x**3 + CURVE["a"] * x + CURVE["b"]) % P
