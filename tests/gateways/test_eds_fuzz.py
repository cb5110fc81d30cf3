"""Whatever arrives, the answer is a refusal or the same signer over the same bytes, never a crash."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing.gateways.eds import SignatureRefused, verify_signature
from housing.gateways.eds.cms import read_cms

often = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="session", params=["detached", "attached"])
def good(request, workshop):
    return workshop.cms(inside=b"text" if request.param == "attached" else None)


def refused_or_unchanged(changed, good, trust, noon):
    """What decides must be untouched where a changed message is accepted: a version number, a NULL may differ."""
    how = {"trust": trust, "at": noon, "purpose": "signing"}
    try:
        signer = verify_signature(changed, b"text", **how)
    except SignatureRefused as refused:
        return bool(refused.code)
    ours, theirs = read_cms(good), read_cms(changed)
    same = (ours.signed, ours.signature, ours.attached) == (theirs.signed, theirs.signature, theirs.attached)
    return same and signer == verify_signature(good, b"text", **how)


@often
@given(data=st.data())
def test_changed_bytes_never_crash_and_never_change_what_was_signed(data, good, workshop, trust):
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    assert refused_or_unchanged(bytes(changed), good, trust, workshop.noon)


def covered(good):
    """Where the bytes stand that somebody's signature covers, and the signatures themselves."""
    ours = read_cms(good)
    attributes = ours.signed[1:]  # behind the tag, which is another one in the message
    slices = [attributes, ours.signature, *ours.certificates, *([ours.attached] if ours.attached else [])]
    starts = [(good.index(one), len(one)) for one in slices]
    return [at for start, length in starts for at in range(start, start + length)]


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_no_byte_that_is_signed_may_differ(mask, good, refusal):
    """All of them, one after the other."""
    for at in covered(good):
        changed = bytearray(good)
        changed[at] ^= mask
        assert refusal(bytes(changed)) is not None, at


@often
@given(data=st.data(), more=st.binary(max_size=8))
def test_bytes_lost_or_put_in_never_crash_and_never_change_what_was_signed(data, more, good, workshop, trust):
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(start + 8, len(good))))
    assert refused_or_unchanged(good[:start] + more + good[end:], good, trust, workshop.noon)


@often
@given(signature=st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda rest: b"\x30\x80" + rest)))
def test_any_bytes_are_refused_as_malformed(signature, refusal):
    assert refusal(signature) == "MALFORMED_CMS"


@often
@given(content=st.binary(max_size=50).filter(lambda content: content != b"text"))
def test_one_signature_fits_one_content(content, workshop, refusal, good):
    assert refusal(good, content) == "CONTENT_MISMATCH"
