"""DER cut by hand: one way to write a value, and nothing behind it."""

from __future__ import annotations

import pytest
from asn1crypto import core
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from housing.gateways.eds.cms import UNREADABLE
from housing.gateways.eds.der import (
    SEQUENCE,
    encode_integer,
    format_oid,
    join_items,
    parse_integer,
    split_items,
    unwrap_value,
    whole_bytes,
)
from tests.gateways.gost_signing import wrapped

OID = bytes.fromhex("06092a864886f70d010101")


@given(parts=st.lists(st.binary(max_size=400).map(lambda content: wrapped(0x04, content)), max_size=4))
def test_what_was_wrapped_comes_out_again(parts):
    whole = wrapped(0x30, *parts)
    assert split_items(whole) == parts
    assert unwrap_value(whole, 0x30) == b"".join(parts)


@given(parts=st.lists(st.binary(max_size=300).map(lambda content: wrapped(0x04, content)), max_size=400))
def test_what_is_joined_is_read_again(parts):
    assert split_items(join_items(SEQUENCE, *parts)) == parts


@given(number=st.integers(-(2**200), 2**200))
def test_a_number_is_written_as_a_general_encoder_writes_it(number):
    assert parse_integer(encode_integer(number)) == number
    assert number < 0 or encode_integer(number) == core.Integer(number).dump()


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "30",
        "3001",
        "300200",
        "30020500ff",
        "3080050000",
        "30800000",
        "30810205 00",
        "3082000205 00",
        "30020504",
        "3003050100ff",
        "30820000",
        "30fe",
        "3f00",
        "30033f0100",
        "30820081" + "0500" * 64 + "05",
    ],
)
def test_what_is_written_otherwise_is_refused(broken):
    """Lengths that are indefinite, longer than needed or not kept; tags of several bytes; bytes behind the value."""
    with pytest.raises(UNREADABLE):
        split_items(bytes.fromhex(broken))


def test_another_kind_of_value_is_refused():
    with pytest.raises(ValueError, match="another kind"):
        unwrap_value(b"\x04\x01\x00", 0x02)
    with pytest.raises(ValueError, match="whole bytes"):
        whole_bytes(b"\x03\x02\x01\x80")
    with pytest.raises(UNREADABLE):
        whole_bytes(b"\x03\x00")


@given(number=st.integers(-(2**200), 2**200))
def test_an_integer_is_read_as_others_read_it(number):
    assert parse_integer(core.Integer(number).dump()) == number


def test_an_object_identifier_is_read_and_a_very_long_one_is_not_kept():
    assert format_oid(OID) == "1.2.840.113549.1.1.1"
    with pytest.raises(ValueError, match="length"):
        format_oid(wrapped(0x06, b"\x2a" * 100))
    with pytest.raises(UNREADABLE):
        format_oid(b"\x04\x01\x00")


def test_a_signature_wrapped_in_ber_is_accepted_as_some_programs_write_it(workshop, refusal):
    """Indefinite lengths outside, and the content in pieces; the signer's own part is DER."""
    kind, explicit = split_items(workshop.cms())
    version, digests, content, certificates, signers = split_items(unwrap_value(explicit, 0xA0))
    pieces = b"\x24\x80" + wrapped(0x04, b"te") + wrapped(0x04, b"xt") + b"\x00\x00"
    content = b"\x30\x80" + split_items(content)[0] + b"\xa0\x80" + pieces + b"\x00\x00\x00\x00"
    data = b"\x30\x80" + version + digests + content + certificates + signers + b"\x00\x00"
    whole = b"\x30\x80" + kind + b"\xa0\x80" + data + b"\x00\x00" + b"\x00\x00"
    assert refusal(whole) is None
    assert refusal(whole, b"other") == "CONTENT_MISMATCH"
    assert refusal(whole + b"\x00\x00") == "MALFORMED_CMS"


def test_a_critical_flag_is_yes_or_no(workshop, refusal):
    raw, flag = workshop.person().public_bytes(Encoding.DER), bytes.fromhex("0603551d0f0101ff")
    assert raw.count(flag) == 1
    assert refusal(workshop.cms(certificate=raw.replace(flag, flag[:-1] + b"\x01"))) == "MALFORMED_CMS"
