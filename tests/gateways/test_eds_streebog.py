"""Streebog-512 against the examples of GOST R 34.11-2012 (appendix A; RFC 6986, section 10) and another program."""

from __future__ import annotations

import pytest
from gostcrypto import gosthash
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.gateways.eds.streebog import streebog512

#: The standard prints numbers, the last byte of a message first.
FIRST = bytes.fromhex(
    "323130393837363534333231303938373635343332313039383736353433323130393837363534333231303938373635343332313039383736"
    "353433323130"
)[::-1]
FIRST_DIGEST = bytes.fromhex(
    "486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9"
    "f54a1ad0541b"
)[::-1]
SECOND = bytes.fromhex(
    "fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2f120fff0eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1"
    "e8f0f2d1202ce8f0f2e5e220e5d1"
)[::-1]
SECOND_DIGEST = bytes.fromhex(
    "28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f037613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf"
    "2622e6881e"
)[::-1]


@pytest.mark.parametrize(("message", "digest"), [(FIRST, FIRST_DIGEST), (SECOND, SECOND_DIGEST)], ids=["M1", "M2"])
def test_an_example_of_the_standard_gives_its_digest(message, digest):
    assert len(message) in (63, 72)
    assert streebog512(message) == digest


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 127, 128, 129, 1000])
@pytest.mark.parametrize("byte", [b"\x00", b"\xff"])
def test_every_length_round_a_block_gives_what_another_program_gives(length, byte):
    assert streebog512(byte * length) == theirs(byte * length)


@settings(max_examples=60, deadline=None)
@given(message=st.binary(max_size=300))
def test_any_message_gives_what_another_program_gives(message):
    assert streebog512(message) == theirs(message)


def theirs(message: bytes) -> bytes:
    return bytes(gosthash.new("streebog512", data=message).digest())
