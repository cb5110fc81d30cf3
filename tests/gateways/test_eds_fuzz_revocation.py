"""Whatever a list or an answer is changed into, it is refused as such or says what it said; it never crashes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing.gateways.eds.crl import UnusableCrlError, read_crl
from housing.gateways.eds.ocsp import OcspError, read_answer, request_for
from tests.gateways.revocation_workshop import HOUR, SERIAL, answer, crl, delegate
from tests.gateways.workshop import NOON

NONCE = b"n" * 32
often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
changes = st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 255)), min_size=1, max_size=4)


def changed(good, places):
    found = bytearray(good)
    for at, mask in places:
        found[at % len(good)] ^= mask
    return bytes(found)


@pytest.fixture(scope="session")
def a_list(workshop):
    return crl(workshop, {SERIAL: NOON - HOUR})


@pytest.fixture
def asked(workshop, certificate, trust):
    """A delegate's answer "revoked", as the one that a forger would most like to change, and how to read one."""
    authority, own = trust.authorities[0], delegate(workshop)
    question = request_for(certificate, authority, NONCE)
    how = {"status": "revoked", "since": NOON - HOUR, "by": own, "along": [own], "key": "responder"}
    return answer(workshop, question, **how), lambda response: read_answer(
        response, certificate, authority, NOON, NONCE
    )


@often
@given(places=changes)
def test_a_changed_list_is_unusable_or_says_the_same(places, a_list, trust):
    try:
        found = read_crl(changed(a_list, places), trust)
    except UnusableCrlError:
        return
    assert found.revoked_at(SERIAL) == NOON - HOUR
    assert (found.issued, found.until, found.whole) == (NOON - HOUR, NOON + HOUR, True)


@often
@given(places=changes)
def test_a_changed_answer_is_a_fault_or_says_the_same(places, asked):
    good, read = asked
    try:
        found = read(changed(good, places))
    except OcspError:
        return
    assert (found.status, found.revoked_at) == ("revoked", NOON - HOUR)


@often
@given(content=st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda rest: b"\x30\x80" + rest)))
def test_any_bytes_are_neither_a_list_nor_an_answer(content, asked, trust):
    with pytest.raises(UnusableCrlError):
        read_crl(content, trust)
    with pytest.raises(OcspError):
        asked[1](content)
